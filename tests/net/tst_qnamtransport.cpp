// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "asking.h"

#include <QNetworkProxy>
#include <QRegularExpression>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
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

    // ---- time-outs --------------------------------------------------------------------------------------------------

    void aConnectionThatNeverStandsTimesOut()
    {
        FaultServer server; // takes the connection and never speaks TLS
        server.fault.end = Fault::End::Stay;
        QUrl url = server.url();
        url.setScheme(u"https"_s);
        HttpRequest request = post(url);
        request.connectTimeout = 200ms;
        const HttpReply reply = ask(request);
        QCOMPARE(reply.outcome, Outcome::TimedOut);
        QVERIFY(!reply.bodyHandedOver);
        QVERIFY(server.requests.isEmpty());
    }

    void anUploadThatStallsTimesOut()
    {
        FaultServer server;
        server.fault.readAtMost = 1000;
        server.fault.end = Fault::End::Stay;
        HttpRequest request = post(server.url(), QByteArray(30'000'000, 'x'));
        request.stallTimeout = 300ms;
        const HttpReply reply = ask(request);
        QCOMPARE(reply.outcome, Outcome::TimedOut);
        QVERIFY(!reply.bodyHandedOver);
        QVERIFY(server.requests.isEmpty());
    }

    void anAnswerThatNeverComesTimesOut_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Method>("method");
        QTest::newRow("post") << QByteArray("mail") << Method::Post;
        QTest::newRow("empty post") << QByteArray() << Method::Post;
        QTest::newRow("get") << QByteArray() << Method::Get;
    }
    void anAnswerThatNeverComesTimesOut()
    {
        QFETCH(QByteArray, body);
        QFETCH(Method, method);
        FaultServer server;
        server.fault.end = Fault::End::Stay;
        HttpRequest request = post(server.url(), body);
        request.method = method;
        request.connectTimeout = 300ms;
        request.answerTimeout = 300ms;
        const HttpReply reply = ask(request);
        QCOMPARE(reply.outcome, Outcome::TimedOut);
        QVERIFY(reply.bodyHandedOver);
        letCopiesArrive();
        QCOMPARE(server.requests.size(), 1);
    }

    void anAnswerThatStallsKeepsItsStatus()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(202, QByteArray(100, 'x'));
        server.fault.answerAtMost = server.fault.answer.size() - 50;
        server.fault.end = Fault::End::Stay;
        HttpRequest request = post(server.url());
        request.stallTimeout = 300ms;
        const HttpReply reply = ask(request);
        QCOMPARE(reply.outcome, Outcome::Answered);
        QCOMPARE(reply.status, 202);
        QCOMPARE(reply.body, QByteArray(50, 'x'));
        QVERIFY(reply.isTruncated);
    }

    void aSlowAnswerIsWaitedFor()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(200, QByteArray(1000, 'x'));
        server.fault.isDripped = true;
        HttpRequest request = fetch(server.url());
        request.stallTimeout = 800ms; // the whole takes longer
        const HttpReply reply = ask(request);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.size(), 1000);
        QVERIFY(!reply.isTruncated);
    }

    // ---- cancel -----------------------------------------------------------------------------------------------------

    void cancelAtOnce()
    {
        FaultServer server;
        QnamTransport transport;
        Call *call = transport.send(post(server.url()), testToken);
        QSignalSpy finished(call, &Call::finished);
        call->cancel();
        call->cancel();
        QCOMPARE(finished.size(), 0); // never from within
        const HttpReply reply = endOf(call);
        QCOMPARE(reply.outcome, Outcome::Cancelled);
        QVERIFY(!reply.bodyHandedOver);
        letCopiesArrive();
        QVERIFY(server.requests.isEmpty());
    }

    void cancelARequestThatWasRefused()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not sent"_s));
        QnamTransport transport;
        Call *call = transport.send(post(QUrl(u"http://192.0.2.1/"_s)), testToken);
        call->cancel();
        QCOMPARE(endOf(call).outcome, Outcome::UnsafeUrl);
    }

    void cancelInTheMiddleOfTheBody()
    {
        FaultServer server;
        server.fault.readAtMost = 1000;
        server.fault.end = Fault::End::Stay;
        QnamTransport transport;
        Call *call = transport.send(post(server.url(), QByteArray(30'000'000, 'x')), testToken);
        connect(call, &Call::progressed, call, [call] { call->cancel(); });
        const HttpReply reply = endOf(call);
        QCOMPARE(reply.outcome, Outcome::Cancelled);
        QVERIFY(!reply.bodyHandedOver);
        QVERIFY(server.requests.isEmpty());
    }

    void cancelAfterTheBody()
    {
        FaultServer server;
        server.fault.end = Fault::End::Stay;
        QnamTransport transport;
        Call *call = transport.send(post(server.url()), testToken);
        QTRY_COMPARE(server.requests.size(), 1);
        QVERIFY(call->isBodyHandedOver());
        call->cancel();
        const HttpReply reply = endOf(call);
        QCOMPARE(reply.outcome, Outcome::Cancelled);
        QVERIFY(reply.bodyHandedOver);
        letCopiesArrive();
        QCOMPARE(server.requests.size(), 1);
    }

    void cancelCannotTakeAStatusBack()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(202, QByteArray(100, 'x'));
        server.fault.answerAtMost = server.fault.answer.size() - 1;
        server.fault.end = Fault::End::Stay;
        QnamTransport transport;
        Call *call = transport.send(post(server.url()), testToken);
        QTRY_COMPARE(server.requests.size(), 1);
        QTest::qWait(100); // for the answer to be read
        call->cancel();
        const HttpReply reply = endOf(call);
        QCOMPARE(reply.outcome, Outcome::Answered);
        QCOMPARE(reply.status, 202);
        QVERIFY(reply.isTruncated);
    }

    void cancelWhenItIsOver()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(202);
        QnamTransport transport;
        Call *call = transport.send(post(server.url()), testToken);
        connect(call, &Call::finished, call, [call] { call->cancel(); });
        QCOMPARE(endOf(call).status, 202);
    }

    void everyMomentOfCancellingIsTrue()
    {
        const QByteArray body(400'000, 'x');
        for (int turns = 0; turns < 120; ++turns) {
            FaultServer server;
            server.fault.answer = httpAnswer(202);
            QnamTransport transport;
            Call *call = transport.send(post(server.url(), body), testToken);
            QSignalSpy finished(call, &Call::finished);
            for (int i = 0; i < turns && finished.isEmpty(); ++i)
                QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            if (!finished.isEmpty())
                break;
            call->cancel();
            const HttpReply reply = endOf(call);
            letCopiesArrive();
            if (!reply.bodyHandedOver)
                QVERIFY(server.requests.isEmpty());
            QVERIFY(server.requests.size() <= 1);
            QVERIFY(reply.outcome == Outcome::Cancelled || reply.status == 202);
        }
    }

    // ---- ends of life -----------------------------------------------------------------------------------------------

    void deletingACallIsHarmless_data()
    {
        QTest::addColumn<int>("turns");
        for (const int turns : {0, 1, 2, 5, 10, 20})
            QTest::addRow("after %d turns", turns) << turns;
    }
    void deletingACallIsHarmless()
    {
        QFETCH(int, turns);
        FaultServer server;
        server.fault.answer = httpAnswer(202);
        QnamTransport transport;
        QPointer<Call> call = transport.send(post(server.url(), QByteArray(1'000'000, 'x')), testToken);
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        delete call;
        QTest::qWait(20);
        QCOMPARE(endOf(transport.send(post(server.url()), testToken)).status, 202);
    }

    void deletingACallWhileItSpeaksIsHarmless()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(202);
        QnamTransport transport;
        QPointer<Call> first = transport.send(post(server.url(), QByteArray(3'000'000, 'x')), testToken);
        connect(first, &Call::progressed, &server, [&first] { delete first; });
        QTRY_VERIFY(!first);
        QPointer<Call> second = transport.send(post(server.url()), testToken);
        connect(second, &Call::finished, &server, [&second] { delete second; });
        QTRY_VERIFY(!second);
    }

    void destroyingTheTransportIsSilent()
    {
        FaultServer server;
        server.fault.end = Fault::End::Stay;
        int heard = 0;
        {
            QnamTransport transport;
            for (int i = 0; i < 8; ++i)
                connect(transport.send(post(server.url()), testToken), &Call::finished, &server, [&heard] { ++heard; });
            QTRY_VERIFY(server.requests.size() >= 1);
        }
        QTest::qWait(20);
        QCOMPARE(heard, 0);
    }

    void destroyingTheTransportFromWithinIsHarmless()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(503);
        auto transport = std::make_unique<QnamTransport>();
        for (int i = 0; i < 3; ++i)
            connect(transport->send(post(server.url()), testToken), &Call::finished, &server,
                    [&transport] { transport.reset(); });
        QTRY_VERIFY(!transport);
    }
};

QTEST_GUILESS_MAIN(TestQnamTransport)
#include "tst_qnamtransport.moc"
