// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/overloaded.h"
#include "graph/replies.h"
#include "support/faketransport.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;
using namespace Sendoff::Testing;

namespace {

const QDateTime now(QDate(2026, 11, 23), QTime(9, 0), QTimeZone::utc());

/// A accepted · N not accepted · U unclear · I unclear because something in between answered
char letter(const SendVerdict &verdict)
{
    return std::visit(
        Overloaded{[](const Accepted &) { return 'A'; }, [](const NotAccepted &) { return 'N'; },
                   [](const Unclear &unclear) { return unclear.error.kind == ErrorKind::Interfered ? 'I' : 'U'; }},
        verdict);
}

struct BodyCase
{
    const char *name;
    QByteArray body;
    bool truncated;
};

/// The bodies an answer may have; the index is the column of `expected`.
const QList<BodyCase> bodies = {
    {"Graph's error", R"({"error":{"code":"whatever","message":"m","innerError":{}}})", false},
    {"Graph's error, cut", "{\"error\":{\"code\":\"what", true},
    {"Graph's error, cut unnoticed", "{\"error\":{\"code\":\"what", false},
    {"nothing, cut", "", true},
    {"nothing", "", false},
    {"page", "<html><h1>Blocked by policy</h1></html>", false},
    {"page, cut", "<html><h1>Bloc", true},
    {"other JSON", R"({"blocked":true})", false},
    {"sign-in error", R"({"error":"invalid_grant","error_description":"x"})", false},
    {"list", "[]", false},
};

struct StatusCase
{
    int status;
    const char *withId; ///< one letter per body, when the answer has a request-id
    const char *without;
};

/// What the end of a send proves, by status, body and request-id, when the whole body had left.
const QList<StatusCase> expected = {
    {100, "IIIIIIIIII", "IIIIIIIIII"}, {101, "IIIIIIIIII", "IIIIIIIIII"}, {200, "IIIIIIIIII", "IIIIIIIIII"},
    {201, "IIIIIIIIII", "IIIIIIIIII"}, {202, "AAAAAAAAAA", "AAAAAAAAAA"}, {203, "IIIIIIIIII", "IIIIIIIIII"},
    {204, "IIIIIIIIII", "IIIIIIIIII"}, {206, "IIIIIIIIII", "IIIIIIIIII"}, {301, "IIIIIIIIII", "IIIIIIIIII"},
    {302, "IIIIIIIIII", "IIIIIIIIII"}, {303, "IIIIIIIIII", "IIIIIIIIII"}, {304, "IIIIIIIIII", "IIIIIIIIII"},
    {307, "IIIIIIIIII", "IIIIIIIIII"}, {308, "IIIIIIIIII", "IIIIIIIIII"}, {400, "NNNNIIIIII", "IIIIIIIIII"},
    {401, "NNNNNNNNNN", "NIIIIIIIII"}, {402, "NNNNIIIIII", "IIIIIIIIII"}, {403, "NNNNNNNNNN", "NIIIIIIIII"},
    {404, "NNNNIIIIII", "IIIIIIIIII"}, {405, "NNNNIIIIII", "IIIIIIIIII"}, {406, "NNNNIIIIII", "IIIIIIIIII"},
    {408, "UUUUUUUUUU", "UIIIIIIIII"}, {409, "NNNNIIIIII", "IIIIIIIIII"}, {410, "NNNNIIIIII", "IIIIIIIIII"},
    {411, "NNNNIIIIII", "IIIIIIIIII"}, {412, "NNNNIIIIII", "IIIIIIIIII"}, {413, "NNNNIIIIII", "IIIIIIIIII"},
    {415, "NNNNIIIIII", "IIIIIIIIII"}, {422, "NNNNIIIIII", "IIIIIIIIII"}, {423, "NNNNIIIIII", "IIIIIIIIII"},
    {425, "UUUUUUUUUU", "UIIIIIIIII"}, {429, "NNNNNNNNNN", "NIIIIIIIII"}, {451, "NNNNIIIIII", "IIIIIIIIII"},
    {499, "UUUUUUUUUU", "UIIIIIIIII"}, {500, "UUUUUUUUUU", "UUUUUUUUUU"}, {501, "UUUUUUUUUU", "UUUUUUUUUU"},
    {502, "UUUUUUUUUU", "UUUUUUUUUU"}, {503, "UUUUUUUUUU", "UUUUUUUUUU"}, {504, "UUUUUUUUUU", "UUUUUUUUUU"},
    {507, "UUUUUUUUUU", "UUUUUUUUUU"}, {509, "UUUUUUUUUU", "UUUUUUUUUU"}, {511, "IIIIIIIIII", "IIIIIIIIII"},
    {599, "UUUUUUUUUU", "UUUUUUUUUU"}, {600, "IIIIIIIIII", "IIIIIIIIII"}, {999, "IIIIIIIIII", "IIIIIIIIII"},
};

} // namespace

class TestReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void theVerdictFollowsTheTable_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("body");
        QTest::addColumn<bool>("hasId");
        QTest::addColumn<bool>("handedOver");
        QTest::addColumn<char>("verdict");
        for (const StatusCase &status : expected) {
            for (int body = 0; body < bodies.size(); ++body) {
                for (const bool hasId : {true, false}) {
                    for (const bool handedOver : {true, false}) {
                        char verdict = (hasId ? status.withId : status.without)[body];
                        const bool isRedirect = status.status / 100 == 3;
                        if (isRedirect && !handedOver)
                            verdict = 'N';
                        QTest::addRow("%d, %s, %s, %s", status.status, bodies[body].name, hasId ? "id" : "no id",
                                      handedOver ? "all left" : "not all left")
                            << status.status << body << hasId << handedOver << verdict;
                    }
                }
            }
        }
    }
    void theVerdictFollowsTheTable()
    {
        QFETCH(int, status);
        QFETCH(int, body);
        QFETCH(bool, hasId);
        Net::HttpReply reply = answered(status, bodies[body].body);
        reply.isTruncated = bodies[body].truncated;
        if (hasId)
            reply.headers.emplaceBack("Request-Id", "r-1");
        QFETCH(bool, handedOver);
        reply.bodyHandedOver = handedOver;
        QTEST(letter(readSendReply(reply, now)), "verdict");

        // Headers that mean nothing here change nothing.
        reply.headers += Headers{{"Retry-After", "120"},
                                 {"Location", "https://elsewhere.example/"},
                                 {"Content-Type", "text/html"},
                                 {"x-ms-ags-diagnostic", "{}"}};
        QTEST(letter(readSendReply(reply, now)), "verdict");
    }

    void aCodeChangesTheKindAndNotTheProof_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<char>("verdict");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](int status, const char *code, char verdict, ErrorKind kind) {
            QTest::addRow("%d %s", status, code) << status << QByteArray(code) << verdict << kind;
        };
        row(404, "MailboxNotEnabledForRESTAPI", 'N', ErrorKind::NoMailbox);
        row(429, "ApplicationThrottled", 'N', ErrorKind::Throttled);
        row(503, "ApplicationThrottled", 'U', ErrorKind::Throttled);
        row(503, "ErrorServerBusy", 'U', ErrorKind::ServiceBusy);
        row(500, "ErrorInternalServerError", 'U', ErrorKind::ServiceError);
        row(504, "UnknownError", 'U', ErrorKind::ServiceError);
        row(500, "ErrorQuotaExceeded", 'U', ErrorKind::MailboxFull);
        row(507, "ErrorQuotaExceeded", 'U', ErrorKind::MailboxFull);
        row(413, "RequestEntityTooLarge", 'N', ErrorKind::MessageTooLarge);
        row(401, "InvalidAuthenticationToken", 'N', ErrorKind::TokenRefused);
        row(408, "ErrorTimeoutExpired", 'U', ErrorKind::ServiceError);
    }
    void aCodeChangesTheKindAndNotTheProof()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        QFETCH(ErrorKind, kind);
        const SendVerdict verdict = readSendReply(graphRefusal(status, code), now);
        QTEST(letter(verdict), "verdict");
        const GraphError error = std::holds_alternative<NotAccepted>(verdict) ? std::get<NotAccepted>(verdict).error
                                                                              : std::get<Unclear>(verdict).error;
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.code, QString::fromLatin1(code));
        QCOMPARE(error.status, status);
    }

    void noAnswerIsJudgedByWhatLeft_data()
    {
        QTest::addColumn<Net::Outcome>("outcome");
        QTest::addColumn<char>("before");
        QTest::addColumn<char>("after");
        using Net::Outcome;
        QTest::newRow("host not found") << Outcome::HostNotFound << 'N' << 'N';
        QTest::newRow("refused") << Outcome::Refused << 'N' << 'N';
        QTest::newRow("tls") << Outcome::TlsFailed << 'N' << 'N';
        QTest::newRow("unsafe url") << Outcome::UnsafeUrl << 'N' << 'N';
        QTest::newRow("unreachable") << Outcome::Unreachable << 'N' << 'U';
        QTest::newRow("proxy") << Outcome::ProxyFailed << 'N' << 'U';
        QTest::newRow("lost") << Outcome::ConnectionLost << 'N' << 'U';
        QTest::newRow("time") << Outcome::TimedOut << 'N' << 'U';
        QTest::newRow("cancelled") << Outcome::Cancelled << 'N' << 'U';
        QTest::newRow("other") << Outcome::Other << 'N' << 'U';
    }
    void noAnswerIsJudgedByWhatLeft()
    {
        QFETCH(Net::Outcome, outcome);
        for (const int status : {0, 202, 400}) { // a status without an answer is noise
            Net::HttpReply reply = failed(outcome, false);
            reply.status = status;
            QTEST(letter(readSendReply(reply, now)), "before");
            reply.bodyHandedOver = true;
            QTEST(letter(readSendReply(reply, now)), "after");
        }
    }

    void anAcceptanceKeepsItsId()
    {
        QCOMPARE(readSendReply(answered(202, {}, {{"request-id", "r-1"}}), now), SendVerdict(Accepted{u"r-1"_s}));
        QCOMPARE(readSendReply(answered(202), now), SendVerdict(Accepted{}));
        QCOMPARE(readSendReply(answered(202, "<html>", {{"Retry-After", "5"}}), now), SendVerdict(Accepted{}));
    }

    void aRefusalKeepsItsWait()
    {
        const auto verdict = readSendReply(graphRefusal(429, "TooManyRequests", {{"Retry-After", "2.128"}}), now);
        QCOMPARE(std::get<NotAccepted>(verdict).error.retryAfter, std::chrono::milliseconds(2128));
    }

    // ---- GET /me ----------------------------------------------------------------------------------------------------

    void readsAProfile()
    {
        const auto profile
            = readMe(answered(200,
                              R"({"@odata.context":"x","id":"1","displayName":"Ana Müller",)"
                              R"("mail":"ana@example.org","userPrincipalName":"ana@example.onmicrosoft.com"})"),
                     now);
        QVERIFY(profile);
        QCOMPARE(profile.value(),
                 (Profile{u"1"_s, u"Ana Müller"_s, u"ana@example.org"_s, u"ana@example.onmicrosoft.com"_s}));
    }

    void aPersonalAccountHasNoMail()
    {
        const auto profile
            = readMe(answered(200, R"({"id":"1","displayName":null,"mail":null,"userPrincipalName":"a@b"})"), now);
        QVERIFY(profile);
        QCOMPARE(profile.value(), (Profile{u"1"_s, QString(), QString(), u"a@b"_s}));
    }

    void strangeProfilesAreNone_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind) {
            QTest::newRow(name) << status << body << kind;
        };
        row("no id", 200, R"({"displayName":"Ana"})", ErrorKind::Interfered);
        row("id of another type", 200, R"({"id":1})", ErrorKind::Interfered);
        row("empty id", 200, R"({"id":""})", ErrorKind::Interfered);
        row("empty", 200, "", ErrorKind::Interfered);
        row("page", 200, "<html>Welcome to the hotel</html>", ErrorKind::Interfered);
        row("list", 200, R"([{"id":"1"}])", ErrorKind::Interfered);
        row("cut", 200, "{\"id\":\"1\",\"displayName\":\"An", ErrorKind::Interfered);
        row("other status", 204, R"({"id":"1"})", ErrorKind::Interfered);
        row("redirect", 302, R"({"id":"1"})", ErrorKind::Interfered);
        row("401", 401, R"({"error":{"code":"InvalidAuthenticationToken"}})", ErrorKind::TokenRefused);
        row("403 page", 403, "<html>", ErrorKind::Interfered);
        row("503", 503, "", ErrorKind::ServiceBusy);
    }
    void strangeProfilesAreNone()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const auto profile = readMe(answered(status, body), now);
        QVERIFY(!profile);
        QTEST(profile.error().kind, "kind");
    }

    void aProfileCannotFloodTheWindow()
    {
        const auto profile
            = readMe(answered(200, "{\"id\":\"1\",\"displayName\":\"" + QByteArray(100'000, 'x') + "\"}"), now);
        QVERIFY(profile);
        QVERIFY(profile.value().displayName.size() < 1000);
    }

    void noProfileWithoutAnAnswer()
    {
        auto reply = failed(Net::Outcome::TimedOut, true);
        reply.body = R"({"id":"1"})";
        reply.status = 200;
        const auto profile = readMe(reply, now);
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, ErrorKind::TimedOut);
    }
};

QTEST_APPLESS_MAIN(TestReplies)
#include "tst_replies.moc"
