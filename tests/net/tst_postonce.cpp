// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "asking.h"

#include <QLibraryInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>
#include <QVersionNumber>

#include <memory>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Net;
using namespace Sendoff::Testing;

namespace {

std::optional<QSslConfiguration> tlsIf(bool wanted)
{
    return wanted ? std::optional(tlsOf(u"good"_s)) : std::nullopt;
}

} // namespace

/// A post arrives once or not at all, whatever the other side does to the connection.
class TestPostOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { trustTestRoot(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

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
        FaultServer server(tlsIf(tls));
        QFETCH(Fault::End, end);
        QFETCH(QByteArray, answer);
        server.fault.end = end;
        server.fault.answer = answer;

        const HttpReply reply = ask(post(server.url(), body));
        QCOMPARE(reply.outcome, Outcome::ConnectionLost);
        QCOMPARE(reply.status, 0);
        QVERIFY(reply.bodyHandedOver);
        letCopiesArrive();
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(server.requests.first().body, body);
    }

    /// If this fails on a Qt of the old kind, the test above proves nothing.
    void aPlainPostIsRepeatedByQt_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("http") << false;
        QTest::newRow("https") << true;
    }
    void aPlainPostIsRepeatedByQt()
    {
        QFETCH(bool, tls);
        FaultServer server(tlsIf(tls));
        server.fault.end = Fault::End::Reset;
        QNetworkAccessManager manager;
        QNetworkRequest request(server.url());
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        std::unique_ptr<QNetworkReply> reply(manager.post(request, QByteArray(300, 'x')));
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished() || server.requests.size() > 1, 20'000);
        if (server.requests.size() == 1 && QLibraryInfo::version() >= QVersionNumber(6, 9))
            QSKIP(qPrintable(u"Qt %1 does not repeat a plain post"_s.arg(QLibraryInfo::version().toString())));
        QVERIFY(server.requests.size() > 1);
    }

    void everyCutOfTheAnswerLeavesOneCopyAndATrueResult_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<Fault::End>("end");
        QTest::newRow("http, fin") << false << Fault::End::Close;
        QTest::newRow("http, rst") << false << Fault::End::Reset;
        QTest::newRow("https, fin") << true << Fault::End::Close;
        QTest::newRow("https, rst") << true << Fault::End::Reset;
    }
    void everyCutOfTheAnswerLeavesOneCopyAndATrueResult()
    {
        QFETCH(bool, tls);
        QFETCH(Fault::End, end);
        const QByteArray answer = httpAnswer(202, "ok", "request-id: 1\r\n");
        const qsizetype headEnd = answer.indexOf("\r\n\r\n") + 4;
        FaultServer server(tlsIf(tls));
        server.fault.end = end;
        server.fault.answer = answer;
        int expected = 0;
        for (qsizetype cut = 0; cut <= answer.size(); ++cut) {
            server.fault.answerAtMost = cut;
            const HttpReply reply = ask(post(server.url(), "mail"));
            const QByteArray where = "cut at " + QByteArray::number(cut);
            QVERIFY2(reply.bodyHandedOver, where.constData());
            QVERIFY2(server.requests.size() == ++expected, where.constData());
            if (cut < headEnd) {
                QVERIFY2(reply.outcome == Outcome::ConnectionLost && reply.status == 0, where.constData());
            } else if (cut == answer.size() || reply.outcome != Outcome::ConnectionLost) {
                // a reset may destroy what had arrived; Qt may forget a head that came together with the end
                QVERIFY2(reply.outcome == Outcome::Answered && reply.status == 202, where.constData());
                QVERIFY2(reply.isTruncated == (reply.body.size() < 2), where.constData());
                QCOMPARE(reply.body, answer.sliced(headEnd, reply.body.size()));
            }
        }
        letCopiesArrive();
        QCOMPARE(server.requests.size(), expected);
    }

    void aCutUploadNeverClaimsWhatIsNotSo_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("http") << false;
        QTest::newRow("https") << true;
    }
    void aCutUploadNeverClaimsWhatIsNotSo()
    {
        QFETCH(bool, tls);
        const QByteArray body(8'000'000, 'x');
        int proved = 0;
        for (const qint64 cut : {0, 1, 100, 1000, 20'000, 300'000, 2'000'000, 7'000'000, 7'999'000, 8'000'100}) {
            FaultServer server(tlsIf(tls));
            server.fault.readAtMost = cut;
            server.fault.end = Fault::End::Reset;
            const HttpReply reply = ask(post(server.url(), body));
            QVERIFY(reply.outcome != Outcome::Answered);
            QVERIFY2(server.requests.isEmpty(), "the server itself says it has not all");
            proved += reply.bodyHandedOver ? 0 : 1;
        }
        QVERIFY2(proved >= 5, "a big upload cut early is provably not sent");

        FaultServer server(tlsIf(tls));
        server.fault.answer = httpAnswer(202);
        QVERIFY(ask(post(server.url(), body)).bodyHandedOver);
        QCOMPARE(server.requests.first().body.size(), body.size());
    }

    void anAnswerBeforeTheBodyIsOutIsHeard()
    {
        const QByteArray body(8'000'000, 'x');
        FaultServer server;
        server.fault.answerEarly = true;
        server.fault.answer = httpAnswer(413, "{}", "Connection: close\r\n");
        const HttpReply reply = ask(post(server.url(), body));
        QCOMPARE(reply.outcome, Outcome::Answered);
        QCOMPARE(reply.status, 413);
        letCopiesArrive();
        QVERIFY(server.requests.size() <= 1);
    }

    void anAnswerBeforeTheBodyAndThenAResetIsNoAcceptance()
    {
        const QByteArray body(8'000'000, 'x');
        FaultServer server;
        server.fault.answerEarly = true;
        server.fault.answer = httpAnswer(413, "{}", "Connection: close\r\n");
        server.fault.readAtMost = 1'000'000;
        server.fault.end = Fault::End::Reset;
        const HttpReply reply = ask(post(server.url(), body));
        QVERIFY(reply.status == 413 || reply.outcome == Outcome::ConnectionLost);
        QVERIFY(!reply.bodyHandedOver);
        QVERIFY(server.requests.isEmpty());
    }

    void aConnectionClosedWhileIdleIsReplaced_data() { aPlainPostIsRepeatedByQt_data(); }
    void aConnectionClosedWhileIdleIsReplaced()
    {
        QFETCH(bool, tls);
        FaultServer server(tlsIf(tls));
        server.fault.answer = httpAnswer(202); // and then closes
        QnamTransport transport;
        for (int i = 1; i <= 4; ++i) {
            const HttpReply reply = endOf(transport.send(post(server.url(), "mail"), testToken));
            QCOMPARE(reply.status, 202);
            QCOMPARE(server.requests.size(), i);
            QTRY_COMPARE(server.ended, i);
            letCopiesArrive();
        }
        QCOMPARE(server.connections, 4);
    }
};

QTEST_GUILESS_MAIN(TestPostOnce)
#include "tst_postonce.moc"
