// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/opening.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Store;

class TestOpening : public QObject
{
    Q_OBJECT

private:
    QString file() const { return m_folder + u"/sendoff.sqlite"_s; }

    static QByteArray octetsOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString &name, const QByteArray &octets)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(octets), octets.size());
    }
    QStringList aside() const { return QDir(m_folder).entryList({u"sendoff.sqlite.damaged-*"_s}); }

    void fillWithDrafts(int count)
    {
        auto opened = openProfile(m_folder);
        QVERIFY(opened);
        for (int number = 0; number < count; ++number) {
            QVERIFY(opened.value()
                        .database
                        .run(u"INSERT INTO draft(id, account, message, saved) VALUES(?, '', ?, 0)"_s,
                             {QString::number(number), u"{\"subject\":\"%1\"}"_s.arg(QString(2'000, u'x'))})
                        .isActive());
        }
    }
    static int draftsIn(Database &database)
    {
        QSqlQuery query = database.run(u"SELECT count(*) FROM draft"_s);
        return query.next() ? query.value(0).toInt() : -1;
    }
    /// As a killed program leaves it: with its log.
    void leaveInTheMiddle()
    {
        const QString kept = m_root->filePath(u"kept"_s);
        QVERIFY(QDir().mkpath(kept));
        const QStringList names{u"sendoff.sqlite"_s, u"sendoff.sqlite-wal"_s};
        {
            auto opened = openProfile(m_folder);
            QVERIFY(opened);
            QVERIFY(
                opened.value().database.run(u"INSERT INTO account_pause(account, until) VALUES('me', 5)"_s).isActive());
            for (const QString &name : names)
                QVERIFY(QFile::copy(m_folder + u'/' + name, kept + u'/' + name));
        }
        for (const QString &name : names) {
            QFile::remove(m_folder + u'/' + name);
            QVERIFY(QFile::rename(kept + u'/' + name, m_folder + u'/' + name));
        }
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
        m_folder = m_root->filePath(u"profile"_s);
    }

    void aSoundDatabaseStaysWhereItIs()
    {
        fillWithDrafts(3);
        leaveInTheMiddle();
        auto opened = openProfile(m_folder);
        QVERIFY(opened);
        QVERIFY(!opened.value().moved);
        QVERIFY(!opened.value().database.wasRebuilt());
        QCOMPARE(draftsIn(opened.value().database), 3);
        QVERIFY(aside().isEmpty());
    }

    void aFileThatIsNoDatabaseIsMovedAsideAsItWas()
    {
        QVERIFY(QDir().mkpath(m_folder));
        const QByteArray rubbish(50'000, '\x5a');
        write(file(), rubbish);
        auto opened = openProfile(m_folder);
        QVERIFY(opened);
        QVERIFY(opened.value().moved);
        QVERIFY(opened.value().database.wasRebuilt());
        QCOMPARE(octetsOf(opened.value().moved->file), rubbish);
        QCOMPARE(draftsIn(opened.value().database), 0);
    }

    void whatCanBeReadOfABrokenOneIsSaved()
    {
        fillWithDrafts(40);
        QByteArray octets = octetsOf(file());
        // A page in the middle of the table of drafts.
        const qsizetype page = octets.indexOf(QByteArray(1'000, 'x'), octets.size() / 2) / 4'096;
        octets.replace(page * 4'096, 4'096, QByteArray(4'096, '\x00'));
        write(file(), octets);
        leaveInTheMiddleOf(octets);
        auto opened = openProfile(m_folder);
        QVERIFY(opened);
        QVERIFY(opened.value().moved);
        QVERIFY(opened.value().moved->savedDrafts > 0);
        QCOMPARE(draftsIn(opened.value().database), opened.value().moved->savedDrafts);
        QCOMPARE(octetsOf(opened.value().moved->file), octets);
    }

    void aBrokenOneIsNotMovedWhileSomebodyUsesIt()
    {
        auto first = openProfile(m_folder);
        QVERIFY(first);
        QVERIFY(first.value().database.run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s).isActive());
        QFile broken(file());
        QVERIFY(broken.open(QIODevice::ReadWrite));
        QCOMPARE(broken.write(QByteArray(50'000, '\x5a')), 50'000);
        broken.close();
        const auto second = openProfile(m_folder);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, StoreError::Kind::Damaged);
        QVERIFY(aside().isEmpty());
    }

    void severalMayHaveItOpen()
    {
        const auto first = openProfile(m_folder);
        const auto second = openProfile(m_folder);
        QVERIFY(first);
        QVERIFY(second);
    }

    /// Never a crash, never a database without a word, and nothing is thrown away.
    void anyChangedOctetIsSurvived()
    {
        fillWithDrafts(5);
        const QByteArray sound = octetsOf(file());
        std::mt19937 dice(20'261'123); // NOLINT(cert-msc51-cpp): the same changes in each run
        for (int round = 0; round < 150; ++round) {
            QByteArray octets = sound;
            const int changes = 1 + int(dice() % 40);
            for (int change = 0; change < changes; ++change)
                octets[qsizetype(dice() % uint(octets.size()))] = char(dice());
            if (round % 10 == 0)
                octets.truncate(qsizetype(dice() % uint(octets.size())));
            leaveInTheMiddleOf(octets);
            const QStringList before = aside();
            auto opened = openProfile(m_folder);
            if (!opened) {
                // Changed into one of a later version: not touched.
                QCOMPARE(opened.error().kind, StoreError::Kind::NewerSchema);
                continue;
            }
            QCOMPARE(bool(opened.value().moved), aside().size() > before.size());
            if (const auto &moved = opened.value().moved)
                QCOMPARE(octetsOf(moved->file).size(), octets.size());
        }
    }

private:
    void leaveInTheMiddleOf(const QByteArray &octets)
    {
        for (const QString &suffix : {u"-wal"_s, u"-shm"_s})
            QFile::remove(file() + suffix);
        write(file(), octets);
        // A log of no use says that a program ended in the middle.
        write(file() + u"-wal"_s, QByteArray(32, '\x01'));
    }

    std::unique_ptr<QTemporaryDir> m_root;
    QString m_folder;
};

QTEST_GUILESS_MAIN(TestOpening)
#include "tst_opening.moc"
