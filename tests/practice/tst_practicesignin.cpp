// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Testing;

/// Sign-in by hand against the started program: the good way once, and each wrong way as a row.
class TestPracticeSignIn : public QObject
{
    Q_OBJECT

private:
    QString freshCode(const QString &tenant = u"organizations"_s, const Fields &changes = {})
    {
        const Got got = m_client->get(Client::authorizeTarget(tenant, Client::authorization(changes)));
        return got.redirectedTo().queryItemValue(u"code"_s, QUrl::FullyDecoded);
    }

    static QJsonObject claims(const QJsonObject &tokens)
    {
        const QByteArray middle = tokens.value("id_token"_L1).toString().toLatin1().split('.').value(1);
        return QJsonDocument::fromJson(QByteArray::fromBase64(middle, QByteArray::Base64UrlEncoding)).object();
    }

    PracticeServer m_server;
    std::unique_ptr<Client> m_client;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), m_server.complaint().constData());
        m_client = std::make_unique<Client>(m_server.origin());
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void codeFlowGivesTokens()
    {
        const Got redirect = m_client->get(Client::authorizeTarget(u"organizations"_s, Client::authorization()));
        QCOMPARE(redirect.status, 302);
        QVERIFY(redirect.header("Location").startsWith("http://localhost:5555/?"));
        QCOMPARE(redirect.redirectedTo().queryItemValue(u"state"_s, QUrl::FullyDecoded), u"s+t/a=t&e"_s);
        const QString code = redirect.redirectedTo().queryItemValue(u"code"_s, QUrl::FullyDecoded);

        const Got got = m_client->postForm(u"/organizations/oauth2/v2.0/token"_s, Client::redemption(code));
        QCOMPARE(got.status, 200);
        QVERIFY(got.header("Cache-Control").contains("no-store"));
        const QJsonObject tokens = got.json();
        QCOMPARE(tokens.value("token_type"_L1).toString(), u"Bearer"_s);
        QCOMPARE(tokens.value("expires_in"_L1).toInt(), 3599);
        QCOMPARE(tokens.value("scope"_L1).toString(), u"openid profile User.Read Mail.Send"_s);
        QVERIFY(tokens.value("access_token"_L1).toString().size() > 1000);
        QVERIFY(tokens.value("refresh_token"_L1).toString().size() > 500);
    }

    void idTokenNamesThePerson_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("directory");
        QTest::newRow("work") << u"adele@practice.example"_s << u"c0ffee00-7a2b-4d19-8e35-0d1f5a6b7c88"_s;
        QTest::newRow("personal") << u"paul@outlook.practice.example"_s << u"9188040d-6c67-4c5b-b112-36a304b66dad"_s;
    }

    void idTokenNamesThePerson()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, directory);
        const QJsonObject tokens = m_client->signIn(address);
        const QJsonObject said = claims(tokens);
        QCOMPARE(tokens.value("id_token"_L1).toString().count(u'.'), 2);
        QCOMPARE(said.value("preferred_username"_L1).toString(), address);
        QCOMPARE(said.value("tid"_L1).toString(), directory);
        QCOMPARE(said.value("iss"_L1).toString(), m_server.origin().toString() + u'/' + directory + "/v2.0"_L1);
        QCOMPARE(said.value("aud"_L1).toString(), u"11111111-2222-4333-8444-555555555555"_s);
        QCOMPARE(said.value("nonce"_L1).toString(), u"n-1"_s);
        QCOMPARE(said.value("ver"_L1).toString(), u"2.0"_s);
        QVERIFY(said.value("exp"_L1).toInteger() > said.value("iat"_L1).toInteger());
        QVERIFY(!said.value("oid"_L1).toString().isEmpty());
        QVERIFY(!said.value("sub"_L1).toString().isEmpty());
    }

    void onlyWhatWasAskedForIsGiven()
    {
        const QJsonObject tokens = m_client->signIn(u"adele@practice.example"_s, u"Mail.Send"_s);
        QVERIFY(tokens.contains("access_token"_L1));
        QVERIFY(!tokens.contains("refresh_token"_L1));
        QVERIFY(!tokens.contains("id_token"_L1));
    }

    void prefixedScopesAreKnown()
    {
        const QString root = m_server.origin().toString();
        const QJsonObject tokens
            = m_client->signIn(u"adele@practice.example"_s, root + "/Mail.Send "_L1 + root + "/User.Read"_L1);
        QCOMPARE(tokens.value("scope"_L1).toString(), root + "/Mail.Send "_L1 + root + "/User.Read"_L1);
    }

    void wrongPlaceIsToldOnAPage_data()
    {
        QTest::addColumn<QString>("tenant");
        QTest::addColumn<Fields>("changes");
        QTest::addColumn<QByteArray>("number");
        const auto row = [](const char *name, const Fields &changes, const QByteArray &number) {
            QTest::newRow(name) << u"common"_s << changes << number;
        };
        QTest::newRow("tenant") << u"not a tenant"_s << Fields{} << QByteArray("90002");
        row("no client id", {{u"client_id"_s, {}}}, "900144");
        row("no redirect", {{u"redirect_uri"_s, {}}}, "900144");
        row("slash", {{u"redirect_uri"_s, u"http://localhost:5555/"_s}}, "50011");
        row("path", {{u"redirect_uri"_s, u"http://localhost:5555/callback"_s}}, "50011");
        row("no port", {{u"redirect_uri"_s, u"http://localhost"_s}}, "50011");
        row("port too big", {{u"redirect_uri"_s, u"http://localhost:65536"_s}}, "50011");
        row("https", {{u"redirect_uri"_s, u"https://localhost:5555"_s}}, "50011");
        row("IPv6", {{u"redirect_uri"_s, u"http://[::1]:5555"_s}}, "50011");
        row("elsewhere", {{u"redirect_uri"_s, u"http://localhost.example:5555"_s}}, "50011");
        row("line feed", {{u"redirect_uri"_s, u"http://localhost:5555\n"_s}}, "50011");
        row("markup", {{u"redirect_uri"_s, u"<script>alert(1)</script>"_s}}, "50011");
    }

    void wrongPlaceIsToldOnAPage()
    {
        QFETCH(const QString, tenant);
        QFETCH(const Fields, changes);
        QFETCH(const QByteArray, number);
        const Got got = m_client->get(Client::authorizeTarget(tenant, Client::authorization(changes)));
        QCOMPARE(got.status, 400);
        QVERIFY(got.header("Location").isEmpty());
        QVERIFY2(got.body.contains("AADSTS" + number + ':'), got.body.constData());
        QVERIFY(!got.body.contains("<script>alert"));
    }

    void wrongWishGoesBackToTheProgram_data()
    {
        QTest::addColumn<Fields>("changes");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("number");
        const auto row = [](const char *name, const Fields &changes, const QString &error, const QString &number) {
            QTest::newRow(name) << changes << error << number;
        };
        row("token type", {{u"response_type"_s, u"token"_s}}, u"unsupported_response_type"_s, u"700054"_s);
        row("no type", {{u"response_type"_s, {}}}, u"invalid_request"_s, u"900144"_s);
        row("no scope", {{u"scope"_s, {}}}, u"invalid_request"_s, u"900144"_s);
        row("unknown scope", {{u"scope"_s, u"Mail.Sent"_s}}, u"invalid_scope"_s, u"70011"_s);
        row("another resource", {{u"scope"_s, u"https://evil.example/Mail.Send"_s}}, u"invalid_scope"_s, u"70011"_s);
        row("prompt", {{u"prompt"_s, u"maybe"_s}}, u"invalid_request"_s, u"90023"_s);
        row("mode", {{u"response_mode"_s, u"pigeon"_s}}, u"invalid_request"_s, u"70007"_s);
        row("no challenge", {{u"code_challenge"_s, {}}}, u"invalid_request"_s, u"9002325"_s);
        row("plain challenge", {{u"code_challenge_method"_s, u"plain"_s}}, u"invalid_request"_s, u"501491"_s);
        row("no method", {{u"code_challenge_method"_s, {}}}, u"invalid_request"_s, u"501491"_s);
        row("short challenge", {{u"code_challenge"_s, u"abc"_s}}, u"invalid_request"_s, u"501491"_s);
        row("nobody", {{u"login_hint"_s, {}}}, u"login_required"_s, u"50058"_s);
        row("a stranger", {{u"login_hint"_s, u"eve@practice.example"_s}}, u"login_required"_s, u"50058"_s);
        row("wrong kind", {{u"login_hint"_s, u"paul@outlook.practice.example"_s}}, u"login_required"_s, u"50058"_s);
    }

    void wrongWishGoesBackToTheProgram()
    {
        QFETCH(const Fields, changes);
        QFETCH(const QString, error);
        QFETCH(const QString, number);
        const Got got = m_client->get(Client::authorizeTarget(u"organizations"_s, Client::authorization(changes)));
        QCOMPARE(got.status, 302);
        const QUrlQuery query = got.redirectedTo();
        QCOMPARE(query.queryItemValue(u"error"_s), error);
        QVERIFY(
            query.queryItemValue(u"error_description"_s, QUrl::FullyDecoded).startsWith("AADSTS"_L1 + number + u':'));
        QCOMPARE(query.queryItemValue(u"state"_s, QUrl::FullyDecoded), u"s+t/a=t&e"_s);
        QVERIFY(!query.hasQueryItem(u"code"_s));
    }

    void pageAsksAndHearsTheAnswer_data()
    {
        QTest::addColumn<QString>("decision");
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("expected");
        QTest::newRow("accepted") << u"accept"_s << u"paul@outlook.practice.example"_s << u"code"_s;
        QTest::newRow("cancelled") << u"cancel"_s << u"adele@practice.example"_s << u"access_denied"_s;
    }

    void pageAsksAndHearsTheAnswer()
    {
        QFETCH(const QString, decision);
        QFETCH(const QString, account);
        QFETCH(const QString, expected);
        const Fields fields
            = Client::authorization({{u"prompt"_s, u"select_account"_s}, {u"response_mode"_s, u"query"_s}});
        const Got page = m_client->get(Client::authorizeTarget(u"common"_s, fields));
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("adele@practice.example") && page.body.contains("paul@outlook.practice.example"));
        QVERIFY(page.header("Content-Security-Policy").contains("default-src 'none'"));
        const auto ticket
            = QRegularExpression(u"name=\"ticket\" value=\"([^\"]+)\""_s).match(QString::fromUtf8(page.body));
        QVERIFY(ticket.hasMatch());

        const Fields answer{{u"ticket"_s, ticket.captured(1)}, {u"account"_s, account}, {u"decision"_s, decision}};
        const Got got = m_client->postForm(u"/common/practice/decide"_s, answer);
        QCOMPARE(got.status, 302);
        QCOMPARE(got.redirectedTo().queryItemValue(u"state"_s, QUrl::FullyDecoded), u"s+t/a=t&e"_s);
        if (expected == "code"_L1)
            QVERIFY(!got.redirectedTo().queryItemValue(u"code"_s).isEmpty());
        else
            QCOMPARE(got.redirectedTo().queryItemValue(u"error"_s), expected);
        QCOMPARE(m_client->postForm(u"/common/practice/decide"_s, answer).status, 400); // once only
    }

    void guessedTicketIsRefused()
    {
        const Fields answer{
            {u"ticket"_s, u"x"_s}, {u"account"_s, u"adele@practice.example"_s}, {u"decision"_s, u"accept"_s}};
        QCOMPARE(m_client->postForm(u"/common/practice/decide"_s, answer).status, 400);
    }

    void formPostCarriesTheFieldsInAForm()
    {
        const Fields fields
            = Client::authorization({{u"response_mode"_s, u"form_post"_s}, {u"state"_s, u"\"><script>x"_s}});
        const Got got = m_client->get(Client::authorizeTarget(u"common"_s, fields));
        QCOMPARE(got.status, 200);
        QVERIFY(got.body.contains("<form method=\"post\" action=\"http://localhost:5555/\">"));
        QVERIFY(got.body.contains("name=\"code\""));
        QVERIFY(got.body.contains("value=\"&quot;&gt;&lt;script&gt;x\""));
        QVERIFY(got.body.contains("<noscript>"));
    }

    void fragmentIsPossible()
    {
        const Got got = m_client->get(
            Client::authorizeTarget(u"common"_s, Client::authorization({{u"response_mode"_s, u"fragment"_s}})));
        QVERIFY(got.header("Location").startsWith("http://localhost:5555/#code="));
    }

    void wrongRedemptionIsRefused_data()
    {
        QTest::addColumn<Fields>("changes");
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("error");
        QTest::addColumn<int>("number");
        const auto row = [](const char *name, const Fields &changes, const QString &error, int number, int status = 400,
                            const Headers &headers = {}) {
            QTest::newRow(name) << changes << headers << status << error << number;
        };
        row("no client id", {{u"client_id"_s, {}}}, u"invalid_request"_s, 900144);
        row("no grant type", {{u"grant_type"_s, {}}}, u"invalid_request"_s, 900144);
        row("password", {{u"grant_type"_s, u"password"_s}}, u"unsupported_grant_type"_s, 70003);
        row("no code", {{u"code"_s, {}}}, u"invalid_request"_s, 900144);
        row("no redirect", {{u"redirect_uri"_s, {}}}, u"invalid_request"_s, 900144);
        row("no verifier", {{u"code_verifier"_s, {}}}, u"invalid_request"_s, 900144);
        row("invented code", {{u"code"_s, u"0.AX-nothing"_s}}, u"invalid_grant"_s, 70000);
        row("other client", {{u"client_id"_s, u"another"_s}}, u"invalid_grant"_s, 70000);
        row("other port", {{u"redirect_uri"_s, u"http://localhost:5556"_s}}, u"invalid_grant"_s, 500112);
        row("slash", {{u"redirect_uri"_s, u"http://localhost:5555/"_s}}, u"invalid_grant"_s, 500112);
        row("other verifier", {{u"code_verifier"_s, QString(43, u'a')}}, u"invalid_grant"_s, 501481);
        row("short verifier", {{u"code_verifier"_s, u"a"_s}}, u"invalid_grant"_s, 501481);
        row("unknown scope", {{u"scope"_s, u"Mail.Sent"_s}}, u"invalid_scope"_s, 70011);
        row("more than agreed", {{u"scope"_s, u"Mail.ReadWrite"_s}}, u"invalid_grant"_s, 65001);
        row("secret", {{u"client_secret"_s, u"s3cret"_s}}, u"invalid_client"_s, 700025, 401);
        row("assertion", {{u"client_assertion"_s, u"x"_s}}, u"invalid_client"_s, 700025, 401);
        row("basic", {}, u"invalid_client"_s, 700025, 401, {{"Authorization", "Basic eDp5"}});
        row("origin", {}, u"invalid_request"_s, 9002326, 400, {{"Origin", "http://localhost:5555"}});
        row("wrong type", {}, u"invalid_request"_s, 900144, 400, {{"Content-Type", "application/json"}});
    }

    void wrongRedemptionIsRefused()
    {
        QFETCH(const Fields, changes);
        QFETCH(const Headers, headers);
        QFETCH(const QString, error);
        QFETCH(const int, number);
        const QString code = freshCode();
        const Got got
            = m_client->postForm(u"/organizations/oauth2/v2.0/token"_s, Client::redemption(code, changes), headers);
        QTEST(got.status, "status");
        const QJsonObject said = got.json();
        QCOMPARE(said.value("error"_L1).toString(), error);
        QCOMPARE(said.value("error_codes"_L1).toArray(), QJsonArray{number});
        QVERIFY(said.value("error_description"_L1).toString().startsWith(u"AADSTS%1: "_s.arg(number)));
        for (const QString &name : {u"timestamp"_s, u"trace_id"_s, u"correlation_id"_s})
            QVERIFY(!said.value(name).toString().isEmpty());
        // A refusal does not use the code up.
        QCOMPARE(m_client->postForm(u"/organizations/oauth2/v2.0/token"_s, Client::redemption(code)).status, 200);
    }

    void repeatedFieldIsRefused()
    {
        const Fields twice = Client::redemption(freshCode()) + Fields{{u"code_verifier"_s, u"x"_s}};
        const Got got = m_client->postForm(u"/organizations/oauth2/v2.0/token"_s, twice);
        QCOMPARE(got.json().value("error_codes"_L1).toArray(), QJsonArray{90013});
    }

    void codeIsGoodOnce()
    {
        const QString code = freshCode();
        QCOMPARE(m_client->postForm(u"/organizations/oauth2/v2.0/token"_s, Client::redemption(code)).status, 200);
        const Got again = m_client->postForm(u"/organizations/oauth2/v2.0/token"_s, Client::redemption(code));
        QCOMPARE(again.json().value("error_codes"_L1).toArray(), QJsonArray{54005});
    }

    void codeBelongsToItsTenant()
    {
        const Got got = m_client->postForm(u"/common/oauth2/v2.0/token"_s, Client::redemption(freshCode()));
        QCOMPARE(got.json().value("error_codes"_L1).toArray(), QJsonArray{700005});
    }

    void refreshRotates()
    {
        const QString first = m_client->signIn().value("refresh_token"_L1).toString();
        const Fields fields{{u"client_id"_s, u"11111111-2222-4333-8444-555555555555"_s},
                            {u"grant_type"_s, u"refresh_token"_s},
                            {u"refresh_token"_s, first},
                            {u"scope"_s, u"Mail.Send offline_access"_s}};
        const Got got = m_client->postForm(u"/organizations/oauth2/v2.0/token"_s, fields);
        QCOMPARE(got.status, 200);
        QCOMPARE(got.json().value("scope"_L1).toString(), u"Mail.Send"_s);
        QVERIFY(got.json().value("refresh_token"_L1).toString() != first);
        // The old one is not cut off at once.
        QCOMPARE(m_client->postForm(u"/organizations/oauth2/v2.0/token"_s, fields).status, 200);
        QCOMPARE(m_client->postForm(u"/consumers/oauth2/v2.0/token"_s, fields).json().value("error"_L1).toString(),
                 u"invalid_grant"_s);
    }

    void personalRefreshIsHeldAtConsumers()
    {
        const QString token = m_client->signIn(u"paul@outlook.practice.example"_s).value("refresh_token"_L1).toString();
        const Fields fields{{u"client_id"_s, u"11111111-2222-4333-8444-555555555555"_s},
                            {u"grant_type"_s, u"refresh_token"_s},
                            {u"refresh_token"_s, token}};
        const Got common = m_client->postForm(u"/common/oauth2/v2.0/token"_s, fields);
        QCOMPARE(common.json().value("suberror"_L1).toString(), u"bad_token"_s);
        QCOMPARE(m_client->postForm(u"/consumers/oauth2/v2.0/token"_s, fields).status, 200);
    }

    void configurationNamesTheEndpoints()
    {
        const QJsonObject said = m_client->get(u"/consumers/v2.0/.well-known/openid-configuration"_s).json();
        QCOMPARE(said.value("token_endpoint"_L1).toString(),
                 m_server.origin().toString() + "/consumers/oauth2/v2.0/token"_L1);
    }
};

QTEST_GUILESS_MAIN(TestPracticeSignIn)
#include "tst_practicesignin.moc"
