// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "asking.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Net;
using namespace Sendoff::Testing;

namespace {

constexpr int noStatus = 0;
constexpr int anyBut202 = -1;

QByteArray zlibOf(const QByteArray &text)
{
    return qCompress(text).sliced(4); // without Qt's length
}

} // namespace

/// Answers that no good server gives: each ends the call once, leaves one copy of the post, and none is taken for 202.
class TestAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void strangeAnswersEndItOnce_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("status");
        const auto row
            = [](const char *name, const QByteArray &answer, int status) { QTest::newRow(name) << answer << status; };
        const QByteArray good = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

        row("good", good, 202);
        row("no reason phrase", "HTTP/1.1 202\r\nContent-Length: 0\r\n\r\n", 202);
        row("HTTP/1.0, ended by closing", "HTTP/1.0 202 Accepted\r\n\r\nhello", 202);
        row("no length, ended by closing", "HTTP/1.1 202 Accepted\r\n\r\n", 202);
        row("chunked", "HTTP/1.1 202 A\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", 202);
        row("folded header", "HTTP/1.1 202 A\r\nX-A: 1\r\n 2\r\nContent-Length: 0\r\n\r\n", 202);
        row("100 first", "HTTP/1.1 100 Continue\r\n\r\n" + good, 202);
        row("103 first", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + good, anyBut202 - 1);
        row("1000 times 100 first", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(1000) + good, anyBut202 - 1);
        row("204 with a body", "HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\nok", 204);
        row("304", "HTTP/1.1 304 Not Modified\r\n\r\n", 304);

        row("nothing", "", noStatus);
        row("blank lines", "\r\n\r\n\r\n\r\n", noStatus);
        row("SSH", "SSH-2.0-OpenSSH_9.2\r\n", noStatus);
        row("SMTP", "220 mail.example ESMTP\r\n", noStatus);
        row("HTTP/0.9", "<html>202</html>", noStatus);
        row("NUL", QByteArray(1000, '\0'), noStatus);
        row(
            "all octets",
            [] {
                QByteArray octets;
                for (int i = 0; i < 512; ++i)
                    octets.append(char(i));
                return octets;
            }(),
            noStatus);
        row("TLS alert", QByteArray::fromHex("15030100020228"), noStatus);
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", noStatus);
        row("status of words", "HTTP/1.1 yes Accepted\r\n\r\n", anyBut202);
        row("status of five digits", "HTTP/1.1 20200 Accepted\r\n\r\n", anyBut202);
        row("negative status", "HTTP/1.1 -202 Accepted\r\n\r\n", anyBut202);
        row("status 0", "HTTP/1.1 000 Zero\r\n\r\n", anyBut202);
        row("status 999", "HTTP/1.1 999 Denied\r\n\r\n", anyBut202);
        row("only 100", "HTTP/1.1 100 Continue\r\n\r\n", anyBut202);
        row("101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", anyBut202);
        row("200 with a page", httpAnswer(200, "<html>Welcome to the hotel</html>"), 200);
        row("500 chunked, cut", "HTTP/1.1 500 E\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc", 500);
        row("400 with a huge chunk size",
            "HTTP/1.1 400 B\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc", 400);
        row("400 with a negative length", "HTTP/1.1 400 B\r\nContent-Length: -5\r\n\r\nabc", 400);
        row("400 with a length beyond any", "HTTP/1.1 400 B\r\nContent-Length: 9223372036854775808\r\n\r\nabc", 400);
        row("400 with two lengths", "HTTP/1.1 400 B\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\nabc", 400);
        row("400 with length and chunks",
            "HTTP/1.1 400 B\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", 400);
        row("400 with an unknown encoding", httpAnswer(400, "abc", "Content-Encoding: rot13\r\n"), 400);
        row("400 with escapes in a header", httpAnswer(400, "abc", "request-id: a\x1b[31m\xff\r\n"), 400);
        row("400 with 1000 headers", httpAnswer(400, "abc", QByteArray("X-Many: 1\r\n").repeated(1000)), 400);
    }
    void strangeAnswersEndItOnce()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, status);
        FaultServer server;
        server.fault.answer = answer;
        const HttpReply reply = ask(post(server.url(), "mail"));
        letCopiesArrive();
        QCOMPARE(server.requests.size(), 1);
        QVERIFY(reply.bodyHandedOver);
        QCOMPARE(reply.outcome == Outcome::Answered, reply.status != 0);
        if (status >= 0)
            QCOMPARE(reply.status, status);
        else if (status == anyBut202)
            QVERIFY(reply.status != 202);
    }

    void hugeHeadersDoNotHurt()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(400, "abc", "X-Long: " + QByteArray(1'000'000, 'x') + "\r\n");
        const HttpReply reply = ask(post(server.url(), "mail"));
        QVERIFY(reply.status == 400 || reply.outcome == Outcome::Other || reply.outcome == Outcome::ConnectionLost);
        QCOMPARE(server.requests.size(), 1);
    }

    void aBodyThatEndsTooSoonIsMarked_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("truncated");
        QTest::newRow("whole") << httpAnswer(400, "{\"error\":1}") << false;
        for (const int status : {200, 202, 400, 401, 403, 404, 429, 500, 503}) {
            QByteArray answer = httpAnswer(status, "{\"error\":1}");
            answer.chop(1);
            QTest::addRow("%d, one octet missing", status) << answer << true;
            answer.chop(10);
            QTest::addRow("%d, all missing", status) << answer << true;
        }
    }
    void aBodyThatEndsTooSoonIsMarked()
    {
        QFETCH(QByteArray, answer);
        FaultServer server;
        server.fault.answer = answer;
        QFETCH(bool, truncated);
        const HttpReply reply = ask(fetch(server.url()));
        if (truncated && reply.outcome == Outcome::ConnectionLost)
            return; // Qt may forget even the head if the end came with it
        QCOMPARE(reply.outcome, Outcome::Answered);
        QCOMPARE(reply.isTruncated, truncated);
    }

    void chunksThatBreakOffInventNoStatus()
    {
        FaultServer server;
        for (const int status : {200, 202, 400, 401, 429, 500, 503}) {
            server.fault.answer
                = "HTTP/1.1 " + QByteArray::number(status) + " X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n";
            const HttpReply reply = ask(fetch(server.url()));
            if (reply.outcome == Outcome::ConnectionLost)
                continue; // Qt may forget even the head if the end came with it
            QCOMPARE(reply.outcome, Outcome::Answered);
            QCOMPARE(reply.status, status);
            QCOMPARE(reply.body, "ok");
        }
    }

    void aBodyBeyondTheLimitIsCutAndMarked()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(400, QByteArray(HttpReply::bodyLimit + 1, 'x'));
        HttpReply reply = ask(fetch(server.url()));
        QCOMPARE(reply.status, 400);
        QVERIFY(reply.isTruncated);
        QCOMPARE(reply.body.size(), HttpReply::bodyLimit);

        server.fault.answer = httpAnswer(400, QByteArray(HttpReply::bodyLimit, 'x'));
        reply = ask(fetch(server.url()));
        QVERIFY(!reply.isTruncated);
        QCOMPARE(reply.body.size(), HttpReply::bodyLimit);
    }

    void aBodyWithoutEndEnds()
    {
        FaultServer server;
        server.fault.answer = "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(20'000'000, 'x');
        server.fault.end = Fault::End::Stay;
        const HttpReply reply = ask(fetch(server.url()));
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.isTruncated);
        QCOMPARE(reply.body.size(), HttpReply::bodyLimit);
    }

    void packedBodiesAreUnpacked()
    {
        FaultServer server;
        const QByteArray text = QByteArray("{\"displayName\":\"Ana\"}").repeated(50);
        server.fault.answer = httpAnswer(200, zlibOf(text), "Content-Encoding: deflate\r\n");
        HttpReply reply = ask(fetch(server.url()));
        QCOMPARE(reply.body, text);
        QVERIFY(!reply.isTruncated);

        QByteArray cut = zlibOf(text);
        cut.chop(8);
        server.fault.answer = httpAnswer(200, cut, "Content-Encoding: deflate\r\n");
        reply = ask(fetch(server.url()));
        QCOMPARE(reply.status, 200);
        QVERIFY(text.startsWith(reply.body));

        server.fault.answer = httpAnswer(200, "this is not packed", "Content-Encoding: gzip\r\n");
        reply = ask(fetch(server.url()));
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.isTruncated);
    }

    void aBombOfZerosStaysSmall()
    {
        FaultServer server;
        const QByteArray bomb = zlibOf(QByteArray(200'000'000, '\0'));
        QVERIFY(bomb.size() < 1'000'000);
        server.fault.answer = httpAnswer(200, bomb, "Content-Encoding: deflate\r\n");
        const HttpReply reply = ask(fetch(server.url()));
        QVERIFY(reply.isTruncated);
        QVERIFY(reply.body.size() <= HttpReply::bodyLimit);
    }

    void namesAndValuesOfHeadersAreKept()
    {
        FaultServer server;
        server.fault.answer
            = httpAnswer(202, {}, "request-id: one\r\nX-Empty:\r\nx-ms-ags-diagnostic: {\"a\": \"b\"}\r\n");
        const HttpReply reply = ask(fetch(server.url()));
        QCOMPARE(reply.header("REQUEST-ID"), "one");
        QCOMPARE(reply.header("X-MS-AGS-Diagnostic"), "{\"a\": \"b\"}");
        QCOMPARE(reply.header("absent"), "");
    }
};

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
