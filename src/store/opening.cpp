// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/opening.h"

#include "store/files.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace Sendoff::Store {

namespace {

const auto fileName = "/sendoff.sqlite"_L1;

/// SQLite empties and removes its log when the last program closes the database: one that is left tells that a program
/// ended in the middle, or the power did.
bool endedInTheMiddle(const QString &folder)
{
    return QFileInfo(folder + fileName + "-wal"_L1).size() > 0;
}

/// Rows one by one: around a broken page the others can often still be read.
QList<QVariantList> readableDrafts(const QString &file)
{
    const QString name = u"sendoff-aside"_s;
    QList<QVariantList> drafts;
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        connection.setDatabaseName(file);
        if (connection.open()) {
            QSqlQuery ids(connection);
            ids.setForwardOnly(true);
            QList<qint64> rows;
            if (ids.exec(u"SELECT rowid FROM draft"_s)) {
                while (ids.next())
                    rows.append(ids.value(0).toLongLong());
            }
            for (const qint64 row : std::as_const(rows)) {
                QSqlQuery one(connection);
                one.prepare(u"SELECT id, account, message, saved FROM draft WHERE rowid=? AND json_valid(message)"_s);
                one.addBindValue(row);
                if (one.exec() && one.next())
                    drafts.append({one.value(0), one.value(1), one.value(2), one.value(3)});
            }
        }
        connection.close();
    }
    QSqlDatabase::removeDatabase(name);
    return drafts;
}

Result<QString, StoreError> moveAside(const QString &folder)
{
    const QString file = folder + fileName;
    const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
    QString aside;
    for (int number = 0; aside.isEmpty() || QFile::exists(aside); ++number)
        aside = file + u".damaged-"_s + time + (number == 0 ? QString() : u"-%1"_s.arg(number));
    // The log first: what stays behind if this is cut short is the file without its log, which is moved the next time.
    for (const auto suffix : {"-wal"_L1, "-shm"_L1, ""_L1}) {
        const QByteArray from = QFile::encodeName(file + suffix);
        const QByteArray to = QFile::encodeName(aside + suffix);
        if (std::rename(from.constData(), to.constData()) != 0 && errno != ENOENT)
            return Failure{errorFromSystem(errno, file + suffix)};
    }
    const auto opened = openPrivateFolder(folder);
    if (!opened)
        return Failure{opened.error()};
    if (const auto flushed = sync(opened.value(), folder); !flushed)
        return Failure{flushed.error()};
    return aside;
}

Result<Opened, StoreError> rebuild(const QString &folder)
{
    const auto aside = moveAside(folder);
    if (!aside)
        return Failure{aside.error()};
    auto fresh = Database::open(folder);
    if (!fresh)
        return Failure{fresh.error()};
    Opened opened{std::move(fresh).value(), MovedAside{aside.value(), 0}};
    opened.database.setRebuilt();
    const QList<QVariantList> drafts = readableDrafts(aside.value());
    const auto saved = opened.database.transaction([&] {
        for (const QVariantList &draft : drafts) {
            if (!opened.database.run(u"INSERT OR IGNORE INTO draft(id, account, message, saved) VALUES(?, ?, ?, ?)"_s, draft)
                     .isActive())
                return false;
        }
        return true;
    });
    if (saved)
        opened.moved->savedDrafts = int(drafts.size());
    return opened;
}

} // namespace

Result<Opened, StoreError> openProfile(const QString &folder)
{
    ProcessLock presence(folder, u"open"_s);
    const bool isAlone = presence.take();
    const bool isDoubtful = isAlone && endedInTheMiddle(folder);
    // Whoever holds it alone is looking after a broken database right now.
    if (!isAlone)
        presence.share();

    auto database = Database::open(folder);
    const bool isDamaged = database ? isDoubtful && !database.value().isSound()
                                    : database.error().kind == StoreError::Kind::Damaged;
    if (isDamaged && !isAlone)
        return Failure{StoreError{StoreError::Kind::Damaged, folder + fileName, u"in use"_s}};
    if (!database && !isDamaged)
        return Failure{database.error()};
    std::optional<Opened> opened;
    if (isDamaged) {
        { const auto closed = std::move(database); }
        auto rebuilt = rebuild(folder);
        if (!rebuilt)
            return Failure{rebuilt.error()};
        opened.emplace(std::move(rebuilt).value());
    } else {
        opened.emplace(Opened{std::move(database).value(), {}});
    }
    presence.share();
    opened->database.hold(std::move(presence));
    return std::move(*opened);
}

} // namespace Sendoff::Store
