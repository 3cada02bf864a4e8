// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"
#include "store/schema.h"
#include "support/smallfilesystem.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSqlError>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Store;

namespace {

mode_t modeOf(const QString &path)
{
    struct stat facts = {};
    return lstat(QFile::encodeName(path).constData(), &facts) == 0 ? facts.st_mode & 07777 : 0;
}

QByteArray hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

const QList<Migration> oneTable{{u"CREATE TABLE t(v TEXT) STRICT"_s}};

int rowsIn(Database &database)
{
    QSqlQuery query = database.run(u"SELECT count(*) FROM t"_s);
    return query.next() ? query.value(0).toInt() : -1;
}

/// Bounds the size of any file of this process, which is what a full disk looks like from inside.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t octets)
    {
        signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = octets;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before = {};
};

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
        m_folder = m_root->filePath(u"profile"_s);
        m_file = m_folder + u"/sendoff.sqlite"_s;
    }

    void keepsWhatWasCommitted()
    {
        {
            auto database = Database::open(m_folder, oneTable);
            QVERIFY(database);
            QVERIFY(database.value().transaction(
                [&] { return database.value().run(u"INSERT INTO t VALUES(?)"_s, {u"é"_s}).isActive(); }));
        }
        auto again = Database::open(m_folder, oneTable);
        QVERIFY(again);
        QSqlQuery query = again.value().run(u"SELECT v FROM t"_s);
        QVERIFY(query.next());
        QCOMPARE(query.value(0).toString(), u"é"_s);
    }

    void takesBackWorkThatSaysNo()
    {
        auto database = Database::open(m_folder, oneTable);
        QVERIFY(database);
        const auto failed = database.value().transaction([&] {
            return database.value().run(u"INSERT INTO t VALUES('a')"_s).isActive()
                && database.value().run(u"INSERT INTO nowhere VALUES('a')"_s).isActive();
        });
        QVERIFY(!failed);
        QVERIFY(failed.error().detail.contains(u"nowhere"_s));
        QCOMPARE(rowsIn(database.value()), 0);
    }

    void setsTheDurablePragmas_data()
    {
        QTest::addColumn<QString>("pragma");
        QTest::addColumn<QString>("expected");
        QTest::newRow("write-ahead log") << u"journal_mode"_s << u"wal"_s;
        QTest::newRow("every commit flushed") << u"synchronous"_s << u"2"_s;
        QTest::newRow("foreign keys") << u"foreign_keys"_s << u"1"_s;
    }
    void setsTheDurablePragmas()
    {
        QFETCH(const QString, pragma);
        auto database = Database::open(m_folder, oneTable);
        QVERIFY(database);
        QSqlQuery query = database.value().run(u"PRAGMA "_s + pragma);
        QVERIFY(query.next());
        QTEST(query.value(0).toString(), "expected");
    }

    void makesPrivateFilesWhateverTheUmask()
    {
        const mode_t before = umask(0);
        auto database = Database::open(m_folder, oneTable);
        const bool written = database && database.value().transaction([&] {
            return database.value().run(u"INSERT INTO t VALUES('a')"_s).isActive();
        });
        umask(before);
        QVERIFY(written);
        QCOMPARE(modeOf(m_folder), mode_t(0700));
        QCOMPARE(modeOf(m_file), mode_t(0600));
        QCOMPARE(modeOf(m_file + u"-wal"_s), mode_t(0600));
        QCOMPARE(modeOf(m_file + u"-shm"_s), mode_t(0600));
    }

    void closesAFolderThatStoodOpen()
    {
        QVERIFY(QDir().mkpath(m_folder));
        QCOMPARE(chmod(QFile::encodeName(m_folder).constData(), 0755), 0);
        QVERIFY(Database::open(m_folder, oneTable));
        QCOMPARE(modeOf(m_folder), mode_t(0700));
    }

    void leavesAFolderSharedByAllAlone()
    {
        QVERIFY(QDir().mkpath(m_folder));
        QCOMPARE(chmod(QFile::encodeName(m_folder).constData(), 01777), 0);
        const auto database = Database::open(m_folder, oneTable);
        QVERIFY(!database);
        QCOMPARE(database.error().kind, StoreError::Kind::CannotOpen);
        QCOMPARE(modeOf(m_folder), mode_t(01777));
    }

    void followsNoPlantedLink_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("database") << u"sendoff.sqlite"_s;
        QTest::newRow("log") << u"sendoff.sqlite-wal"_s;
        QTest::newRow("shared memory") << u"sendoff.sqlite-shm"_s;
        QTest::newRow("journal") << u"sendoff.sqlite-journal"_s;
    }
    void followsNoPlantedLink()
    {
        QFETCH(const QString, name);
        QVERIFY(QDir().mkpath(m_folder));
        const QString victim = m_root->filePath(u"victim"_s);
        QFile file(victim);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        QVERIFY(QFile::link(victim, m_folder + u'/' + name));
        const auto database = Database::open(m_folder, oneTable);
        QVERIFY(!database);
        QCOMPARE(database.error().kind, StoreError::Kind::CannotOpen);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "mine"_ba);
    }

    void refusesAFolderThatIsALink()
    {
        const QString elsewhere = m_root->filePath(u"elsewhere"_s);
        QVERIFY(QDir().mkpath(elsewhere));
        QVERIFY(QFile::link(elsewhere, m_folder));
        QVERIFY(!Database::open(m_folder, oneTable));
        QVERIFY(QDir(elsewhere).isEmpty());
    }

    void leavesANewerDatabaseAsItIs_data()
    {
        QTest::addColumn<bool>("hasLog");
        QTest::newRow("closed well") << false;
        QTest::newRow("with a log not yet merged") << true;
    }
    void leavesANewerDatabaseAsItIs()
    {
        QFETCH(const bool, hasLog);
        const QString saved = m_root->filePath(u"saved"_s);
        QVERIFY(QDir().mkpath(saved));
        const QStringList names{u"sendoff.sqlite"_s, u"sendoff.sqlite-wal"_s};
        {
            auto newer = Database::open(m_folder, oneTable);
            QVERIFY(newer);
            QVERIFY(newer.value().run(u"PRAGMA user_version=7"_s).isActive());
            for (const QString &name : names)
                QVERIFY(QFile::copy(m_folder + u'/' + name, saved + u'/' + name));
        }
        if (hasLog) {
            // As a killed program leaves them.
            for (const QString &name : names) {
                QFile::remove(m_folder + u'/' + name);
                QVERIFY(QFile::copy(saved + u'/' + name, m_folder + u'/' + name));
            }
        }
        const QByteArray before = hashOf(m_file);
        const QByteArray log = hashOf(m_file + u"-wal"_s);
        const auto database = Database::open(m_folder, oneTable);
        QVERIFY(!database);
        QCOMPARE(database.error().kind, StoreError::Kind::NewerSchema);
        QCOMPARE(database.error().path, m_file);
        QCOMPARE(hashOf(m_file), before);
        if (hasLog)
            QCOMPARE(hashOf(m_file + u"-wal"_s), log);
    }

    void migratesStepByStep()
    {
        QVERIFY(Database::open(m_folder, oneTable));
        auto database = Database::open(m_folder, oneTable + QList<Migration>{{u"ALTER TABLE t ADD COLUMN w TEXT"_s}});
        QVERIFY(database);
        QVERIFY(database.value().run(u"INSERT INTO t(v, w) VALUES('a', 'b')"_s).isActive());
        QSqlQuery version = database.value().run(u"PRAGMA user_version"_s);
        QVERIFY(version.next());
        QCOMPARE(version.value(0).toInt(), 2);
    }

    void anOlderSchemaIsKeptAndItsRowsAreTakenAlong()
    {
        const QString message = u"{\"subject\":\"Hello\",\"to\":[{\"name\":\"\",\"mailbox\":\"ana@example.org\"},"
                                "{\"name\":\"Ben\",\"mailbox\":\"ben@example.org\"}],\"cc\":[{}],\"bcc\":[]}"_s;
        {
            auto first = Database::open(m_folder, migrations().first(1));
            QVERIFY(first);
            QVERIFY(first.value().run(u"INSERT INTO draft VALUES('d', 'me', '{}', 5)"_s).isActive());
            QVERIFY(first.value()
                        .run(u"INSERT INTO outbox_item(id, account, message, queued, revision, name, state)"
                             " VALUES('i', 'me', ?, 5, 1, 'waiting', '{}')"_s,
                             {message})
                        .isActive());
        }
        auto now = Database::open(m_folder);
        QVERIFY(now);
        QSqlQuery item = now.value().run(u"SELECT subject, names, recipients, draft FROM outbox_item"_s);
        QVERIFY(item.next());
        QCOMPARE(item.value(0).toString(), u"Hello"_s);
        QCOMPARE(item.value(1).toString(), u"[\"ana@example.org\",\"Ben\"]"_s);
        QCOMPARE(item.value(2).toInt(), 3);
        QCOMPARE(item.value(3).toString(), QString());
        QVERIFY(now.value().run(u"SELECT 1 FROM draft WHERE open=0 AND deleted IS NULL"_s).next());
        // As it was, for whoever must go back.
        const QString kept = m_file + u".v1"_s;
        QCOMPARE(QFile::permissions(kept) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QVERIFY(QDir().mkpath(m_root->filePath(u"old"_s)));
        QVERIFY(QFile::copy(kept, m_root->filePath(u"old/sendoff.sqlite"_s)));
        auto old = Database::open(m_root->filePath(u"old"_s), migrations().first(1));
        QVERIFY(old);
        QVERIFY(old.value().run(u"SELECT 1 FROM outbox_item WHERE id='i'"_s).next());
    }

    void aFullDiskLeavesRoomForTheEndOfARequest()
    {
        Testing::SmallFileSystem disk(3'000);
        if (!disk.isMounted())
            QSKIP(qPrintable(u"No mounts here: "_s + disk.why()));
        auto database = Database::open(disk.path() + u"/profile"_s, oneTable);
        QVERIFY(database);
        QVERIFY(disk.fill());
        const auto write = [&database] {
            return database.value().run(u"INSERT INTO t(v) VALUES(?)"_s, {QString(100'000, u'x')}).isActive();
        };
        const auto ordinary = database.value().transaction(write);
        QVERIFY(!ordinary);
        QCOMPARE(ordinary.error().kind, StoreError::Kind::DiskFull);
        QVERIFY(database.value().urgentTransaction(write));
    }

    void aMigrationThatFailsChangesNothing()
    {
        QVERIFY(Database::open(m_folder, oneTable));
        const Migration broken{u"CREATE TABLE u(v TEXT) STRICT"_s, u"ALTER TABLE nowhere ADD COLUMN w TEXT"_s};
        QVERIFY(!Database::open(m_folder, oneTable + QList<Migration>{broken}));
        auto database = Database::open(m_folder, oneTable);
        QVERIFY(database);
        QVERIFY(!database.value().run(u"SELECT * FROM u"_s).isActive());
    }

    void theRealSchemaIsAccepted()
    {
        auto database = Database::open(m_folder);
        QVERIFY2(database, qUtf8Printable(database ? QString() : database.error().detail));
        QVERIFY(database.value().connection().tables().contains(u"outbox_item"_s));
    }

    void saysBusyWhileAnotherWrites()
    {
        auto one = Database::open(m_folder, oneTable);
        auto other = Database::open(m_folder, oneTable);
        QVERIFY(one && other);
        QVERIFY(other.value().run(u"PRAGMA busy_timeout=50"_s).isActive());
        QVERIFY(one.value().run(u"BEGIN IMMEDIATE"_s).isActive());
        const auto refused = other.value().transaction([] { return true; });
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, StoreError::Kind::Busy);
        QVERIFY(one.value().run(u"ROLLBACK"_s).isActive());
        QVERIFY(other.value().transaction([] { return true; }));
    }

    void noticesWhatAnotherConnectionWrote()
    {
        auto one = Database::open(m_folder, oneTable);
        auto other = Database::open(m_folder, oneTable);
        QVERIFY(one && other);
        const qint64 before = one.value().dataVersion();
        QCOMPARE(one.value().dataVersion(), before);
        QVERIFY(
            other.value().transaction([&] { return other.value().run(u"INSERT INTO t VALUES('a')"_s).isActive(); }));
        QVERIFY(one.value().dataVersion() != before);
    }

    void aFullDiskKeepsTheOldContent()
    {
        auto database = Database::open(m_folder, oneTable);
        QVERIFY(database);
        QVERIFY(database.value().transaction(
            [&] { return database.value().run(u"INSERT INTO t VALUES('old')"_s).isActive(); }));
        const qint64 log = QFileInfo(m_file + u"-wal"_s).size();
        const QString big(1'000'000, u'x');
        {
            const FileSizeLimit full(static_cast<rlim_t>(log) + 4096);
            const auto failed = database.value().transaction(
                [&] { return database.value().run(u"INSERT INTO t VALUES(?)"_s, {big}).isActive(); });
            QVERIFY(!failed);
        }
        QCOMPARE(rowsIn(database.value()), 1);
        QVERIFY(database.value().transaction(
            [&] { return database.value().run(u"INSERT INTO t VALUES(?)"_s, {big}).isActive(); }));
        QCOMPARE(rowsIn(database.value()), 2);
    }

    void aFullFileSystemKeepsTheOldContent()
    {
        Testing::SmallFileSystem small(2048);
        if (!small.isMounted())
            QSKIP(qUtf8Printable(u"no file system can be mounted here: "_s + small.why()));
        auto database = Database::open(small.path() + u"/profile"_s, oneTable);
        QVERIFY(database);
        const auto insert = [&](const QString &text) {
            return database.value().transaction(
                [&] { return database.value().run(u"INSERT INTO t VALUES(?)"_s, {text}).isActive(); });
        };
        QVERIFY(insert(u"old"_s));
        QVERIFY(small.fill());
        const auto failed = insert(QString(400'000, u'x'));
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, StoreError::Kind::DiskFull);
        QCOMPARE(rowsIn(database.value()), 1);
        QVERIFY(small.empty());
        QVERIFY(insert(QString(400'000, u'x')));
        QCOMPARE(rowsIn(database.value()), 2);
    }

    void aFullFileSystemTakesNoNewDatabase()
    {
        Testing::SmallFileSystem small(256);
        if (!small.isMounted())
            QSKIP(qUtf8Printable(u"no file system can be mounted here: "_s + small.why()));
        QVERIFY(small.fill());
        const auto database = Database::open(small.path() + u"/profile"_s, oneTable);
        QVERIFY(!database);
        QCOMPARE(database.error().kind, StoreError::Kind::DiskFull);
    }

    void aReadOnlyFileSystemIsSaid()
    {
        Testing::SmallFileSystem small(2048);
        if (!small.isMounted())
            QSKIP(qUtf8Printable(u"no file system can be mounted here: "_s + small.why()));
        QVERIFY(Database::open(small.path() + u"/profile"_s, oneTable));
        QVERIFY(small.makeReadOnly());
        const auto database = Database::open(small.path() + u"/profile"_s, oneTable);
        QVERIFY(!database);
        QCOMPARE(database.error().kind, StoreError::Kind::ReadOnly);
    }

    void saysFullWhenThereIsNoPageLeft()
    {
        auto database = Database::open(m_folder, oneTable);
        QVERIFY(database);
        QVERIFY(database.value().run(u"PRAGMA max_page_count=4"_s).isActive());
        const auto failed = database.value().transaction(
            [&] { return database.value().run(u"INSERT INTO t VALUES(?)"_s, {QString(100'000, u'x')}).isActive(); });
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, StoreError::Kind::DiskFull);
    }

    void saysDamagedWhenItIsNoDatabase()
    {
        QVERIFY(QDir().mkpath(m_folder));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'z'));
        file.close();
        const QByteArray before = hashOf(m_file);
        const auto database = Database::open(m_folder, oneTable);
        QVERIFY(!database);
        QCOMPARE(database.error().kind, StoreError::Kind::Damaged);
        QCOMPARE(hashOf(m_file), before);
    }

private:
    std::unique_ptr<QTemporaryDir> m_root;
    QString m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
