// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Testing;

namespace {

/// One request on a connection of its own, octet for octet, so that nobody repeats it behind our back.
struct Raw
{
    QByteArray answer;
    bool ended = false;
    QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;
};

Raw sendRaw(quint16 port, const QByteArray &request, int patience = 10'000)
{
    QTcpSocket socket;
    Raw raw;
    socket.connectToHost(QHostAddress::LocalHost, port);
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }))
        return raw;
    socket.write(request);
    raw.ended = QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, patience);
    raw.answer = socket.readAll();
    raw.error = socket.error();
    return raw;
}

} // namespace

/// Faults on request: each does what it says, and the ledger tells the truth about what was accepted all the same.
class TestPracticeFaults : public QObject
{
    Q_OBJECT

private:
    QByteArray rawSendMail(bool keepAlive = true)
    {
        const QByteArray body = sendMailJson();
        return "POST /v1.0/me/sendMail HTTP/1.1\r\nHost: localhost:" + QByteArray::number(m_server.port())
            + "\r\nAuthorization: Bearer " + m_token + "\r\nContent-Type: application/json\r\nContent-Length: "
            + QByteArray::number(body.size()) + (keepAlive ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n") + body;
    }

    int put(const QByteArray &json) { return m_client->send("PUT", u"/faults"_s, json).status; }
    Got post() { return m_client->postJson(u"/v1.0/me/sendMail"_s, sendMailJson(), m_token); }

    PracticeServer m_server;
    std::unique_ptr<Client> m_client;
    QByteArray m_token;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.complaint().constData()); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_client = std::make_unique<Client>(m_server.origin());
        QCOMPARE(m_client->send("DELETE", u"/faults"_s).status, 204);
        m_token = m_client->accessToken();
    }

    void statusTakesThePlaceOfTheAnswer()
    {
        QCOMPARE(put("[{\"match\":{\"method\":\"POST\",\"path\":\"/v1.0/me/"
                     "send\"},\"action\":{\"status\":429,\"code\":\"ApplicationThrottled\",\"headers\":{\"Retry-"
                     "After\":\"7\"},\"times\":1}}]"),
                 204);
        const qsizetype before = m_server.ledger().size();
        const Got got = post();
        QCOMPARE(got.status, 429);
        QCOMPARE(got.header("Retry-After"), QByteArray("7"));
        QCOMPARE(got.graphCode(), u"ApplicationThrottled"_s);
        QVERIFY(!got.header("request-id").isEmpty());
        QCOMPARE(m_server.ledger().size(), before);
        QCOMPARE(post().status, 202);
        const QJsonObject rule = m_client->get(u"/faults"_s).json().value("rules"_L1)[0].toObject();
        QCOMPARE(rule.value("seen"_L1).toInt(), 2);
        QCOMPARE(rule.value("used"_L1).toInt(), 1);
    }

    void statusCanLieAboutAnAcceptedMail()
    {
        QCOMPARE(put("{\"match\":{\"path\":\"/v1.0/me/sendMail\"},\"action\":{\"status\":504,\"accept\":true}}"), 204);
        const qsizetype before = m_server.ledger().size();
        QCOMPARE(post().status, 504);
        QCOMPARE(m_server.ledger().size(), before + 1);
    }

    void bareAnswersComeFromSomebodyElse()
    {
        QCOMPARE(put("{\"match\":{},\"action\":{\"status\":403,\"body\":\"<h1>Blocked</h1>\",\"bare\":true}}"), 204);
        const Got got = post();
        QCOMPARE(got.status, 403);
        QCOMPARE(got.body, QByteArray("<h1>Blocked</h1>"));
        QVERIFY(got.header("request-id").isEmpty());
    }

    void nthAndGlobChoose()
    {
        QCOMPARE(put("[{\"match\":{\"path\":\"*oauth2*token\",\"nth\":2},\"action\":{\"status\":503}}]"), 204);
        QVERIFY(!m_client->signIn().isEmpty());
        QVERIFY(m_client->signIn().isEmpty());
        QVERIFY(!m_client->signIn().isEmpty());
    }

    void redirectPointsElsewhere()
    {
        QCOMPARE(put("{\"match\":{\"path\":\"/v1.0/me/sendMail\"},\"action\":{\"redirect\":\"http://127.0.0.1:9/x\"}}"),
                 204);
        const Got got = post();
        QCOMPARE(got.status, 307);
        QCOMPARE(got.header("Location"), QByteArray("http://127.0.0.1:9/x"));
    }

    void connectionEnds_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<bool>("accepted");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("before") << QByteArray("{\"closeBefore\":true}") << false << QByteArray();
        QTest::newRow("before, reset") << QByteArray("{\"closeBefore\":true,\"rst\":true}") << false << QByteArray();
        QTest::newRow("after accepting") << QByteArray("{\"closeAfterAccept\":true}") << true << QByteArray();
        QTest::newRow("after accepting, reset")
            << QByteArray("{\"closeAfterAccept\":true,\"rst\":true}") << true << QByteArray();
        QTest::newRow("inside the status line")
            << QByteArray("{\"cutAnswerAt\":12}") << true << QByteArray("HTTP/1.1 202");
        QTest::newRow("at octet 0") << QByteArray("{\"cutAnswerAt\":0}") << true << QByteArray();
        QTest::newRow("before a byte of the request") << QByteArray("{\"cutRequestAt\":0}") << false << QByteArray();
        QTest::newRow("inside the head") << QByteArray("{\"cutRequestAt\":60}") << false << QByteArray();
        QTest::newRow("one octet before its end")
            << QByteArray("{\"cutRequestAt\":" + QByteArray::number(rawSendMail().size() - 1) + '}') << false
            << QByteArray();
        QTest::newRow("in the middle of its body") << QByteArray("{\"cutRequestBody\":true}") << false << QByteArray();
        QTest::newRow("inside a lie") << QByteArray("{\"cutAnswerAt\":12,\"status\":500}") << false
                                      << QByteArray("HTTP/1.1 500");
    }

    void connectionEnds()
    {
        QFETCH(const QByteArray, action);
        QFETCH(const bool, accepted);
        QCOMPARE(put("{\"match\":{\"path\":\"/v1.0/me/sendMail\"},\"action\":" + action + '}'), 204);
        const qsizetype before = m_server.ledger().size();
        const Raw raw = sendRaw(m_server.port(), rawSendMail());
        QVERIFY(raw.ended);
        QTEST(raw.answer, "answer");
        QCOMPARE(raw.error, QAbstractSocket::RemoteHostClosedError);
        QCOMPARE(m_server.ledger().size(), before + (accepted ? 1 : 0));
    }

    void anAnswerEndsInTheMiddleOfItsBody()
    {
        const QByteArray request
            = "GET /v1.0/me?$select=mail HTTP/1.1\r\nHost: localhost:" + QByteArray::number(m_server.port())
            + "\r\nAuthorization: Bearer " + m_token + "\r\nConnection: close\r\n\r\n";
        const QByteArray whole = sendRaw(m_server.port(), request).answer;
        QCOMPARE(put("{\"match\":{\"call\":\"me\"},\"action\":{\"cutAnswerBody\":true}}"), 204);
        const Raw cut = sendRaw(m_server.port(), request);
        QVERIFY(cut.ended);
        const qsizetype body = whole.size() - whole.indexOf("\r\n\r\n") - 4;
        QVERIFY(body > 20);
        QCOMPARE(cut.answer.size(), whole.size() - (body + 1) / 2);
    }

    void whatWasCarriedOutIsRemembered()
    {
        QCOMPARE(m_client->send("DELETE", u"/calls"_s).status, 204);
        QCOMPARE(put("{\"match\":{\"call\":\"sendMail\"},\"action\":{\"status\":504,\"accept\":true,\"times\":1}}"),
                 204);
        QCOMPARE(post().status, 504);
        QCOMPARE(put("{\"match\":{\"call\":\"sendMail\"},\"action\":{\"status\":503,\"times\":1}}"), 204);
        QCOMPARE(post().status, 503); // nobody carried this out
        const QJsonArray calls = m_client->get(u"/calls"_s).json().value("calls"_L1).toArray();
        QCOMPARE(calls.size(), 1);
        QCOMPARE(calls.at(0), (QJsonObject{{u"call"_s, u"sendMail"_s}, {u"status"_s, 202}}));
        QCOMPARE(m_client->get(u"/calls"_s).json().value("drafts"_L1), QJsonValue(QJsonArray()));
        QCOMPARE(m_client->send("DELETE", u"/calls"_s, {}, {{"Origin", "http://evil.example"}}).status, 403);
    }

    void hangingSaysNothing()
    {
        QCOMPARE(put("{\"match\":{\"path\":\"/v1.0/me/sendMail\"},\"action\":{\"hang\":true,\"accept\":true}}"), 204);
        const qsizetype before = m_server.ledger().size();
        const Raw raw = sendRaw(m_server.port(), rawSendMail(), 300);
        QVERIFY(!raw.ended);
        QCOMPARE(raw.answer, QByteArray());
        QCOMPARE(m_server.ledger().size(), before + 1);
    }

    void delayKeepsTheAnswerBackNotTheRequest()
    {
        QCOMPARE(put("{\"match\":{\"path\":\"/v1.0/me/sendMail\"},\"action\":{\"delayMs\":600000}}"), 204);
        const qsizetype before = m_server.ledger().size();
        const Raw raw = sendRaw(m_server.port(), rawSendMail(), 300);
        QVERIFY(!raw.ended);
        QCOMPARE(m_server.ledger().size(), before + 1);
        QCOMPARE(put("{\"match\":{\"path\":\"/v1.0/me/sendMail\"},\"action\":{\"delayMs\":50}}"), 204);
        QCOMPARE(post().status, 202);
    }

    void connectionIsKeptForTheNextRequest()
    {
        const QByteArray raw = sendRaw(m_server.port(), rawSendMail() + rawSendMail(false)).answer;
        QCOMPARE(raw.count("HTTP/1.1 202 Accepted\r\n"), 2);
    }

    void tokensAreTakenBack_data()
    {
        QTest::addColumn<QByteArray>("order");
        QTest::addColumn<int>("graph");
        QTest::addColumn<int>("token");
        QTest::newRow("access revoked") << QByteArray("{\"revoke\":\"access\"}") << 401 << 200;
        QTest::newRow("access expired") << QByteArray("{\"expire\":\"access\"}") << 401 << 200;
        QTest::newRow("refresh revoked") << QByteArray("{\"revoke\":\"refresh\"}") << 202 << 400;
        QTest::newRow("all revoked") << QByteArray("{\"revoke\":\"all\"}") << 401 << 400;
    }

    void tokensAreTakenBack()
    {
        QFETCH(const QByteArray, order);
        const QJsonObject tokens = m_client->signIn();
        m_token = tokens.value("access_token"_L1).toString().toLatin1();
        QCOMPARE(put(order), 204);
        QTEST(post().status, "graph");
        const Got refreshed = m_client->postForm(u"/organizations/oauth2/v2.0/token"_s,
                                                 {{u"client_id"_s, u"11111111-2222-4333-8444-555555555555"_s},
                                                  {u"grant_type"_s, u"refresh_token"_s},
                                                  {u"refresh_token"_s, tokens.value("refresh_token"_L1).toString()}});
        QTEST(refreshed.status, "token");
        if (refreshed.status == 400)
            QCOMPARE(refreshed.json().value("error"_L1).toString(), u"invalid_grant"_s);
    }

    void wrongRuleChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("not JSON") << QByteArray("{");
        QTest::newRow("no action") << QByteArray("{\"match\":{\"path\":\"/\"}}");
        QTest::newRow("unknown action") << QByteArray("{\"match\":{},\"action\":{\"explode\":true}}");
        QTest::newRow("unknown match") << QByteArray("{\"match\":{\"host\":\"x\"},\"action\":{\"status\":500}}");
        QTest::newRow("text for a number") << QByteArray("{\"match\":{},\"action\":{\"status\":\"500\"}}");
        QTest::newRow("number for a yes") << QByteArray("{\"match\":{},\"action\":{\"hang\":1}}");
        QTest::newRow("unknown order") << QByteArray("{\"revoke\":\"everything\"}");
        QTest::newRow("one wrong of two") << QByteArray("[{\"match\":{},\"action\":{\"status\":500}},{\"action\":{}}]");
    }

    void wrongRuleChangesNothing()
    {
        QFETCH(const QByteArray, json);
        QCOMPARE(put(json), 400);
        QCOMPARE(post().status, 202);
    }

    void pagesMayNotSwitchFaults()
    {
        const QByteArray rule = "{\"match\":{},\"action\":{\"status\":500}}";
        QCOMPARE(m_client->send("PUT", u"/faults"_s, rule, {{"Origin", "http://evil.example"}}).status, 403);
        QCOMPARE(m_client->send("PUT", u"/faults"_s, rule, {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
        QCOMPARE(post().status, 202);
    }
};

QTEST_GUILESS_MAIN(TestPracticeFaults)
#include "tst_practicefaults.moc"
