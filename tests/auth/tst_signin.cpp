// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/pkce.h"
#include "auth/signin.h"
#include "support/fakebrowser.h"
#include "support/fakeidentity.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Auth;

namespace {

// A sign-in under way, and what came of it.
struct Trial
{
    explicit Trial(const AuthConfig &config)
        : signIn(config, dice)
    {
        QObject::connect(&signIn, &SignIn::browserWanted, &signIn, [this](const QUrl &wanted) { url = wanted; });
        QObject::connect(&signIn, &SignIn::finished, &signIn, [this](const Result<SignedIn, AuthError> &ended) {
            result = ended;
            ++endings;
        });
    }
    Errand start(FakeIdentity &identity)
    {
        signIn.start();
        const Errand errand(url);
        identity.nonce = errand.nonce();
        return errand;
    }

    SystemDice dice;
    SignIn signIn;
    QUrl url;
    std::optional<Result<SignedIn, AuthError>> result;
    int endings = 0;
};

QByteArray answerWith(const Errand &errand, const QByteArray &code = "the-code")
{
    return postOf(errand.port, encodedForm({{"code", code}, {"state", errand.state()}}));
}

} // namespace

using Script = FakeIdentity::Script;
Q_DECLARE_METATYPE(Sendoff::Auth::FakeIdentity::Script)

namespace {

Script said(int status, const QByteArray &body, const QByteArray &type = "application/json")
{
    Script script;
    script.status = status;
    script.body = body;
    script.type = type;
    return script;
}

Script ending(Script::Ending how)
{
    Script script;
    script.ending = how;
    return script;
}

bool isOpen(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(1000);
}

// Plays a whole sign-in against the identity as it is set up.
Result<SignedIn, AuthError> play(FakeIdentity &identity, std::chrono::milliseconds patience = std::chrono::seconds(30))
{
    Trial trial(identity.config());
    trial.signIn.setAnswerPatience(patience);
    const Errand errand = trial.start(identity);
    RawConnection browser(errand.port, answerWith(errand));
    if (!QTest::qWaitFor([&trial] { return trial.result.has_value(); }, 10'000)) {
        AuthError error;
        error.code = u"test: no end"_s;
        return Failure{error};
    }
    return *trial.result;
}

QStringList heard; // NOLINT: a message handler has no other place

void hear(QtMsgType, const QMessageLogContext &, const QString &message)
{
    heard << message;
}

} // namespace

class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void givesAnAccountAndTokens();
    void asksInTheBrowser();
    void asksAsItWasTold();
    void asksForMoreOfTheSameAccount();
    void isHeldToWhatWasGranted();
    void redeemsTheCode();
    void carriesEveryCharacterOfTheCode();
    void isNewEachTime();
    void takesAQueryOnlyWhereItWasAskedFor();
    void waitsOnAfterWhatIsNotTheAnswer();
    void tellsWhatTheServiceSaid_data();
    void tellsWhatTheServiceSaid();
    void tellsWhatTheTokenEndpointSaid_data();
    void tellsWhatTheTokenEndpointSaid();
    void followsNoRedirect();
    void postsTheCodeOnce();
    void givesUpOnADripOfOctets();
    void sendsNothingWithoutTrust();
    void believesNoForgedIdentity();
    void needsThePermissionToSend();
    void endsWhenCancelled_data();
    void endsWhenCancelled();
    void endsWhenNobodyComesBack();
    void doesNotStart_data();
    void doesNotStart();
    void mayBeDeletedByWhoHears();
    void mayBeDeletedWhileExchanging();
    void showsTheWordsItWasGiven();
    void logsNoSecret();
};

void TestSignIn::givesAnAccountAndTokens()
{
    FakeIdentity identity;
    Trial trial(identity.config());
    const QSignalSpy exchanges(&trial.signIn, &SignIn::exchanging);
    const Errand errand = trial.start(identity);
    RawConnection browser(errand.port, answerWith(errand));
    QTRY_VERIFY(trial.result);
    QVERIFY(*trial.result);
    const SignedIn &signedIn = trial.result->value();
    QCOMPARE(signedIn.account.address, u"adele@contoso.example"_s);
    QCOMPARE(signedIn.account.config, identity.config());
    QCOMPARE(signedIn.tokens.access.reveal(), QByteArray("access-1"));
    QCOMPARE(signedIn.tokens.refresh.reveal(), QByteArray("refresh-1"));
    QCOMPARE(signedIn.tokens.lifetime, std::chrono::hours(1));
    QCOMPARE(signedIn.tokens.scopes, identity.config().scopes());
    QCOMPARE(exchanges.size(), 1);
    QTRY_VERIFY(browser.isClosed);
    QCOMPARE(browser.status(), 200);
    QVERIFY(!isOpen(errand.port));
    QTest::qWait(50);
    QCOMPARE(trial.endings, 1);
    QCOMPARE(identity.requests.size(), 1);
}

void TestSignIn::asksInTheBrowser()
{
    FakeIdentity identity;
    Trial trial(identity.config());
    const Errand errand = trial.start(identity);
    QCOMPARE(trial.url.adjusted(QUrl::RemoveQuery), identity.config().authorizeUrl());
    const auto value
        = [&errand](const char *name) { return QString::fromUtf8(errand.value(QString::fromLatin1(name))); };
    QCOMPARE(value("response_type"), u"code"_s);
    QCOMPARE(value("response_mode"), u"form_post"_s);
    QCOMPARE(value("client_id"), identity.config().clientId);
    QCOMPARE(value("scope"), identity.config().scopes().join(u' '));
    QCOMPARE(value("prompt"), u"select_account"_s);
    QCOMPARE(value("code_challenge_method"), u"S256"_s);
    QCOMPARE(value("redirect_uri"), u"http://localhost:%1"_s.arg(errand.port));
    QCOMPARE(errand.state().size(), 32);
    QCOMPARE(errand.nonce().size(), 32);
    QCOMPARE(value("code_challenge").size(), 43);
    // Nothing twice, nothing else.
    QStringList names;
    for (const auto &item : errand.query.queryItems())
        names << item.first;
    names.sort();
    QCOMPARE(
        names.join(u' '),
        u"client_id code_challenge code_challenge_method nonce prompt redirect_uri response_mode response_type scope state"_s);
}

void TestSignIn::asksAsItWasTold()
{
    FakeIdentity identity;
    AuthConfig config = identity.config();
    config.loginHint = u"adèle+x&y=1@contoso.example"_s;
    config.prompt = u"login"_s;
    config.tenant = Tenant::personal;
    config.responseMode = ResponseMode::Query;
    Trial trial(config);
    const Errand errand = trial.start(identity);
    QCOMPARE(trial.url.path(), u"/consumers/oauth2/v2.0/authorize"_s);
    QCOMPARE(QString::fromUtf8(errand.value(u"login_hint"_s)), config.loginHint);
    QCOMPARE(errand.value(u"prompt"_s), QByteArray("login"));
    QCOMPARE(errand.value(u"response_mode"_s), QByteArray("query"));
}

void TestSignIn::asksForMoreOfTheSameAccount()
{
    FakeIdentity identity;
    AuthConfig config = identity.config();
    config.loginHint = u"adele@contoso.example"_s;
    config.prompt.clear();
    config.extraRights = {u"Mail.ReadWrite"_s};
    config.claims = u"{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1604106651\"}}}"_s;
    Trial trial(config);
    const Errand errand = trial.start(identity);
    QCOMPARE(errand.value(u"claims"_s), config.claims.toUtf8());
    QVERIFY(errand.value(u"scope"_s).endsWith("/Mail.ReadWrite"));
    QVERIFY(!errand.query.hasQueryItem(u"prompt"_s));
    identity.fields.insert(u"scope"_s, config.scopes().join(u' '));
    RawConnection browser(errand.port, answerWith(errand));
    QTRY_VERIFY(trial.result);
    QVERIFY(*trial.result);
    QCOMPARE(trial.result->value().account.config.extraRights, config.extraRights);
    QVERIFY(trial.result->value().account.config.claims.isEmpty()); // a challenge is met once
}

void TestSignIn::isHeldToWhatWasGranted()
{
    FakeIdentity identity;
    AuthConfig config = identity.config();
    config.extraRights = {u"Mail.ReadWrite"_s, u"Mail.ReadBasic"_s};
    identity.fields.insert(u"scope"_s, u"openid User.Read Mail.Send mail.readbasic"_s);
    Trial trial(config);
    const Errand errand = trial.start(identity);
    RawConnection browser(errand.port, answerWith(errand));
    QTRY_VERIFY(trial.result);
    QVERIFY(*trial.result);
    QCOMPARE(trial.result->value().account.config.extraRights, QStringList(u"Mail.ReadBasic"_s));
}

void TestSignIn::redeemsTheCode()
{
    FakeIdentity identity;
    Trial trial(identity.config());
    const Errand errand = trial.start(identity);
    RawConnection browser(errand.port, answerWith(errand));
    QTRY_VERIFY(trial.result);
    const FakeIdentity::Request &request = identity.requests.at(0);
    QCOMPARE(request.line, QByteArray("POST /organizations/oauth2/v2.0/token HTTP/1.1"));
    QVERIFY(request.headers.value("content-type").startsWith("application/x-www-form-urlencoded"));
    QCOMPARE(request.value("grant_type"), QByteArray("authorization_code"));
    QCOMPARE(request.value("code"), QByteArray("the-code"));
    QCOMPARE(request.value("client_id"), identity.config().clientId.toUtf8());
    QCOMPARE(request.value("redirect_uri"), errand.value(u"redirect_uri"_s));
    const QByteArray verifier = request.value("code_verifier");
    QCOMPARE(verifier.size(), 64);
    QCOMPARE(challengeFor(verifier), errand.value(u"code_challenge"_s));
    QVERIFY(!trial.url.toEncoded().contains(verifier));
    for (const char *forbidden : {"origin", "authorization", "cookie", "referer"})
        QVERIFY2(!request.headers.contains(forbidden), forbidden);
    QVERIFY(!request.has("client_secret"));
    for (const char *name : {"code", "redirect_uri", "code_verifier", "client_id", "grant_type"})
        QCOMPARE(('&' + request.body).count('&' + QByteArray(name) + '='), 1);
}

void TestSignIn::carriesEveryCharacterOfTheCode()
{
    FakeIdentity identity;
    Trial trial(identity.config());
    const Errand errand = trial.start(identity);
    QByteArray code;
    for (char character = 0x21; character < 0x7f; ++character)
        code += character;
    code += "%24%2B%2520+";
    RawConnection browser(errand.port, answerWith(errand, code));
    QTRY_VERIFY(trial.result);
    QCOMPARE(identity.requests.at(0).value("code"), code);
}

void TestSignIn::isNewEachTime()
{
    FakeIdentity identity;
    QSet<QByteArray> seen;
    for (int i = 0; i < 20; ++i) {
        Trial trial(identity.config());
        const Errand errand = trial.start(identity);
        seen << errand.state() << errand.nonce() << errand.value(u"code_challenge"_s);
    }
    QCOMPARE(seen.size(), 60);
}

void TestSignIn::takesAQueryOnlyWhereItWasAskedFor()
{
    for (const ResponseMode mode : {ResponseMode::FormPost, ResponseMode::Query}) {
        FakeIdentity identity;
        AuthConfig config = identity.config();
        config.responseMode = mode;
        Trial trial(config);
        const Errand errand = trial.start(identity);
        const QByteArray get = "GET /?code=c&state=" + errand.state()
            + " HTTP/1.1\r\nHost: localhost:" + QByteArray::number(errand.port) + "\r\n\r\n";
        RawConnection browser(errand.port, get);
        QTRY_VERIFY(browser.isClosed);
        QCOMPARE(browser.status(), mode == ResponseMode::Query ? 200 : 405);
        if (mode == ResponseMode::Query)
            QTRY_VERIFY(trial.result && *trial.result);
        else
            QVERIFY(!trial.result && identity.requests.isEmpty());
    }
}

void TestSignIn::waitsOnAfterWhatIsNotTheAnswer()
{
    FakeIdentity identity;
    Trial older(identity.config());
    const QByteArray oldState = older.start(identity).state();
    Trial trial(identity.config());
    const Errand errand = trial.start(identity);
    const QList<QByteArray> strays{
        postOf(errand.port, "code=c&state=wrong"),
        postOf(errand.port, "code=c&state=" + oldState),
        postOf(errand.port, "code=c"),
        postOf(errand.port, "code=c&state=" + errand.state() + "&state=" + errand.state()),
        postOf(errand.port, "error=access_denied"),
        postOf(errand.port, "code=c&state=" + errand.state(), "evil.example"),
        "GET /favicon.ico HTTP/1.1\r\nHost: localhost:" + QByteArray::number(errand.port) + "\r\n\r\n",
    };
    for (const QByteArray &octets : strays) {
        RawConnection stray(errand.port, octets);
        QTRY_VERIFY(stray.isClosed);
        QVERIFY(stray.status() >= 400);
    }
    QVERIFY(!trial.result);
    QVERIFY(identity.requests.isEmpty());
    RawConnection browser(errand.port, answerWith(errand));
    QTRY_VERIFY(trial.result);
    QVERIFY(*trial.result);
}

void TestSignIn::tellsWhatTheServiceSaid_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QByteArray>("description");
    QTest::addColumn<AuthErrorKind>("kind");
    const auto row = [](const char *error, const char *description, AuthErrorKind kind) {
        QTest::addRow("%s %s", error, description) << QByteArray(error) << QByteArray(description) << kind;
    };
    row("access_denied", "AADSTS65004: User declined", AuthErrorKind::Denied);
    row("access_denied", "AADSTS90094: Administrator", AuthErrorKind::AdminConsentNeeded);
    row("consent_required", "AADSTS65001", AuthErrorKind::ConsentNeeded);
    row("unauthorized_client", "AADSTS700016", AuthErrorKind::MisconfiguredApp);
    row("invalid_request", "AADSTS9002332", AuthErrorKind::WrongAccountKind);
    row("server_error", "", AuthErrorKind::ServiceTrouble);
    row("temporarily_unavailable", "", AuthErrorKind::ServiceTrouble);
}

void TestSignIn::tellsWhatTheServiceSaid()
{
    QFETCH(QByteArray, error);
    QFETCH(QByteArray, description);
    QFETCH(AuthErrorKind, kind);
    FakeIdentity identity;
    Trial trial(identity.config());
    const Errand errand = trial.start(identity);
    RawConnection browser(
        errand.port,
        postOf(errand.port,
               encodedForm({{"error", error}, {"error_description", description}, {"state", errand.state()}})));
    QTRY_VERIFY(trial.result);
    QVERIFY(!*trial.result);
    QCOMPARE(trial.result->error().kind, kind);
    QCOMPARE(trial.result->error().code, QString::fromUtf8(error));
    QTRY_VERIFY(browser.isClosed);
    QVERIFY(browser.answer.contains("Not signed in"));
    QVERIFY(identity.requests.isEmpty());
}

void TestSignIn::tellsWhatTheTokenEndpointSaid_data()
{
    using Kind = AuthErrorKind;
    QTest::addColumn<Script>("script");
    QTest::addColumn<AuthErrorKind>("kind");
    QTest::addColumn<QString>("code");
    const QByteArray html = "<!doctype html><title>Sign in to the hotel</title>";
    QTest::newRow("400 invalid_grant") << said(400,
                                               R"({"error":"invalid_grant","error_description":"AADSTS54005: used"})")
                                       << Kind::SignInNeeded << u"invalid_grant"_s;
    QTest::newRow("401 invalid_client") << said(401, R"({"error":"invalid_client","error_codes":[7000218]})")
                                        << Kind::MisconfiguredApp << u"invalid_client"_s;
    QTest::newRow("200 error") << said(200, R"({"error":"invalid_request"})") << Kind::MisconfiguredApp
                               << u"invalid_request"_s;
    QTest::newRow("200 html") << said(200, html, "text/html") << Kind::BadAnswer << u"not_json"_s;
    QTest::newRow("200 without access_token")
        << said(200, R"({"token_type":"Bearer"})") << Kind::BadAnswer << u"no_access_token"_s;
    QTest::newRow("200 empty json") << said(200, "{}") << Kind::BadAnswer << u"not_json"_s;
    QTest::newRow("200 as text") << said(200, "access_token=a&token_type=Bearer", "text/plain") << Kind::BadAnswer
                                 << u"not_json"_s;
    QTest::newRow("503 html") << said(503, html, "text/html") << Kind::ServiceTrouble << u"http_503"_s;
    QTest::newRow("429") << said(429, "{}") << Kind::ServiceTrouble << u"http_429"_s;
    QTest::newRow("404") << said(404, html, "text/html") << Kind::BadAnswer << u"http_404"_s;
    QTest::newRow("huge") << said(200, QByteArray(2'000'000, ' ')) << Kind::BadAnswer << u"answer_too_long"_s;
    Script basic = said(401, "{}");
    basic.moreHeaders = "WWW-Authenticate: Basic realm=\"x\"\r\nWWW-Authenticate: NTLM\r\n";
    QTest::newRow("asks for a password") << basic << Kind::BadAnswer << u"http_401"_s;
    Script proxy = said(407, "{}");
    proxy.moreHeaders = "Proxy-Authenticate: Basic realm=\"x\"\r\n";
    QTest::newRow("asks for a proxy password") << proxy << Kind::Offline << u"proxy"_s;
    QTest::newRow("closed") << ending(Script::Ending::Close) << Kind::Offline << u"connection_lost"_s;
    QTest::newRow("hang") << ending(Script::Ending::Hang) << Kind::TimedOut << u"timeout"_s;
}

void TestSignIn::tellsWhatTheTokenEndpointSaid()
{
    QFETCH(Script, script);
    QFETCH(AuthErrorKind, kind);
    QFETCH(QString, code);
    FakeIdentity identity;
    identity.scripts = {script};
    const auto result = play(identity, std::chrono::milliseconds(500));
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
    QCOMPARE(result.error().kind, kind);
    QTest::qWait(100);
    QCOMPARE(identity.requests.size(), 1);
    QVERIFY(!identity.requests[0].headers.contains("authorization"));
}

void TestSignIn::followsNoRedirect()
{
    for (const int status : {301, 302, 303, 307, 308}) {
        FakeIdentity identity;
        FakeIdentity elsewhere;
        Script script = said(status, {});
        script.moreHeaders = "Location: http://127.0.0.1:" + QByteArray::number(elsewhere.port()) + "/token\r\n";
        identity.scripts = {script};
        const auto result = play(identity);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, AuthErrorKind::Redirected);
        QTest::qWait(50);
        QCOMPARE(elsewhere.connections, 0);
        QCOMPARE(identity.requests.size(), 1);
    }
}

void TestSignIn::postsTheCodeOnce()
{
    // Each time with a network of its own, as in life: Qt's counter of repetitions would hide the second one otherwise.
    for (int i = 0; i < 5; ++i) {
        FakeIdentity identity;
        identity.scripts
            = {ending(Script::Ending::Close), ending(Script::Ending::Close), ending(Script::Ending::Close)};
        QVERIFY(!play(identity));
        QTest::qWait(100);
        QCOMPARE(identity.requests.size(), 1);
    }
}

void TestSignIn::givesUpOnADripOfOctets()
{
    FakeIdentity identity;
    identity.scripts = {ending(Script::Ending::Drip)};
    const auto result = play(identity, std::chrono::milliseconds(700));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, AuthErrorKind::TimedOut);
}

void TestSignIn::sendsNothingWithoutTrust()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("no TLS in this Qt");
    // A listener that is no TLS server at all: what comes is counted.
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress(QHostAddress::LocalHost)));
    QByteArray came;
    connect(&plain, &QTcpServer::newConnection, &plain, [&] {
        QTcpSocket *connection = plain.nextPendingConnection();
        connect(connection, &QTcpSocket::readyRead, connection, [&came, connection] {
            came += connection->readAll();
            connection->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        });
    });
    FakeIdentity identity;
    AuthConfig config = identity.config();
    config.cloud.authority = QUrl(u"https://127.0.0.1:%1"_s.arg(plain.serverPort()));
    Trial trial(config);
    const Errand errand = trial.start(identity);
    RawConnection browser(errand.port, answerWith(errand));
    QTRY_VERIFY(trial.result);
    QVERIFY(!*trial.result);
    QCOMPARE(trial.result->error().kind, AuthErrorKind::Tls);
    QVERIFY(!came.isEmpty());
    QVERIFY(!came.contains("code"));
}

void TestSignIn::believesNoForgedIdentity()
{
    const QList<QJsonObject> forgeries{
        {{u"nonce"_s, u"another"_s}},
        {{u"nonce"_s, QJsonValue::Null}},
        {{u"aud"_s, u"another"_s}},
        {{u"iss"_s, u"https://evil.example/v2.0"_s}},
        {{u"exp"_s, 1}},
    };
    for (const QJsonObject &forgery : forgeries) {
        FakeIdentity identity;
        identity.claims = forgery;
        const auto result = play(identity);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, AuthErrorKind::BadAnswer);
    }
    FakeIdentity silent;
    silent.fields.insert(u"id_token"_s, QJsonValue::Null);
    QCOMPARE(play(silent).error().code, u"id_token_missing"_s);
}

void TestSignIn::needsThePermissionToSend()
{
    FakeIdentity narrow;
    narrow.fields.insert(u"scope"_s, u"openid profile User.Read"_s);
    const auto result = play(narrow);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, AuthErrorKind::ConsentNeeded);
    QCOMPARE(result.error().code, u"scope_missing"_s);
    FakeIdentity wide;
    wide.fields.insert(u"scope"_s, u"openid https://graph.microsoft.com/mail.send"_s);
    QVERIFY(play(wide));
    FakeIdentity quiet;
    quiet.fields.insert(u"scope"_s, QJsonValue::Null);
    QVERIFY(play(quiet));
}

void TestSignIn::endsWhenCancelled_data()
{
    QTest::addColumn<int>("phase");
    QTest::newRow("before the start") << 0;
    QTest::newRow("while the browser is open") << 1;
    QTest::newRow("while exchanging") << 2;
    QTest::newRow("in the slot of exchanging") << 3;
    QTest::newRow("in the slot of browserWanted") << 4;
}

void TestSignIn::endsWhenCancelled()
{
    QFETCH(int, phase);
    FakeIdentity identity;
    identity.scripts = {ending(Script::Ending::Hang)};
    Trial trial(identity.config());
    if (phase == 3)
        connect(&trial.signIn, &SignIn::exchanging, &trial.signIn, &SignIn::cancel);
    if (phase == 4)
        connect(&trial.signIn, &SignIn::browserWanted, &trial.signIn, &SignIn::cancel);
    if (phase == 0)
        trial.signIn.cancel();
    quint16 port = 0;
    std::unique_ptr<RawConnection> browser;
    if (phase > 0) {
        const Errand errand = trial.start(identity);
        port = errand.port;
        if (phase == 2 || phase == 3)
            browser = std::make_unique<RawConnection>(errand.port, answerWith(errand));
        if (phase == 2)
            QTRY_COMPARE(identity.requests.size(), 1);
    }
    if (phase == 1 || phase == 2) {
        trial.signIn.cancel();
        QCOMPARE(trial.endings, 0);
    }
    QTRY_VERIFY(trial.result);
    QVERIFY(!*trial.result);
    QCOMPARE(trial.result->error().kind, AuthErrorKind::Cancelled);
    trial.signIn.cancel();
    trial.signIn.start();
    QTest::qWait(100);
    QCOMPARE(trial.endings, 1);
    if (port > 0)
        QVERIFY(!isOpen(port));
    if (browser) {
        QTRY_VERIFY(browser->isClosed);
        QCOMPARE(browser->status(), 200); // its page came out even so
    }
}

void TestSignIn::endsWhenNobodyComesBack()
{
    FakeIdentity identity;
    Trial trial(identity.config());
    trial.signIn.start(std::chrono::milliseconds(200));
    const Errand errand(trial.url);
    QTRY_VERIFY(trial.result);
    QCOMPARE(trial.result->error().kind, AuthErrorKind::TimedOut);
    QCOMPARE(trial.result->error().code, u"browser"_s);
    QVERIFY(!isOpen(errand.port));
}

void TestSignIn::doesNotStart_data()
{
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<AuthErrorKind>("kind");
    QTest::newRow("no client id") << QString() << u"https://login.example"_s << AuthErrorKind::NoClientId;
    QTest::newRow("http") << u"id"_s << u"http://login.example"_s << AuthErrorKind::UnsafeAddress;
    QTest::newRow("user info") << u"id"_s << u"https://a:b@login.example"_s << AuthErrorKind::UnsafeAddress;
    QTest::newRow("nowhere") << u"id"_s << QString() << AuthErrorKind::UnsafeAddress;
}

void TestSignIn::doesNotStart()
{
    QFETCH(QString, clientId);
    QFETCH(QString, authority);
    QFETCH(AuthErrorKind, kind);
    AuthConfig config;
    config.clientId = clientId;
    config.cloud.name = u"custom"_s;
    config.cloud.authority = QUrl(authority);
    Trial trial(config);
    trial.signIn.start();
    QCOMPARE(trial.endings, 0);
    QTRY_VERIFY(trial.result);
    QVERIFY(!*trial.result);
    QCOMPARE(trial.result->error().kind, kind);
    QVERIFY(trial.url.isEmpty());
}

void TestSignIn::mayBeDeletedByWhoHears()
{
    FakeIdentity identity;
    SystemDice dice;
    for (const bool early : {false, true}) {
        auto signIn = std::make_unique<SignIn>(identity.config(), dice);
        QUrl url;
        bool isGone = false;
        connect(signIn.get(), &SignIn::browserWanted, this, [&url](const QUrl &wanted) { url = wanted; });
        const auto end = [&] {
            signIn.reset();
            isGone = true;
        };
        if (early)
            connect(signIn.get(), &SignIn::exchanging, this, end);
        else
            connect(signIn.get(), &SignIn::finished, this, end);
        signIn->start();
        const Errand errand(url);
        identity.nonce = errand.nonce();
        RawConnection browser(errand.port, answerWith(errand));
        QTRY_VERIFY(isGone);
        QTRY_VERIFY(browser.isClosed);
        QCOMPARE(browser.status(), 200);
    }
}

void TestSignIn::mayBeDeletedWhileExchanging()
{
    FakeIdentity identity;
    identity.scripts = {ending(Script::Ending::Hang)};
    {
        Trial trial(identity.config());
        const Errand errand = trial.start(identity);
        RawConnection browser(errand.port, answerWith(errand));
        QTRY_COMPARE(identity.requests.size(), 1);
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QTest::qWait(50);
}

void TestSignIn::showsTheWordsItWasGiven()
{
    FakeIdentity identity;
    Trial trial(identity.config());
    PageWords words;
    words.receivedTitle = u"Zurück zu Sendoff"_s;
    words.language = u"de"_s;
    trial.signIn.setPageWords(words);
    const Errand errand = trial.start(identity);
    RawConnection browser(errand.port, answerWith(errand));
    QTRY_VERIFY(browser.isClosed);
    QVERIFY(browser.answer.contains("<title>Zurück zu Sendoff</title>"));
    QVERIFY(browser.answer.contains("lang=\"de\""));
}

void TestSignIn::logsNoSecret()
{
    QLoggingCategory::setFilterRules(u"*=true"_s);
    heard.clear();
    const QtMessageHandler before = qInstallMessageHandler(hear);
    bool hasEnded = false;
    QByteArrayList secrets{"the-code", "access-1", "refresh-1"};
    {
        FakeIdentity identity;
        Trial trial(identity.config());
        const Errand errand = trial.start(identity);
        RawConnection browser(errand.port, answerWith(errand));
        hasEnded = QTest::qWaitFor([&trial] { return trial.result.has_value(); });
        if (!identity.requests.isEmpty())
            secrets << identity.requests[0].value("code_verifier") << identity.requests[0].body;
    }
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    const QByteArray log = heard.join(u'\n').toUtf8();
    QVERIFY(hasEnded);
    QCOMPARE(secrets.size(), 5);
    QVERIFY(!log.isEmpty());
    for (const QByteArray &secret : secrets)
        QVERIFY2(!secret.isEmpty() && !log.contains(secret), log.constData());
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
