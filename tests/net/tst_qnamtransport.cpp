// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "asking.h"

#include <QNetworkProxy>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Net;
using namespace Sendoff::Testing;

using Method = HttpRequest::Method;

class TestQnamTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { trustTestRoot(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    // ---- what leaves ----------------------------------------------------------------------------------------------

    void postsWhatItWasGiven()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(202, {}, "request-id: abc\r\nX-Mixed-Case: Yes\r\n");
        HttpRequest request = post(server.url(u"/v1.0/me/sendMail"_s), "{\"a\":1}");
        request.headers.emplaceBack("client-request-id", "7c69b6e5");
        const HttpReply reply = ask(request);

        QCOMPARE(reply.outcome, Outcome::Answered);
        QCOMPARE(reply.status, 202);
        QCOMPARE(reply.header("Request-Id"), "abc");
        QVERIFY(reply.bodyHandedOver);
        QVERIFY(!reply.isTruncated);
        QCOMPARE(server.requests.size(), 1);
        const Arrived &arrived = server.requests.first();
        QCOMPARE(arrived.path(), "/v1.0/me/sendMail");
        QCOMPARE(arrived.body, "{\"a\":1}");
        QCOMPARE(arrived.header("Content-Length"), "7");
        QCOMPARE(arrived.header("Content-Type"), "application/json");
        QCOMPARE(arrived.header("client-request-id"), "7c69b6e5");
        QCOMPARE(arrived.header("Authorization"), "Bearer SECRET-TOKEN");
        QVERIFY(QRegularExpression(u"^Sendoff/\\d+\\.\\d+\\.\\d+$"_s)
                    .match(QString::fromLatin1(arrived.header("User-Agent")))
                    .hasMatch());
        QVERIFY(arrived.header("Transfer-Encoding").isEmpty());
    }

    void everyMethodArrivesAsItself_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("GET") << Method::Get << QByteArray("GET") << QByteArray();
        QTest::newRow("POST") << Method::Post << QByteArray("POST") << QByteArray("abc");
        QTest::newRow("POST, empty") << Method::Post << QByteArray("POST") << QByteArray();
        QTest::newRow("PUT") << Method::Put << QByteArray("PUT") << QByteArray("abc");
        QTest::newRow("PUT, empty") << Method::Put << QByteArray("PUT") << QByteArray();
        QTest::newRow("PATCH") << Method::Patch << QByteArray("PATCH") << QByteArray("abc");
        QTest::newRow("DELETE") << Method::Delete << QByteArray("DELETE") << QByteArray();
        QTest::newRow("all octets") << Method::Put << QByteArray("PUT") << QByteArray("\0\r\n\xff\x1a", 5);
    }
    void everyMethodArrivesAsItself()
    {
        QFETCH(Method, method);
        QFETCH(QByteArray, body);
        FaultServer server;
        server.fault.answer = httpAnswer(200, "fine");
        HttpRequest request = post(server.url(u"/a b/ü"_s), body);
        request.method = method;
        const HttpReply reply = ask(request);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, "fine");
        QCOMPARE(server.requests.size(), 1);
        const Arrived &arrived = server.requests.first();
        QTEST(arrived.head.first(arrived.head.indexOf(' ')), "name");
        QCOMPARE(arrived.path(), "/a%20b/%C3%BC");
        QCOMPARE(arrived.body, body);
        if (method != Method::Get && method != Method::Delete)
            QCOMPARE(arrived.header("Content-Length"), QByteArray::number(body.size()));
    }

    void unsignedRequestsCarryNoToken()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(201);
        HttpRequest request = post(server.url());
        request.isSigned = false;
        QCOMPARE(ask(request).status, 201);
        QVERIFY(!server.requests.first().head.contains("SECRET"));
        QVERIFY(!server.requests.first().head.toLower().contains("authorization"));
    }

    void unsafeUrlsGetNothing_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("http elsewhere") << u"http://192.0.2.1/v1.0/me/sendMail"_s;
        QTest::newRow("user info") << u"https://user:pw@graph.microsoft.com/"_s;
        QTest::newRow("file") << u"file:///etc/passwd"_s;
        QTest::newRow("data") << u"data:,x"_s;
        QTest::newRow("empty") << QString();
    }
    void unsafeUrlsGetNothing()
    {
        QFETCH(QString, url);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not sent: \"?unsafe url"_s));
        const HttpReply reply = ask(post(QUrl(url)));
        QCOMPARE(reply.outcome, Outcome::UnsafeUrl);
        QVERIFY(!reply.bodyHandedOver);
    }

    void aHeaderOfTwoLinesGetsNothing_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("value") << QByteArray("X-A") << QByteArray("1\r\nX-Evil: 1") << QByteArray("t");
        QTest::newRow("value, lf") << QByteArray("X-A") << QByteArray("1\nX-Evil: 1") << QByteArray("t");
        QTest::newRow("value, nul") << QByteArray("X-A") << QByteArray("1\0002", 3) << QByteArray("t");
        QTest::newRow("name") << QByteArray("X-A\r\nX-Evil") << QByteArray("1") << QByteArray("t");
        QTest::newRow("no name") << QByteArray() << QByteArray("1") << QByteArray("t");
        QTest::newRow("token") << QByteArray("X-A") << QByteArray("1") << QByteArray("t\r\nX-Evil: 1");
    }
    void aHeaderOfTwoLinesGetsNothing()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, token);
        FaultServer server;
        HttpRequest request = post(server.url());
        request.headers.emplaceBack(name, value);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not sent: \"?other"_s));
        QnamTransport transport;
        const HttpReply reply = endOf(transport.send(request, Secret(token)));
        QCOMPARE(reply.outcome, Outcome::Other);
        QVERIFY(!reply.bodyHandedOver);
        QCOMPARE(server.connections, 0);
    }

    void noProxySeesWhatGoesToLoopback()
    {
        FaultServer proxy;
        FaultServer server;
        server.fault.answer = httpAnswer(202);
        QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.port()));
        const HttpReply reply = ask(post(server.url()));
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        QCOMPARE(reply.status, 202);
        QCOMPARE(proxy.connections, 0);
    }

    // ---- what comes back --------------------------------------------------------------------------------------------

    void redirectsAreNotFollowed_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("to");
        for (const int status : {300, 301, 302, 303, 305, 307, 308})
            QTest::addRow("%d", status) << status << QByteArray();
        QTest::newRow("307 to a path") << 307 << QByteArray("/elsewhere");
        QTest::newRow("307 to a file") << 307 << QByteArray("file:///etc/passwd");
        QTest::newRow("307 to nothing") << 307 << QByteArray(" ");
        QTest::newRow("307 to garbage") << 307 << QByteArray("http://[");
        QTest::newRow("307 to far away") << 307 << QByteArray("/").append(QByteArray(100'000, 'x'));
    }
    void redirectsAreNotFollowed()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, to);
        FaultServer elsewhere;
        elsewhere.fault.answer = httpAnswer(202);
        FaultServer server;
        const QByteArray target = to.isEmpty() ? elsewhere.url(u"/steal"_s).toEncoded() : to;
        server.fault.answer = httpAnswer(status, {}, "Location: " + target + "\r\n");
        for (const HttpRequest &request : {post(server.url()), fetch(server.url())}) {
            const HttpReply reply = ask(request);
            QCOMPARE(reply.outcome, Outcome::Answered);
            QCOMPARE(reply.status, status);
        }
        letCopiesArrive();
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(elsewhere.connections, 0);
    }

    void questionsForAPasswordAreNotAnswered_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("challenge");
        for (const int status : {401, 407}) {
            for (const char *challenge :
                 {"Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"y\", qop=\"auth\"", "NTLM", "Negotiate",
                  "Bearer error=\"insufficient_claims\", claims=\"e30=\"", "Unheard-Of", ""})
                QTest::addRow("%d %s", status, challenge) << status << QByteArray(challenge);
        }
    }
    void questionsForAPasswordAreNotAnswered()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, challenge);
        const QByteArray name = status == 401 ? "WWW-Authenticate: " : "Proxy-Authenticate: ";
        FaultServer server;
        server.fault.answer
            = httpAnswer(status, "{\"error\":{}}", challenge.isEmpty() ? challenge : name + challenge + "\r\n");
        server.fault.end = Fault::End::KeepAlive;
        const HttpReply reply = ask(post(server.url()));
        letCopiesArrive();
        QCOMPARE(server.requests.size(), 1);
        QVERIFY(reply.bodyHandedOver);
        if (status == 407) {
            QCOMPARE(reply.outcome, Outcome::ProxyFailed);
            return;
        }
        QCOMPARE(reply.outcome, Outcome::Answered);
        QCOMPARE(reply.status, 401);
        QCOMPARE(reply.header("WWW-Authenticate"), challenge);
        QCOMPARE(reply.body, "{\"error\":{}}");
    }

    void cookiesAreForgotten()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(200, {}, "Set-Cookie: a=b; Path=/\r\n");
        server.fault.end = Fault::End::KeepAlive;
        QnamTransport transport;
        for (int i = 0; i < 2; ++i)
            QCOMPARE(endOf(transport.send(post(server.url()), testToken)).status, 200);
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(server.requests.last().header("Cookie"), "");
    }

    void progressGrowsToTheWhole()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(202);
        QnamTransport transport;
        Call *call = transport.send(post(server.url(), QByteArray(3'000'000, 'x')), testToken);
        QVERIFY(!call->isBodyHandedOver());
        QList<qint64> seen;
        connect(call, &Call::progressed, this, [&seen](qint64 sent, qint64 total) {
            QCOMPARE(total, 3'000'000);
            QVERIFY(seen.isEmpty() || sent >= seen.last());
            seen.append(sent);
        });
        bool wasHandedOver = false;
        connect(call, &Call::finished, this, [&] { wasHandedOver = call->isBodyHandedOver(); });
        QCOMPARE(endOf(call).status, 202);
        QVERIFY(wasHandedOver);
        QVERIFY(!seen.isEmpty());
        QCOMPARE(seen.last(), 3'000'000);
    }

    // ---- connections ------------------------------------------------------------------------------------------------

    void aConnectionIsUsedAgain()
    {
        FaultServer server(tlsOf(u"good"_s));
        server.fault.answer = httpAnswer(202);
        server.fault.end = Fault::End::KeepAlive;
        QnamTransport transport;
        for (int i = 0; i < 3; ++i)
            QCOMPARE(endOf(transport.send(post(server.url()), testToken)).status, 202);
        QCOMPARE(server.requests.size(), 3);
        QCOMPARE(server.connections, 1);
    }

    void butNotAfterServiceUnavailable()
    {
        FaultServer server;
        server.fault.end = Fault::End::KeepAlive;
        server.fault.answer = httpAnswer(503);
        QnamTransport transport;
        QCOMPARE(endOf(transport.send(post(server.url()), testToken)).status, 503);
        server.fault.answer = httpAnswer(202);
        QCOMPARE(endOf(transport.send(post(server.url()), testToken)).status, 202);
        QCOMPARE(server.connections, 2);
    }

    void nobodyListens()
    {
        quint16 port = 0;
        {
            FaultServer server;
            port = server.port();
        }
        for (const QByteArray &body : {QByteArray("mail"), QByteArray()}) {
            const HttpReply reply = ask(post(QUrl(u"http://127.0.0.1:%1/"_s.arg(port)), body));
            QCOMPARE(reply.outcome, Outcome::Refused);
            QVERIFY(!reply.bodyHandedOver);
            QVERIFY(!reply.detail.isEmpty());
        }
    }

    void aNameThatIsNoName()
    {
        const HttpReply reply = ask(post(QUrl(u"https://no-such-host.invalid/"_s)));
        QCOMPARE(reply.outcome, Outcome::HostNotFound);
        QVERIFY(!reply.bodyHandedOver);
    }
};

QTEST_GUILESS_MAIN(TestQnamTransport)
#include "tst_qnamtransport.moc"
