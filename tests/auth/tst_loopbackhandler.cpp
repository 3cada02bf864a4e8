// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/loopbackhandler.h"
#include "support/fakebrowser.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

#include <memory>
#include <optional>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Auth;

namespace {

const QByteArray state = "af0ifjsldkjAF0IFJSLDKJ-_12345678";

struct Waiting
{
    Waiting()
    {
        AuthConfig config;
        config.cloud = knownClouds().first();
        handler->expect(config, state);
        isListening = handler->listen();
        QObject::connect(handler.get(), &LoopbackHandler::answered, handler.get(), [this](const RedirectAnswer &came) {
            answer = came;
            ++answers;
        });
        QObject::connect(handler.get(), &LoopbackHandler::refused, handler.get(),
                         [this](const QByteArray &why) { refusals << why; });
    }
    quint16 port() const { return handler->port(); }
    QByteArray good(const QByteArray &code = "the-code") const
    {
        return postOf(port(), encodedForm({{"code", code}, {"state", state}}));
    }

    std::unique_ptr<LoopbackHandler> handler = std::make_unique<LoopbackHandler>();
    bool isListening = false;
    std::optional<RedirectAnswer> answer;
    int answers = 0;
    QList<QByteArray> refusals;
};

bool canConnect(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(1000);
}

} // namespace

class TestLoopbackHandler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void listensOnBothAddressesAndNoOther();
    void namesItselfWithoutASlash();
    void takesAnotherPortWhenOneIsHalfTaken();
    void saysWhenThePortIsTaken();
    void answersOnce();
    void answersOverTheOtherAddress();
    void closesWithTheAnswer();
    void goesOnAfterRefusals();
    void takesAnAnswerInPieces();
    void cutsWhoSaysNothing();
    void letsTheBrowserThroughACrowd();
    void survivesSuddenEnds();
    void doesNotBelieveAnotherUser();
    void saysSafeThings();
    void escapesItsWords();
    void pageOutlivesTheHandler();
    void keepsTheStyleInStepWithThePolicy();
};

void TestLoopbackHandler::listensOnBothAddressesAndNoOther()
{
    Waiting waiting;
    QVERIFY(waiting.isListening);
    QVERIFY(waiting.port() > 0);
    QVERIFY(canConnect(waiting.port()));
    // proc(5): state 0A is LISTEN; the address is one of the two loopback ones.
    QFile v4(u"/proc/net/tcp"_s);
    QFile v6(u"/proc/net/tcp6"_s);
    if (!v4.open(QIODevice::ReadOnly) || !v6.open(QIODevice::ReadOnly))
        QSKIP("no table of sockets on this system");
    const QByteArray port = ':' + QByteArray::number(waiting.port(), 16).toUpper().rightJustified(4, '0');
    int listeners = 0;
    for (const QByteArray &row : (v4.readAll() + v6.readAll()).split('\n')) {
        const QList<QByteArray> cells = row.simplified().split(' ');
        if (cells.size() < 4 || cells[3] != "0A" || !cells[1].endsWith(port))
            continue;
        ++listeners;
        const QByteArray address = cells[1].chopped(5);
        QVERIFY2(address == "0100007F" || address == "00000000000000000000000001000000", address.constData());
    }
    QVERIFY(listeners >= 1);
}

void TestLoopbackHandler::namesItselfWithoutASlash()
{
    Waiting waiting;
    QCOMPARE(waiting.handler->callback(), u"http://localhost:%1"_s.arg(waiting.port()));
}

void TestLoopbackHandler::takesAnotherPortWhenOneIsHalfTaken()
{
    QTcpServer thief;
    if (!thief.listen(QHostAddress(QHostAddress::LocalHostIPv6)))
        QSKIP("this computer has no [::1]");
    LoopbackHandler handler;
    QVERIFY(!handler.listen(thief.serverPort()));
    QVERIFY(handler.listen());
    QVERIFY(handler.port() != thief.serverPort());
}

void TestLoopbackHandler::saysWhenThePortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
    LoopbackHandler handler;
    QVERIFY(!handler.listen(other.serverPort()));
}

void TestLoopbackHandler::answersOnce()
{
    Waiting waiting;
    RawConnection first(waiting.port(), waiting.good("first"));
    RawConnection second(waiting.port(), waiting.good("second"));
    QTRY_VERIFY(first.isClosed && second.isClosed);
    QCOMPARE(waiting.answers, 1);
    QCOMPARE(int(first.status() == 200) + int(second.status() == 200), 1);
    RawConnection third(waiting.port(), waiting.good("third"));
    QTRY_VERIFY(third.isClosed);
    QVERIFY(third.answer.isEmpty());
    QCOMPARE(waiting.answers, 1);
}

void TestLoopbackHandler::answersOverTheOtherAddress()
{
    Waiting waiting;
    RawConnection browser(waiting.port(), waiting.good(), QHostAddress(QHostAddress::LocalHostIPv6));
    QTRY_VERIFY(browser.isClosed);
    if (browser.error() == QAbstractSocket::NetworkError || browser.error() == QAbstractSocket::ConnectionRefusedError)
        QSKIP("this computer has no [::1]");
    QCOMPARE(browser.status(), 200);
    QCOMPARE(waiting.answers, 1);
}

void TestLoopbackHandler::closesWithTheAnswer()
{
    Waiting waiting;
    RawConnection idle(waiting.port(), {});
    RawConnection browser(waiting.port(), waiting.good());
    QTRY_VERIFY(waiting.answer);
    QVERIFY(!canConnect(waiting.port()));
    QTRY_VERIFY(idle.isClosed);
    QTRY_VERIFY(browser.isClosed);
    QCOMPARE(browser.status(), 200);
}

void TestLoopbackHandler::goesOnAfterRefusals()
{
    Waiting waiting;
    const QByteArray host = "Host: localhost:" + QByteArray::number(waiting.port()) + "\r\n\r\n";
    const QList<std::pair<QByteArray, int>> strays{
        {"GET /favicon.ico HTTP/1.1\r\n" + host, 404},
        {"GET /?code=c&state=" + state + " HTTP/1.1\r\n" + host, 405},
        {"HEAD / HTTP/1.1\r\n" + host, 405},
        {"OPTIONS / HTTP/1.1\r\n" + host, 405},
        {postOf(waiting.port(), "code=c&state=wrong"), 400},
        {postOf(waiting.port(), "error=access_denied"), 400},
        {postOf(waiting.port(), "code=c&state=" + state, "evil.example"), 421},
        {QByteArray::fromHex("16030100fa010000f60303"), 400},
    };
    for (const auto &[octets, status] : strays) {
        RawConnection stray(waiting.port(), octets);
        QTRY_VERIFY(stray.isClosed);
        QCOMPARE(stray.status(), status);
        QVERIFY(!stray.answer.toLower().contains("\r\nlocation:"));
        QVERIFY(!stray.answer.toLower().contains("\r\naccess-control-"));
    }
    QCOMPARE(waiting.refusals.size(), strays.size());
    QCOMPARE(waiting.answers, 0);
    RawConnection browser(waiting.port(), waiting.good());
    QTRY_VERIFY(waiting.answer);
    QCOMPARE(waiting.answer->code.reveal(), QByteArray("the-code"));
}

void TestLoopbackHandler::takesAnAnswerInPieces()
{
    Waiting waiting;
    const QByteArray octets = waiting.good();
    RawConnection browser(waiting.port(), {});
    QVERIFY(browser.waitForConnected());
    for (qsizetype at = 0; at < octets.size(); at += 7) {
        browser.write(octets.mid(at, 7));
        browser.flush();
        QTest::qWait(1);
    }
    QTRY_VERIFY(waiting.answer);
    QTRY_VERIFY(browser.isClosed);
    QCOMPARE(browser.status(), 200);
}

void TestLoopbackHandler::cutsWhoSaysNothing()
{
    Waiting waiting;
    RawConnection silent(waiting.port(), {});
    RawConnection slow(waiting.port(), "POST / HT");
    QTimer drip;
    QObject::connect(&drip, &QTimer::timeout, &slow, [&slow] { slow.write("T"); });
    drip.start(500);
    QTRY_VERIFY_WITH_TIMEOUT(silent.isClosed && slow.isClosed, 15'000);
    QCOMPARE(waiting.answers, 0);
    QVERIFY(canConnect(waiting.port()));
}

void TestLoopbackHandler::letsTheBrowserThroughACrowd()
{
    Waiting waiting;
    std::vector<std::unique_ptr<RawConnection>> crowd;
    for (int i = 0; i < 500; ++i)
        crowd.push_back(std::make_unique<RawConnection>(waiting.port(), QByteArray()));
    RawConnection browser(waiting.port(), waiting.good());
    QTRY_VERIFY(waiting.answer);
    QTRY_VERIFY(browser.isClosed);
    QCOMPARE(browser.status(), 200);
}

void TestLoopbackHandler::survivesSuddenEnds()
{
    Waiting waiting;
    for (int i = 0; i < 100; ++i) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), waiting.port());
        QVERIFY(socket.waitForConnected());
        socket.write(waiting.good().left(i * 3 % 150));
        socket.flush();
        if (i % 2)
            QCoreApplication::processEvents();
        socket.abort();
    }
    RawConnection browser(waiting.port(), waiting.good());
    QTRY_VERIFY(waiting.answer);
}

void TestLoopbackHandler::doesNotBelieveAnotherUser()
{
    if (geteuid() != 0)
        QSKIP("only root can start a process of another user");
    for (const QString &program : {u"setpriv"_s, u"bash"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            QSKIP(qPrintable(u"not installed: "_s + program));
    }
    Waiting waiting;
    QProcess stranger;
    const QString script = u"exec 3<>/dev/tcp/127.0.0.1/%1; cat >&3; cat <&3"_s.arg(waiting.port());
    stranger.start(u"setpriv"_s, {u"--reuid=65534"_s, u"--clear-groups"_s, u"bash"_s, u"-c"_s, script});
    stranger.write(waiting.good());
    stranger.closeWriteChannel();
    QTRY_COMPARE(stranger.state(), QProcess::NotRunning);
    QVERIFY(stranger.readAllStandardOutput().startsWith("HTTP/1.1 403 "));
    QCOMPARE(waiting.answers, 0);
    QCOMPARE(waiting.refusals, QList<QByteArray>{"another user"});
    // The same by ourselves is taken.
    RawConnection browser(waiting.port(), waiting.good());
    QTRY_COMPARE(waiting.answers, 1);
}

void TestLoopbackHandler::saysSafeThings()
{
    for (const bool isError : {false, true}) {
        Waiting waiting;
        const QByteArray body = isError
            ? encodedForm(
                {{"error", "<script>alert(1)</script>"}, {"error_description", "<img src=x>"}, {"state", state}})
            : encodedForm({{"code", "<b>the-code</b>"}, {"state", state}});
        RawConnection browser(waiting.port(), postOf(waiting.port(), body));
        QTRY_VERIFY(browser.isClosed);
        const QByteArray page = browser.answer;
        QVERIFY(page.contains("\r\nContent-Security-Policy: default-src 'none';"));
        QVERIFY(page.contains("\r\nCache-Control: no-store\r\n"));
        QVERIFY(page.contains("\r\nReferrer-Policy: no-referrer\r\n"));
        QVERIFY(page.contains("\r\nConnection: close\r\n"));
        QVERIFY(!page.toLower().contains("\r\nlocation:"));
        QVERIFY(!page.toLower().contains("\r\nset-cookie:"));
        // Nothing that came goes back, and nothing is loaded from anywhere.
        for (const char *word : {"script", "alert", "img", "the-code", "http:", "https:", "src=", "href="})
            QVERIFY2(!page.contains(word), word);
        QVERIFY(!page.contains(state));
        QVERIFY(page.contains(isError ? "Not signed in" : "Back to Sendoff"));
        QCOMPARE(page.size() - page.indexOf("\r\n\r\n") - 4,
                 page.mid(page.indexOf("Content-Length: ") + 16).split('\r').first().toLongLong());
    }
}

void TestLoopbackHandler::escapesItsWords()
{
    PageWords words;
    words.language = u"de\"><script>"_s;
    words.receivedTitle = u"<b>Zurück & \"los\"</b>"_s;
    words.isRightToLeft = true;
    const QByteArray page = receivedPage(words);
    QVERIFY(page.contains("<h1>&lt;b&gt;Zurück &amp; &quot;los&quot;&lt;/b&gt;</h1>"));
    QVERIFY(!page.contains("<script>"));
    QVERIFY(page.contains("dir=\"rtl\""));
}

void TestLoopbackHandler::pageOutlivesTheHandler()
{
    Waiting waiting;
    QObject::connect(waiting.handler.get(), &LoopbackHandler::answered, waiting.handler.get(),
                     [&waiting] { waiting.handler.release()->deleteLater(); });
    RawConnection browser(waiting.port(), waiting.good());
    QTRY_VERIFY(browser.isClosed);
    QVERIFY(browser.answer.endsWith("</html>\n"));
}

void TestLoopbackHandler::keepsTheStyleInStepWithThePolicy()
{
    const QByteArray page = failedPage({});
    const qsizetype start = page.indexOf("<style>") + 7;
    const QByteArray style = page.mid(start, page.indexOf("</style>") - start);
    QVERIFY(style.contains("body"));
    const QByteArray hash = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
    QVERIFY(page.contains("style-src 'sha256-" + hash + "'"));
    QVERIFY(!page.contains("@title@"));
    QVERIFY(!page.contains("unsafe-inline"));
}

QTEST_GUILESS_MAIN(TestLoopbackHandler)
#include "tst_loopbackhandler.moc"
