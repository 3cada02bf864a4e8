// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Store;

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
    }

    void tellsWhatTheSystemMeans_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<StoreError::Kind>("kind");
        using Kind = StoreError::Kind;
        QTest::newRow("no such file") << ENOENT << Kind::Missing;
        QTest::newRow("a file where a folder should be") << ENOTDIR << Kind::Missing;
        QTest::newRow("not allowed") << EACCES << Kind::NotReadable;
        QTest::newRow("links in a ring") << ELOOP << Kind::NotReadable;
        QTest::newRow("disk full") << ENOSPC << Kind::DiskFull;
        QTest::newRow("over quota") << EDQUOT << Kind::DiskFull;
        QTest::newRow("too large for the file system") << EFBIG << Kind::DiskFull;
        QTest::newRow("read-only") << EROFS << Kind::ReadOnly;
        QTest::newRow("broken disk") << EIO << Kind::Failed;
        QTest::newRow("too many files open") << EMFILE << Kind::Failed;
    }
    void tellsWhatTheSystemMeans()
    {
        QFETCH(const int, number);
        const StoreError error = errorFromSystem(number, u"/x"_s);
        QTEST(error.kind, "kind");
        QCOMPARE(error.path, u"/x"_s);
        QVERIFY(!error.detail.isEmpty());
    }

    void makesAllFoldersPrivate()
    {
        const mode_t before = umask(0);
        const auto folder = openPrivateFolder(m_root->filePath(u"a/b/c"_s));
        umask(before);
        QVERIFY(folder);
        for (const QString &name : {u"a"_s, u"a/b"_s, u"a/b/c"_s}) {
            struct stat facts = {};
            QCOMPARE(stat(QFile::encodeName(m_root->filePath(name)).constData(), &facts), 0);
            QCOMPARE(facts.st_mode & 07777, mode_t(0700));
        }
    }

    void writesANewFileOnce()
    {
        QVERIFY(writeNewFile(m_root->path(), "f"_ba, "first"));
        const auto again = writeNewFile(m_root->path(), "f"_ba, "second");
        QVERIFY(!again);
        QFile file(m_root->filePath(u"f"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "first"_ba);
        QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    }

    void doesNotWriteThroughALink()
    {
        const QString victim = m_root->filePath(u"victim"_s);
        QVERIFY(QFile::link(victim, m_root->filePath(u"f"_s)));
        QVERIFY(!writeNewFile(m_root->path(), "f"_ba, "octets"));
        QVERIFY(!QFile::exists(victim));
    }

    void doesNotReadOwnFilesThroughALink()
    {
        const QString other = m_root->filePath(u"other"_s);
        QVERIFY(writeNewFile(m_root->path(), "other"_ba, "octets"));
        QVERIFY(QFile::link(other, m_root->filePath(u"f"_s)));
        const auto folder = openPrivateFolder(m_root->path());
        QVERIFY(folder);
        QVERIFY(!openPrivateFile(folder.value(), "f"_ba, u"f"_s));
        QVERIFY(openPrivateFile(folder.value(), "other"_ba, u"other"_s));
    }

private:
    std::unique_ptr<QTemporaryDir> m_root;
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
