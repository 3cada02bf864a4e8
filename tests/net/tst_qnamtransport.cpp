// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/oneshotbody.h"
#include "net/qnamtransport.h"
#include "support/faultserver.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Net;
using namespace Sendoff::Testing;

namespace {

const Secret token(QByteArrayLiteral("SECRET-TOKEN"));

HttpRequest post(const QUrl &url, const QByteArray &body = "{}")
{
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = body;
    return request;
}

HttpRequest fetch(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

/// Waits for the one end of a call.
HttpReply endOf(Call *call)
{
    QSignalSpy spy(call, &Call::finished);
    QPointer<Call> alive = call;
    if (!QTest::qWaitFor([&spy] { return !spy.isEmpty(); }, 20'000))
        qFatal("a call never finished");
    const auto reply = spy.first().first().value<HttpReply>();
    // whatever comes late must not be heard
    if (!QTest::qWaitFor([&alive] { return !alive; }, 5'000))
        qFatal("a call did not delete itself");
    if (spy.size() != 1)
        qFatal("a call finished twice");
    return reply;
}

/// One request by a transport of its own: Qt repeats less on a manager that repeated before.
HttpReply ask(const HttpRequest &request)
{
    QnamTransport transport;
    return endOf(transport.send(request, token));
}

} // namespace

class TestQnamTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { trustTestRoot(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void postsWhatItWasGiven()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(202, {}, "request-id: abc\r\nX-Mixed-Case: Yes\r\n");
        const HttpReply reply = ask(post(server.url(u"/v1.0/me/sendMail"_s), "{\"a\":1}"));

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
        QCOMPARE(arrived.header("Authorization"), "Bearer SECRET-TOKEN");
        QVERIFY(arrived.header("User-Agent").startsWith("Sendoff/"));
        QVERIFY(arrived.header("Cookie").isEmpty());
    }

    void anUnansweredPostLeavesExactlyOneCopy_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<Fault::End>("end");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("body");

        const QByteArray mail(300, 'x');
        const QByteArray big(2'000'000, 'x');
        for (const bool tls : {false, true}) {
            for (const auto end : {Fault::End::Close, Fault::End::Reset}) {
                const auto row = [&](const char *what, const QByteArray &answer, const QByteArray &body) {
                    QTest::addRow("%s, %s, %s", tls ? "https" : "http", end == Fault::End::Close ? "fin" : "rst", what)
                        << tls << end << answer << body;
                };
                row("no answer", {}, mail);
                row("no answer, empty body", {}, {});
                row("no answer, big body", {}, big);
                row("half a status line", "HTTP/1.1 20", mail);
                row("half a status line, empty body", "HTTP/1.1 20", {});
                row("head cut", "HTTP/1.1 202 Accepted\r\nContent-Le", mail);
            }
        }
    }
    void anUnansweredPostLeavesExactlyOneCopy()
    {
        QFETCH(bool, tls);
        QFETCH(QByteArray, body);
        FaultServer server(tls ? std::optional(tlsOf(u"good"_s)) : std::nullopt);
        QFETCH(Fault::End, end);
        QFETCH(QByteArray, answer);
        server.fault.end = end;
        server.fault.answer = answer;

        const HttpReply reply = ask(post(server.url(), body));
        QCOMPARE(reply.outcome, Outcome::ConnectionLost);
        QCOMPARE(reply.status, 0);
        QVERIFY(reply.bodyHandedOver);
        QTest::qWait(50); // a copy would be on its way by now
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(server.requests.first().body, body);
    }

    void redirectsAreNotFollowed_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {300, 301, 302, 303, 305, 307, 308})
            QTest::addRow("%d", status) << status;
    }
    void redirectsAreNotFollowed()
    {
        QFETCH(int, status);
        FaultServer elsewhere;
        elsewhere.fault.answer = httpAnswer(202);
        FaultServer server;
        server.fault.answer = httpAnswer(status, {}, "Location: " + elsewhere.url(u"/steal"_s).toEncoded() + "\r\n");
        for (const HttpRequest &request : {post(server.url()), fetch(server.url())}) {
            const HttpReply reply = ask(request);
            QCOMPARE(reply.outcome, Outcome::Answered);
            QCOMPARE(reply.status, status);
        }
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(elsewhere.connections, 0);
    }

    void unsafeUrlsGetNothing()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not sent: \"?unsafe url"_s));
        const HttpReply reply = ask(post(QUrl(u"http://192.0.2.1/v1.0/me/sendMail"_s)));
        QCOMPARE(reply.outcome, Outcome::UnsafeUrl);
        QVERIFY(!reply.bodyHandedOver);
    }
};

QTEST_GUILESS_MAIN(TestQnamTransport)
#include "tst_qnamtransport.moc"
