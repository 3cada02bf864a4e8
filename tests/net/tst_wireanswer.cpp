// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/wireanswer.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Net;

/// Answers from the wire, in every way that they may be cut.
class TestWireAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsAnAnswerInPiecesOfAnySize_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("mayGoOn");
        QTest::newRow("counted") << "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"_ba << 200 << "hello"_ba << true;
        QTest::newRow("empty") << "HTTP/1.1 201 Created\r\nContent-Length: 0\r\nLocation: x\r\n\r\n"_ba << 201 << ""_ba
                               << true;
        QTest::newRow("no reason") << "HTTP/1.1 202\r\ncontent-length: 1\r\n\r\nx"_ba << 202 << "x"_ba << true;
        QTest::newRow("no content") << "HTTP/1.1 204 No Content\r\n\r\n"_ba << 204 << ""_ba << true;
        QTest::newRow("after 100") << "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"_ba
                                   << 200 << "x"_ba << true;
        QTest::newRow("chunks")
            << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\nhell\r\n1\r\no\r\n0\r\nX: y\r\n\r\n"_ba
            << 200 << "hello"_ba << true;
        QTest::newRow("no chunk") << "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n"_ba << 404
                                  << ""_ba << true;
        QTest::newRow("says close") << "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 1\r\n\r\nx"_ba << 200
                                    << "x"_ba << false;
        QTest::newRow("old") << "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx"_ba << 200 << "x"_ba << false;
        QTest::newRow("and more") << "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK"_ba << 200 << "x"_ba
                                  << false;
        QTest::newRow("the same length twice")
            << "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx"_ba << 200 << "x"_ba << true;
    }
    void readsAnAnswerInPiecesOfAnySize()
    {
        QFETCH(QByteArray, octets);
        for (qsizetype size = 1; size <= octets.size(); ++size) {
            WireAnswer answer;
            for (qsizetype at = 0; at < octets.size(); at += size)
                answer.take(octets.mid(at, size));
            QVERIFY(answer.isOver());
            QVERIFY(!answer.isBroken());
            QTEST(answer.reply().status, "status");
            QTEST(answer.reply().body, "body");
            QVERIFY(!answer.reply().isTruncated);
            QTEST(answer.mayGoOn(), "mayGoOn");
        }
    }

    void keepsTheHeaders()
    {
        WireAnswer answer;
        answer.take("HTTP/1.1 201 Created\r\nLocation:  https://a.example/b:c \r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(answer.reply().header("location"), "https://a.example/b:c"_ba);
    }

    void anAnswerWithoutLengthEndsWithTheConnection()
    {
        WireAnswer answer;
        answer.take("HTTP/1.1 200 OK\r\n\r\nhel");
        answer.take("lo");
        QVERIFY(!answer.isOver());
        answer.close();
        QCOMPARE(answer.reply().body, "hello"_ba);
        QVERIFY(!answer.reply().isTruncated);
        QVERIFY(!answer.mayGoOn());
    }

    void anAnswerThatIsCutSaysSo_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<int>("status");
        QTest::newRow("in the head") << "HTTP/1.1 200 OK\r\nContent-Le"_ba << 0;
        QTest::newRow("nothing") << ""_ba << 0;
        QTest::newRow("in the body") << "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"_ba << 200;
        QTest::newRow("in a chunk") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"_ba << 200;
        QTest::newRow("before the last chunk")
            << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"_ba << 200;
    }
    void anAnswerThatIsCutSaysSo()
    {
        QFETCH(QByteArray, octets);
        QFETCH(int, status);
        WireAnswer answer;
        answer.take(octets);
        answer.close();
        QVERIFY(answer.isBroken());
        QVERIFY(!answer.mayGoOn());
        QCOMPARE(answer.reply().status, status);
        QCOMPARE(answer.reply().outcome, status ? Outcome::Answered : Outcome::Other);
        QCOMPARE(answer.reply().isTruncated, status != 0);
    }

    void whatIsNotAnAnswerIsBroken_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("another language") << "SSH-2.0-OpenSSH_9.2\r\n"_ba;
        QTest::newRow("another version") << "HTTP/2 200\r\n\r\n"_ba;
        QTest::newRow("no status") << "HTTP/1.1 OK\r\n\r\n"_ba;
        QTest::newRow("status of four digits") << "HTTP/1.1 2000 OK\r\n\r\n"_ba;
        QTest::newRow("status 099") << "HTTP/1.1 099 x\r\n\r\n"_ba;
        QTest::newRow("another protocol") << "HTTP/1.1 101 Switching Protocols\r\n\r\n"_ba;
        QTest::newRow("a line that is no header") << "HTTP/1.1 200 OK\r\nhello\r\n\r\n"_ba;
        QTest::newRow("a space before the colon") << "HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\nx"_ba;
        QTest::newRow("a folded line") << "HTTP/1.1 200 OK\r\nA: b\r\n c: d\r\n\r\n"_ba;
        QTest::newRow("a space before it") << " HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"_ba;
        QTest::newRow("lines that end in half") << "HTTP/1.1 200 OK\r\nA: b\nContent-Length: 1\r\n\r\nx"_ba;
        QTest::newRow("two lengths") << "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"_ba;
        QTest::newRow("a negative length") << "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"_ba;
        QTest::newRow("a length beyond numbers")
            << "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"_ba;
        QTest::newRow("length and chunks")
            << "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx"_ba;
        QTest::newRow("an unknown coding") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"_ba;
        QTest::newRow("a chunk of no size") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n"_ba;
        QTest::newRow("a chunk of size x") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"_ba;
        QTest::newRow("a chunk of a negative size") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n"_ba;
        QTest::newRow("a chunk that is longer than it says")
            << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nhello\r\n0\r\n\r\n"_ba;
        QTest::newRow("a head without end") << "HTTP/1.1 200 OK\r\nA: " + QByteArray(70'000, 'x');
        QTest::newRow("a chunk's line without end")
            << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray(70'000, '0');
    }
    void whatIsNotAnAnswerIsBroken()
    {
        QFETCH(QByteArray, octets);
        WireAnswer whole;
        whole.take(octets);
        QVERIFY(whole.isBroken());
        QVERIFY(!whole.mayGoOn());
        WireAnswer dripped;
        const qsizetype drop = octets.size() < 1000 ? 1 : 1000;
        for (qsizetype at = 0; at < octets.size(); at += drop)
            dripped.take(octets.mid(at, drop));
        QVERIFY(dripped.isBroken());
    }

    void noMoreThanTheLimitIsKept_data()
    {
        QTest::addColumn<QByteArray>("framing");
        QTest::newRow("counted") << "Content-Length: 99999999\r\n\r\n"_ba;
        QTest::newRow("to the end") << "\r\n"_ba;
        QTest::newRow("chunk") << "Transfer-Encoding: chunked\r\n\r\nffffff\r\n"_ba;
    }
    void noMoreThanTheLimitIsKept()
    {
        QFETCH(QByteArray, framing);
        WireAnswer answer;
        answer.take("HTTP/1.1 200 OK\r\n" + framing);
        for (int piece = 0; piece < 80 && !answer.isOver(); ++piece)
            answer.take(QByteArray(64 * 1024, 'x'));
        QVERIFY(answer.isOver());
        QCOMPARE(answer.reply().body.size(), HttpReply::bodyLimit);
        QVERIFY(answer.reply().isTruncated);
        QVERIFY(!answer.mayGoOn());
    }
};

QTEST_APPLESS_MAIN(TestWireAnswer)
#include "tst_wireanswer.moc"
