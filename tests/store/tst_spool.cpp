// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/spool.h"
#include "support/smallfilesystem.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Store;
using Kind = StoreError::Kind;

class TestSpool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
        m_spool = std::make_unique<Spool>(m_root->filePath(u"profile"_s));
        m_cancelled = false;
    }

    // ---- lookAt
    // -------------------------------------------------------------------------------------------------------

    void looksAtARegularFile()
    {
        const QString file = write(u"a.txt"_s, "hello");
        const auto print = lookAt(file);
        QVERIFY(print);
        QCOMPARE(print.value().size, 5);
        QCOMPARE(print.value().modifiedMs, QFileInfo(file).lastModified().toMSecsSinceEpoch());
        QVERIFY(print.value().inode != 0);
    }

    void looksThroughALinkThePersonChose()
    {
        const QString file = write(u"a.txt"_s, "hello");
        QVERIFY(QFile::link(file, path(u"link"_s)));
        const auto print = lookAt(path(u"link"_s));
        QVERIFY(print);
        QCOMPARE(print.value().size, 5);
    }

    void refusesWhatIsNoFile_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("detail");
        QTest::newRow("missing") << u"nothing"_s << Kind::Missing << QString();
        QTest::newRow("empty path") << QString() << Kind::Missing << QString();
        QTest::newRow("folder") << u"folder"_s << Kind::NotARegularFile << u"folder"_s;
        QTest::newRow("pipe") << u"pipe"_s << Kind::NotARegularFile << u"pipe"_s;
        QTest::newRow("socket") << u"socket"_s << Kind::NotARegularFile << u"socket"_s;
        QTest::newRow("device") << u"/dev/zero"_s << Kind::NotARegularFile << u"device"_s;
        QTest::newRow("terminal") << u"/dev/tty"_s << Kind::NotARegularFile << u"device"_s;
        QTest::newRow("kernel") << u"/proc/self/environ"_s << Kind::NotARegularFile << u"kernel"_s;
        QTest::newRow("ring of links") << u"ring"_s << Kind::NotReadable << QString();
        QTest::newRow("link to nothing") << u"dangling"_s << Kind::Missing << QString();
        QTest::newRow("file as folder") << u"plain/x"_s << Kind::Missing << QString();
        QTest::newRow("NUL in the name") << QString(u"pla"_s + QChar(0) + u"in"_s) << Kind::Missing << QString();
    }
    void refusesWhatIsNoFile()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, detail);
        QDir(m_root->path()).mkdir(u"folder"_s);
        QCOMPARE(mkfifo(QFile::encodeName(path(u"pipe"_s)).constData(), 0600), 0);
        const int listening = makeSocket(path(u"socket"_s));
        QVERIFY(QFile::link(path(u"ring"_s), path(u"ring"_s)));
        QVERIFY(QFile::link(path(u"nothing"_s), path(u"dangling"_s)));
        write(u"plain"_s, "x");
        const auto print = lookAt(file.startsWith(u'/') || file.isEmpty() ? file : path(file));
        close(listening);
        QVERIFY(!print);
        QTEST(print.error().kind, "kind");
        if (!detail.isEmpty())
            QCOMPARE(print.error().detail, detail);
    }

    void refusesAFileOfAnotherPerson()
    {
        const QString file = write(u"a"_s, "x");
        QCOMPARE(chmod(QFile::encodeName(file).constData(), 0), 0);
        QCOMPARE(chmod(QFile::encodeName(m_root->path()).constData(), 0755), 0);
        // root may read everything, so it becomes somebody else for a moment.
        const uid_t before = geteuid();
        if (before == 0)
            QCOMPARE(seteuid(65534), 0);
        const auto print = lookAt(file);
        QCOMPARE(seteuid(before), 0);
        QVERIFY(!print);
        QCOMPARE(print.error().kind, Kind::NotReadable);
    }

    void readsOnlyTheStart()
    {
        const QString file = write(u"a"_s, QByteArray(10'000, 'x'));
        const auto start = readStart(file, 4096);
        QVERIFY(start);
        QCOMPARE(start.value().size(), 4096);
    }

    // ---- take and read
    // ------------------------------------------------------------------------------------------------

    void copiesWithHash_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("one octet") << "x"_ba;
        QTest::newRow("a whole piece") << QByteArray(256 * 1024, 'a');
        QTest::newRow("a piece and one") << QByteArray(256 * 1024 + 1, 'b');
        QTest::newRow("all octets") << allOctets();
    }
    void copiesWithHash()
    {
        QFETCH(const QByteArray, octets);
        const auto taken = take({source(write(u"a"_s, octets))});
        QVERIFY(taken);
        QCOMPARE(taken.value().size(), 1);
        const Snapshot snapshot = taken.value().first();
        QCOMPARE(snapshot.size, octets.size());
        QCOMPARE(snapshot.sha256, QCryptographicHash::hash(octets, QCryptographicHash::Sha256));
        QCOMPARE(snapshot.file, m_spool->fileOf(u"item"_s, u"0"_s));
        const auto back = m_spool->read(snapshot);
        QVERIFY(back);
        QCOMPARE(back.value(), octets);
    }

    void aCopyStaysWhenTheOriginalChanges()
    {
        const QString file = write(u"a"_s, "before");
        const auto taken = take({source(file)});
        QVERIFY(taken);
        write(u"a"_s, "after!");
        const auto back = m_spool->read(taken.value().first());
        QVERIFY(back);
        QCOMPARE(back.value(), "before"_ba);
    }

    void marksTheFolderCompleteWithAllHashes()
    {
        const auto taken = take({source(write(u"a"_s, "1")), source(write(u"b"_s, "2"))}, "{\"note\":1}");
        QVERIFY(taken);
        QFile done(m_spool->fileOf(u"item"_s, u"DONE"_s));
        QVERIFY(done.open(QIODevice::ReadOnly));
        QByteArray expected;
        for (const auto &[octets, name] :
             {std::pair{"1"_ba, "0"_ba}, {"2"_ba, "1"_ba}, {"{\"note\":1}"_ba, "message.json"_ba}}) {
            expected += QCryptographicHash::hash(octets, QCryptographicHash::Sha256).toHex() + ' '
                + QByteArray::number(octets.size()) + ' ' + name + '\n';
        }
        QCOMPARE(done.readAll(), expected);
        QVERIFY(m_spool->holds(u"item"_s));
        QVERIFY(done.remove());
        QVERIFY(!m_spool->holds(u"item"_s));
        QVERIFY(!m_spool->holds(u"../spool/item"_s));
    }

    void makesPrivateFilesWhateverTheUmask()
    {
        const QString file = write(u"a"_s, "x");
        const mode_t before = umask(0);
        const auto taken = take({source(file)}, "note");
        umask(before);
        QVERIFY(taken);
        const QString folder = QFileInfo(taken.value().first().file).path();
        QCOMPARE(modeOf(folder), mode_t(0700));
        QCOMPARE(modeOf(QFileInfo(folder).path()), mode_t(0700));
        for (const QString &name : {u"0"_s, u"DONE"_s, u"message.json"_s})
            QCOMPARE(modeOf(folder + u'/' + name), mode_t(0600));
    }

    void refusesAFileThatChangedSinceItWasAttached_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("other size") << "longer than before"_ba;
        QTest::newRow("same size, other time") << "after!"_ba;
    }
    void refusesAFileThatChangedSinceItWasAttached()
    {
        QFETCH(const QByteArray, octets);
        const QString file = write(u"a"_s, "before");
        Source attached = source(file);
        write(u"a"_s, octets);
        setTime(file, attached.print.modifiedMs + 10);
        expectRefused({source(write(u"b"_s, "fine")), attached}, Kind::Changed, file);
    }

    void refusesAFileThatWasReplaced()
    {
        const QString file = write(u"a"_s, "before");
        const Source attached = source(file);
        const QString other = write(u"b"_s, "after!");
        setTime(other, attached.print.modifiedMs);
        QCOMPARE(rename(QFile::encodeName(other).constData(), QFile::encodeName(file).constData()), 0);
        expectRefused({attached}, Kind::Changed, file);
    }

    void refusesAFileThatIsGone()
    {
        const QString file = write(u"a"_s, "x");
        const Source attached = source(file);
        QVERIFY(QFile::remove(file));
        expectRefused({attached}, Kind::Missing, file);
    }

    void refusesAPipeWhereTheFileWas()
    {
        const QString file = write(u"a"_s, "x");
        const Source attached = source(file);
        QVERIFY(QFile::remove(file));
        QCOMPARE(mkfifo(QFile::encodeName(file).constData(), 0600), 0);
        expectRefused({attached}, Kind::NotARegularFile, file);
    }

    void refusesAFileThatGrowsWhileItIsCopied()
    {
        const QString file = write(u"a"_s, QByteArray(600 * 1024, 'x'));
        const Source attached = source(file);
        const auto taken = m_spool->take(u"item"_s, {attached}, m_cancelled, [&](qint64 octets) {
            if (octets == 256 * 1024)
                append(file, "more");
        });
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, Kind::Changed);
        QVERIFY(!QFileInfo::exists(m_spool->fileOf(u"item"_s, {})));
    }

    void refusesAFileThatShrinksWhileItIsCopied()
    {
        const QString file = write(u"a"_s, QByteArray(600 * 1024, 'x'));
        const Source attached = source(file);
        const auto taken = m_spool->take(u"item"_s, {attached}, m_cancelled, [&](qint64 octets) {
            if (octets == 256 * 1024)
                QFile::resize(file, 300 * 1024);
        });
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, Kind::Changed);
    }

    void refusesAFileRewrittenWhileItIsCopied()
    {
        const QString file = write(u"a"_s, QByteArray(600 * 1024, 'x'));
        const Source attached = source(file);
        const auto taken = m_spool->take(u"item"_s, {attached}, m_cancelled, [&](qint64 octets) {
            if (octets == 256 * 1024) {
                write(u"a"_s, QByteArray(600 * 1024, 'y'));
                setTime(file, attached.print.modifiedMs + 5);
            }
        });
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, Kind::Changed);
    }

    void endsWhenItIsCancelledAndKeepsNothing()
    {
        const QString file = write(u"a"_s, QByteArray(600 * 1024, 'x'));
        const auto taken = m_spool->take(u"item"_s, {source(file)}, m_cancelled, [&](qint64) { m_cancelled = true; });
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, Kind::Cancelled);
        QVERIFY(!QFileInfo::exists(m_spool->fileOf(u"item"_s, {})));
    }

    void aFullDiskKeepsNothing()
    {
        signal(SIGXFSZ, SIG_IGN);
        const QString file = write(u"a"_s, QByteArray(600 * 1024, 'x'));
        rlimit before = {};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit limit = before;
        limit.rlim_cur = 300 * 1024;
        setrlimit(RLIMIT_FSIZE, &limit);
        const auto taken = take({source(file)});
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, Kind::DiskFull);
        QVERIFY(!QFileInfo::exists(m_spool->fileOf(u"item"_s, {})));
    }

    void aFullFileSystemKeepsNothing()
    {
        Testing::SmallFileSystem small(1024);
        if (!small.isMounted())
            QSKIP(qUtf8Printable(u"no file system can be mounted here: "_s + small.why()));
        const Spool spool(small.path());
        const auto taken = spool.take(u"item"_s, {source(write(u"a"_s, QByteArray(2'000'000, 'x')))}, m_cancelled, {});
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, Kind::DiskFull);
        QVERIFY(!QFileInfo::exists(spool.fileOf(u"item"_s, {})));
    }

    void twoItemsWithOneNameAreRefused()
    {
        const QString file = write(u"a"_s, "x");
        const auto first = take({source(file)});
        QVERIFY(first);
        QVERIFY(!take({source(file)}));
        QVERIFY(m_spool->read(first.value().first()));
    }

    void anItemCannotLeaveTheSpool_data()
    {
        QTest::addColumn<QString>("item");
        QTest::newRow("upwards") << u"../outside"_s;
        QTest::newRow("dots") << u".."_s;
        QTest::newRow("nothing") << QString();
        QTest::newRow("absolute") << u"/tmp/outside"_s;
    }
    void anItemCannotLeaveTheSpool()
    {
        QFETCH(const QString, item);
        QVERIFY(!m_spool->take(item, {}, m_cancelled, {}));
    }

    void followsNoLinkInTheSpool()
    {
        const auto taken = take({source(write(u"a"_s, "x"))});
        QVERIFY(taken);
        const QString snapshot = taken.value().first().file;
        QVERIFY(QFile::remove(snapshot));
        QVERIFY(QFile::link(write(u"same"_s, "x"), snapshot));
        QVERIFY(!m_spool->read(taken.value().first()));
    }

    void noticesADamagedCopy_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("other octets") << "y"_ba;
        QTest::newRow("longer") << "xx"_ba;
        QTest::newRow("empty") << ""_ba;
    }
    void noticesADamagedCopy()
    {
        QFETCH(const QByteArray, octets);
        const auto taken = take({source(write(u"a"_s, "x"))});
        QVERIFY(taken);
        QFile file(taken.value().first().file);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(octets);
        file.close();
        const auto back = m_spool->read(taken.value().first());
        QVERIFY(!back);
        QCOMPARE(back.error().kind, Kind::Damaged);
    }

    void readsNothingOutsideTheSpool()
    {
        const QString file = write(u"a"_s, "x");
        const Snapshot outside{file, QCryptographicHash::hash("x", QCryptographicHash::Sha256), 1};
        QVERIFY(!m_spool->read(outside));
    }

    void dropsAnItemButNotWhereItsLinksLead()
    {
        const QString file = write(u"a"_s, "x");
        QVERIFY(take({source(file)}));
        QVERIFY(QFile::link(m_root->path(), m_spool->fileOf(u"item"_s, u"out"_s)));
        m_spool->drop(u"item"_s);
        QVERIFY(!QFileInfo::exists(m_spool->fileOf(u"item"_s, {})));
        QVERIFY(QFileInfo::exists(file));
    }

private:
    QString path(const QString &name) const { return m_root->filePath(name); }
    QString write(const QString &name, const QByteArray &octets) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(octets) == octets.size() ? file.fileName() : QString();
    }
    static void append(const QString &name, const QByteArray &octets)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::Append));
        file.write(octets);
    }
    static void setTime(const QString &name, qint64 ms)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::fromMSecsSinceEpoch(ms), QFile::FileModificationTime));
    }
    static Source source(const QString &file)
    {
        const auto print = lookAt(file);
        return print ? Source{file, print.value()} : Source{file, {}};
    }
    static mode_t modeOf(const QString &file)
    {
        struct stat facts = {};
        return lstat(QFile::encodeName(file).constData(), &facts) == 0 ? facts.st_mode & 07777 : 0;
    }
    static QByteArray allOctets()
    {
        QByteArray octets;
        for (int value = 0; value < 256; ++value)
            octets += static_cast<char>(value);
        return octets;
    }
    static int makeSocket(const QString &file)
    {
        const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(file).constData(), sizeof address.sun_path);
        // The socket interface is older than void *.
        if (bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            QTest::qFail("no socket", __FILE__, __LINE__);
        return descriptor;
    }
    Result<QList<Snapshot>, StoreError> take(const QList<Source> &sources, const QByteArray &note = {})
    {
        return m_spool->take(u"item"_s, sources, m_cancelled, {}, note);
    }
    void expectRefused(const QList<Source> &sources, Kind kind, const QString &file)
    {
        const auto taken = take(sources);
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, kind);
        QCOMPARE(taken.error().path, file);
        QVERIFY(!QFileInfo::exists(m_spool->fileOf(u"item"_s, {})));
    }

    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<Spool> m_spool;
    std::atomic_bool m_cancelled = false;
};

QTEST_GUILESS_MAIN(TestSpool)
#include "tst_spool.moc"
