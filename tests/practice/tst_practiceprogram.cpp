// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Testing;

/// The program as a program: its ready line, its files, how it ends.
class TestPracticeProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readyLineIsExactlyThat()
    {
        PracticeServer server;
        QVERIFY2(server.start(), server.complaint().constData());
        const QByteArray origin = "http://localhost:" + QByteArray::number(server.port());
        QCOMPARE(server.readyLine(),
                 "{\"authority\":\"" + origin + "\",\"graph\":\"" + origin + "\",\"mailbox\":\"" + origin
                     + "/mailbox\"}\n");
        QFile told(server.folder() + "/service.json"_L1);
        QVERIFY(told.open(QIODevice::ReadOnly));
        QCOMPARE(told.readAll(), server.readyLine());
    }

    void termEndsItWell()
    {
        PracticeServer server;
        QVERIFY(server.start());
        QVERIFY(server.stop());
        QVERIFY(!QFile::exists(server.folder() + "/service.json"_L1));
    }

    void filesArePrivate()
    {
        PracticeServer server;
        QVERIFY(server.start());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        for (const QString &name : {u"/mail"_s, u"/ledger.jsonl"_s, u"/lock"_s, u"/service.json"_s})
            QCOMPARE(QFileInfo(server.folder() + name).permissions() & others, QFile::Permissions());
    }

    void onlyThisComputerIsHeard()
    {
        PracticeServer server;
        QVERIFY(server.start());
        for (const QHostAddress &address : {QHostAddress(QHostAddress::LocalHost), QHostAddress(u"127.0.0.2"_s)}) {
            QTcpSocket socket;
            socket.connectToHost(address, server.port());
            QVERIFY(QTest::qWaitFor([&] {
                return socket.state() == QAbstractSocket::ConnectedState
                    || socket.error() == QAbstractSocket::ConnectionRefusedError;
            }));
            QCOMPARE(socket.state() == QAbstractSocket::ConnectedState,
                     address == QHostAddress(QHostAddress::LocalHost));
        }
    }

    void takenPortIsSaid()
    {
        PracticeServer first;
        QVERIFY(first.start());
        PracticeServer second;
        QVERIFY(!second.start({u"--port"_s, QString::number(first.port())}));
        QCOMPARE(second.status(), 69);
        QVERIFY(second.complaint().contains("cannot listen on port " + QByteArray::number(first.port())));
    }

    void takenFolderIsSaid()
    {
        PracticeServer first;
        QVERIFY(first.start());
        PracticeServer second;
        QVERIFY(!second.start({u"--data"_s, first.folder()}));
        QCOMPARE(second.status(), 73);
        QVERIFY(second.complaint().contains("another practice service is using it"));
    }

    void wrongUseIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::newRow("port") << QStringList{u"--port"_s, u"70000"_s} << 64;
        QTest::newRow("negative port") << QStringList{u"--port"_s, u"-1"_s} << 64;
        QTest::newRow("unknown option") << QStringList{u"--pigeon"_s} << 64;
        QTest::newRow("stray word") << QStringList{u"now"_s} << 64;
        QTest::newRow("idle") << QStringList{u"--quit-when-idle"_s, u"0"_s} << 64;
        QTest::newRow("folder is a file") << QStringList{u"--data"_s, u"/dev/null"_s} << 73;
        QTest::newRow("folder below a file") << QStringList{u"--data"_s, u"/dev/null/x"_s} << 73;
        QTest::newRow("ledger is a folder") << QStringList{u"--ledger"_s, u"/"_s} << 73;
        QTest::newRow("ledger nowhere") << QStringList{u"--ledger"_s, u"/nowhere/at/all"_s} << 73;
        QTest::newRow("ledger is a device") << QStringList{u"--ledger"_s, u"/dev/null"_s} << 73;
    }

    void wrongUseIsSaid()
    {
        QFETCH(const QStringList, arguments);
        PracticeServer server;
        QVERIFY(!server.start(arguments));
        QTEST(server.status(), "status");
        QVERIFY(server.complaint().startsWith("sendoff-practice: "));
    }

    void tornLedgerLineIsEnded()
    {
        PracticeServer server;
        QVERIFY(server.start());
        server.kill();
        QFile ledger(server.folder() + "/ledger.jsonl"_L1);
        QVERIFY(ledger.open(QIODevice::WriteOnly));
        ledger.write("{\"torn");
        ledger.close();
        QVERIFY2(server.start(), server.complaint().constData());
        Client client(server.origin());
        QCOMPARE(client.postJson(u"/v1.0/me/sendMail"_s, sendMailJson(), client.accessToken()).status, 202);
        QCOMPARE(server.ledger().size(), 2);
        QCOMPARE(server.ledger().constLast().value("subject"_L1).toString(), u"Hello"_s);
    }

    void fullDiskIsNotAccepted()
    {
        PracticeServer server;
        if (!QFile::exists(u"/dev/full"_s))
            QSKIP("there is no /dev/full here");
        QVERIFY(!server.start({u"--ledger"_s, u"/dev/full"_s}));
        QCOMPARE(server.status(), 73);
    }
};

QTEST_GUILESS_MAIN(TestPracticeProgram)
#include "tst_practiceprogram.moc"
