// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "asking.h"
#include "net/proxy.h"

#include <QRegularExpression>
#include <QScopeGuard>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Net;
using namespace Sendoff::Testing;

/// Parts of big files, which go by a socket of our own.
class TestWireCall : public QObject
{
    Q_OBJECT

    static QByteArray pattern(qsizetype size)
    {
        QByteArray octets(size, Qt::Uninitialized);
        for (qsizetype at = 0; at < size; ++at)
            octets[at] = static_cast<char>((at * 7 + at / 251) & 0xff);
        return octets;
    }

    static HttpRequest part(const QUrl &url, qsizetype size = 700'001)
    {
        HttpRequest request;
        request.method = HttpRequest::Method::Put;
        request.url = url;
        request.headers = {{"Content-Range", "bytes 0-1/2"}};
        request.body = pattern(size);
        request.isSigned = false;
        return request;
    }

    static Fault answering(const QByteArray &answer, Fault::End end = Fault::End::KeepAlive)
    {
        Fault fault;
        fault.answer = answer;
        fault.end = end;
        return fault;
    }

private Q_SLOTS:
    void initTestCase() { trustTestRoot(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aPartArrivesAsItIs_data()
    {
        QTest::addColumn<bool>("isSecure");
        QTest::addColumn<qsizetype>("size");
        for (const bool isSecure : {true, false}) {
            for (const qsizetype size : {65'536, 65'537, 131'072, 3'276'800})
                QTest::addRow("%s, %lld octets", isSecure ? "TLS" : "plain", qint64(size)) << isSecure << size;
        }
    }
    void aPartArrivesAsItIs()
    {
        QFETCH(bool, isSecure);
        QFETCH(qsizetype, size);
        FaultServer server(isSecure ? std::optional(tlsOf(u"good"_s)) : std::nullopt);
        server.fault = answering(httpAnswer(200, R"({"nextExpectedRanges":["9-"]})"));
        QUrl url = server.url(u"/up load/ü"_s);
        url.setQuery(u"authtoken=a%2Bb&x=1"_s);
        const HttpReply reply = ask(part(url, size));
        QCOMPARE(reply.outcome, Outcome::Answered);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, R"({"nextExpectedRanges":["9-"]})"_ba);
        QVERIFY(reply.bodyHandedOver);
        QVERIFY(!reply.isTruncated);
        QCOMPARE(server.requests.size(), 1);
        const Arrived &arrived = server.requests.first();
        QVERIFY(arrived.head.startsWith("PUT /up%20load/%C3%BC?authtoken=a%2Bb&x=1 HTTP/1.1\r\n"));
        QCOMPARE(arrived.header("Host"), url.host().toLatin1() + ':' + QByteArray::number(server.port()));
        QCOMPARE(arrived.header("Content-Length"), QByteArray::number(size));
        QCOMPARE(arrived.header("Content-Range"), "bytes 0-1/2"_ba);
        QVERIFY(arrived.header("User-Agent").startsWith("Sendoff/"));
        QVERIFY(arrived.header("Authorization").isEmpty());
        QVERIFY(arrived.header("Expect").isEmpty());
        QVERIFY(arrived.body == pattern(size));
    }

    void progressGrowsToTheWhole()
    {
        FaultServer server(tlsOf(u"good"_s));
        server.fault.answer = httpAnswer(201);
        QnamTransport transport;
        Call *call = transport.send(part(server.url()), testToken);
        QVERIFY(!call->isBodyHandedOver());
        QSignalSpy progress(call, &Call::progressed);
        QCOMPARE(endOf(call).status, 201);
        QVERIFY(progress.size() > 2);
        qint64 before = 0;
        for (const QList<QVariant> &step : std::as_const(progress)) {
            QVERIFY(step.at(0).toLongLong() > before);
            before = step.at(0).toLongLong();
            QCOMPARE(step.at(1).toLongLong(), 700'001);
        }
        QCOMPARE(before, 700'001);
    }

    void aConnectionIsUsedAgain()
    {
        FaultServer server(tlsOf(u"good"_s));
        server.fault = answering(httpAnswer(200));
        QnamTransport transport;
        for (int turn = 0; turn < 3; ++turn)
            QCOMPARE(endOf(transport.send(part(server.url()), testToken)).status, 200);
        QCOMPARE(server.connections, 1);
        QCOMPARE(server.requests.size(), 3);
    }

    void butNotWhereItMayNot_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("end");
        QTest::newRow("service unavailable") << httpAnswer(503) << int(Fault::End::KeepAlive);
        QTest::newRow("says close") << httpAnswer(200, {}, "Connection: close\r\n") << int(Fault::End::KeepAlive);
        QTest::newRow("closes") << httpAnswer(200) << int(Fault::End::Close);
        QTest::newRow("resets") << httpAnswer(200) << int(Fault::End::Reset);
    }
    void butNotWhereItMayNot()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, end);
        FaultServer server(tlsOf(u"good"_s));
        server.next = {answering(answer, Fault::End(end))};
        server.fault = answering(httpAnswer(200));
        QnamTransport transport;
        const int first = endOf(transport.send(part(server.url()), testToken)).status;
        QVERIFY(first == 200 || first == 503);
        if (Fault::End(end) != Fault::End::KeepAlive)
            QTRY_COMPARE(server.ended, 1);
        QTest::qWait(20); // lets the end of the connection be heard
        QCOMPARE(endOf(transport.send(part(server.url()), testToken)).status, 200);
        QCOMPARE(server.connections, 2);
    }

    void aRedirectIsNotFollowed_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }
    void aRedirectIsNotFollowed()
    {
        QFETCH(int, status);
        FaultServer elsewhere;
        elsewhere.fault = answering(httpAnswer(200));
        FaultServer server;
        const QByteArray to = elsewhere.url(u"/steal"_s).toEncoded();
        server.fault = answering(httpAnswer(status, {}, "Location: " + to + "\r\n"));
        QnamTransport transport;
        const HttpReply reply = endOf(transport.send(part(server.url()), testToken));
        QCOMPARE(reply.outcome, Outcome::Answered);
        QCOMPARE(reply.status, status);
        QTest::qWait(20);
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(elsewhere.connections, 0);
    }

    void twoAtOnceBothArrive()
    {
        FaultServer server(tlsOf(u"good"_s));
        server.fault = answering(httpAnswer(200));
        QnamTransport transport;
        Call *one = transport.send(part(server.url(u"/one"_s)), testToken);
        QSignalSpy first(one, &Call::finished);
        QCOMPARE(endOf(transport.send(part(server.url(u"/two"_s)), testToken)).status, 200);
        QTRY_COMPARE(first.size(), 1);
        QCOMPARE(server.requests.size(), 2);
    }

    void aProxyIsNotPassedBy()
    {
        FaultServer proxy;
        proxy.fault.answer = httpAnswer(502);
        useProxy({ProxySettings::Mode::Manual, u"127.0.0.1"_s, proxy.port()});
        const auto back = qScopeGuard([] { useProxy({ProxySettings::Mode::None, {}, 0}); });
        const HttpReply reply = ask(part(QUrl(u"https://upload.example.invalid/x"_s)));
        QVERIFY(reply.outcome != Outcome::HostNotFound);
        QVERIFY(!reply.bodyHandedOver);
        QCOMPARE(proxy.requests.size(), 1);
        QVERIFY(proxy.requests.first().head.startsWith("CONNECT upload.example.invalid:443 "));
    }

    void aBadCertificateEndsItBeforeTheFirstOctet_data()
    {
        QTest::addColumn<QString>("certificate");
        for (const char *certificate : {"selfsigned", "wronghost", "expired"})
            QTest::addRow("%s", certificate) << QString::fromLatin1(certificate);
    }
    void aBadCertificateEndsItBeforeTheFirstOctet()
    {
        QFETCH(QString, certificate);
        FaultServer server(tlsOf(certificate));
        server.fault.answer = httpAnswer(200);
        const HttpReply reply = ask(part(server.url()));
        QCOMPARE(reply.outcome, Outcome::TlsFailed);
        QCOMPARE(reply.status, 0);
        QVERIFY(!reply.bodyHandedOver);
        QVERIFY(!reply.detail.isEmpty());
        letCopiesArrive();
        QCOMPARE(server.octetsRead, 0);
    }

    void everyEndIsTold_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<qint64>("readAtMost");
        QTest::addColumn<qint64>("answerAtMost");
        QTest::addColumn<bool>("isReset");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<bool>("isTruncated");
        const QByteArray good = httpAnswer(200, "0123456789");
        QTest::newRow("closed within the part")
            << good << qint64(100'000) << qint64(-1) << false << Outcome::ConnectionLost << false;
        QTest::newRow("reset within the part")
            << good << qint64(100'000) << qint64(-1) << true << Outcome::ConnectionLost << false;
        QTest::newRow("closed without an answer")
            << QByteArray() << qint64(-1) << qint64(-1) << false << Outcome::ConnectionLost << false;
        QTest::newRow("reset without an answer")
            << QByteArray() << qint64(-1) << qint64(-1) << true << Outcome::ConnectionLost << false;
        QTest::newRow("closed in the head")
            << good << qint64(-1) << qint64(10) << false << Outcome::ConnectionLost << false;
        QTest::newRow("closed in the body")
            << good << qint64(-1) << good.size() - 3 << false << Outcome::Answered << true;
        QTest::newRow("another language")
            << "220 mail.example ESMTP\r\n"_ba << qint64(-1) << qint64(-1) << false << Outcome::Other << false;
    }
    void everyEndIsTold()
    {
        QFETCH(qint64, readAtMost);
        QFETCH(qint64, answerAtMost);
        QFETCH(bool, isReset);
        for (const bool isSecure : {true, false}) {
            FaultServer server(isSecure ? std::optional(tlsOf(u"good"_s)) : std::nullopt);
            QFETCH(QByteArray, answer);
            server.fault = answering(answer, isReset ? Fault::End::Reset : Fault::End::Close);
            server.fault.readAtMost = readAtMost;
            server.fault.answerAtMost = answerAtMost;
            const HttpReply reply = ask(part(server.url(), readAtMost < 0 ? 700'001 : 20'000'000));
            QTEST(reply.outcome, "outcome");
            QTEST(reply.isTruncated, "isTruncated");
            if (readAtMost >= 0)
                QVERIFY(!reply.bodyHandedOver);
            letCopiesArrive();
            QCOMPARE(server.connections, 1);
        }
    }

    void anEarlyAnswerCounts()
    {
        FaultServer server(tlsOf(u"good"_s));
        server.fault = answering(httpAnswer(404), Fault::End::Stay);
        server.fault.answerEarly = true;
        QnamTransport transport;
        QCOMPARE(endOf(transport.send(part(server.url(), 20'000'000), testToken)).status, 404);
    }

    void silenceEndsByTheClock()
    {
        FaultServer server;
        server.fault = answering({}, Fault::End::Stay);
        HttpRequest request = part(server.url());
        request.answerTimeout = std::chrono::milliseconds(60);
        QCOMPARE(ask(request).outcome, Outcome::TimedOut);
        QCOMPARE(server.requests.size(), 1);
    }

    void noConnectionEndsByTheClock()
    {
        QTcpServer deaf; // takes connections, but never a TLS handshake
        QVERIFY(deaf.listen(QHostAddress::LocalHost));
        HttpRequest request = part(QUrl(u"https://127.0.0.1:%1/"_s.arg(deaf.serverPort())));
        request.connectTimeout = std::chrono::milliseconds(60);
        const HttpReply reply = ask(request);
        QCOMPARE(reply.outcome, Outcome::TimedOut);
        QVERIFY(!reply.bodyHandedOver);
    }

    void nobodyListens()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QUrl url(u"https://127.0.0.1:%1/"_s.arg(server.serverPort()));
        server.close();
        const HttpReply reply = ask(part(url));
        QCOMPARE(reply.outcome, Outcome::Refused);
        QVERIFY(!reply.bodyHandedOver);
    }

    void aCancelledPartStaysUnfinished()
    {
        FaultServer server(tlsOf(u"good"_s));
        server.fault = answering(httpAnswer(200));
        QnamTransport transport;
        Call *call = transport.send(part(server.url(), 20'000'000), testToken);
        connect(call, &Call::progressed, call, [&server, call] {
            if (server.octetsRead > 0)
                call->cancel();
        });
        const HttpReply reply = endOf(call);
        QCOMPARE(reply.outcome, Outcome::Cancelled);
        QVERIFY(!reply.bodyHandedOver);
        QTRY_COMPARE(server.ended, 1);
        QVERIFY(server.requests.isEmpty());
    }

    void aTransportThatGoesTakesItsPartsAlong()
    {
        FaultServer server(tlsOf(u"good"_s));
        server.fault = answering(httpAnswer(200));
        auto transport = std::make_unique<QnamTransport>();
        Call *call = transport->send(part(server.url(), 20'000'000), testToken);
        QSignalSpy finished(call, &Call::finished);
        connect(call, &Call::progressed, this, [&server, &transport] {
            if (server.octetsRead > 0)
                transport.reset();
        });
        QTRY_COMPARE(server.ended, 1);
        QVERIFY(!transport);
        QVERIFY(finished.isEmpty());
        QVERIFY(server.requests.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWireCall)
#include "tst_wirecall.moc"
