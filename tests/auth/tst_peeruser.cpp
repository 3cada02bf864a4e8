// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/peeruser.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Sendoff::Auth;

namespace {

const QByteArray header
    = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

Endpoint v4(quint16 port)
{
    return {QHostAddress(QHostAddress::LocalHost), port};
}

Endpoint v6(quint16 port)
{
    return {QHostAddress(QHostAddress::LocalHostIPv6), port};
}

} // namespace

class TestPeerUser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsTheTable_data();
    void readsTheTable();
    void believesOurselves_data();
    void believesOurselves();
    void doesNotBelieveAnotherUser();
    void doesNotBelieveWhoHasGone();
};

void TestPeerUser::readsTheTable_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<bool>("isV6");
    QTest::addColumn<int>("user"); // -1: none
    const QByteArray tail = " 00000000:00000000 00:00000000 00000000  1000        0 26410 1 0 20 4 30 10 -1\n";
    QTest::newRow("ours") << "   2: 0100007F:D431 0100007F:A8CA 01" + tail << false << 1000;
    QTest::newRow("v6") << "   2: 00000000000000000000000001000000:D431 00000000000000000000000001000000:A8CA 01" + tail
                        << true << 1000;
    QTest::newRow("v4 through v6")
        << "   2: 0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000100007F:A8CA 01" + tail << false
        << 1000;
    QTest::newRow("the other direction") << "   2: 0100007F:A8CA 0100007F:D431 01" + tail << false << -1;
    QTest::newRow("other port") << "   2: 0100007F:D432 0100007F:A8CA 01" + tail << false << -1;
    QTest::newRow("other address") << "   2: 0200007F:D431 0100007F:A8CA 01" + tail << false << -1;
    QTest::newRow("time wait") << "   2: 0100007F:D431 0100007F:A8CA 06" + tail << false << -1;
    QTest::newRow("half closed") << "   2: 0100007F:D431 0100007F:A8CA 05" + tail << false << -1;
    QTest::newRow("cut") << QByteArray("   2: 0100007F:D431 0100007F:A8CA 01 00000000:0\n") << false << -1;
    QTest::newRow("no number") << QByteArray(
        "   2: 0100007F:D431 0100007F:A8CA 01 00000000:00000000 00:00000000 00000000  root 0\n")
                               << false << -1;
    QTest::newRow("nothing") << QByteArray() << false << -1;
}

void TestPeerUser::readsTheTable()
{
    QFETCH(QByteArray, row);
    QFETCH(bool, isV6);
    QFETCH(int, user);
    const auto owner = isV6 ? connectionOwner(header + row, v6(0xD431), v6(0xA8CA))
                            : connectionOwner(header + row, v4(0xD431), v4(0xA8CA));
    QCOMPARE(owner ? int(*owner) : -1, user);
}

void TestPeerUser::believesOurselves_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("v4") << u"127.0.0.1"_s;
    QTest::newRow("v6") << u"::1"_s;
}

void TestPeerUser::believesOurselves()
{
    QFETCH(QString, address);
    QTcpServer server;
    if (!server.listen(QHostAddress(address)))
        QSKIP("this computer has no such address");
    QTcpSocket client;
    client.connectToHost(QHostAddress(address), server.serverPort());
    QVERIFY(client.waitForConnected());
    QVERIFY(isOwnProcess({client.localAddress(), client.localPort()}, {client.peerAddress(), client.peerPort()}));
}

void TestPeerUser::doesNotBelieveAnotherUser()
{
    if (geteuid() != 0)
        QSKIP("only root can start a process of another user");
    for (const QString &program : {u"setpriv"_s, u"bash"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            QSKIP(qPrintable(u"not installed: "_s + program));
    }
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    QProcess stranger;
    const QString script = u"exec 3<>/dev/tcp/127.0.0.1/%1; read"_s.arg(server.serverPort());
    stranger.start(u"setpriv"_s, {u"--reuid=65534"_s, u"--clear-groups"_s, u"bash"_s, u"-c"_s, script});
    QVERIFY(server.waitForNewConnection(10'000));
    const QTcpSocket *connection = server.nextPendingConnection();
    QVERIFY(!isOwnProcess({connection->peerAddress(), connection->peerPort()},
                          {connection->localAddress(), connection->localPort()}));
    stranger.closeWriteChannel();
    QVERIFY(stranger.waitForFinished());
}

void TestPeerUser::doesNotBelieveWhoHasGone()
{
#ifndef Q_OS_LINUX
    QSKIP("only Linux has the table");
#endif
    QVERIFY(!isOwnProcess(v4(1), v4(2)));
}

QTEST_GUILESS_MAIN(TestPeerUser)
#include "tst_peeruser.moc"
