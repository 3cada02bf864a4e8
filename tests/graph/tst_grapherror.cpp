// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/grapherror.h"
#include "support/faketransport.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;
using namespace Sendoff::Testing;

using Kind = ErrorKind;

namespace {

const QDateTime now(QDate(2026, 11, 23), QTime(9, 0), QTimeZone::utc());

GraphError of(const QByteArray &body, int status = 403)
{
    return classify(answered(status, body, {{"request-id", "r-1"}}), now);
}

QByteArray claimsIn(const QByteArray &claims)
{
    return "Bearer realm=\"\", authorization_uri=\"https://login.example/authorize?a=b\", "
           "error=\"insufficient_claims\", claims=\""
        + claims + "\"";
}

const QByteArray claimsJson = R"({"access_token":{"nbf":{"essential":true,"value":"1604106651"},"x":"??>~ü"}})";

} // namespace

class TestGraphError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsEverythingOfAGoodError()
    {
        const QByteArray body = "{\"error\":{\"code\":\"ErrorAccessDenied\",\"message\":\"Access is denied.\", "
                                "\"innerError\":{\"date\":\"2026-11-23T09:00:00\",\"request-id\":\"inner-1\",\"client-"
                                "request-id\":\"ours-1\"}}}";
        const auto reply = answered(
            403, body, {{"Request-Id", "outer-1"}, {"client-request-id", "ours-2"}, {"Retry-After", "2.128"}});
        GraphError wanted;
        wanted.kind = Kind::PermissionMissing;
        wanted.status = 403;
        wanted.code = u"ErrorAccessDenied"_s;
        wanted.serverText = u"Access is denied."_s;
        wanted.requestId = u"outer-1"_s;
        wanted.clientRequestId = u"ours-2"_s;
        wanted.retryAfter = std::chrono::milliseconds(2128);
        QCOMPARE(classify(reply, now), wanted);

        wanted.requestId = u"inner-1"_s;
        wanted.clientRequestId = u"ours-1"_s;
        wanted.retryAfter.reset();
        QCOMPARE(classify(answered(403, body), now), wanted);
    }

    void takesTheInnermostCodeItKnows_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<Kind>("kind");
        const auto row = [](const char *name, const QByteArray &body, const char *code, Kind kind) {
            QTest::newRow(name) << body << QString::fromLatin1(code) << kind;
        };
        row("outer only", R"({"error":{"code":"ErrorSendAsDenied"}})", "ErrorSendAsDenied", Kind::SendAsDenied);
        row("inner known", R"({"error":{"code":"ErrorAccessDenied","innerError":{"code":"ErrorSendAsDenied"}}})",
            "ErrorSendAsDenied", Kind::SendAsDenied);
        row("other spelling", R"({"error":{"code":"ErrorAccessDenied","innererror":{"code":"ErrorSendAsDenied"}}})",
            "ErrorSendAsDenied", Kind::SendAsDenied);
        row("inner unknown", R"({"error":{"code":"ErrorAccessDenied","innerError":{"code":"whatever"}}})",
            "ErrorAccessDenied", Kind::PermissionMissing);
        row("outer unknown", R"({"error":{"code":"whatever","innerError":{"code":"ErrorSendAsDenied"}}})",
            "ErrorSendAsDenied", Kind::SendAsDenied);
        row("all unknown", R"({"error":{"code":"whatever","innerError":{"code":"inner"}}})", "whatever",
            Kind::PermissionMissing);
        row("three deep",
            R"({"error":{"code":"a","innerError":{"code":"b","innererror":{"code":"ErrorQuotaExceeded","innerError":{"code":"c"}}}}})",
            "ErrorQuotaExceeded", Kind::MailboxFull);
        row("a level without code",
            R"({"error":{"code":"a","innerError":{"innerError":{"code":"ErrorQuotaExceeded"}}}})", "ErrorQuotaExceeded",
            Kind::MailboxFull);
        row("an empty code", R"({"error":{"code":"","innerError":{"code":"ErrorQuotaExceeded"}}})",
            "ErrorQuotaExceeded", Kind::MailboxFull);
        row("inner is a string", R"({"error":{"code":"ErrorSendAsDenied","innerError":"x"}})", "ErrorSendAsDenied",
            Kind::SendAsDenied);
        row("inner is a list", R"({"error":{"code":"ErrorSendAsDenied","innerError":[{"code":"ErrorQuotaExceeded"}]}})",
            "ErrorSendAsDenied", Kind::SendAsDenied);
        row("inner code is a number", R"({"error":{"code":"ErrorSendAsDenied","innerError":{"code":5}}})",
            "ErrorSendAsDenied", Kind::SendAsDenied);
        row("message names another code", R"({"error":{"code":"whatever","message":"ErrorQuotaExceeded"}})", "whatever",
            Kind::PermissionMissing);
        row("byte order mark",
            "\xEF\xBB\xBF"
            R"({"error":{"code":"ErrorSendAsDenied"}})",
            "ErrorSendAsDenied", Kind::SendAsDenied);
        row("code twice", R"({"error":{"code":"whatever","code":"ErrorSendAsDenied"}})", "ErrorSendAsDenied",
            Kind::SendAsDenied);

        row("empty", "", "", Kind::PermissionMissing);
        row("html", "<html><body>ErrorSendAsDenied</body></html>", "", Kind::PermissionMissing);
        row("null", "null", "", Kind::PermissionMissing);
        row("list", R"([{"error":{"code":"ErrorSendAsDenied"}}])", "", Kind::PermissionMissing);
        row("string", R"("ErrorSendAsDenied")", "", Kind::PermissionMissing);
        row("infinite", "1e400", "", Kind::PermissionMissing);
        row("nul", QByteArray("\0\0\0", 3), "", Kind::PermissionMissing);
        row("nul after", QByteArray(R"({"error":{"code":"ErrorSendAsDenied"}})").append('\0'), "",
            Kind::PermissionMissing);
        row("error is a string", R"({"error":"invalid_grant","code":"ErrorSendAsDenied"})", "",
            Kind::PermissionMissing);
        row("error is null", R"({"error":null})", "", Kind::PermissionMissing);
        row("error is a list", R"({"error":[{"code":"ErrorSendAsDenied"}]})", "", Kind::PermissionMissing);
        row("code is a number", R"({"error":{"code":403}})", "", Kind::PermissionMissing);
        row("code is null", R"({"error":{"code":null}})", "", Kind::PermissionMissing);
        row("code is an object", R"({"error":{"code":{"code":"ErrorSendAsDenied"}}})", "", Kind::PermissionMissing);
        row("broken UTF-8", "{\"error\":{\"code\":\"ErrorSendAsDenied\",\"message\":\"\xFF\xC0\"}}", "",
            Kind::PermissionMissing);
    }
    void takesTheInnermostCodeItKnows()
    {
        QFETCH(QByteArray, body);
        const GraphError error = of(body);
        QTEST(error.code, "code");
        QTEST(error.kind, "kind");
        QCOMPARE(error.requestId, u"r-1"_s);
    }

    void depthHasAnEnd_data()
    {
        QTest::addColumn<int>("depth");
        for (const int depth : {31, 33, 1000, 1100, 10'000, 200'000})
            QTest::addRow("%d", depth) << depth;
    }
    void depthHasAnEnd()
    {
        QFETCH(int, depth);
        const QByteArray body = QByteArray(R"({"error":{"code":"whatever","innerError":)")
            + QByteArray(R"({"innererror":)").repeated(depth) + R"({"code":"ErrorSendAsDenied"})"
            + QByteArray(depth, '}') + "}}";
        const GraphError error = of(body);
        QCOMPARE(error.kind, depth < 32 ? Kind::SendAsDenied : Kind::PermissionMissing);
    }

    void aBodyCutAnywhereDoesNoHarm()
    {
        const QByteArray body
            = "{\"error\":{\"code\":\"ErrorAccessDenied\",\"message\":\"No. Ümläut "
              "\\ud83c\\udf89\",\"innerError\":{\"code\":\"ErrorSendAsDenied\",\"request-id\":\"x\"}}}";
        for (qsizetype cut = 0; cut < body.size(); ++cut) {
            const GraphError error = of(body.first(cut));
            QCOMPARE(error.kind, Kind::PermissionMissing);
            QCOMPARE(error.code, QString());
        }
        QCOMPARE(of(body).kind, Kind::SendAsDenied);
    }

    void foreignTextIsMadeSafe()
    {
        const QByteArray evil = "\\u001b[31m\\r\\nForged\\u0000\\u202e<b>";
        const QByteArray body = "{\"error\":{\"code\":\"" + evil + "\",\"message\":\"" + evil
            + "\",\"innerError\":{\"client-request-id\":\"" + evil + "\"}}}";
        auto reply = answered(403, body, {{"request-id", "\x1b[31m\r\nForged\xff"}});
        const GraphError error = classify(reply, now);
        const QRegularExpression unsafe(u"[\\x{0}-\\x{1f}\\x{7f}-\\x{9f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]"_s);
        for (const QString &text : {error.code, error.serverText, error.requestId, error.clientRequestId}) {
            QVERIFY(text.contains(u"Forged"_s));
            QVERIFY2(!text.contains(unsafe), qPrintable(text));
        }
        reply = answered(403, "{\"error\":{\"code\":\"a\",\"message\":\"" + QByteArray(1'000'000, 'm') + "\"}}",
                         {{"request-id", QByteArray(1'000'000, 'r')}});
        QVERIFY(classify(reply, now).serverText.size() < 2000);
        QVERIFY(classify(reply, now).requestId.size() < 200);
    }

    void whoDoesNotTalkLikeGraphIsInBetween_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Kind>("bare");
        QTest::addRow("400") << 400 << Kind::Interfered;
        QTest::addRow("401") << 401 << Kind::Interfered;
        QTest::addRow("403") << 403 << Kind::Interfered;
        QTest::addRow("404") << 404 << Kind::Interfered;
        QTest::addRow("429") << 429 << Kind::Interfered;
        QTest::addRow("502") << 502 << Kind::ServiceError;
        QTest::addRow("503") << 503 << Kind::ServiceBusy;
    }
    void whoDoesNotTalkLikeGraphIsInBetween()
    {
        QFETCH(int, status);
        QTEST(classify(answered(status, "<html>Blocked</html>"), now).kind, "bare");
        QTEST(classify(answered(status), now).kind, "bare");
        QVERIFY(classify(answered(status, {}, {{"request-id", "1"}}), now).kind != Kind::Interfered);
        QVERIFY(classify(answered(status, R"({"error":{"code":"x"}})"), now).kind != Kind::Interfered);
    }

    void everyEndOfTheWayHasAKind_data()
    {
        QTest::addColumn<Net::Outcome>("outcome");
        QTest::addColumn<Kind>("kind");
        using Net::Outcome;
        QTest::newRow("host") << Outcome::HostNotFound << Kind::Offline;
        QTest::newRow("refused") << Outcome::Refused << Kind::ServiceNotReached;
        QTest::newRow("unreachable") << Outcome::Unreachable << Kind::Offline;
        QTest::newRow("proxy") << Outcome::ProxyFailed << Kind::ProxyTrouble;
        QTest::newRow("tls") << Outcome::TlsFailed << Kind::TlsTrouble;
        QTest::newRow("lost") << Outcome::ConnectionLost << Kind::ConnectionLost;
        QTest::newRow("time") << Outcome::TimedOut << Kind::TimedOut;
        QTest::newRow("cancelled") << Outcome::Cancelled << Kind::Cancelled;
        QTest::newRow("unsafe") << Outcome::UnsafeUrl << Kind::UnsafeAddress;
        QTest::newRow("other") << Outcome::Other << Kind::Unknown;
    }
    void everyEndOfTheWayHasAKind()
    {
        QFETCH(Net::Outcome, outcome);
        Net::HttpReply reply = failed(outcome, true);
        reply.detail = u"why\nso"_s;
        reply.headers = {{"request-id", "left over"}, {"Retry-After", "5"}};
        GraphError wanted;
        QFETCH(Kind, kind);
        wanted.kind = kind;
        wanted.serverText = u"why.so"_s;
        QCOMPARE(classify(reply, now), wanted);
    }

    // ---- claims challenge -------------------------------------------------------------------------------------------

    void aClaimsChallengeIsDecoded_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("claims");
        const auto row = [](const char *name, const QByteArray &challenge, Kind kind, const QByteArray &claims) {
            QTest::newRow(name) << challenge << kind << claims;
        };
        const auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
        row("base64", claimsIn(claimsJson.toBase64()), Kind::ClaimsChallenge, claimsJson);
        row("no padding", claimsIn(claimsJson.toBase64(QByteArray::OmitTrailingEquals)), Kind::ClaimsChallenge,
            claimsJson);
        row("base64url", claimsIn(claimsJson.toBase64(url)), Kind::ClaimsChallenge, claimsJson);
        row("plain", claimsIn(QByteArray(claimsJson).replace('"', "\\\"")), Kind::ClaimsChallenge, claimsJson);
        row("not quoted", "Bearer error=insufficient_claims, claims=" + claimsJson.toBase64(), Kind::ClaimsChallenge,
            claimsJson);
        row("other order", "Bearer claims=\"" + claimsJson.toBase64() + "\", error=\"insufficient_claims\"",
            Kind::ClaimsChallenge, claimsJson);
        row("capitals", QByteArray("BEARER ERROR=\"insufficient_claims\",CLAIMS=\"" + claimsJson.toBase64() + "\""),
            Kind::ClaimsChallenge, claimsJson);
        row("second challenge", "Negotiate, " + claimsIn(claimsJson.toBase64()), Kind::ClaimsChallenge, claimsJson);
        row("claims alone", "Bearer claims=\"" + claimsJson.toBase64() + "\"", Kind::ClaimsChallenge, claimsJson);
        row("no claims", R"(Bearer error="insufficient_claims")", Kind::ClaimsChallenge, "");
        row("empty claims", claimsIn(""), Kind::ClaimsChallenge, "");
        row("not base64", claimsIn("!!!!"), Kind::ClaimsChallenge, "");
        row("base64 of garbage", claimsIn(QByteArray("garbage").toBase64()), Kind::ClaimsChallenge, "");
        row("base64 of a list", claimsIn(QByteArray("[1]").toBase64()), Kind::ClaimsChallenge, "");
        row("a megabyte", claimsIn(QByteArray(1'000'000, 'e')), Kind::ClaimsChallenge, "");
        row("never closed", "Bearer error=\"insufficient_claims\", claims=\"eyJ", Kind::ClaimsChallenge, "");
        row("ends in a backslash", "Bearer error=\"insufficient_claims\", claims=\"eyJ\\", Kind::ClaimsChallenge, "");
        row("other error", R"(Bearer error="invalid_token")", Kind::TokenRefused, "");
        row("inside another value", R"(Bearer realm="error=insufficient_claims, claims=e30=")", Kind::TokenRefused, "");
        row("empty", "", Kind::TokenRefused, "");
        row("equals signs", "====,=,=\"", Kind::TokenRefused, "");
        row("commas", ",,,,", Kind::TokenRefused, "");
    }
    void aClaimsChallengeIsDecoded()
    {
        QFETCH(QByteArray, challenge);
        QFETCH(QByteArray, claims);
        const auto reply = graphRefusal(401, "InvalidAuthenticationToken", {{"www-authenticate", challenge}});
        const GraphError error = classify(reply, now);
        QTEST(error.kind, "kind");
        QCOMPARE(error.claims, QString::fromUtf8(claims));
    }

    void onlyA401Challenges()
    {
        const auto reply
            = graphRefusal(403, "ErrorAccessDenied", {{"WWW-Authenticate", claimsIn(claimsJson.toBase64())}});
        QCOMPARE(classify(reply, now).kind, Kind::PermissionMissing);
        QCOMPARE(classify(reply, now).claims, QString());
    }
};

QTEST_APPLESS_MAIN(TestGraphError)
#include "tst_grapherror.moc"
