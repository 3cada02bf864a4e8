// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/loopbackrequest.h"
#include "support/fakebrowser.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Auth;

namespace {

constexpr quint16 port = 43210;
const QByteArray state = "af0ifjsldkjAF0IFJSLDKJ-_12345678";

RedirectExpectation expected(ResponseMode mode = ResponseMode::FormPost)
{
    RedirectExpectation expectation;
    expectation.config.cloud = knownClouds().first();
    expectation.config.responseMode = mode;
    expectation.port = port;
    expectation.state = state;
    return expectation;
}

const QByteArray goodBody = "code=the-code&state=" + state;

QByteArray post(const QByteArray &body, const QByteArray &host = "localhost:43210")
{
    return postOf(port, body, host);
}

QByteArray request(const QByteArray &line, const QByteArray &headers, const QByteArray &body = {})
{
    return line + "\r\n" + headers + "\r\n" + body;
}

const QByteArray host = "Host: localhost:43210\r\n";
const QByteArray formType = "Content-Type: application/x-www-form-urlencoded\r\n";

QByteArray length(const QByteArray &body)
{
    return "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
}

int refusalOf(const RedirectReading &reading)
{
    const auto *refusal = std::get_if<Refusal>(&reading);
    return refusal ? refusal->status : 0;
}

QString codeOf(const RedirectReading &reading)
{
    const auto *answer = std::get_if<RedirectAnswer>(&reading);
    return answer ? QString::fromUtf8(answer->code.reveal()) : QString();
}

} // namespace

class TestLoopbackRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void takesAForm_data();
    void takesAForm();
    void takesAQueryWhereItWasAskedFor();
    void givesEveryCharacterAsItWas();
    void readsErrors();
    void waitsAtEveryOctet();
    void refusesWhatIsNotTheAnswer_data();
    void refusesWhatIsNotTheAnswer();
    void refusesAWrongQuery_data();
    void refusesAWrongQuery();
    void comparesTheIssuer_data();
    void comparesTheIssuer();
    void survivesAnything();
};

void TestLoopbackRequest::takesAForm_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::newRow("plain") << post(goodBody);
    QTest::newRow("v4") << post(goodBody, "127.0.0.1:43210");
    QTest::newRow("v6") << post(goodBody, "[::1]:43210");
    QTest::newRow("host in capitals") << post(goodBody, "LOCALHOST:43210");
    QTest::newRow("unknown parameters") << post(goodBody + "&session_state=x&client_info=y&empty=&bare");
    QTest::newRow("ampersands") << post("&&" + goodBody + "&&");
    QTest::newRow("no code in the query sense") << post("state=" + state + "&code=the-code");
    QTest::newRow("type with charset") << request(
        "POST / HTTP/1.1",
        host + "content-type: Application/X-WWW-Form-Urlencoded; charset=UTF-8\r\n" + length(goodBody), goodBody);
    QTest::newRow("spaces around values")
        << request("POST / HTTP/1.1", "Host:   localhost:43210  \r\n" + formType + length(goodBody), goodBody);
    QTest::newRow("foreign origin header")
        << request("POST / HTTP/1.1",
                   host + "Origin: https://login.microsoftonline.com\r\n" + formType + length(goodBody), goodBody);
    QTest::newRow("many cookies") << request(
        "POST / HTTP/1.1", host + formType + "Cookie: a=" + QByteArray(30'000, 'c') + "\r\n" + length(goodBody),
        goodBody);
    const QByteArray big = goodBody + "&pad=" + QByteArray(60'000, 'p');
    QTest::newRow("big body") << post(big);
}

void TestLoopbackRequest::takesAForm()
{
    QFETCH(QByteArray, octets);
    const RedirectReading reading = readRedirect(octets, expected());
    QCOMPARE(refusalOf(reading), 0);
    QCOMPARE(codeOf(reading), u"the-code"_s);
}

void TestLoopbackRequest::takesAQueryWhereItWasAskedFor()
{
    const QByteArray get = request("GET /?" + goodBody + " HTTP/1.1", host + "Accept: text/html\r\n");
    QCOMPARE(codeOf(readRedirect(get, expected(ResponseMode::Query))), u"the-code"_s);
    QCOMPARE(refusalOf(readRedirect(get, expected())), 405);
    QCOMPARE(refusalOf(readRedirect(post(goodBody), expected(ResponseMode::Query))), 405);
}

void TestLoopbackRequest::givesEveryCharacterAsItWas()
{
    QByteArray code;
    for (char character = 0x21; character < 0x7f; ++character)
        code += character;
    code += "%24%2B+ %";
    const QByteArray body = encodedForm({{"state", state}, {"code", code}});
    QCOMPARE(codeOf(readRedirect(post(body), expected())), QString::fromLatin1(code));
    const QByteArray get = request("GET /?" + body + " HTTP/1.1", host);
    QCOMPARE(codeOf(readRedirect(get, expected(ResponseMode::Query))), QString::fromLatin1(code));
}

void TestLoopbackRequest::readsErrors()
{
    const QByteArray body
        = "error=access_denied&error_description=AADSTS65004%3a+User+declined+%C3%A4.&error_subcode=cancel&state="
        + state;
    const RedirectReading reading = readRedirect(post(body), expected());
    const auto *answer = std::get_if<RedirectAnswer>(&reading);
    QVERIFY(answer);
    QVERIFY(answer->code.isEmpty());
    QCOMPARE(answer->error, u"access_denied"_s);
    QCOMPARE(answer->suberror, u"cancel"_s);
    QCOMPARE(answer->description, u"AADSTS65004: User declined ä."_s);
    // Both is neither: an error with a code does not give the code away.
    const RedirectReading both = readRedirect(post(body + "&code=c"), expected());
    QVERIFY(std::get_if<RedirectAnswer>(&both)->code.isEmpty());
}

void TestLoopbackRequest::waitsAtEveryOctet()
{
    const QByteArray whole = post(goodBody);
    for (qsizetype at = 0; at < whole.size(); ++at)
        QVERIFY2(std::holds_alternative<NeedsMore>(readRedirect(whole.left(at), expected())),
                 qPrintable(QString::number(at)));
    QCOMPARE(codeOf(readRedirect(whole, expected())), u"the-code"_s);
}

void TestLoopbackRequest::refusesWhatIsNotTheAnswer_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<int>("status");
    const auto row
        = [](const char *tag, const QByteArray &octets, int status) { QTest::newRow(tag) << octets << status; };
    const auto body
        = [&row](const char *tag, const QByteArray &form, int status = 400) { row(tag, post(form), status); };
    const auto head = [&row](const char *tag, const QByteArray &line, const QByteArray &headers, int status) {
        row(tag, request(line, headers, goodBody), status);
    };
    const QByteArray rest = formType + length(goodBody);
    const QByteArray line = "POST / HTTP/1.1";

    body("no state", "code=the-code");
    body("empty state", "code=the-code&state=");
    body("wrong state", "code=the-code&state=" + QByteArray(state.size(), 'x'));
    body("state in another case", "code=the-code&state=" + state.toUpper());
    body("state with a tail", "code=the-code&state=" + state + "x");
    body("state cut", "code=the-code&state=" + state.chopped(1));
    body("state twice", goodBody + "&state=" + state);
    body("code twice", goodBody + "&code=other");
    body("any twice", goodBody + "&x=1&x=2");
    body("twice, written differently", goodBody + "&%63ode=other");
    body("no code", "state=" + state);
    body("empty code", "code=&state=" + state);
    body("error without state", "error=access_denied");
    body("error with a wrong state", "error=access_denied&state=x");
    body("broken encoding", goodBody + "&x=%2");
    body("encoding not hexadecimal", goodBody + "&x=%zz");
    body("not UTF-8", goodBody + "&x=%ff%fe");
    body("NUL", goodBody + "&x=%00");
    body(
        "too many parameters", goodBody + [] {
            QByteArray many;
            for (int i = 0; i < 70; ++i)
                many += "&p" + QByteArray::number(i) + "=1";
            return many;
        }());
    body("empty", "");

    head("favicon", "GET /favicon.ico HTTP/1.1", host, 404);
    head("other path", "POST /callback HTTP/1.1", host + rest, 404);
    head("two slashes", "POST // HTTP/1.1", host + rest, 404);
    head("encoded dots", "POST /%2e%2e/ HTTP/1.1", host + rest, 404);
    head("dots", "POST /../ HTTP/1.1", host + rest, 404);
    head("query with a form", "POST /?" + goodBody + " HTTP/1.1", host + rest, 400);
    head("GET", "GET /?" + goodBody + " HTTP/1.1", host, 405);
    head("GET of nothing", "GET / HTTP/1.1", host, 405);
    head("HEAD", "HEAD / HTTP/1.1", host, 405);
    head("OPTIONS", "OPTIONS / HTTP/1.1", host + "Access-Control-Request-Private-Network: true\r\n", 405);
    head("OPTIONS star", "OPTIONS * HTTP/1.1", host, 400);
    head("PUT", "PUT / HTTP/1.1", host + rest, 405);
    head("post in small letters", "post / HTTP/1.1", host + rest, 405);
    head("CONNECT", "CONNECT localhost:43210 HTTP/1.1", host, 400);
    head("absolute form", "POST http://localhost:43210/ HTTP/1.1", host + rest, 400);
    head("version 1.0", "POST / HTTP/1.0", host + rest, 505);
    head("version 2 preface", "PRI * HTTP/2.0", "", 505);
    head("no version", "POST /", host + rest, 400);
    head("two spaces", "POST  / HTTP/1.1", host + rest, 400);
    head("words", "hello there general", host + rest, 505);

    head("no host", line, rest, 421);
    head("two hosts", line, host + host + rest, 400);
    head("host elsewhere", line, "Host: evil.example\r\n" + rest, 421);
    head("host elsewhere with our port", line, "Host: evil.example:43210\r\n" + rest, 421);
    head("rebound name", line, "Host: 127.0.0.1.nip.io:43210\r\n" + rest, 421);
    head("name under localhost", line, "Host: x.localhost:43210\r\n" + rest, 421);
    head("dot at the end", line, "Host: localhost.:43210\r\n" + rest, 421);
    head("host without port", line, "Host: localhost\r\n" + rest, 421);
    head("other port", line, "Host: localhost:80\r\n" + rest, 421);
    head("other loopback", line, "Host: 127.0.0.2:43210\r\n" + rest, 421);
    head("all addresses", line, "Host: 0.0.0.0:43210\r\n" + rest, 421);
    head("user in host", line, "Host: a@localhost:43210\r\n" + rest, 421);

    head("no type", line, host + length(goodBody), 415);
    head("json", line, host + "Content-Type: application/json\r\n" + length(goodBody), 415);
    head("multipart", line, host + "Content-Type: multipart/form-data; boundary=x\r\n" + length(goodBody), 415);
    head("text", line, host + "Content-Type: text/plain\r\n" + length(goodBody), 415);
    head("two types", line, host + formType + rest, 400);
    head("no length", line, host + formType, 411);
    head("two lengths", line, host + rest + length(goodBody), 400);
    head("negative length", line, host + formType + "Content-Length: -1\r\n", 400);
    head("plus length", line, host + formType + "Content-Length: +5\r\n", 400);
    head("hexadecimal length", line, host + formType + "Content-Length: 0x10\r\n", 400);
    head("list of lengths", line, host + formType + "Content-Length: 5, 5\r\n", 400);
    head("length too big", line, host + formType + "Content-Length: 65537\r\n", 413);
    head("length beyond numbers", line, host + formType + "Content-Length: 99999999999999999999\r\n", 413);
    head("chunked", line, host + rest + "Transfer-Encoding: chunked\r\n", 501);
    head("body too long by one", line,
         host + formType + "Content-Length: " + QByteArray::number(goodBody.size() - 1) + "\r\n", 400);
    row("two requests", post(goodBody) + post(goodBody), 400);

    head("line without colon", line, host + rest + "Nonsense\r\n", 400);
    head("space before colon", line, host + rest + "X : y\r\n", 400);
    head("empty name", line, host + rest + ": y\r\n", 400);
    head("folded line", line, host + rest + "X: y\r\n z\r\n", 400);
    head("bare line feed", line, host + rest + "X: y\nHost: evil.example\r\n", 400);
    head("bare return", line, host + rest + "X: y\rZ: 1\r\n", 400);
    row("line feeds only", "POST / HTTP/1.1\nHost: localhost:43210\n\n" + QByteArray(33'000, 'x'), 431);
    row("endless head", "POST / HTTP/1.1\r\nX: " + QByteArray(33'000, 'x'), 431);
    row("head too long", request(line, host + rest + "X: " + QByteArray(33'000, 'x') + "\r\n", goodBody), 431);
    row("TLS hello", QByteArray::fromHex("16030100fa010000f60303"), 400);
    row("NULs", QByteArray(100, '\0'), 400);
    row("ESC", "\x1b[31mPOST / HTTP/1.1\r\n", 400);
    row("high octets", "POST /\xc3\xa4 HTTP/1.1\r\n", 400);
    row("SSH", "SSH-2.0-OpenSSH_9.2p1\r\n\r\n", 400);
    row("blank lines first", "\r\n\r\nPOST / HTTP/1.1\r\n", 400);
}

void TestLoopbackRequest::refusesWhatIsNotTheAnswer()
{
    QFETCH(QByteArray, octets);
    QFETCH(int, status);
    const RedirectReading reading = readRedirect(octets, expected());
    QVERIFY(std::holds_alternative<Refusal>(reading));
    QCOMPARE(refusalOf(reading), status);
}

void TestLoopbackRequest::refusesAWrongQuery_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<int>("status");
    QTest::newRow("favicon") << request("GET /favicon.ico HTTP/1.1", host) << 404;
    QTest::newRow("nothing") << request("GET / HTTP/1.1", host) << 400;
    QTest::newRow("state twice") << request("GET /?" + goodBody + "&state=" + state + " HTTP/1.1", host) << 400;
    QTest::newRow("wrong state") << request("GET /?code=a&state=b HTTP/1.1", host) << 400;
    QTest::newRow("body") << request("GET /?" + goodBody + " HTTP/1.1", host + "Content-Length: 4\r\n", "abcd") << 400;
    QTest::newRow("more octets") << request("GET /?" + goodBody + " HTTP/1.1", host, "abcd") << 400;
    QTest::newRow("elsewhere") << request("GET /?" + goodBody + " HTTP/1.1", "Host: evil.example:43210\r\n") << 421;
    QTest::newRow("two question marks") << request("GET /??" + goodBody + " HTTP/1.1", host) << 400;
    QTest::newRow("HEAD") << request("HEAD /?" + goodBody + " HTTP/1.1", host) << 405;
}

void TestLoopbackRequest::refusesAWrongQuery()
{
    QFETCH(QByteArray, octets);
    QFETCH(int, status);
    QCOMPARE(refusalOf(readRedirect(octets, expected(ResponseMode::Query))), status);
}

void TestLoopbackRequest::comparesTheIssuer_data()
{
    QTest::addColumn<QByteArray>("issuer");
    QTest::addColumn<bool>("isTaken");
    const QByteArray root = "https://login.microsoftonline.com/";
    QTest::newRow("ours") << root + "72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0" << true;
    QTest::newRow("template") << root + "{tenantid}/v2.0" << true;
    QTest::newRow("slash") << root + "72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0/" << false;
    QTest::newRow("elsewhere") << QByteArray("https://evil.example/common/v2.0") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestLoopbackRequest::comparesTheIssuer()
{
    QFETCH(QByteArray, issuer);
    QFETCH(bool, isTaken);
    const QByteArray body = encodedForm({{"code", "the-code"}, {"state", state}, {"iss", issuer}});
    QCOMPARE(!codeOf(readRedirect(post(body), expected())).isEmpty(), isTaken);
}

void TestLoopbackRequest::survivesAnything()
{
    QRandomGenerator random(20260214);
    const QByteArray good = post(goodBody);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray octets = round % 4 == 0 ? QByteArray(random.bounded(300), Qt::Uninitialized) : good;
        if (round % 4 == 0) {
            for (char &octet : octets)
                octet = static_cast<char>(random.bounded(256));
        }
        for (int change = random.bounded(1, 4); change > 0 && !octets.isEmpty(); --change) {
            const qsizetype at = random.bounded(int(octets.size()));
            switch (random.bounded(3)) {
            case 0:
                octets[at] = static_cast<char>(random.bounded(256));
                break;
            case 1:
                octets.remove(at, 1);
                break;
            default:
                octets.insert(at, static_cast<char>(random.bounded(256)));
            }
        }
        const RedirectReading reading = readRedirect(octets, expected());
        // Whatever still counts as an answer has the state in it.
        if (std::holds_alternative<RedirectAnswer>(reading))
            QVERIFY(octets.contains(state) || octets.contains('%'));
    }
}

QTEST_APPLESS_MAIN(TestLoopbackRequest)
#include "tst_loopbackrequest.moc"
