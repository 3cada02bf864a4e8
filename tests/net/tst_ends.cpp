// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "asking.h"

#include <QRegularExpression>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Net;
using namespace Sendoff::Testing;

using Method = HttpRequest::Method;

/// How a call ends before its time: by the clock, by cancel(), by being deleted.
class TestEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

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
        for (int turns = 0; turns < 120; turns += turns < 30 ? 1 : 6) {
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

    void anOldConnectionLivesAsLongAsItsCalls()
    {
        FaultServer slow;
        slow.fault.answer = httpAnswer(202, QByteArray(300, 'x'));
        slow.fault.isDripped = true;
        FaultServer busy;
        busy.fault.answer = httpAnswer(503);
        QnamTransport transport;
        QPointer<Call> first = transport.send(post(slow.url()), testToken);
        QSignalSpy finished(first, &Call::finished);
        QCOMPARE(endOf(transport.send(post(busy.url()), testToken)).status, 503);
        busy.fault.answer = httpAnswer(202);
        QCOMPARE(endOf(transport.send(post(busy.url()), testToken)).status, 202); // by a new manager
        QVERIFY(!finished.isEmpty() || finished.wait(10'000));
        QCOMPARE(finished.first().first().value<HttpReply>().body.size(), 300);
        QTRY_VERIFY(!first);
    }
};

QTEST_GUILESS_MAIN(TestEnds)
#include "tst_ends.moc"
