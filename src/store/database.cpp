// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "store/files.h"

#include <QFile>
#include <QSqlError>

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Sendoff::Store {

namespace {

const auto fileName = "sendoff.sqlite"_L1;
constexpr int busyTimeoutMs = 2'000;

StoreError errorFromSql(const QSqlError &error, const QString &path)
{
    using Kind = StoreError::Kind;
    Kind kind = Kind::Failed;
    // Primary result codes of sqlite3.h; the upper bits only refine them.
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 3: // SQLITE_PERM
    case 14: // SQLITE_CANTOPEN
        kind = Kind::CannotOpen;
        break;
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        kind = Kind::Busy;
        break;
    case 8: // SQLITE_READONLY
        kind = Kind::ReadOnly;
        break;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        kind = Kind::Damaged;
        break;
    case 13: // SQLITE_FULL
        kind = Kind::DiskFull;
        break;
    default:
        break;
    }
    return {kind, path, error.nativeErrorCode() + u' ' + error.databaseText()};
}

/// SQLite only says that it cannot open a database that needs a log beside it; this says why.
Result<Done, StoreError> expectWritable(const Descriptor &folder, const QByteArray &name, const QString &path)
{
    if (faccessat(folder.number(), name.constData(), W_OK, AT_EACCESS) == 0)
        return Done{};
    StoreError error = errorFromSystem(errno, path);
    error.kind = StoreError::Kind::ReadOnly;
    return Failure{error};
}

/// Makes an empty file, or sees that the one that is there is a plain file of ours. An existing one is not opened:
/// closing it again would drop the locks that SQLite has on it elsewhere in this process (fcntl(2)).
Result<Done, StoreError> prepareFile(const Descriptor &folder, const QByteArray &name, const QString &path, bool create)
{
    struct stat facts = {};
    if (fstatat(folder.number(), name.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT)
            return Failure{errorFromSystem(errno, path)};
        if (!create)
            return Done{};
        if (const auto file = createPrivateFile(folder, name, path); !file && errno != EEXIST)
            return Failure{file.error()};
        return sync(folder, path);
    }
    if (!S_ISREG(facts.st_mode) || facts.st_uid != geteuid())
        return Failure{StoreError{StoreError::Kind::CannotOpen, path, u"is not a plain file of this user"_s}};
    const bool isLoose = facts.st_mode & (S_IRWXG | S_IRWXO);
    if (isLoose && fchmodat(folder.number(), name.constData(), S_IRUSR | S_IWUSR, 0) != 0)
        return Failure{errorFromSystem(errno, path)};
    return expectWritable(folder, name, path);
}

Result<Done, StoreError> prepareFiles(const QString &folderPath)
{
    const auto folder = openPrivateFolder(folderPath);
    if (!folder)
        return Failure{folder.error()};
    if (auto writable = expectWritable(folder.value(), "."_ba, folderPath); !writable)
        return writable;
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1, "-journal"_L1}) {
        const QString name = fileName + suffix;
        if (auto prepared
            = prepareFile(folder.value(), QFile::encodeName(name), folderPath + u'/' + name, suffix.isEmpty());
            !prepared)
            return prepared;
    }
    return Done{};
}

QString nextConnectionName()
{
    static std::atomic_int number = 0;
    return u"sendoff-%1"_s.arg(++number);
}

int schemaVersion(QSqlDatabase connection)
{
    QSqlQuery query(connection);
    query.setForwardOnly(true);
    return query.exec(u"PRAGMA user_version"_s) && query.next() ? query.value(0).toInt() : -1;
}

/// A look that cannot write: a database of a later program is left as it is, to the octet. A database that cannot be
/// looked at this way (never written yet, or damaged) gets 0 and is judged by the ordinary opening.
int versionWithoutWriting(const QString &file)
{
    const QString name = nextConnectionName();
    int version = 0;
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        connection.setDatabaseName(file);
        connection.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyTimeoutMs));
        if (connection.open())
            version = qMax(0, schemaVersion(connection));
        connection.close();
    }
    QSqlDatabase::removeDatabase(name);
    return version;
}

} // namespace

Result<Database, StoreError> Database::open(const QString &folder)
{
    return open(folder, Store::migrations());
}

Result<Database, StoreError> Database::open(const QString &folder, const QList<Migration> &migrations)
{
    if (const auto prepared = prepareFiles(folder); !prepared)
        return Failure{prepared.error()};
    const QString file = folder + u'/' + fileName;
    if (const int version = versionWithoutWriting(file); version > migrations.size())
        return Failure{StoreError{StoreError::Kind::NewerSchema, file, QString::number(version)}};

    const QString name = nextConnectionName();
    QSqlDatabase::addDatabase(u"QSQLITE"_s, name).setDatabaseName(file);
    Database database(name, folder);
    if (!database.connect())
        return Failure{database.lastError()};
    if (const auto migrated = database.migrate(migrations); !migrated)
        return Failure{migrated.error()};
    database.m_ballast.take();
    return database;
}

Database::Database(QString name, QString folder)
    : m_name(std::move(name))
    , m_folder(std::move(folder))
    , m_ballast(m_folder)
{
}

Database::Database(Database &&other) noexcept
    : m_name(std::exchange(other.m_name, {}))
    , m_folder(std::move(other.m_folder))
    , m_ballast(std::move(other.m_ballast))
    , m_presence(std::move(other.m_presence))
    , m_error(std::move(other.m_error))
    , m_wasRebuilt(other.m_wasRebuilt)
    , m_isDoubtful(other.m_isDoubtful)
{
}

Database::~Database()
{
    if (m_name.isEmpty())
        return;
    connection().close();
    QSqlDatabase::removeDatabase(m_name);
}

QSqlDatabase Database::connection() const
{
    return QSqlDatabase::database(m_name, false);
}

bool Database::connect()
{
    QSqlDatabase database = connection();
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyTimeoutMs));
    if (!database.open()) {
        m_error = errorFromSql(database.lastError(), database.databaseName());
        return false;
    }
    // FULL: with NORMAL a power cut takes back commits that were already acknowledged.
    for (const QString &pragma : {u"PRAGMA foreign_keys=ON"_s, u"PRAGMA synchronous=FULL"_s,
                                  u"PRAGMA trusted_schema=OFF"_s, u"PRAGMA cell_size_check=ON"_s}) {
        if (!run(pragma).isActive())
            return false;
    }
    QSqlQuery mode = run(u"PRAGMA journal_mode=WAL"_s);
    if (!mode.isActive())
        return false;
    if (!mode.next() || mode.value(0).toString() != "wal"_L1) {
        m_error = {StoreError::Kind::CannotOpen, database.databaseName(), u"no write-ahead log on this file system"_s};
        return false;
    }
    return true;
}

Result<Done, StoreError> Database::migrate(const QList<Migration> &migrations)
{
    const int found = schemaVersion(connection());
    if (found == migrations.size())
        return Done{};
    if (found > 0) {
        if (auto kept = keepOld(found); !kept)
            return kept;
    }
    return transaction([&] {
        // Read again inside the transaction: another process may have done it meanwhile.
        const int version = schemaVersion(connection());
        if (version < 0 || version > migrations.size()) {
            m_error = {StoreError::Kind::NewerSchema, connection().databaseName(), QString::number(version)};
            return false;
        }
        for (const Migration &migration : migrations.sliced(version)) {
            for (const QString &statement : migration) {
                if (!run(statement).isActive())
                    return false;
            }
        }
        return run(u"PRAGMA user_version=%1"_s.arg(migrations.size())).isActive();
    });
}

/// A copy as it was, so that a step that turns out to be wrong can be taken back. Already there: an earlier try made it.
Result<Done, StoreError> Database::keepOld(int version)
{
    const QString name = fileName + u".v%1"_s.arg(version);
    const auto folder = openPrivateFolder(m_folder);
    if (!folder)
        return Failure{folder.error()};
    // SQLite takes an empty file for the copy, and this one is nobody else's to read.
    const auto file = createPrivateFile(folder.value(), QFile::encodeName(name), m_folder + u'/' + name);
    if (!file)
        return errno == EEXIST ? Result<Done, StoreError>(Done{}) : Failure{file.error()};
    if (run(u"VACUUM INTO ?"_s, {m_folder + u'/' + name}).isActive())
        return sync(folder.value(), m_folder);
    const StoreError error = m_error;
    unlinkat(folder.value().number(), QFile::encodeName(name).constData(), 0);
    return Failure{error};
}

bool Database::isSound()
{
    QSqlQuery check = run(u"PRAGMA quick_check(1)"_s);
    return check.next() && check.value(0).toString() == "ok"_L1;
}

QSqlQuery Database::run(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(connection());
    query.setForwardOnly(true);
    bool worked = query.prepare(sql);
    if (worked) {
        // A text without characters is a text; only an invalid QVariant is NULL.
        for (const QVariant &value : values) {
            const bool isNullText = value.typeId() == QMetaType::QString && value.toString().isNull();
            query.addBindValue(isNullText ? QVariant(u""_s) : value);
        }
        worked = query.exec();
    }
    if (!worked)
        m_error = errorFromSql(query.lastError(), connection().databaseName());
    return query;
}

qint64 Database::dataVersion()
{
    QSqlQuery query = run(u"PRAGMA data_version"_s);
    return query.next() ? query.value(0).toLongLong() : -1;
}

Result<Done, StoreError> Database::begin()
{
    if (m_isDoubtful) {
        connection().close();
        if (!connect())
            return Failure{m_error};
        m_isDoubtful = false;
    }
    if (!run(u"BEGIN IMMEDIATE"_s).isActive())
        return Failure{m_error};
    return Done{};
}

Result<Done, StoreError> Database::commit()
{
    if (run(u"COMMIT"_s).isActive())
        return Done{};
    const StoreError error = m_error;
    rollback();
    // After a failed flush the system may have dropped the pages and say yes the next time; only a fresh read of the
    // file tells what is in it.
    m_isDoubtful = true;
    return Failure{error};
}

void Database::rollback()
{
    const StoreError error = m_error;
    run(u"ROLLBACK"_s);
    m_error = error;
}

} // namespace Sendoff::Store
