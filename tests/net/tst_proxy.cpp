// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy.h"
#include "net/qnamtransport.h"
#include "support/fakeproxy.h"

#include <QRegularExpression>
#include <QSslSocket>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Net;
using Sendoff::Testing::FakeProxy;

class ProxyTest : public QObject
{
    Q_OBJECT

private:
    static HttpReply ask(const QString &url)
    {
        QnamTransport transport;
        HttpRequest request;
        request.method = HttpRequest::Method::Post;
        request.body = "mail";
        request.url = QUrl(url);
        request.isSigned = false;
        std::optional<HttpReply> reply;
        Call *call = transport.send(request, Secret());
        connect(call, &Call::finished, call, [&reply](const HttpReply &end) { reply = end; });
        if (!QTest::qWaitFor([&reply] { return reply.has_value(); }, 10'000))
            qFatal("no end");
        return *reply;
    }

    QList<ProxyRefusal> m_heard;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_heard.clear();
        hearProxyRefusals([this](const ProxyRefusal &refusal) { m_heard.append(refusal); });
    }
    void cleanup()
    {
        hearProxyRefusals({});
        useProxy({ProxySettings::Mode::None, {}, 0});
    }

    void goesThroughTheProxyItIsTold()
    {
        FakeProxy proxy("ana:secret");
        useProxy({ProxySettings::Mode::Manual, u"127.0.0.1"_s, proxy.serverPort()}, {u"ana"_s, Secret("secret")});
        const HttpReply reply = ask(u"https://graph.example/v1.0/me"_s);
        QVERIFY(reply.outcome != Outcome::Answered);
        QCOMPARE(proxy.right, 1);
        QCOMPARE(proxy.targets.constLast(), QByteArray("CONNECT graph.example:443"));
        QVERIFY(m_heard.isEmpty());
    }

    void asksOnceAndTellsWhoWantsToKnow()
    {
        FakeProxy proxy("ana:secret");
        useProxy({ProxySettings::Mode::Manual, u"127.0.0.1"_s, proxy.serverPort()});
        const HttpReply reply = ask(u"https://graph.example/"_s);
        QCOMPARE(reply.outcome, Outcome::ProxyFailed);
        QVERIFY(!reply.bodyHandedOver);
        QCOMPARE(m_heard.size(), 1);
        QCOMPARE(m_heard.first().name(), u"127.0.0.1:%1"_s.arg(proxy.serverPort()));
        QVERIFY(!m_heard.first().wasLoggedIn);
        QCOMPARE(proxy.asked, 1);
        QCOMPARE(proxy.wrong + proxy.right, 0);
    }

    void sendsAWrongPasswordOnce()
    {
        FakeProxy proxy("ana:secret");
        useProxy({ProxySettings::Mode::Manual, u"127.0.0.1"_s, proxy.serverPort()}, {u"ana"_s, Secret("wrong")});
        QCOMPARE(ask(u"https://graph.example/"_s).outcome, Outcome::ProxyFailed);
        QCOMPARE(m_heard.size(), 1);
        QVERIFY(m_heard.first().wasLoggedIn);
        QCOMPARE(proxy.wrong, 1);
    }

    void reachesThisComputerWithoutIt()
    {
        FakeProxy proxy("ana:secret");
        useProxy({ProxySettings::Mode::Manual, u"127.0.0.1"_s, proxy.serverPort()});
        QTcpServer here;
        QVERIFY(here.listen(QHostAddress(QHostAddress::LocalHost)));
        connect(&here, &QTcpServer::newConnection, &here, [&here] {
            QTcpSocket *connection = here.nextPendingConnection();
            connection->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        for (const QString &host : {u"127.0.0.1"_s, u"localhost"_s})
            QCOMPARE(ask(u"http://%1:%2/"_s.arg(host).arg(here.serverPort())).status, 200);
        QVERIFY(proxy.targets.isEmpty());
    }

    void asksNoProxyWhereThereIsNone()
    {
        FakeProxy proxy("ana:secret");
        qputenv("https_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
        useProxy({ProxySettings::Mode::None, {}, 0});
        ask(u"https://localhost.invalid/"_s);
        qunsetenv("https_proxy");
        QVERIFY(proxy.targets.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ProxyTest)
#include "tst_proxy.moc"
