// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tokenanswer.h"
#include "graph/errorcodes.h"
#include "gui/errorcatalogue.h"
#include "samples.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

namespace {

Graph::GraphError refusal(int status, const QString &code)
{
    Graph::GraphError error;
    error.status = status;
    error.code = code;
    error.kind = Graph::kindOfCode(code, status).value_or(Graph::kindOfStatus(status));
    return error;
}

QString allOf(const Wording &words)
{
    return words.title + u' ' + words.cause + u' ' + words.nextStep + u' ' + words.button;
}

} // namespace

class TestErrorCatalogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(anyWarning()); }
    void everyMailCodeIsExplained_data();
    void everyMailCodeIsExplained();
    void everyWayNotToArriveIsExplained_data();
    void everyWayNotToArriveIsExplained();
    void everySignInNumberIsExplained_data();
    void everySignInNumberIsExplained();
    void everyOAuthErrorIsExplained_data();
    void everyOAuthErrorIsExplained();
    void everyBounceIsExplained_data();
    void everyBounceIsExplained();
    void theCatalogueIsWellWritten();
    void noCodeStandsTwice();
    void aNumberNeverChangesTheKind();
    void aWrongClockIsBlamed();
    void aProxyOnTheWayToTheSignInIsBlamed();
    void theSenderIsNamed();
    void whatAPersonCopiesIsUnderstood();
    void theWholeCanBeCopiedAndHoldsNoSecret();
};

/// The codes of Graph and Exchange as their pages list them: who can mend it, and a word that must be in the text.
void TestErrorCatalogue::everyMailCodeIsExplained_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Fixer>("fixer");
    QTest::addColumn<Action>("action");
    QTest::addColumn<QString>("word");
    const auto row = [](int status, const char *code, Fixer fixer, Action action, const char16_t *word) {
        QTest::addRow("%d %s", status, code) << status << fixer << action << QString::fromUtf16(word);
    };
    using F = Fixer;
    using A = Action;
    row(401, "InvalidAuthenticationToken", F::You, A::SignInAgain, u"Sign in again");
    row(401, "OrganizationFromTenantGuidNotFound", F::Administrator, A::SignInOtherwise, u"Azure");
    row(404, "OrganizationFromTenantGuidNotFound", F::Administrator, A::SignInOtherwise, u"licence");
    row(401, "UnknownError", F::Administrator, A::SignInOtherwise, u"licence");
    row(403, "ErrorAccessDenied", F::You, A::SignInAgain, u"permission");
    row(403, "Authorization_RequestDenied", F::Administrator, A::SignInAgain, u"permission");
    row(403, "ErrorSendAsDenied", F::Administrator, A::ChangeSender, u"right");
    row(403, "ErrorExceededMessageLimit", F::You, A::OpenOutlook, u"verify");
    row(403, "ErrorExceededHourlyMessageLimit", F::You, A::TryAgain, u"hour");
    row(403, "ErrorExceededMaxRecipientLimit", F::You, A::CheckRecipients, u"recipients");
    row(403, "ErrorSubmissionQuotaExceeded", F::You, A::TryAgain, u"tomorrow");
    row(403, "ErrorAccountSuspend", F::You, A::OpenOutlook, u"Outlook");
    row(403, "ErrorAccountSuspendShowTierUpgrade", F::You, A::OpenOutlook, u"free account");
    row(403, "ErrorExceededMessageLimitShowTierUpgrade", F::You, A::OpenOutlook, u"day");
    row(403, "ErrorMessageBlocked", F::You, A::OpenOutlook, u"spam");
    row(403, "ErrorMessageSubmissionBlocked", F::You, A::OpenOutlook, u"spam");
    row(400, "ErrorInvalidRecipients", F::You, A::CheckRecipients, u"address");
    row(400, "InvalidInternetMessageHeader", F::Us, A::CopyDetails, u"field");
    row(400, "ErrorMimeContentInvalidBase64String", F::Us, A::CopyDetails, u"packed");
    row(400, "RequestBodyRead", F::Us, A::CopyDetails, u"report");
    row(400, "BadRequest", F::Us, A::CopyDetails, u"report");
    row(400, "ErrorInvalidRequest", F::Us, A::CopyDetails, u"report");
    row(400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize", F::Us, A::CopyDetails, u"upload");
    row(405, "ErrorAttachmentSessionIsSupportedOnlyForFileAttachments", F::Us, A::CopyDetails, u"upload");
    row(400, "ErrorMessageSizeExceeded", F::You, A::CheckAttachments, u"35 MB");
    row(413, "RequestEntityTooLarge", F::You, A::CheckAttachments, u"large");
    row(413, "", F::You, A::CheckAttachments, u"large");
    row(404, "MailboxNotEnabledForRESTAPI", F::Administrator, A::SignInOtherwise, u"Azure");
    row(404, "MailboxNotSupportedForRESTAPI", F::Administrator, A::SignInOtherwise, u"Azure");
    row(404, "ResourceNotFound", F::You, A::ChangeSender, u"mailbox");
    row(404, "ErrorInvalidUser", F::You, A::ChangeSender, u"organization");
    row(404, "ErrorNonExistentMailbox", F::Administrator, A::ChangeSender, u"licence");
    row(404, "Request_ResourceNotFound", F::You, A::ChangeSender, u"organization");
    row(404, "ErrorItemNotFound", F::You, A::OpenSentItems, u"Sent Items");
    row(400, "ErrorIncorrectRoutingHint", F::You, A::SignInOtherwise, u"guest");
    row(400, "ErrorQuotaExceeded", F::You, A::OpenOutlook, u"full");
    row(429, "ApplicationThrottled", F::Microsoft, A::TryAgain, u"Wait");
    row(429, "TooManyRequests", F::Microsoft, A::TryAgain, u"Wait");
    row(429, "activityLimitReached", F::Microsoft, A::TryAgain, u"Wait");
    row(429, "CommandConcurrencyLimitReached", F::Microsoft, A::TryAgain, u"at once");
    row(503, "ErrorServerBusy", F::Microsoft, A::TryAgain, u"busy");
    row(503, "serviceNotAvailable", F::Microsoft, A::TryAgain, u"busy");
    row(503, "ErrorMailboxStoreUnavailable", F::Microsoft, A::TryAgain, u"mending");
    row(500, "ErrorInternalServerError", F::Microsoft, A::TryAgain, u"fault");
    row(500, "ErrorInternalServerTransientError", F::Microsoft, A::TryAgain, u"fault");
    row(504, "ErrorTimeoutExpired", F::Microsoft, A::TryAgain, u"fault");
    row(504, "UnknownError", F::Microsoft, A::TryAgain, u"fault");
    row(400, "ErrorVirusDetected", F::You, A::CheckAttachments, u"dangerous");
}

void TestErrorCatalogue::everyMailCodeIsExplained()
{
    QFETCH(int, status);
    QFETCH(QString, word);
    const QString code = QString::fromLatin1(QTest::currentDataTag()).section(u' ', 1);
    const Wording words = wordingFor(refusal(status, code));
    QTEST(words.fixer, "fixer");
    QTEST(words.action, "action");
    QVERIFY2(allOf(words).contains(word), qUtf8Printable(allOf(words)));
    QCOMPARE(words, wordingFor(refusal(status, code.toLower())));
}

/// What never came to an answer of the service: the way there, proxy and TLS among it.
void TestErrorCatalogue::everyWayNotToArriveIsExplained_data()
{
    QTest::addColumn<Net::Outcome>("outcome");
    QTest::addColumn<int>("status");
    QTest::addColumn<Fixer>("fixer");
    QTest::addColumn<Action>("action");
    QTest::addColumn<QString>("word");
    const auto row
        = [](const char *name, Net::Outcome outcome, int status, Fixer fixer, Action action, const char16_t *word) {
              QTest::newRow(name) << outcome << status << fixer << action << QString::fromUtf16(word);
          };
    using O = Net::Outcome;
    using F = Fixer;
    using A = Action;
    row("no such name", O::HostNotFound, 0, F::You, A::TryAgain, u"offline");
    row("no way there", O::Unreachable, 0, F::You, A::TryAgain, u"offline");
    row("nobody listens", O::Refused, 0, F::You, A::TryAgain, u"firewall");
    row("the proxy", O::ProxyFailed, 0, F::Administrator, A::TryAgain, u"proxy");
    row("407 without a proxy", O::Answered, 407, F::You, A::TryAgain, u"a proxy");
    row("no safe connection", O::TlsFailed, 0, F::You, A::TryAgain, u"date and time");
    row("the connection ends", O::ConnectionLost, 0, F::You, A::TryAgain, u"broke off");
    row("no answer", O::TimedOut, 0, F::Microsoft, A::TryAgain, u"in time");
    row("broken off by the person", O::Cancelled, 0, F::You, A::TryAgain, u"stopped");
    row("an address that is not safe", O::UnsafeUrl, 0, F::You, A::None, u"https");
    row("leads elsewhere", O::Answered, 307, F::You, A::TryAgain, u"guest network");
    row("a network that wants a sign-in", O::Answered, 511, F::You, A::TryAgain, u"guest network");
}

void TestErrorCatalogue::everyWayNotToArriveIsExplained()
{
    QFETCH(Net::Outcome, outcome);
    QFETCH(int, status);
    QFETCH(QString, word);
    Net::HttpReply reply;
    reply.outcome = outcome;
    reply.status = status;
    const Wording words = wordingFor(Graph::classify(reply, {}));
    QTEST(words.fixer, "fixer");
    QTEST(words.action, "action");
    QVERIFY2(allOf(words).contains(word), qUtf8Printable(allOf(words)));
}

void TestErrorCatalogue::everySignInNumberIsExplained_data()
{
    QTest::addColumn<QString>("error"); // what comes with it from the token endpoint
    QTest::addColumn<Fixer>("fixer");
    QTest::addColumn<QString>("word");
    const auto rows = [](std::initializer_list<int> numbers, const char16_t *error, Fixer fixer, const char16_t *word) {
        for (int number : numbers)
            QTest::addRow("%d", number) << QString::fromUtf16(error) << fixer << QString::fromUtf16(word);
    };
    using F = Fixer;
    rows({50011}, u"invalid_client", F::Administrator, u"http://localhost");
    rows({90102, 700025, 501481, 700005, 90014, 900144, 90023}, u"invalid_request", F::Us, u"report");
    rows({7000218}, u"invalid_client", F::Administrator, u"Allow public client flows");
    rows({9002325, 9002326, 9002327}, u"invalid_request", F::Administrator, u"Single-page");
    rows({700084}, u"invalid_grant", F::Administrator, u"after a day");
    rows({54005}, u"invalid_grant", F::You, u"Start the sign-in again");
    rows({700016}, u"unauthorized_client", F::Administrator, u"cloud");
    rows({50194}, u"invalid_request", F::You, u"one organization");
    rows({50020}, u"invalid_grant", F::You, u"Personal");
    rows({9002332}, u"invalid_request", F::Administrator, u"personal");
    rows({500208, 9001023, 90130}, u"invalid_request", F::You, u"other kind");
    rows({90002}, u"invalid_request", F::You, u"organization");
    rows({90038, 900439}, u"invalid_request", F::You, u"cloud");
    rows({65001}, u"invalid_grant", F::You, u"Accept");
    rows({65004}, u"access_denied", F::You, u"consent");
    rows({90094, 90095}, u"access_denied", F::Administrator, u"administrator");
    rows({65005, 650052, 650056, 650057}, u"invalid_resource", F::Administrator, u"API permissions");
    rows({70011}, u"invalid_scope", F::Us, u"permission");
    rows({50034}, u"invalid_grant", F::You, u"user name");
    rows({50126}, u"invalid_grant", F::You, u"password");
    rows({50057}, u"invalid_grant", F::Administrator, u"switched off");
    rows({50105}, u"invalid_grant", F::Administrator, u"assign");
    rows({90072}, u"invalid_grant", F::Administrator, u"invite");
    rows({50058}, u"login_required", F::You, u"Sign in again");
    rows({50072, 50074, 50076, 50078, 50079}, u"interaction_required", F::You, u"second proof");
    rows({53000, 53001, 53003, 530035, 50131}, u"interaction_required", F::Administrator, u"rules");
    rows({50140}, u"interaction_required", F::You, u"Sign in again");
    rows({50173}, u"invalid_grant", F::You, u"password changed");
    rows({50196}, u"invalid_grant", F::Us, u"loop");
    rows({70000}, u"invalid_grant", F::You, u"Personal");
    rows({70008, 700082}, u"invalid_grant", F::You, u"90 days");
    rows({70043}, u"invalid_grant", F::You, u"time to time");
    rows({70016}, u"authorization_pending", F::You, u"code");
}

void TestErrorCatalogue::everySignInNumberIsExplained()
{
    QFETCH(QString, error);
    QFETCH(QString, word);
    const QString number = QString::fromLatin1(QTest::currentDataTag());
    const Auth::AuthError read = Auth::oauthError(error, {}, u"AADSTS%1: Something went wrong."_s.arg(number));
    QCOMPARE(QString::number(read.aadsts), number);
    const Wording words = wordingFor(read);
    QTEST(words.fixer, "fixer");
    QVERIFY2(allOf(words).contains(word), qUtf8Printable(allOf(words)));
    QCOMPARE(explain(u"AADSTS"_s + number), words);
}

void TestErrorCatalogue::everyOAuthErrorIsExplained_data()
{
    QTest::addColumn<Fixer>("fixer");
    const auto row = [](const char *error, Fixer fixer) { QTest::newRow(error) << fixer; };
    row("invalid_request", Fixer::Us);
    row("unauthorized_client", Fixer::Administrator);
    row("access_denied", Fixer::You);
    row("unsupported_response_type", Fixer::Us);
    row("server_error", Fixer::Microsoft);
    row("temporarily_unavailable", Fixer::Microsoft);
    row("invalid_resource", Fixer::Administrator);
    row("login_required", Fixer::You);
    row("interaction_required", Fixer::You);
    row("invalid_grant", Fixer::You);
    row("invalid_client", Fixer::Administrator);
    row("unsupported_grant_type", Fixer::Us);
    row("consent_required", Fixer::You);
    row("invalid_scope", Fixer::Us);
    row("authorization_pending", Fixer::You);
    row("authorization_declined", Fixer::You);
    row("bad_verification_code", Fixer::You);
    row("expired_token", Fixer::You);
}

void TestErrorCatalogue::everyOAuthErrorIsExplained()
{
    QFETCH(Fixer, fixer);
    const QString code = QString::fromLatin1(QTest::currentDataTag());
    QVERIFY(wordingForOAuthError(code).has_value());
    QCOMPARE(wordingForOAuthError(code)->fixer, fixer);
    QCOMPARE(wordingFor(Auth::oauthError(code, {}, {})).fixer, fixer);
}

void TestErrorCatalogue::everyBounceIsExplained_data()
{
    QTest::addColumn<Fixer>("fixer");
    QTest::newRow("550 5.7.501 Access denied, spam abuse detected") << Fixer::Administrator;
    QTest::newRow("550 5.1.8 Access denied, bad outbound sender") << Fixer::Administrator;
    QTest::newRow("550 5.7.236 Message limit") << Fixer::Administrator;
    QTest::newRow("550 5.1.10 RESOLVER.ADR.RecipientNotFound") << Fixer::Recipient;
}

void TestErrorCatalogue::everyBounceIsExplained()
{
    const auto words = explain(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(words);
    QTEST(words->fixer, "fixer");
}

void TestErrorCatalogue::theCatalogueIsWellWritten()
{
    static const QRegularExpression jargon(u"AADSTS|HTTP|token|OAuth|scope|endpoint|[A-Z][a-z]+[A-Z][a-z]"_s);
    for (const QString &code : explainedCodes()) {
        const auto words = explain(code);
        QVERIFY2(words, qUtf8Printable(code));
        QVERIFY2(!words->title.isEmpty() && words->title.size() <= 70, qUtf8Printable(words->title));
        QVERIFY2(!words->title.endsWith(u'.'), qUtf8Printable(words->title));
        QVERIFY2(words->cause.endsWith(u'.'), qUtf8Printable(words->cause));
        QVERIFY2(words->nextStep.endsWith(u'.') && !words->nextStep.contains(u'\n'), qUtf8Printable(words->nextStep));
        QCOMPARE(words->button.isEmpty(), words->action == Action::None);
        const auto match = jargon.match(words->title + u' ' + words->cause);
        QVERIFY2(!match.hasMatch(), qUtf8Printable(match.captured() + u" in "_s + words->title));
        QVERIFY2(words->steps.size() != 1, qUtf8Printable(code));
        for (const QString &step : words->steps)
            QVERIFY2(step.endsWith(u'.') && step.size() <= 240, qUtf8Printable(step));
    }
}

void TestErrorCatalogue::noCodeStandsTwice()
{
    QSet<QString> seen;
    for (const QString &code : explainedCodes()) {
        QVERIFY2(!seen.contains(code.toLower()), qUtf8Printable(code));
        seen.insert(code.toLower());
    }
    QVERIFY(seen.size() > 100);
}

/// What the program does hangs on the kind, and the kind on the service's own word.
void TestErrorCatalogue::aNumberNeverChangesTheKind()
{
    const Auth::AuthError plain = Auth::oauthError(u"invalid_grant"_s, {}, u"Es geht nicht."_s);
    for (int number : {50126, 53003, 70000, 700084, 54005, 50011}) {
        const Auth::AuthError numbered = Auth::oauthError(u"invalid_grant"_s, {}, u"AADSTS%1: no"_s.arg(number));
        QCOMPARE(numbered.kind, plain.kind);
    }
    // A service in trouble is waited for, whatever number comes with it.
    const Auth::AuthError busy = Auth::oauthError(u"temporarily_unavailable"_s, {}, u"AADSTS50126: no"_s);
    QCOMPARE(wordingFor(busy).action, Action::TryAgain);
    QCOMPARE(wordingFor(busy).fixer, Fixer::Microsoft);
}

void TestErrorCatalogue::aWrongClockIsBlamed()
{
    using namespace std::chrono_literals;
    Graph::GraphError refused = refusal(401, u"InvalidAuthenticationToken"_s);
    refused.clockAhead = 3h;
    QVERIFY(wordingFor(refused).title.contains(u"clock"));
    QVERIFY(wordingFor(refused).cause.contains(u"slow"));
    QVERIFY(details(refused, {}).contains(u"10800 s ahead"));
    Graph::GraphError full = refusal(400, u"ErrorQuotaExceeded"_s);
    full.clockAhead = 3h;
    QVERIFY(!wordingFor(full).title.contains(u"clock"));
    Auth::AuthError ended = Auth::oauthError(u"invalid_grant"_s, {}, u"AADSTS70008: no"_s);
    ended.clockAhead = -26h;
    QVERIFY(wordingFor(ended).title.contains(u"clock"));
    QVERIFY(wordingFor(ended).cause.contains(u"fast"));
}

void TestErrorCatalogue::aProxyOnTheWayToTheSignInIsBlamed()
{
    Net::HttpReply reply;
    reply.outcome = Net::Outcome::ProxyFailed;
    const auto answer = Auth::readTokenAnswer(reply, {});
    QVERIFY(!answer);
    QVERIFY(wordingFor(answer.error()).title.contains(u"proxy"));
    reply.outcome = Net::Outcome::HostNotFound;
    QVERIFY(!wordingFor(Auth::readTokenAnswer(reply, {}).error()).title.contains(u"proxy"));
}

void TestErrorCatalogue::theSenderIsNamed()
{
    const Auth::Account who = work();
    const Graph::GraphError denied = refusal(403, u"ErrorSendAsDenied"_s);
    const Wording words = wordingFor(denied, &who, u"sales@contoso.com"_s);
    QVERIFY(words.title.contains(u"sales@contoso.com"));
    QVERIFY(words.cause.contains(u"adele@contoso.com") && words.cause.contains(u"sales@contoso.com"));
    QCOMPARE(words.steps.size(), 2);
    QVERIFY(!wordingFor(denied, nullptr, u"50%2%1@contoso.com"_s).cause.contains(u"%1%"));
    QVERIFY(wordingFor(denied).title.contains(u"this name"));
}

void TestErrorCatalogue::whatAPersonCopiesIsUnderstood()
{
    const auto words = explain(u"AADSTS50011"_s);
    QVERIFY(words);
    QCOMPARE(explain(u" 50011 "_s), words);
    QCOMPARE(explain(u"aadsts50011"_s), words);
    QVERIFY(explain(u"errorsendasdenied"_s));
    QVERIFY(explain(u"ErrorVirusDetected"_s));
    for (const QString &nothing : {u""_s, u"50"_s, u"AADSTS"_s, u"AADSTS99999999999"_s, u"hello"_s, u" "_s})
        QVERIFY2(!explain(nothing), qUtf8Printable(nothing));
}

void TestErrorCatalogue::theWholeCanBeCopiedAndHoldsNoSecret()
{
    Graph::GraphError error = refusal(401, u"InvalidAuthenticationToken"_s);
    error.requestId = u"11111111-aaaa"_s;
    error.claims = u"{\"access_token\":{\"nbf\":\"never-shown\"}}"_s;
    const Wording words = wordingFor(refusal(403, u"ErrorExceededMessageLimit"_s));
    const QString whole = inFull(words, details(error, {}));
    QVERIFY(whole.startsWith(words.title + u".\n"_s));
    QVERIFY(whole.contains(u"You can mend this."));
    QVERIFY(whole.contains(u"\n1. ") && whole.contains(u"\n3. "));
    QVERIFY(whole.contains(error.requestId));
    QVERIFY(!whole.contains(u"never-shown"));
    QVERIFY(!whole.contains(u".."));
}

QTEST_GUILESS_MAIN(TestErrorCatalogue)
#include "tst_errorcatalogue.moc"
