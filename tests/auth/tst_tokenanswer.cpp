// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tokenanswer.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Auth;

namespace {

Net::HttpReply answered(int status, const QByteArray &body)
{
    Net::HttpReply reply;
    reply.outcome = Net::Outcome::Answered;
    reply.status = status;
    reply.body = body;
    return reply;
}

const QStringList asked{u"openid"_s, u"Mail.Send"_s};

} // namespace

class TestTokenAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsAGoodAnswer();
    void takesTheAskedScopesForSilence();
    void readsLifetimes_data();
    void readsLifetimes();
    void refusesTheRest_data();
    void refusesTheRest();
    void refusesEveryCutAnswer();
    void namesKindsByTheError_data();
    void namesKindsByTheError();
    void decidesByTheErrorInAnyLanguage();
    void keepsWhatHelpsAndMakesItSafe();
};

void TestTokenAnswer::readsAGoodAnswer()
{
    const auto answer = readTokenAnswer(
        answered(200, R"({"token_type":"bearer","access_token":"a.b~c+/=","refresh_token":"0.AX!*","expires_in":3599,
                  "scope":"openid Mail.Send User.Read","id_token":"x.y.z","ext_expires_in":1,"new":{"deep":[1]}})"),
        asked);
    QVERIFY(answer);
    QCOMPARE(answer.value().tokens.access.reveal(), QByteArray("a.b~c+/="));
    QCOMPARE(answer.value().tokens.refresh.reveal(), QByteArray("0.AX!*"));
    QCOMPARE(answer.value().idToken.reveal(), QByteArray("x.y.z"));
    QCOMPARE(answer.value().tokens.lifetime.count(), 3'599'000);
    QCOMPARE(answer.value().tokens.scopes, QStringList({u"openid"_s, u"Mail.Send"_s, u"User.Read"_s}));
}

void TestTokenAnswer::takesTheAskedScopesForSilence()
{
    const auto answer = readTokenAnswer(answered(200, R"({"token_type":"Bearer","access_token":"a"})"), asked);
    QVERIFY(answer);
    QCOMPARE(answer.value().tokens.scopes, asked);
    QVERIFY(answer.value().tokens.refresh.isEmpty());
    QVERIFY(answer.value().idToken.isEmpty());
}

void TestTokenAnswer::readsLifetimes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("number") << QByteArray("60") << qint64(60'000);
    QTest::newRow("text") << QByteArray("\"3600\"") << qint64(3'600'000);
    QTest::newRow("fraction") << QByteArray("0.5") << qint64(500);
    QTest::newRow("zero") << QByteArray("0") << qint64(0);
    QTest::newRow("negative") << QByteArray("-3600") << qint64(0);
    QTest::newRow("huge") << QByteArray("1e99") << qint64(86'400'000);
    QTest::newRow("beyond numbers") << QByteArray("\"1e999\"") << qint64(0);
    QTest::newRow("null") << QByteArray("null") << qint64(0);
    QTest::newRow("list") << QByteArray("[1]") << qint64(0);
    QTest::newRow("words") << QByteArray("\"one hour\"") << qint64(0);
    QTest::newRow("nan") << QByteArray("\"nan\"") << qint64(0);
}

void TestTokenAnswer::readsLifetimes()
{
    QFETCH(QByteArray, json);
    QFETCH(qint64, milliseconds);
    const QByteArray body = R"({"token_type":"Bearer","access_token":"a","expires_in":)" + json + "}";
    const auto answer = readTokenAnswer(answered(200, body), asked);
    QVERIFY(answer);
    QCOMPARE(answer.value().tokens.lifetime.count(), milliseconds);
}

void TestTokenAnswer::refusesTheRest_data()
{
    using Kind = AuthErrorKind;
    QTest::addColumn<Net::HttpReply>("reply");
    QTest::addColumn<AuthErrorKind>("kind");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *tag, const Net::HttpReply &reply, Kind kind, const char *code) {
        QTest::newRow(tag) << reply << kind << QString::fromLatin1(code);
    };
    const auto ended = [](Net::Outcome outcome) {
        Net::HttpReply reply;
        reply.outcome = outcome;
        return reply;
    };
    const auto good = [](const QByteArray &rest) { return answered(200, R"({"token_type":"Bearer",)" + rest + "}"); };
    const QByteArray html = "<!doctype html><title>Hotel</title>";
    row("empty", answered(200, {}), Kind::BadAnswer, "not_json");
    row("html", answered(200, html), Kind::BadAnswer, "not_json");
    row("null", answered(200, "null"), Kind::BadAnswer, "not_json");
    row("list", answered(200, "[]"), Kind::BadAnswer, "not_json");
    row("empty object", answered(200, "{}"), Kind::BadAnswer, "not_json");
    row("binary", answered(200, QByteArray("\xff\x00\x01", 3)), Kind::BadAnswer, "not_json");
    row("deep", answered(200, QByteArray(2000, '[')), Kind::BadAnswer, "not_json");
    row("no access token", good(R"("refresh_token":"r")"), Kind::BadAnswer, "no_access_token");
    row("empty access token", good(R"("access_token":"")"), Kind::BadAnswer, "no_access_token");
    row("access token as number", good(R"("access_token":5)"), Kind::BadAnswer, "no_access_token");
    row("access token as object", good(R"("access_token":{})"), Kind::BadAnswer, "no_access_token");
    row("line break in it", good(R"("access_token":"a\r\nX-Evil: 1")"), Kind::BadAnswer, "malformed_token");
    row("space in it", good(R"("access_token":"a b")"), Kind::BadAnswer, "malformed_token");
    row("umlaut in it", good(R"("access_token":"\u00e4")"), Kind::BadAnswer, "malformed_token");
    row("NUL in it", good(R"("access_token":"a\u0000b")"), Kind::BadAnswer, "malformed_token");
    row("huge", good(R"("access_token":")" + QByteArray(100'000, 'a') + '"'), Kind::BadAnswer, "malformed_token");
    row("line break in the other", good(R"("access_token":"a","refresh_token":"\n")"), Kind::BadAnswer,
        "malformed_token");
    row("no type", answered(200, R"({"access_token":"a"})"), Kind::BadAnswer, "not_bearer");
    row("mac", answered(200, R"({"access_token":"a","token_type":"mac"})"), Kind::BadAnswer, "not_bearer");
    row("error with 200", answered(200, R"({"error":"invalid_grant","access_token":"a","token_type":"Bearer"})"),
        Kind::SignInNeeded, "invalid_grant");
    row("201", answered(201, R"({"access_token":"a","token_type":"Bearer"})"), Kind::BadAnswer, "http_201");
    row("204", answered(204, {}), Kind::BadAnswer, "http_204");
    for (const int status : {300, 301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << answered(status, R"({"access_token":"a","token_type":"Bearer"})")
                                    << Kind::Redirected << u"http_%1"_s.arg(status);
    row("400 html", answered(400, html), Kind::BadAnswer, "http_400");
    row("403 html", answered(403, html), Kind::BadAnswer, "http_403");
    row("404 empty", answered(404, {}), Kind::BadAnswer, "http_404");
    row("429", answered(429, R"({"error":"invalid_grant"})"), Kind::ServiceTrouble, "invalid_grant");
    row("500", answered(500, {}), Kind::ServiceTrouble, "http_500");
    row("503 html", answered(503, html), Kind::ServiceTrouble, "http_503");
    row("599", answered(599, html), Kind::ServiceTrouble, "http_599");
    row("host not found", ended(Net::Outcome::HostNotFound), Kind::Offline, "not_reached");
    row("refused", ended(Net::Outcome::Refused), Kind::Offline, "not_reached");
    row("unreachable", ended(Net::Outcome::Unreachable), Kind::Offline, "not_reached");
    row("proxy", ended(Net::Outcome::ProxyFailed), Kind::Offline, "proxy");
    row("tls", ended(Net::Outcome::TlsFailed), Kind::Tls, "tls");
    row("lost", ended(Net::Outcome::ConnectionLost), Kind::Offline, "connection_lost");
    row("timed out", ended(Net::Outcome::TimedOut), Kind::TimedOut, "timeout");
    row("too long", ended(Net::Outcome::Cancelled), Kind::BadAnswer, "answer_too_long");
    row("unsafe", ended(Net::Outcome::UnsafeUrl), Kind::UnsafeAddress, "unsafe_address");
    Net::HttpReply cut = answered(200, R"({"access_token":"a","token_type":"Bearer"})");
    cut.isTruncated = true;
    row("cut by the limit", cut, Kind::BadAnswer, "answer_too_long");
}

void TestTokenAnswer::refusesTheRest()
{
    QFETCH(Net::HttpReply, reply);
    QFETCH(AuthErrorKind, kind);
    QFETCH(QString, code);
    const auto answer = readTokenAnswer(reply, asked);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, kind);
    QCOMPARE(answer.error().code, code);
}

void TestTokenAnswer::refusesEveryCutAnswer()
{
    const QByteArray whole = R"({"token_type":"Bearer","access_token":"abc","refresh_token":"def"})";
    for (qsizetype at = 0; at < whole.size(); ++at)
        QVERIFY(!readTokenAnswer(answered(200, whole.left(at)), asked));
    QVERIFY(readTokenAnswer(answered(200, whole), asked));
}

void TestTokenAnswer::namesKindsByTheError_data()
{
    using Kind = AuthErrorKind;
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("suberror");
    QTest::addColumn<int>("number");
    QTest::addColumn<AuthErrorKind>("kind");
    const auto row = [](const char *error, const char *suberror, int number, Kind kind) {
        QTest::addRow("%s %s %d", error, suberror, number)
            << QString::fromLatin1(error) << QString::fromLatin1(suberror) << number << kind;
    };
    row("invalid_grant", "", 70008, Kind::SignInNeeded);
    row("invalid_grant", "bad_token", 70000, Kind::SignInNeeded);
    row("invalid_grant", "consent_required", 65001, Kind::ConsentNeeded);
    row("interaction_required", "basic_action", 50076, Kind::SignInNeeded);
    row("consent_required", "", 65001, Kind::ConsentNeeded);
    row("consent_required", "", 90094, Kind::AdminConsentNeeded);
    row("access_denied", "", 65004, Kind::Denied);
    row("access_denied", "", 90094, Kind::AdminConsentNeeded);
    row("temporarily_unavailable", "", 0, Kind::ServiceTrouble);
    row("server_error", "", 90033, Kind::ServiceTrouble);
    row("server_error", "", 90094, Kind::ServiceTrouble);
    row("invalid_client", "", 7000218, Kind::MisconfiguredApp);
    row("unauthorized_client", "", 700016, Kind::MisconfiguredApp);
    row("invalid_request", "", 50011, Kind::MisconfiguredApp);
    row("invalid_request", "", 9002332, Kind::WrongAccountKind);
    row("invalid_grant", "", 50020, Kind::SignInNeeded);
    row("invalid_scope", "", 70011, Kind::MisconfiguredApp);
    row("something_new", "", 0, Kind::Other);
}

void TestTokenAnswer::namesKindsByTheError()
{
    QFETCH(QString, error);
    QFETCH(QString, suberror);
    QFETCH(int, number);
    QFETCH(AuthErrorKind, kind);
    const QString description = number ? u"AADSTS%1: a sentence."_s.arg(number) : QString();
    const AuthError read = oauthError(error, suberror, description);
    QCOMPARE(read.kind, kind);
    QCOMPARE(read.aadsts, number);
    QCOMPARE(read.code, error);
    QCOMPARE(read.suberror, suberror);
    const QByteArray body = R"({"error":")" + error.toUtf8() + R"(","suberror":")" + suberror.toUtf8()
        + R"(","error_codes":[)" + QByteArray::number(number) + "]}";
    QCOMPARE(readTokenAnswer(answered(400, body), asked).error().kind, kind);
}

void TestTokenAnswer::decidesByTheErrorInAnyLanguage()
{
    const QStringList sentences{u"Die Zustimmung fehlt"_s,
                                u"同意が必要です"_s,
                                u"مطلوب موافقة"_s,
                                u"invalid_grant"_s,
                                u"access_denied temporarily_unavailable"_s,
                                QString(100'000, u'x'),
                                QString()};
    for (const QString &sentence : sentences)
        QCOMPARE(oauthError(u"temporarily_unavailable"_s, {}, sentence).kind, AuthErrorKind::ServiceTrouble);
}

void TestTokenAnswer::keepsWhatHelpsAndMakesItSafe()
{
    const QByteArray body
        = R"({"error":"invalid_grant","error_description":"AADSTS70008: gone.\r\nTrace\u202e \u001b[31m",
        "error_codes":[700082],"correlation_id":"255d1aef-8c98-452f-ac51-23d051240864\n"})";
    const AuthError error = readTokenAnswer(answered(400, body), asked).error();
    QCOMPARE(error.text, u"AADSTS70008: gone...Trace. .[31m"_s);
    QCOMPARE(error.aadsts, 700082);
    QCOMPARE(error.correlationId, u"255d1aef-8c98-452f-ac51-23d051240864."_s);
    QVERIFY(oauthError(u"x"_s, {}, QString(100'000, u'x')).text.size() <= 1001);
}

QTEST_APPLESS_MAIN(TestTokenAnswer)
#include "tst_tokenanswer.moc"
