// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/filelook.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Compose;
using Kind = Store::StoreError::Kind;

class TestFileLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
    }

    void tellsWhatAFileIs()
    {
        const QString file = write(u"Übung 1.txt"_s, "hello");
        const auto look = lookAtFileNow(file);
        QVERIFY(look);
        QCOMPARE(look.value().file, file);
        QCOMPARE(look.value().name, u"Übung 1.txt"_s);
        QCOMPARE(look.value().contentType, u"text/plain"_s);
        QCOMPARE(look.value().size, 5);
        QCOMPARE(look.value().print.size, 5);
        QVERIFY(look.value().print.inode != 0);
        QVERIFY(!look.value().id.isEmpty());
        QVERIFY(!look.value().isInline);
    }

    void aRelativePathBecomesAbsolute()
    {
        write(u"a.txt"_s, "x");
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_root->path()));
        const auto look = lookAtFileNow(u"a.txt"_s);
        QDir::setCurrent(before);
        QVERIFY(look);
        QVERIFY(QDir::isAbsolutePath(look.value().file));
    }

    void theSameFileTwiceIsTwoAttachments()
    {
        const QString file = write(u"a"_s, "x");
        QVERIFY(lookAtFileNow(file).value().id != lookAtFileNow(file).value().id);
    }

    void cleansTheNameForTheReceiver()
    {
        const QString file = write(u"ann\u202Efdp.exe"_s, "x");
        const auto look = lookAtFileNow(file);
        QVERIFY(look);
        QVERIFY(!look.value().name.contains(QChar(0x202E)));
        QCOMPARE(look.value().file, file);
    }

    void findsTheType_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QString>("type");
        const QByteArray png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
        const auto anything = u"application/octet-stream"_s;
        QTest::newRow("by name") << u"a.pdf"_s << "whatever"_ba << u"application/pdf"_s;
        QTest::newRow("by name although empty") << u"a.txt"_s << ""_ba << u"text/plain"_s;
        QTest::newRow("by content without an ending") << u"picture"_s << png << u"image/png"_s;
        QTest::newRow("nothing known, binary") << u"a.qqqq"_s << "\x01\x02\x03\x04"_ba << anything;
        QTest::newRow("nothing known, empty") << u"a.qqqq"_s << ""_ba << anything;
        QTest::newRow("no name, empty") << u""_s << ""_ba << anything;
    }
    void findsTheType()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, start);
        QTEST(contentTypeOf(name, start), "type");
    }

    void refusesWhatCannotBeAttached_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("missing") << u"nothing"_s << Kind::Missing;
        QTest::newRow("folder") << u"folder"_s << Kind::NotARegularFile;
        QTest::newRow("pipe") << u"pipe"_s << Kind::NotARegularFile;
    }
    void refusesWhatCannotBeAttached()
    {
        QFETCH(const QString, name);
        QDir(m_root->path()).mkdir(u"folder"_s);
        QCOMPARE(mkfifo(QFile::encodeName(m_root->filePath(u"pipe"_s)).constData(), 0600), 0);
        std::optional<LookResult> answer;
        lookAtFile(m_root->filePath(name), this, [&](const LookResult &look) { answer = look; });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QTEST(answer->error().kind, "kind");
        QCOMPARE(answer->error().path, m_root->filePath(name));
    }

    void answersInTheCallersThreadAndLater()
    {
        QThread *thread = nullptr;
        lookAtFile(write(u"a"_s, "x"), this, [&](const LookResult &) { thread = QThread::currentThread(); });
        QVERIFY(!thread);
        QTRY_COMPARE(thread, QThread::currentThread());
    }

    void answersNobodyWhoIsGone()
    {
        bool isAnswered = false;
        {
            QObject window;
            lookAtFile(write(u"a"_s, "x"), &window, [&](const LookResult &) { isAnswered = true; });
        }
        bool isOther = false;
        lookAtFile(write(u"b"_s, "x"), this, [&](const LookResult &) { isOther = true; });
        QTRY_VERIFY(isOther);
        QTest::qWait(20);
        QVERIFY(!isAnswered);
    }

private:
    QString write(const QString &name, const QByteArray &octets) const
    {
        QFile file(m_root->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(octets) == octets.size() ? file.fileName() : QString();
    }

    std::unique_ptr<QTemporaryDir> m_root;
};

QTEST_GUILESS_MAIN(TestFileLook)
#include "tst_filelook.moc"
