// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/memoryvault.h"
#include "auth/session.h"
#include "support/fakeclock.h"
#include "support/fakeidentity.h"
#include "support/fakevault.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Auth;

using TokenResult = Result<Secret, Net::NoToken>;
using Script = FakeIdentity::Script;
Q_DECLARE_METATYPE(Sendoff::Auth::FakeIdentity::Script)

namespace {

QByteArray oauthErrorBody(const QByteArray &error, const QByteArray &more = {})
{
    return R"({"error":")" + error + R"(","error_description":"AADSTS70008: no more")" + more + "}";
}

Script refusal(int status, const QByteArray &body, const QByteArray &type = "application/json")
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

// One account with a refresh token in its vault, and everything around it.
struct Stage
{
    Stage()
    {
        account.id = u"00000000-0000-0000-66f3-3332eca7ea81.72f988bf-86f1-41af-91ab-2d7cd011db47"_s;
        account.tenantId = u"72f988bf-86f1-41af-91ab-2d7cd011db47"_s;
        account.config = identity.config();
        vault.values.insert(account.id, Secret("stored"));
        session = std::make_unique<Session>(account, vault, clock, dice);
    }
    // Asks, waits for the answer and gives it.
    TokenResult ask()
    {
        std::optional<TokenResult> result;
        session->token(&context, [&result](const TokenResult &answer) { result = answer; });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 10'000))
            return Failure{Net::NoToken{Net::NoToken::Kind::ServiceTrouble, u"test: no answer"_s, {}}};
        return *result;
    }
    Tokens fresh(const QByteArray &name)
    {
        return {Secret("access-" + name), Secret("refresh-" + name), account.config.scopes(), 1h};
    }
    QByteArray stored() const { return vault.values.value(account.id).reveal(); }

    FakeIdentity identity;
    Account account;
    FakeVault vault;
    FakeClock clock;
    SystemDice dice;
    QObject context;
    std::unique_ptr<Session> session;
};

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void restoresLazily();
    void tellsWhatTheLastTokenIsFor();
    void refreshesWithTheRightsItHas();
    void goesOnWithLessWhenRightsAreTakenBack();
    void handsOnAClaimsChallenge();
    void storesTheNewTokenAndUsesItNext();
    void keepsTheOldTokenWhenNoNewOneCame();
    void asksOnceForAllWhoWait();
    void answersNobodyWhoHasGone();
    void refreshesBeforeTheEnd();
    void doesNotLoopWithAStrangeLifetime_data();
    void doesNotLoopWithAStrangeLifetime();
    void ignoresJumpsOfTheWallClock();
    void endsOnlyOnTheServicesWord_data();
    void endsOnlyOnTheServicesWord();
    void keepsTheSignInThroughTrouble_data();
    void keepsTheSignInThroughTrouble();
    void pausesLongerAndLonger();
    void tellsTheVaultsStates_data();
    void tellsTheVaultsStates();
    void goesOnWhenTheVaultCannotStore();
    void goesOnWhenTheVaultGetsLocked();
    void answersOnceTheNewTokenIsKept();
    void usesTheNewerTokenWhileItIsBeingStored();
    void takesTheTokenAnotherProcessStored();
    void keepsTheTokenAnotherProcessStoredMeanwhile();
    void noticesASignOutElsewhere();
    void fetchesAnotherTokenAfterARefusal();
    void stopsFetchingWhenYoungTokensAreRefused();
    void waitsForASignInAfterAChallenge();
    void ignoresAChallengeOfAnOlderToken();
    void adoptsAFinishedSignIn();
    void adoptsWhileRefreshing();
    void tellsWhetherTheTokenWasStored();
    void signsOut();
    void signsOutWhileRefreshing();
    void refusesSomebodyElsesTokens();
    void sendsWhatAPublicClientSends();
    void postsOnceWhenTheConnectionDies();
    void leavesNothingBehindWhenDeleted();
    void worksWithAVaultThatForgets();
};

void TestSession::restoresLazily()
{
    Stage stage;
    QCoreApplication::processEvents();
    QCOMPARE(stage.vault.log, QStringList());
    QCOMPARE(stage.session->state(), SessionState::Restoring);
    const QSignalSpy changes(stage.session.get(), &Session::changed);

    const TokenResult token = stage.ask();
    QVERIFY(token);
    QCOMPARE(token.value().reveal(), QByteArray("access-1"));
    QCOMPARE(stage.identity.requests.size(), 1);
    QCOMPARE(stage.identity.requests[0].value("refresh_token"), QByteArray("stored"));
    QCOMPARE(stage.session->state(), SessionState::Ready);
    QCOMPARE(changes.size(), 2);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests.size(), 1);
}

void TestSession::tellsWhatTheLastTokenIsFor()
{
    Stage stage;
    QCOMPARE(stage.session->scopes(), QStringList());
    stage.identity.fields.insert(u"scope"_s, u"Mail.Send https://graph.microsoft.com/Mail.ReadBasic"_s);
    QVERIFY(stage.ask());
    QCOMPARE(stage.session->scopes(), QStringList({u"Mail.Send"_s, u"https://graph.microsoft.com/Mail.ReadBasic"_s}));
    // A permission can be taken away; the next answer says so.
    stage.identity.fields.insert(u"scope"_s, u"Mail.Send"_s);
    stage.clock.advance(1h);
    QVERIFY(stage.ask());
    QCOMPARE(stage.session->scopes(), QStringList(u"Mail.Send"_s));
    stage.session->signOut(&stage.context, [](const auto &) {});
    QCOMPARE(stage.session->scopes(), QStringList());
}

void TestSession::refreshesWithTheRightsItHas()
{
    Stage stage;
    stage.account.config.extraRights = {u"Mail.ReadWrite"_s};
    stage.session = std::make_unique<Session>(stage.account, stage.vault, stage.clock, stage.dice);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests[0].value("scope"), stage.account.config.scopes().join(u' ').toUtf8());
    QVERIFY(stage.identity.requests[0].value("scope").endsWith("/Mail.ReadWrite"));
}

void TestSession::goesOnWithLessWhenRightsAreTakenBack()
{
    Stage stage;
    stage.account.config.extraRights = {u"Mail.ReadWrite"_s};
    stage.session = std::make_unique<Session>(stage.account, stage.vault, stage.clock, stage.dice);
    const QByteArray taken = oauthErrorBody("invalid_grant", R"(,"suberror":"consent_required")");
    stage.identity.scripts = {refusal(400, taken)};
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests.size(), 2);
    QVERIFY(!stage.identity.requests[1].value("scope").contains("Mail.ReadWrite"));
    QVERIFY(!missingRights({u"Mail.ReadWrite"_s}, stage.session->scopes()).isEmpty());
    QCOMPARE(stage.session->state(), SessionState::Ready);
    // Without any extra right it is the sign-in itself that is refused; nothing is asked in a loop.
    stage.clock.advance(1h);
    stage.identity.scripts = {refusal(400, taken)};
    QCOMPARE(stage.ask().error().kind, Net::NoToken::Kind::SignInNeeded);
    QCOMPARE(stage.identity.requests.size(), 3);
}

void TestSession::handsOnAClaimsChallenge()
{
    const QString claims = u"{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}"_s;
    for (const QString &said : {claims, u"not json"_s, u"[1]"_s}) {
        Stage stage;
        const QJsonObject body{{u"error"_s, u"interaction_required"_s}, {u"claims"_s, said}};
        stage.identity.scripts = {refusal(400, QJsonDocument(body).toJson())};
        QVERIFY(!stage.ask());
        QCOMPARE(stage.session->state(), SessionState::SignInNeeded);
        QCOMPARE(stage.session->trouble().claims, said == claims ? claims : QString());
    }
}

void TestSession::storesTheNewTokenAndUsesItNext()
{
    Stage stage;
    for (int round = 1; round <= 5; ++round) {
        QVERIFY(stage.ask());
        QTRY_COMPARE(stage.stored(), "refresh-" + QByteArray::number(round));
        stage.clock.advance(1h);
    }
    QCOMPARE(stage.identity.requests.size(), 5);
    QCOMPARE(stage.identity.requests[4].value("refresh_token"), QByteArray("refresh-4"));
    QVERIFY(stage.vault.log.filter(u"remove"_s).isEmpty());
}

void TestSession::keepsTheOldTokenWhenNoNewOneCame()
{
    Stage stage;
    stage.identity.fields.insert(u"refresh_token"_s, QJsonValue::Null);
    QVERIFY(stage.ask());
    stage.clock.advance(1h);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests[1].value("refresh_token"), QByteArray("stored"));
    QCOMPARE(stage.stored(), QByteArray("stored"));
}

void TestSession::asksOnceForAllWhoWait()
{
    Stage stage;
    int answers = 0;
    for (int i = 0; i < 100; ++i) {
        stage.session->token(&stage.context, [&answers](const TokenResult &token) {
            QVERIFY(token);
            QCOMPARE(token.value().reveal(), QByteArray("access-1"));
            ++answers;
        });
    }
    QCOMPARE(answers, 0);
    QTRY_COMPARE(answers, 100);
    QCOMPARE(stage.identity.requests.size(), 1);
    QCOMPARE(stage.vault.log.filter(u"load"_s).size(), 1);
}

void TestSession::answersNobodyWhoHasGone()
{
    Stage stage;
    auto gone = std::make_unique<QObject>();
    stage.session->token(gone.get(), [](const TokenResult &) { QFAIL("it has gone"); });
    QVERIFY(QTest::qWaitFor([&stage] { return stage.identity.requests.size() == 1; }));
    gone.reset();
    QVERIFY(stage.ask());
    auto late = std::make_unique<QObject>();
    stage.session->token(late.get(), [](const TokenResult &) { QFAIL("it has gone"); });
    late.reset();
    QVERIFY(stage.ask());
}

void TestSession::refreshesBeforeTheEnd()
{
    Stage stage;
    QVERIFY(stage.ask());
    stage.clock.advance(54min);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests.size(), 1);
    stage.clock.advance(1min);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests.size(), 2);
}

void TestSession::doesNotLoopWithAStrangeLifetime_data()
{
    QTest::addColumn<QJsonValue>("expiresIn");
    QTest::newRow("absent") << QJsonValue(QJsonValue::Null);
    QTest::newRow("zero") << QJsonValue(0);
    QTest::newRow("negative") << QJsonValue(-5);
    QTest::newRow("one minute") << QJsonValue(60);
    QTest::newRow("text") << QJsonValue(u"3600"_s);
    QTest::newRow("not a number") << QJsonValue(u"soon"_s);
    QTest::newRow("huge") << QJsonValue(1e99);
}

void TestSession::doesNotLoopWithAStrangeLifetime()
{
    QFETCH(QJsonValue, expiresIn);
    Stage stage;
    stage.identity.fields.insert(u"expires_in"_s, expiresIn);
    QVERIFY(stage.ask());
    stage.clock.advance(20s);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests.size(), 1);
    stage.clock.advance(24h);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests.size(), 2);
}

void TestSession::ignoresJumpsOfTheWallClock()
{
    Stage stage;
    QVERIFY(stage.ask());
    stage.clock.setNow(QDateTime::currentDateTimeUtc().addYears(-50));
    QVERIFY(stage.ask());
    stage.clock.setNow(QDateTime::currentDateTimeUtc().addYears(50));
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests.size(), 1);
}

void TestSession::endsOnlyOnTheServicesWord_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isRemoved");
    QTest::newRow("invalid_grant") << oauthErrorBody("invalid_grant") << u"invalid_grant"_s << true;
    QTest::newRow("interaction_required")
        << oauthErrorBody("interaction_required") << u"interaction_required"_s << false;
    QTest::newRow("consent_required") << oauthErrorBody("consent_required") << u"consent_required"_s << false;
}

void TestSession::endsOnlyOnTheServicesWord()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    QFETCH(bool, isRemoved);
    Stage stage;
    stage.identity.scripts = {refusal(400, body)};
    const TokenResult token = stage.ask();
    QVERIFY(!token);
    QCOMPARE(token.error().kind, Net::NoToken::Kind::SignInNeeded);
    QCOMPARE(token.error().code, code);
    QCOMPARE(stage.session->state(), SessionState::SignInNeeded);
    QCOMPARE(stage.session->trouble().code, code);
    if (isRemoved)
        QTRY_VERIFY(stage.stored().isEmpty());
    // No request more until a person signs in, however long and often it is asked.
    for (int i = 0; i < 10; ++i) {
        stage.clock.advance(1h);
        stage.session->endPause();
        QCOMPARE(stage.ask().error().kind, Net::NoToken::Kind::SignInNeeded);
    }
    QCOMPARE(stage.identity.requests.size(), 1);
    QCOMPARE(stage.stored().isEmpty(), isRemoved);
}

void TestSession::keepsTheSignInThroughTrouble_data()
{
    using Kind = Net::NoToken::Kind;
    const QByteArray html = "<!doctype html><title>Sign in to the hotel</title>";
    QTest::addColumn<Script>("script");
    QTest::addColumn<Net::NoToken::Kind>("kind");
    QTest::addColumn<QString>("code");
    QTest::newRow("503 html") << refusal(503, html, "text/html") << Kind::ServiceTrouble << u"http_503"_s;
    QTest::newRow("500 empty") << refusal(500, {}) << Kind::ServiceTrouble << u"http_500"_s;
    QTest::newRow("429") << refusal(429, "{}") << Kind::ServiceTrouble << u"http_429"_s;
    QTest::newRow("503 saying invalid_grant")
        << refusal(503, oauthErrorBody("invalid_grant")) << Kind::ServiceTrouble << u"invalid_grant"_s;
    QTest::newRow("temporarily_unavailable") << refusal(400, oauthErrorBody("temporarily_unavailable"))
                                             << Kind::ServiceTrouble << u"temporarily_unavailable"_s;
    QTest::newRow("200 html") << refusal(200, html, "text/html") << Kind::ServiceTrouble << u"not_json"_s;
    QTest::newRow("400 html") << refusal(400, html, "text/html") << Kind::ServiceTrouble << u"http_400"_s;
    QTest::newRow("200 without a token") << refusal(200, R"({"token_type":"Bearer"})") << Kind::ServiceTrouble
                                         << u"no_access_token"_s;
    QTest::newRow("redirect") << refusal(307, {}) << Kind::ServiceTrouble << u"http_307"_s;
    QTest::newRow("unknown client") << refusal(400, oauthErrorBody("unauthorized_client")) << Kind::ServiceTrouble
                                    << u"unauthorized_client"_s;
    QTest::newRow("connection closed") << ending(Script::Ending::Close) << Kind::Offline << u"connection_lost"_s;
    QTest::newRow("no answer") << ending(Script::Ending::Hang) << Kind::Offline << u"timeout"_s;
}

void TestSession::keepsTheSignInThroughTrouble()
{
    QFETCH(Script, script);
    QFETCH(Net::NoToken::Kind, kind);
    QFETCH(QString, code);
    Stage stage;
    stage.session->setAnswerPatience(300ms);
    stage.identity.scripts = {script};
    const TokenResult token = stage.ask();
    QVERIFY(!token);
    QCOMPARE(token.error().kind, kind);
    QCOMPARE(token.error().code, code);
    QCOMPARE(stage.session->state(), SessionState::Unreachable);
    QCOMPARE(stage.stored(), QByteArray("stored"));
    stage.clock.advance(5s);
    const TokenResult next = stage.ask();
    QVERIFY(next);
    QCOMPARE(stage.identity.requests.size(), 2);
    QCOMPARE(stage.session->state(), SessionState::Ready);
    QVERIFY(stage.session->trouble().code.isEmpty());
}

void TestSession::pausesLongerAndLonger()
{
    Stage stage;
    stage.identity.scripts = QList<Script>(7, refusal(503, {}));
    QList<std::chrono::seconds> pauses{5s, 10s, 20s, 40s, 60s, 60s};
    QVERIFY(!stage.ask());
    for (qsizetype round = 0; round < pauses.size(); ++round) {
        stage.clock.advance(pauses[round] - 1ms);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(stage.ask().error().code, u"http_503"_s);
        QCOMPARE(stage.identity.requests.size(), round + 1);
        stage.clock.advance(1ms);
        QVERIFY(!stage.ask());
        QCOMPARE(stage.identity.requests.size(), round + 2);
    }
    stage.session->endPause();
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests.size(), 8);
    // What went well wipes the slate.
    stage.clock.advance(1h);
    stage.identity.scripts = {refusal(503, {})};
    QVERIFY(!stage.ask());
    stage.clock.advance(5s);
    QVERIFY(stage.ask());
}

void TestSession::tellsTheVaultsStates_data()
{
    using Kind = Net::NoToken::Kind;
    QTest::addColumn<VaultFault>("fault");
    QTest::addColumn<Net::NoToken::Kind>("kind");
    QTest::addColumn<SessionState>("state");
    QTest::addColumn<QString>("code");
    QTest::newRow("empty") << VaultFault::Empty << Kind::SignInNeeded << SessionState::SignInNeeded
                           << u"nothing_stored"_s;
    QTest::newRow("locked") << VaultFault::Locked << Kind::VaultLocked << SessionState::VaultLocked
                            << u"vault_locked"_s;
    QTest::newRow("absent") << VaultFault::Absent << Kind::SignInNeeded << SessionState::SignInNeeded
                            << u"vault_missing"_s;
    QTest::newRow("denied") << VaultFault::Denied << Kind::VaultLocked << SessionState::VaultLocked
                            << u"vault_denied"_s;
    QTest::newRow("failed") << VaultFault::Failed << Kind::VaultLocked << SessionState::VaultLocked
                            << u"vault_failed"_s;
}

void TestSession::tellsTheVaultsStates()
{
    QFETCH(VaultFault, fault);
    QFETCH(Net::NoToken::Kind, kind);
    QFETCH(SessionState, state);
    QFETCH(QString, code);
    Stage stage;
    stage.vault.loadFault = fault;
    const TokenResult token = stage.ask();
    QVERIFY(!token);
    QCOMPARE(token.error().kind, kind);
    QCOMPARE(token.error().code, code);
    QCOMPARE(stage.session->state(), state);
    QCOMPARE(stage.identity.requests.size(), 0);
    QCOMPARE(stage.stored(), QByteArray("stored"));
    // None of it is for ever.
    stage.vault.loadFault.reset();
    stage.session->endPause();
    QVERIFY(stage.ask());
}

void TestSession::goesOnWhenTheVaultCannotStore()
{
    Stage stage;
    stage.vault.storeFault = VaultFault::Locked;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"could not be kept"_s));
    QVERIFY(stage.ask());
    QCoreApplication::processEvents();
    // The vault can be read again and has the older token: the newer one is in our hands.
    stage.vault.storeFault.reset();
    stage.clock.advance(1h);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests[1].value("refresh_token"), QByteArray("refresh-1"));
    QTRY_COMPARE(stage.stored(), QByteArray("refresh-2"));
}

void TestSession::goesOnWhenTheVaultGetsLocked()
{
    Stage stage;
    QVERIFY(stage.ask());
    QTRY_COMPARE(stage.stored(), QByteArray("refresh-1"));
    stage.vault.loadFault = VaultFault::Locked;
    stage.clock.advance(1h);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests[1].value("refresh_token"), QByteArray("refresh-1"));
}

void TestSession::answersOnceTheNewTokenIsKept()
{
    Stage stage;
    stage.identity.whenAsked = [&stage] { stage.vault.isHolding = true; };
    bool isAnswered = false;
    stage.session->token(&stage.context, [&isAnswered](const TokenResult &) { isAnswered = true; });
    QTRY_COMPARE(stage.stored(), QByteArray("refresh-1"));
    QCoreApplication::processEvents();
    QVERIFY(!isAnswered);
    stage.vault.release();
    QTRY_VERIFY(isAnswered);
}

void TestSession::usesTheNewerTokenWhileItIsBeingStored()
{
    Stage stage;
    QVERIFY(stage.ask());
    QTRY_COMPARE(stage.stored(), QByteArray("refresh-1"));
    stage.clock.advance(1h);
    stage.identity.whenAsked = [&stage] { stage.vault.isHolding = true; };
    QVERIFY(stage.ask());
    stage.identity.whenAsked = {};
    stage.vault.values.insert(stage.account.id, Secret("refresh-1")); // it lingers
    stage.clock.advance(1h);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests[2].value("refresh_token"), QByteArray("refresh-2"));
    stage.vault.release();
}

void TestSession::takesTheTokenAnotherProcessStored()
{
    Stage stage;
    QVERIFY(stage.ask());
    QTRY_COMPARE(stage.stored(), QByteArray("refresh-1"));
    stage.vault.values.insert(stage.account.id, Secret("from-elsewhere"));
    stage.clock.advance(1h);
    QVERIFY(stage.ask());
    QCOMPARE(stage.identity.requests[1].value("refresh_token"), QByteArray("from-elsewhere"));
}

void TestSession::keepsTheTokenAnotherProcessStoredMeanwhile()
{
    Stage stage;
    stage.identity.scripts = {refusal(400, oauthErrorBody("invalid_grant"))};
    stage.identity.whenAsked = [&stage] { stage.vault.values.insert(stage.account.id, Secret("from-elsewhere")); };
    QVERIFY(!stage.ask());
    QTRY_COMPARE(stage.vault.log.filter(u"load"_s).size(), 2);
    QCoreApplication::processEvents();
    QCOMPARE(stage.stored(), QByteArray("from-elsewhere"));
    const TokenResult next = stage.ask();
    QVERIFY2(next, qPrintable(next ? QString() : next.error().code));
}

void TestSession::noticesASignOutElsewhere()
{
    Stage stage;
    QVERIFY(stage.ask());
    QTRY_COMPARE(stage.stored(), QByteArray("refresh-1"));
    stage.vault.values.clear();
    stage.clock.advance(1h);
    QCOMPARE(stage.ask().error().kind, Net::NoToken::Kind::SignInNeeded);
    QCOMPARE(stage.identity.requests.size(), 1);
}

void TestSession::fetchesAnotherTokenAfterARefusal()
{
    Stage stage;
    QVERIFY(stage.ask());
    stage.session->refused(Secret("some older one"));
    QCOMPARE(stage.ask().value().reveal(), QByteArray("access-1"));
    stage.session->refused(Secret("access-1"));
    QCOMPARE(stage.ask().value().reveal(), QByteArray("access-2"));
    stage.session->refused(Secret("access-1"));
    QCOMPARE(stage.ask().value().reveal(), QByteArray("access-2"));
    QCOMPARE(stage.identity.requests.size(), 2);
}

void TestSession::stopsFetchingWhenYoungTokensAreRefused()
{
    Stage stage;
    for (int i = 0; i < 50; ++i) {
        const TokenResult token = stage.ask();
        if (token)
            stage.session->refused(token.value());
        else
            QCOMPARE(token.error().code, u"token_refused"_s);
        stage.clock.advance(100ms);
    }
    QCOMPARE(stage.identity.requests.size(), 2);
}

void TestSession::waitsForASignInAfterAChallenge()
{
    const QString claims = uR"({"access_token":{"nbf":{"essential":true,"value":"1604106651"}}})"_s;
    Stage stage;
    const Secret token = stage.ask().value();
    stage.session->challenged(token, claims);
    QCOMPARE(stage.session->state(), SessionState::SignInNeeded);
    QCOMPARE(stage.session->trouble().claims, claims);
    // Neither that token nor one got in silence: both would be refused.
    for (int i = 0; i < 3; ++i) {
        stage.session->endPause();
        const TokenResult answer = stage.ask();
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Net::NoToken::Kind::SignInNeeded);
        QCOMPARE(answer.error().code, u"insufficient_claims"_s);
        stage.clock.advance(1h);
    }
    QCOMPARE(stage.identity.requests.size(), 1);
    QCOMPARE(stage.session->trouble().claims, claims);
    // The sign-in that is kept is none the worse for it, and the claims are not kept.
    QTRY_COMPARE(stage.stored(), QByteArray("refresh-1"));
    for (const Secret &kept : std::as_const(stage.vault.values))
        QVERIFY(!kept.reveal().contains("nbf"));
    stage.session->adopt(stage.fresh("new"), &stage.context, [](const auto &) {});
    QCOMPARE(stage.ask().value().reveal(), QByteArray("access-new"));
    QCOMPARE(stage.session->trouble().claims, QString());
}

void TestSession::ignoresAChallengeOfAnOlderToken()
{
    Stage stage;
    const Secret old = stage.ask().value();
    stage.session->adopt(stage.fresh("new"), &stage.context, [](const auto &) {});
    stage.session->challenged(old, u"{}"_s);
    QCOMPARE(stage.session->state(), SessionState::Ready);
    QCOMPARE(stage.ask().value().reveal(), QByteArray("access-new"));
}

void TestSession::adoptsAFinishedSignIn()
{
    Stage stage;
    stage.vault.values.clear();
    QVERIFY(!stage.ask());
    bool isStored = false;
    stage.session->adopt(stage.fresh("new"), &stage.context,
                         [&](const Result<Done, VaultError> &done) { isStored = bool(done); });
    QCOMPARE(stage.session->state(), SessionState::Ready);
    QTRY_VERIFY(isStored);
    QCOMPARE(stage.stored(), QByteArray("refresh-new"));
    QCOMPARE(stage.ask().value().reveal(), QByteArray("access-new"));
    QCOMPARE(stage.identity.requests.size(), 0);
}

void TestSession::adoptsWhileRefreshing()
{
    Stage stage;
    stage.identity.scripts = {ending(Script::Ending::Hang)};
    std::optional<TokenResult> result;
    stage.session->token(&stage.context, [&](const TokenResult &answer) { result = answer; });
    QTRY_COMPARE(stage.identity.requests.size(), 1);
    stage.session->adopt(stage.fresh("new"), &stage.context, [](const Result<Done, VaultError> &) {});
    QTRY_VERIFY(result);
    QVERIFY(*result);
    QCOMPARE(result->value().reveal(), QByteArray("access-new"));
}

void TestSession::tellsWhetherTheTokenWasStored()
{
    Stage stage;
    stage.vault.storeFault = VaultFault::Locked;
    std::optional<VaultFault> fault;
    const auto note = [&](const Result<Done, VaultError> &done) {
        if (!done)
            fault = done.error().fault;
    };
    stage.session->adopt(stage.fresh("new"), &stage.context, note);
    QTRY_COMPARE(fault, VaultFault::Locked);
    QVERIFY(stage.ask());
    fault.reset();
    Tokens tokens = stage.fresh("other");
    tokens.refresh = Secret();
    stage.session->adopt(tokens, &stage.context, note);
    QTRY_COMPARE(fault, VaultFault::Empty);
}

void TestSession::signsOut()
{
    Stage stage;
    QVERIFY(stage.ask());
    bool isDone = false;
    stage.session->signOut(&stage.context, [&](const Result<Done, VaultError> &done) { isDone = bool(done); });
    QCOMPARE(stage.session->state(), SessionState::SignInNeeded);
    QTRY_VERIFY(isDone);
    QVERIFY(stage.vault.values.isEmpty());
    QCOMPARE(stage.ask().error().code, u"signed_out"_s);
    QCOMPARE(stage.identity.requests.size(), 1);
}

void TestSession::signsOutWhileRefreshing()
{
    Stage stage;
    stage.identity.scripts = {ending(Script::Ending::Hang)};
    std::optional<TokenResult> result;
    stage.session->token(&stage.context, [&](const TokenResult &answer) { result = answer; });
    QTRY_COMPARE(stage.identity.requests.size(), 1);
    stage.session->signOut(&stage.context, [](const Result<Done, VaultError> &) {});
    QTRY_VERIFY(result);
    QCOMPARE(result->error().kind, Net::NoToken::Kind::SignInNeeded);
    QVERIFY(stage.vault.values.isEmpty());
}

void TestSession::refusesSomebodyElsesTokens()
{
    Stage stage;
    stage.identity.claims.insert(u"oid"_s, u"somebody-else"_s);
    const TokenResult token = stage.ask();
    QVERIFY(!token);
    QCOMPARE(token.error().kind, Net::NoToken::Kind::SignInNeeded);
    QCOMPARE(token.error().code, u"other_account"_s);
    QCOMPARE(stage.stored(), QByteArray("stored"));
}

void TestSession::sendsWhatAPublicClientSends()
{
    Stage stage;
    // Octets that a form, a URL and Qt's own re-encoding each could spoil.
    const QByteArray awkward = "M.C5_BAY.0.U.-Cq!*%2B+/=$&'()[];:@,?#~`^|{}<>\"\\";
    stage.vault.values.insert(stage.account.id, Secret(awkward));
    QVERIFY(stage.ask());
    const FakeIdentity::Request &request = stage.identity.requests[0];
    QCOMPARE(request.line, QByteArray("POST /organizations/oauth2/v2.0/token HTTP/1.1"));
    QCOMPARE(request.value("grant_type"), QByteArray("refresh_token"));
    QCOMPARE(request.value("refresh_token"), awkward);
    QCOMPARE(request.value("client_id"), stage.account.config.clientId.toUtf8());
    QCOMPARE(request.value("scope"), stage.account.config.scopes().join(u' ').toUtf8());
    QVERIFY(!request.has("client_secret"));
    QVERIFY(!request.has("redirect_uri"));
    QVERIFY(!request.headers.contains("origin"));
    QVERIFY(!request.headers.contains("authorization"));
    QVERIFY(!request.headers.contains("cookie"));
}

void TestSession::postsOnceWhenTheConnectionDies()
{
    Stage stage;
    stage.identity.scripts = {ending(Script::Ending::Close)};
    QVERIFY(!stage.ask());
    QTest::qWait(200);
    QCOMPARE(stage.identity.requests.size(), 1);
}

void TestSession::leavesNothingBehindWhenDeleted()
{
    Stage stage;
    stage.identity.scripts = {ending(Script::Ending::Hang)};
    stage.session->token(&stage.context, [](const TokenResult &) { QFAIL("nobody answers for it"); });
    QTRY_COMPARE(stage.identity.requests.size(), 1);
    stage.session.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QTest::qWait(50);
}

void TestSession::worksWithAVaultThatForgets()
{
    Stage stage;
    MemoryVault memory;
    Session session(stage.account, memory, stage.clock, stage.dice);
    session.adopt(stage.fresh("new"), &stage.context, [](const Result<Done, VaultError> &) {});
    stage.clock.advance(1h);
    std::optional<TokenResult> result;
    session.token(&stage.context, [&](const TokenResult &answer) { result = answer; });
    QTRY_VERIFY(result);
    QVERIFY(*result);
    QCOMPARE(stage.identity.requests[0].value("refresh_token"), QByteArray("refresh-new"));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
