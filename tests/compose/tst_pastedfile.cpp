// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/pastedfile.h"
#include "compose/pastedstore.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Compose;

class TestPastedFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
        m_folder = m_root->filePath(u"profile"_s);
    }

    void keepsTheOctetsPrivately()
    {
        const mode_t before = umask(0);
        const auto kept = keepPastedNow(m_folder, "a,b\n"_ba, u"../table.csv"_s);
        umask(before);
        QVERIFY(kept);
        QCOMPARE(kept.value().name, u"table.csv"_s);
        QCOMPARE(kept.value().contentType, u"text/csv"_s);
        QCOMPARE(kept.value().size, 4);
        QVERIFY(kept.value().file.startsWith(m_folder + u"/pasted/"_s));
        QFile file(kept.value().file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "a,b\n"_ba);
        struct stat facts = {};
        QCOMPARE(stat(QFile::encodeName(kept.value().file).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 07777, mode_t(0600));
        QCOMPARE(stat(QFile::encodeName(m_folder).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 07777, mode_t(0700));
    }

    void twoWithOneNameDoNotMeet()
    {
        const auto one = keepPastedNow(m_folder, "1"_ba, u"a.txt"_s);
        const auto two = keepPastedNow(m_folder, "2"_ba, u"a.txt"_s);
        QVERIFY(one && two);
        QVERIFY(one.value().file != two.value().file);
        QVERIFY(one.value().id != two.value().id);
    }

    void aPictureComesAsPng()
    {
        QImage picture(3, 2, QImage::Format_RGB32);
        picture.fill(0xff00ff00);
        std::optional<LookResult> kept;
        keepPasted(m_folder, picture, u"picture.png"_s, this, [&](const LookResult &result) { kept = result; });
        QTRY_VERIFY(kept);
        QVERIFY(*kept);
        QCOMPARE(kept->value().contentType, u"image/png"_s);
        QImage back(kept->value().file);
        QCOMPARE(back.size(), QSize(3, 2));
        QCOMPARE(back.pixel(1, 1), picture.pixel(1, 1));
    }

    void noPictureIsNoFile()
    {
        std::optional<LookResult> kept;
        keepPasted(m_folder, QImage(), u"picture.png"_s, this, [&](const LookResult &result) { kept = result; });
        QTRY_VERIFY(kept);
        QVERIFY(!*kept);
        QVERIFY(!QDir(m_folder + u"/pasted"_s).exists());
    }

    void aPlantedLinkIsNotFollowed()
    {
        const QString elsewhere = m_root->filePath(u"elsewhere"_s);
        QVERIFY(QDir().mkpath(elsewhere));
        QVERIFY(QDir().mkpath(m_folder));
        QVERIFY(QFile::link(elsewhere, m_folder + u"/pasted"_s));
        QVERIFY(!keepPastedNow(m_folder, "x"_ba, u"a"_s));
        QVERIFY(QDir(elsewhere).isEmpty());
    }

    void whatNobodyNamesGoesAfterThirtyDays()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const auto paste = [&](qint64 daysAgo) {
            const auto kept = keepPastedNow(m_folder, "x"_ba, u"a.txt"_s);
            QFile file(kept ? kept.value().file : QString());
            const bool isDated = file.open(QIODevice::ReadWrite)
                && file.setFileTime(now.addDays(-daysAgo), QFileDevice::FileModificationTime);
            return isDated ? file.fileName() : QString();
        };
        const QString named = paste(40);
        const QString young = paste(29);
        const QString old = paste(32);
        const QString link = m_folder + u"/pasted/11111111-2222-4333-8444-555555555555"_s;
        QVERIFY(QFile::link(old, link));
        const QString foreign = m_folder + u"/pasted/notes.txt"_s;
        QVERIFY(QFile::copy(named, foreign));
        QFile dated(foreign);
        QVERIFY(dated.open(QIODevice::ReadWrite));
        QVERIFY(dated.setFileTime(now.addDays(-99), QFileDevice::FileModificationTime));

        QCOMPARE(sweepPastedNow(m_folder, {QFileInfo(named).fileName()}, now), 1);
        QVERIFY(QFile::exists(named) && QFile::exists(young) && QFile::exists(foreign));
        QVERIFY(!QFile::exists(old));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(sweepPastedNow(m_folder + u"/none"_s, {}, now), 0);
    }

    void whatDraftsAndOutboxNameIsKnown()
    {
        auto database = Store::Database::open(m_folder);
        QVERIFY(database);
        const auto message = [](const QString &id) {
            return u"{\"attachments\":[{\"file\":\"/p/pasted/%1\"},{\"file\":\"/p/other/%1\"}]}"_s.arg(id);
        };
        const QString draft = u"11111111-2222-4333-8444-555555555555"_s;
        const QString version = u"21111111-2222-4333-8444-555555555555"_s;
        const QString queued = u"31111111-2222-4333-8444-555555555555"_s;
        Store::Database &rows = database.value();
        QVERIFY(rows.run(u"INSERT INTO draft(id, account, message, saved) VALUES('d', '', ?, 0)"_s, {message(draft)})
                    .isActive());
        QVERIFY(rows.run(u"INSERT INTO draft_version(draft, number, message, saved) VALUES('d', 1, ?, 0)"_s,
                         {message(version)})
                    .isActive());
        QVERIFY(rows.run(u"INSERT INTO outbox_item(id, account, message, queued, revision, name, state)"
                         " VALUES('i', '', ?, 0, 1, 'waiting', '{}')"_s,
                         {message(queued)})
                    .isActive());
        QCOMPARE(pastedNamedIn(rows), QSet<QString>({draft, version, queued}));
    }

private:
    std::unique_ptr<QTemporaryDir> m_root;
    QString m_folder;
};

QTEST_GUILESS_MAIN(TestPastedFile)
#include "tst_pastedfile.moc"
