// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sendmachine.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Outbox;
using Graph::ErrorKind;
using Graph::GraphError;

Q_DECLARE_METATYPE(Sendoff::Outbox::SendState)
Q_DECLARE_METATYPE(Sendoff::Outbox::SendEvent)
Q_DECLARE_METATYPE(Sendoff::Net::NoToken)
Q_DECLARE_METATYPE(Sendoff::Graph::GraphError)
Q_DECLARE_METATYPE(Sendoff::Graph::LookUp)

namespace {

const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
const QDateTime earlier = now.addSecs(-60);

/// With roll 0.5 a pause is exactly its nominal length.
const Moment moment{now, 0.5};

GraphError error(ErrorKind kind, int status = 0, std::optional<std::chrono::milliseconds> retryAfter = {})
{
    GraphError made;
    made.kind = kind;
    made.status = status;
    made.retryAfter = retryAfter;
    return made;
}

QString effectNames(const QList<SendEffect> &effects)
{
    static const QStringList names{u"fetch-token"_s, u"post"_s, u"abort"_s, u"pause-account"_s, u"go-on"_s};
    QStringList found;
    for (const SendEffect &effect : effects)
        found.append(names.at(static_cast<qsizetype>(effect.index())));
    return found.join(u' ');
}

// One example of each state, used by the table.
const SendState waiting = Waiting{earlier, WaitReason::Queued, 1, 2, {}};
const SendState preparing = Preparing{1, false, 2};
const SendState sending = Sending{u"a1"_s, earlier, 2, false, 2, false};
const SendState uncertain = Uncertain{earlier, error(ErrorKind::TimedOut), false, 2};
const SendState accepted = Accepted{earlier, u"r1"_s, false, 2};
const SendState needsUser = NeedsUser{NeedsUser::Why::SignIn, {}, u"invalid_grant"_s, 2};
const SendState cancelled = Cancelled{earlier, 2, false};

const QList<std::pair<const char *, SendEvent>> events{
    {"due", Due{}},
    {"token-ready", TokenReady{u"a2"_s}},
    {"token-missing", TokenMissing{{Net::NoToken::Kind::SignInNeeded, u"invalid_grant"_s, {}}}},
    {"content-missing", ContentMissing{u"a.pdf"_s}},
    {"not-recorded", NotRecorded{}},
    {"replied", Replied{Graph::Accepted{u"r2"_s}}},
    {"found-at-start", FoundAtStart{}},
    {"cancel-asked", CancelAsked{}},
    {"retry-asked", RetryAsked{}},
    {"said-sent", SaidSent{}},
    {"taken-back", TakenBack{}},
    {"signed-in", SignedIn{}},
    {"account-paused", AccountPaused{now.addSecs(600)}},
    {"online", Online{}},
    {"looked-up", LookedUp{Graph::Found{u"m1"_s, false}}},
    {"draft-wanted", DraftWanted{}},
    {"draft-known", DraftKnown{u"d1"_s}},
    {"prepare-failed", PrepareFailed{error(ErrorKind::ServiceBusy, 503), false}},
    {"right-missing", RightMissing{u"Mail.ReadWrite"_s}},
    {"found-sent", FoundSent{u"m2"_s}},
    {"pause-asked", PauseAsked{}},
    {"not-yet", NotYet{now.addDays(9)}},
};

struct Row
{
    const char *state;
    const char *event;
    SendState next;
    const char *effects;
};

/// Every pair of a state and an event, with what must come of it.
QList<Row> table()
{
    const SendState freed = Waiting{now, WaitReason::Queued, 2, 0, {}};
    return {
        {"waiting", "due", Preparing{1, false, 2}, "fetch-token"},
        {"waiting", "token-ready", waiting, ""},
        {"waiting", "token-missing", waiting, ""},
        {"waiting", "content-missing", waiting, ""},
        {"waiting", "not-recorded", waiting, ""},
        {"waiting", "replied", waiting, ""},
        {"waiting", "found-at-start", waiting, ""},
        {"waiting", "cancel-asked", Cancelled{now, 1, false}, ""},
        {"waiting", "retry-asked", waiting, ""}, // due already
        {"waiting", "said-sent", waiting, ""},
        {"waiting", "taken-back", waiting, ""},
        {"waiting", "signed-in", waiting, ""},
        {"waiting", "account-paused",
         Waiting{now.addSecs(600), WaitReason::Throttled, 1, 0, error(ErrorKind::Throttled)}, ""},
        {"waiting", "online", waiting, ""},
        {"waiting", "looked-up", waiting, ""},
        {"waiting", "draft-wanted", waiting, ""},
        {"waiting", "draft-known", waiting, ""},
        {"waiting", "prepare-failed", waiting, ""},
        {"waiting", "right-missing", waiting, ""},
        {"waiting", "found-sent", waiting, ""},
        {"waiting", "pause-asked", waiting, ""},
        {"waiting", "not-yet", waiting, ""},

        {"preparing", "due", preparing, ""},
        {"preparing", "token-ready", Sending{u"a2"_s, now, 2, false, 2, false}, "post"},
        {"preparing", "token-missing", NeedsUser{NeedsUser::Why::SignIn, {}, u"invalid_grant"_s, 1}, ""},
        {"preparing", "content-missing", NeedsUser{NeedsUser::Why::ContentMissing, {}, u"a.pdf"_s, 1}, ""},
        {"preparing", "not-recorded", Waiting{now.addSecs(20), WaitReason::Queued, 1, 3, {}}, "abort"},
        {"preparing", "replied", preparing, ""},
        {"preparing", "found-at-start", Waiting{now, WaitReason::Queued, 1, 0, {}}, ""},
        {"preparing", "cancel-asked", Cancelled{now, 1, false}, "abort"},
        {"preparing", "retry-asked", preparing, ""},
        {"preparing", "said-sent", preparing, ""},
        {"preparing", "taken-back", preparing, ""},
        {"preparing", "signed-in", preparing, ""},
        {"preparing", "account-paused", preparing, ""},
        {"preparing", "online", preparing, ""},
        {"preparing", "looked-up", preparing, ""},
        {"preparing", "draft-wanted", Preparing{1, false, 2, {true, {}}}, "go-on"},
        {"preparing", "draft-known", Preparing{1, false, 2, {false, u"d1"_s}}, ""},
        {"preparing", "prepare-failed",
         Waiting{now.addSecs(20), WaitReason::ServiceBusy, 1, 3, error(ErrorKind::ServiceBusy, 503)}, ""},
        {"preparing", "right-missing", NeedsUser{NeedsUser::Why::RightMissing, {}, u"Mail.ReadWrite"_s, 1}, ""},
        {"preparing", "found-sent", Accepted{now, {}, false, 1, u"m2"_s}, ""},
        {"preparing", "pause-asked", preparing, ""},
        {"preparing", "not-yet", Waiting{now.addDays(9), WaitReason::Scheduled, 1, 0, {}}, ""},

        {"sending", "due", sending, ""},
        {"sending", "token-ready", sending, ""},
        {"sending", "token-missing", sending, ""},
        {"sending", "content-missing", sending, ""},
        {"sending", "not-recorded", sending, ""},
        {"sending", "replied", Accepted{now, u"r2"_s, false, 2}, ""},
        {"sending", "found-at-start",
         Uncertain{earlier,
                   [] {
                       GraphError made;
                       made.clientRequestId = u"a1"_s;
                       return made;
                   }(),
                   true, 2},
         ""},
        {"sending", "cancel-asked", Sending{u"a1"_s, earlier, 2, false, 2, true}, "abort"},
        {"sending", "retry-asked", sending, ""},
        {"sending", "said-sent", sending, ""},
        {"sending", "taken-back", sending, ""},
        {"sending", "signed-in", sending, ""},
        {"sending", "account-paused", sending, ""},
        {"sending", "online", sending, ""},
        {"sending", "looked-up", sending, ""},
        {"sending", "draft-wanted", sending, ""},
        {"sending", "draft-known", sending, ""},
        {"sending", "prepare-failed", sending, ""},
        {"sending", "right-missing", sending, ""},
        {"sending", "found-sent", sending, ""},
        {"sending", "pause-asked", sending, ""},
        {"sending", "not-yet", sending, ""},

        {"uncertain", "due", uncertain, ""},
        {"uncertain", "token-ready", uncertain, ""},
        {"uncertain", "token-missing", uncertain, ""},
        {"uncertain", "content-missing", uncertain, ""},
        {"uncertain", "not-recorded", uncertain, ""},
        {"uncertain", "replied", uncertain, ""},
        {"uncertain", "found-at-start", uncertain, ""},
        {"uncertain", "cancel-asked", uncertain, ""},
        {"uncertain", "retry-asked", freed, ""},
        {"uncertain", "said-sent", Accepted{now, {}, true, 2}, ""},
        {"uncertain", "taken-back", Cancelled{now, 2, true}, ""},
        {"uncertain", "signed-in", uncertain, ""},
        {"uncertain", "account-paused", uncertain, ""},
        {"uncertain", "online", uncertain, ""},
        {"uncertain", "looked-up", Accepted{now, {}, false, 2, u"m1"_s}, ""},
        {"uncertain", "draft-wanted", uncertain, ""},
        {"uncertain", "draft-known", uncertain, ""},
        {"uncertain", "prepare-failed", uncertain, ""},
        {"uncertain", "right-missing", uncertain, ""},
        {"uncertain", "found-sent", uncertain, ""},
        {"uncertain", "pause-asked", uncertain, ""},
        {"uncertain", "not-yet", uncertain, ""},

        {"accepted", "due", accepted, ""},
        {"accepted", "token-ready", accepted, ""},
        {"accepted", "token-missing", accepted, ""},
        {"accepted", "content-missing", accepted, ""},
        {"accepted", "not-recorded", accepted, ""},
        {"accepted", "replied", accepted, ""},
        {"accepted", "found-at-start", accepted, ""},
        {"accepted", "cancel-asked", accepted, ""},
        {"accepted", "retry-asked", accepted, ""},
        {"accepted", "said-sent", accepted, ""},
        {"accepted", "taken-back", accepted, ""},
        {"accepted", "signed-in", accepted, ""},
        {"accepted", "account-paused", accepted, ""},
        {"accepted", "online", accepted, ""},
        {"accepted", "looked-up", accepted, ""},
        {"accepted", "draft-wanted", accepted, ""},
        {"accepted", "draft-known", accepted, ""},
        {"accepted", "prepare-failed", accepted, ""},
        {"accepted", "right-missing", accepted, ""},
        {"accepted", "found-sent", accepted, ""},
        {"accepted", "pause-asked", accepted, ""},
        {"accepted", "not-yet", accepted, ""},

        {"needs-user", "due", needsUser, ""},
        {"needs-user", "token-ready", needsUser, ""},
        {"needs-user", "token-missing", needsUser, ""},
        {"needs-user", "content-missing", needsUser, ""},
        {"needs-user", "not-recorded", needsUser, ""},
        {"needs-user", "replied", needsUser, ""},
        {"needs-user", "found-at-start", needsUser, ""},
        {"needs-user", "cancel-asked", Cancelled{now, 2, false}, ""},
        {"needs-user", "retry-asked", freed, ""},
        {"needs-user", "said-sent", needsUser, ""},
        {"needs-user", "taken-back", needsUser, ""},
        {"needs-user", "signed-in", freed, ""},
        {"needs-user", "account-paused", needsUser, ""},
        {"needs-user", "online", needsUser, ""},
        {"needs-user", "looked-up", needsUser, ""},
        {"needs-user", "draft-wanted", needsUser, ""},
        {"needs-user", "draft-known", needsUser, ""},
        {"needs-user", "prepare-failed", needsUser, ""},
        {"needs-user", "right-missing", needsUser, ""},
        {"needs-user", "found-sent", needsUser, ""},
        {"needs-user", "pause-asked", needsUser, ""},
        {"needs-user", "not-yet", needsUser, ""},

        {"cancelled", "due", cancelled, ""},
        {"cancelled", "token-ready", cancelled, ""},
        {"cancelled", "token-missing", cancelled, ""},
        {"cancelled", "content-missing", cancelled, ""},
        {"cancelled", "not-recorded", cancelled, ""},
        {"cancelled", "replied", cancelled, ""},
        {"cancelled", "found-at-start", cancelled, ""},
        {"cancelled", "cancel-asked", cancelled, ""},
        {"cancelled", "retry-asked", cancelled, ""},
        {"cancelled", "said-sent", cancelled, ""},
        {"cancelled", "taken-back", cancelled, ""},
        {"cancelled", "signed-in", cancelled, ""},
        {"cancelled", "account-paused", cancelled, ""},
        {"cancelled", "online", cancelled, ""},
        {"cancelled", "looked-up", cancelled, ""},
        {"cancelled", "draft-wanted", cancelled, ""},
        {"cancelled", "draft-known", cancelled, ""},
        {"cancelled", "prepare-failed", cancelled, ""},
        {"cancelled", "right-missing", cancelled, ""},
        {"cancelled", "found-sent", cancelled, ""},
        {"cancelled", "pause-asked", cancelled, ""},
        {"cancelled", "not-yet", cancelled, ""},
    };
}

const QList<SendState> states{waiting, preparing, sending, uncertain, accepted, needsUser, cancelled};

} // namespace

class TestSendMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void theTableHasEveryPair()
    {
        QSet<QString> pairs;
        for (const Row &row : table())
            pairs.insert(QString::fromLatin1(row.state) + u'+' + QString::fromLatin1(row.event));
        QSet<QString> expected;
        for (const SendState &state : states) {
            for (const auto &[name, event] : events) {
                QCOMPARE(eventName(event), QString::fromLatin1(name));
                expected.insert(stateName(state) + u'+' + eventName(event));
            }
        }
        QCOMPARE(states.size(), qsizetype(std::variant_size_v<SendState>));
        QCOMPARE(events.size(), qsizetype(std::variant_size_v<SendEvent>));
        QCOMPARE(pairs, expected);
        QCOMPARE(table().size(), expected.size());
    }

    void eachPairLeadsWhereItShould_data()
    {
        QTest::addColumn<SendState>("before");
        QTest::addColumn<SendEvent>("event");
        QTest::addColumn<SendState>("after");
        QTest::addColumn<QString>("effects");
        for (const Row &row : table()) {
            const auto state = std::find_if(states.begin(), states.end(), [&](const SendState &each) {
                return stateName(each) == QLatin1StringView(row.state);
            });
            const auto event = std::find_if(events.begin(), events.end(),
                                            [&](const auto &each) { return qstrcmp(each.first, row.event) == 0; });
            QTest::addRow("%s + %s", row.state, row.event)
                << *state << event->second << row.next << QString::fromLatin1(row.effects);
        }
    }
    void eachPairLeadsWhereItShould()
    {
        QFETCH(const SendState, before);
        QFETCH(const SendEvent, event);
        QFETCH(const SendState, after);
        const Step next = step(before, event, moment);
        QCOMPARE(stateName(next.state), stateName(after));
        QVERIFY(next.state == after);
        QTEST(effectNames(next.effects), "effects");
    }

    void aWaitLastsUntilItsTime_data()
    {
        QTest::addColumn<qint64>("waitMs");
        QTest::addColumn<bool>("isDue");
        QTest::newRow("now") << qint64(0) << true;
        QTest::newRow("one millisecond to go") << qint64(1) << false;
        QTest::newRow("the longest wait") << qint64(longestWait / 1ms) << false;
        QTest::newRow("longer than any wait: the clock was set back") << qint64(366LL * 24 * 3600 * 1000) << true;
    }
    void aWaitLastsUntilItsTime()
    {
        QFETCH(const qint64, waitMs);
        const Step next = step(Waiting{now.addMSecs(waitMs), WaitReason::Throttled, 1, 0, {}}, Due{}, moment);
        QTEST(std::holds_alternative<Preparing>(next.state), "isDue");
    }

    void aPersonCanShortenAWait()
    {
        const SendState later = Waiting{now.addSecs(600), WaitReason::Offline, 1, 3, error(ErrorKind::Offline)};
        const SendState expected = Waiting{now, WaitReason::Offline, 1, 3, error(ErrorKind::Offline)};
        QVERIFY(step(later, RetryAsked{}, moment).state == expected);
    }

    void aWaitThatTheServiceNamedCannotBeShortened()
    {
        const SendState named
            = Waiting{now.addSecs(600), WaitReason::Throttled, 1, 0, error(ErrorKind::Throttled, 429)};
        QVERIFY(step(named, RetryAsked{}, moment).state == named);
    }

    void aPauseOfTheAccountOnlyMakesAWaitLonger()
    {
        const SendState later = Waiting{now.addSecs(601), WaitReason::Offline, 1, 3, error(ErrorKind::Offline)};
        QVERIFY(step(later, AccountPaused{now.addSecs(600)}, moment).state == later);
        const Step next = step(waiting, AccountPaused{now.addYears(1)}, moment);
        QCOMPARE(std::get<Waiting>(next.state).notBefore, now.addDays(1));
    }

    void theNetworkComingBackEndsTheWaitForIt_data()
    {
        QTest::addColumn<WaitReason>("reason");
        QTest::addColumn<bool>("ends");
        QTest::newRow("queued") << WaitReason::Queued << false;
        QTest::newRow("undo") << WaitReason::Undo << false;
        QTest::newRow("offline") << WaitReason::Offline << true;
        QTest::newRow("throttled") << WaitReason::Throttled << false;
        QTest::newRow("service busy") << WaitReason::ServiceBusy << false;
        QTest::newRow("sign-in trouble") << WaitReason::SignInTrouble << true;
        QTest::newRow("token renewal") << WaitReason::TokenRenewal << false;
        QTest::newRow("scheduled") << WaitReason::Scheduled << false;
        QTest::newRow("paused") << WaitReason::Paused << false;
    }
    void theNetworkComingBackEndsTheWaitForIt()
    {
        QFETCH(const WaitReason, reason);
        const Step next = step(Waiting{now.addSecs(600), reason, 0, 1, {}}, Online{}, moment);
        QTEST(std::get<Waiting>(next.state).notBefore == now, "ends");
    }

    void signingInFreesOnlyWhatWaitedForIt_data()
    {
        QTest::addColumn<NeedsUser::Why>("why");
        QTest::addColumn<bool>("isFreed");
        QTest::newRow("sign-in") << NeedsUser::Why::SignIn << true;
        QTest::newRow("vault locked") << NeedsUser::Why::VaultLocked << true;
        QTest::newRow("refused") << NeedsUser::Why::Refused << false;
        QTest::newRow("content missing") << NeedsUser::Why::ContentMissing << false;
        QTest::newRow("right missing") << NeedsUser::Why::RightMissing << true;
    }
    void signingInFreesOnlyWhatWaitedForIt()
    {
        QFETCH(const NeedsUser::Why, why);
        const Step next = step(NeedsUser{why, {}, {}, 1}, SignedIn{}, moment);
        QTEST(std::holds_alternative<Waiting>(next.state), "isFreed");
    }

    void noTokenIsToldApart_data()
    {
        QTest::addColumn<Net::NoToken::Kind>("kind");
        QTest::addColumn<SendState>("after");
        using Kind = Net::NoToken::Kind;
        QTest::newRow("sign-in needed") << Kind::SignInNeeded
                                        << SendState(NeedsUser{NeedsUser::Why::SignIn, {}, u"c"_s, 1});
        QTest::newRow("vault locked") << Kind::VaultLocked
                                      << SendState(NeedsUser{NeedsUser::Why::VaultLocked, {}, u"c"_s, 1});
        QTest::newRow("offline") << Kind::Offline
                                 << SendState(
                                        Waiting{now.addSecs(20), WaitReason::Offline, 1, 3, error(ErrorKind::Offline)});
        GraphError busy = error(ErrorKind::ServiceBusy);
        busy.code = u"c"_s;
        QTest::newRow("service trouble") << Kind::ServiceTrouble
                                         << SendState(Waiting{now.addSecs(20), WaitReason::SignInTrouble, 1, 3, busy});
    }
    void noTokenIsToldApart()
    {
        QFETCH(const Net::NoToken::Kind, kind);
        QFETCH(const SendState, after);
        const Step next = step(preparing, TokenMissing{{kind, u"c"_s, {}}}, moment);
        QVERIFY(next.state == after);
        QVERIFY(next.effects.isEmpty());
    }

    void aRefusalLeadsWhereItShould_data()
    {
        QTest::addColumn<GraphError>("error");
        QTest::addColumn<SendState>("after");
        QTest::addColumn<QString>("effects");
        const auto none = QString();

        // Never reached the service: no attempt counted, tried again by itself.
        for (const ErrorKind kind : {ErrorKind::Offline, ErrorKind::ServiceNotReached, ErrorKind::ProxyTrouble,
                                     ErrorKind::TlsTrouble, ErrorKind::TimedOut, ErrorKind::ConnectionLost}) {
            QTest::addRow("no contact, kind %d", static_cast<int>(kind))
                << error(kind) << SendState(Waiting{now.addSecs(20), WaitReason::Offline, 1, 3, error(kind)}) << none;
        }
        QTest::newRow("broken off here") << error(ErrorKind::Cancelled) << SendState(Cancelled{now, 1, false}) << none;
        const GraphError unsafe = error(ErrorKind::UnsafeAddress);
        QTest::newRow("unsafe address") << unsafe << SendState(NeedsUser{NeedsUser::Why::Refused, unsafe, {}, 1})
                                        << none;
        const GraphError interfered = error(ErrorKind::Interfered, 302);
        QTest::newRow("redirect before the mail was out")
            << interfered << SendState(Waiting{now.addSecs(20), WaitReason::Offline, 2, 3, interfered}) << none;

        const GraphError refusedToken = error(ErrorKind::TokenRefused, 401);
        QTest::newRow("token refused") << refusedToken
                                       << SendState(Waiting{now, WaitReason::TokenRenewal, 2, 0, refusedToken}) << none;
        const GraphError claims = error(ErrorKind::ClaimsChallenge, 401);
        QTest::newRow("claims challenge")
            << claims << SendState(NeedsUser{NeedsUser::Why::SignIn, claims, {}, 2}) << none;

        const GraphError named = error(ErrorKind::Throttled, 429, 90s);
        QTest::newRow("throttled, with a time")
            << named << SendState(Waiting{now.addSecs(90), WaitReason::Throttled, 2, 0, named}) << u"pause-account"_s;
        const GraphError unnamed = error(ErrorKind::Throttled, 429);
        QTest::newRow("throttled, without a time")
            << unnamed << SendState(Waiting{now.addSecs(8), WaitReason::Throttled, 2, 0, unnamed})
            << u"pause-account"_s;
        const GraphError forYears = error(ErrorKind::Throttled, 429, 24h * 365);
        QTest::newRow("throttled for a year")
            << forYears << SendState(Waiting{now.addDays(1), WaitReason::Throttled, 2, 0, forYears})
            << u"pause-account"_s;
        const GraphError negative = error(ErrorKind::Throttled, 429, -5s);
        QTest::newRow("throttled until before")
            << negative << SendState(Waiting{now, WaitReason::Throttled, 2, 0, negative}) << u"pause-account"_s;

        const GraphError busy = error(ErrorKind::ServiceBusy, 503, 30s);
        QTest::newRow("busy before the mail was out")
            << busy << SendState(Waiting{now.addSecs(30), WaitReason::ServiceBusy, 2, 0, busy}) << none;
        const GraphError broken = error(ErrorKind::ServiceError, 500);
        QTest::newRow("broken before the mail was out")
            << broken << SendState(Waiting{now.addSecs(20), WaitReason::ServiceBusy, 2, 0, broken}) << none;

        for (const auto &[kind, status] : QList<std::pair<ErrorKind, int>>{
                 {ErrorKind::NoMailbox, 404},
                 {ErrorKind::PermissionMissing, 403},
                 {ErrorKind::SendAsDenied, 403},
                 {ErrorKind::SendingLimit, 429},
                 {ErrorKind::AccountSuspended, 403},
                 {ErrorKind::BadRecipients, 400},
                 {ErrorKind::BadHeader, 400},
                 {ErrorKind::MessageTooLarge, 413},
                 {ErrorKind::AttachmentRefused, 400},
                 {ErrorKind::MailboxFull, 400},
                 {ErrorKind::MailboxNotFound, 404},
                 {ErrorKind::ItemNotFound, 404},
                 {ErrorKind::BadRequest, 400},
                 {ErrorKind::Unknown, 418},
             }) {
            QTest::addRow("refused, kind %d", static_cast<int>(kind))
                << error(kind, status) << SendState(NeedsUser{NeedsUser::Why::Refused, error(kind, status), {}, 2})
                << none;
        }
    }
    void aRefusalLeadsWhereItShould()
    {
        QFETCH(const GraphError, error);
        QFETCH(const SendState, after);
        const Step next = step(sending, Replied{Graph::NotAccepted{error}}, moment);
        QCOMPARE(stateName(next.state), stateName(after));
        QVERIFY(next.state == after);
        QTEST(effectNames(next.effects), "effects");
    }

    void anUnclearEndIsUncertainWhateverItsKind()
    {
        for (int kind = 0; kind <= static_cast<int>(ErrorKind::Unknown); ++kind) {
            for (const int status : {0, 200, 302, 408, 500, 503}) {
                for (const bool cancelAsked : {false, true}) {
                    const GraphError unclear = error(static_cast<ErrorKind>(kind), status, 5s);
                    const SendState before = Sending{u"a1"_s, earlier, 2, true, 0, cancelAsked};
                    const Step next = step(before, Replied{Graph::Unclear{unclear}}, moment);
                    QVERIFY(next.state == SendState(Uncertain{now, unclear, false, 2}));
                    QVERIFY(next.effects.isEmpty());
                }
            }
        }
    }

    void onlySentMailThatIsFoundEndsTheUncertainty_data()
    {
        QTest::addColumn<Graph::LookUp>("result");
        QTest::addColumn<SendState>("next");
        Uncertain still = std::get<Uncertain>(uncertain);
        still.looks = 1;
        still.lookedAt = now;
        QTest::newRow("sent") << Graph::LookUp(Graph::Found{u"m"_s, false})
                              << SendState(Accepted{now, {}, false, 2, u"m"_s});
        QTest::newRow("a draft") << Graph::LookUp(Graph::Found{u"m"_s, true}) << SendState(still);
        QTest::newRow("nothing") << Graph::LookUp(Graph::NotFound{}) << SendState(still);
        QTest::newRow("no answer") << Graph::LookUp(Graph::Unclear{error(ErrorKind::Offline)}) << uncertain;
    }
    void onlySentMailThatIsFoundEndsTheUncertainty()
    {
        QFETCH(Graph::LookUp, result);
        const Step next = step(uncertain, LookedUp{result}, moment);
        QTEST(next.state, "next");
        QVERIFY(next.effects.isEmpty());
    }

    void aDraftThatLayThereAllTheTimeIsSentOnceMore()
    {
        const Remote remote{true, u"d1"_s};
        SendState state = Uncertain{now, error(ErrorKind::TimedOut), false, 1, 0, {}, 0, remote};
        int looks = 0;
        while (const auto *uncertain = std::get_if<Uncertain>(&state)) {
            const QDateTime at = nextLookOf(*uncertain);
            QVERIFY(at.isValid());
            state = step(state, LookedUp{Graph::Found{u"d1"_s, true}}, {at, 0.5}).state;
            ++looks;
        }
        QCOMPARE(looks, 9);
        const SendState again = Waiting{now.addSecs(900), WaitReason::Queued, 1, 0, {}, remote};
        QVERIFY(state == again);
    }

    void aDraftThatWasNotSeenEachTimeIsNotSentAgain_data()
    {
        QTest::addColumn<Graph::LookUp>("odd");
        QTest::newRow("not found once") << Graph::LookUp(Graph::NotFound{});
        QTest::newRow("another draft") << Graph::LookUp(Graph::Found{u"d2"_s, true});
    }
    void aDraftThatWasNotSeenEachTimeIsNotSentAgain()
    {
        QFETCH(const Graph::LookUp, odd);
        for (int oddOne = 0; oddOne < 9; ++oddOne) {
            SendState state = Uncertain{now, {}, false, 1, 0, {}, 0, {true, u"d1"_s}};
            for (int look = 0; look < 12; ++look) {
                const auto *uncertain = std::get_if<Uncertain>(&state);
                QVERIFY2(uncertain, qPrintable(stateName(state)));
                const QDateTime at = nextLookOf(*uncertain).isValid() ? nextLookOf(*uncertain) : now.addDays(1);
                state = step(state, LookedUp{look == oddOne ? odd : Graph::Found{u"d1"_s, true}}, {at, 0.5}).state;
            }
        }
    }

    void aDraftThatTheServiceKeepsBackProvesNothing()
    {
        const QDateTime until = now.addDays(1);
        SendState state = Uncertain{now, {}, false, 1, 0, {}, 0, {true, u"d1"_s, until}};
        for (int look = 0; look < 12; ++look) {
            const auto *uncertain = std::get_if<Uncertain>(&state);
            QVERIFY2(uncertain, qPrintable(stateName(state)));
            const QDateTime at = nextLookOf(*uncertain).isValid() ? nextLookOf(*uncertain) : now.addSecs(3600);
            state = step(state, LookedUp{Graph::Found{u"d1"_s, true}}, {at, 0.5}).state;
        }
        QCOMPARE(std::get<Uncertain>(state).drafts, 0);
    }

    void whatTheServiceKeepsBackSaysUntilWhen()
    {
        const QDateTime until = now.addDays(1);
        const SendState wanted = step(preparing, DraftWanted{until}, moment).state;
        QCOMPARE(remoteOf(wanted).deferredUntil, until);
        const SendState posted = step(wanted, TokenReady{u"a2"_s}, moment).state;
        const SendState taken = step(posted, Replied{Graph::Accepted{u"r2"_s}}, moment).state;
        QCOMPARE(std::get<Accepted>(taken).deferredUntil, until);
        const SendState late = step(posted, Replied{Graph::Accepted{u"r2"_s}}, {until, 0.5}).state;
        QVERIFY(!std::get<Accepted>(late).deferredUntil.isValid());
    }

    void withoutADraftOfOursADraftProvesNothing()
    {
        SendState state = Uncertain{now, {}, false, 1};
        for (int look = 0; look < 20; ++look)
            state = step(state, LookedUp{Graph::Found{{}, true}}, {now.addSecs(look * 100), 0.5}).state;
        QVERIFY(std::holds_alternative<Uncertain>(state));
    }

    void anUploadIsPausedUntilThePersonSaysSo()
    {
        const Remote remote{true, u"d1"_s};
        const SendState filling = Preparing{0, false, 0, remote};
        const Step stopped = step(filling, PauseAsked{}, moment);
        const SendState paused = Waiting{now, WaitReason::Paused, 0, 0, {}, remote};
        QVERIFY(stopped.state == paused);
        QCOMPARE(effectNames(stopped.effects), u"abort"_s);
        for (const SendEvent &event :
             {SendEvent(Due{}), SendEvent(Online{}), SendEvent(AccountPaused{now.addSecs(10)}), SendEvent(SignedIn{})})
            QVERIFY(step(paused, event, {now.addDays(400), 0.5}).state == paused);
        const SendState goesOn = Waiting{now, WaitReason::Queued, 0, 0, {}, remote};
        QVERIFY(step(paused, RetryAsked{}, moment).state == goesOn);
    }

    void aScheduledMailWaitsHoweverLong()
    {
        const Waiting scheduled{now.addYears(2), WaitReason::Scheduled, 0, 0, {}};
        QVERIFY(!isDue(scheduled, now));
        QVERIFY(!isDue(scheduled, now.addYears(2).addMSecs(-1)));
        QVERIFY(isDue(scheduled, now.addYears(2)));
        QVERIFY(step(scheduled, RetryAsked{}, moment).state == SendState(Waiting{now, WaitReason::Queued, 0, 0, {}}));
    }

    void theDraftIsNotForgottenOnAnyWay()
    {
        const Remote remote{true, u"d1"_s};
        const QList<SendState> all{
            Waiting{earlier, WaitReason::Queued, 1, 2, {}, remote}, Preparing{1, false, 2, remote},
            Sending{u"a1"_s, earlier, 2, false, 2, false, remote},  Uncertain{earlier, {}, false, 2, 0, {}, 0, remote},
            NeedsUser{NeedsUser::Why::SignIn, {}, {}, 2, remote},
        };
        QList<SendEvent> more;
        for (int kind = 0; kind <= static_cast<int>(ErrorKind::Unknown); ++kind) {
            for (const int status : {0, 401, 403, 429, 503}) {
                const GraphError made = error(static_cast<ErrorKind>(kind), status);
                more.append(
                    {PrepareFailed{made, true}, Replied{Graph::NotAccepted{made}}, Replied{Graph::Unclear{made}}});
            }
        }
        for (int kind = 0; kind < 4; ++kind)
            more.append(TokenMissing{{static_cast<Net::NoToken::Kind>(kind), {}, {}}});
        for (const auto &[name, event] : events)
            more.append(event);
        for (const SendState &state : all) {
            for (const SendEvent &event : std::as_const(more)) {
                const SendState next = step(state, event, moment).state;
                QVERIFY2(isFinal(next) || remoteOf(next) == remote,
                         qPrintable(stateName(state) + u' ' + eventName(event)));
            }
        }
    }

    void looksLessAndLessOftenForAQuarterOfAnHour()
    {
        Uncertain state{now, {}, false, 1};
        QList<qint64> times;
        while (nextLookOf(state).isValid()) {
            const QDateTime at = nextLookOf(state);
            QVERIFY(!isLookDue(state, at.addMSecs(-1)));
            QVERIFY(isLookDue(state, at));
            times.append(now.secsTo(at));
            state = std::get<Uncertain>(step(state, LookedUp{Graph::NotFound{}}, {at, 0.5}).state);
        }
        QCOMPARE(times, QList<qint64>({2, 6, 14, 30, 62, 126, 254, 510, 900}));
        QVERIFY(!isLookDue(state, now.addYears(1)));
        const Step once = step(state, LookedUp{Graph::NotFound{}}, {now.addDays(1), 0.5});
        QVERIFY(!nextLookOf(std::get<Uncertain>(once.state)).isValid());
    }

    void afterALongTimeOneLookIsMadeNotAll()
    {
        const Uncertain old{now.addDays(-3), {}, true, 1};
        QVERIFY(isLookDue(old, now));
        const auto looked = std::get<Uncertain>(step(old, LookedUp{Graph::NotFound{}}, moment).state);
        QVERIFY(!isLookDue(looked, now.addSecs(1)));
    }

    void aClockThatWasSetBackDoesNotEndTheLooks()
    {
        const Uncertain ahead{now.addDays(300), {}, false, 1, 3, now.addDays(300)};
        QVERIFY(isLookDue(ahead, now));
    }

    void countingLooksIsNothingToTell()
    {
        Uncertain more = std::get<Uncertain>(uncertain);
        more.looks = 4;
        more.lookedAt = now;
        QVERIFY(isSameButForLooks(uncertain, more));
        more.crashed = true;
        QVERIFY(!isSameButForLooks(uncertain, more));
        QVERIFY(!isSameButForLooks(uncertain, accepted));
        QVERIFY(!isSameButForLooks(sending, sending));
    }

    void aSecondRefusedTokenAsksThePerson()
    {
        Step next = step(sending, Replied{Graph::NotAccepted{error(ErrorKind::TokenRefused, 401)}}, moment);
        next = step(next.state, Due{}, moment);
        QVERIFY(next.state == SendState(Preparing{2, true, 0}));
        QVERIFY(std::get<FetchToken>(next.effects.first()).another);
        next = step(next.state, TokenReady{u"a3"_s}, moment);
        QCOMPARE(std::get<Post>(next.effects.first()).attemptId, u"a3"_s);
        next = step(next.state, Replied{Graph::NotAccepted{error(ErrorKind::TokenRefused, 401)}}, moment);
        const SendState expected = NeedsUser{NeedsUser::Why::SignIn, error(ErrorKind::TokenRefused, 401), {}, 3};
        QVERIFY(next.state == expected);
    }

    void aCancelInTimeWinsOverAnyRefusal_data()
    {
        QTest::addColumn<GraphError>("error");
        QTest::addColumn<int>("attempts");
        QTest::newRow("broken off") << error(ErrorKind::Cancelled) << 1;
        QTest::newRow("offline") << error(ErrorKind::Offline) << 1;
        QTest::newRow("token refused") << error(ErrorKind::TokenRefused, 401) << 2;
        QTest::newRow("throttled") << error(ErrorKind::Throttled, 429) << 2;
        QTest::newRow("refused") << error(ErrorKind::BadRequest, 400) << 2;
    }
    void aCancelInTimeWinsOverAnyRefusal()
    {
        QFETCH(const GraphError, error);
        QFETCH(const int, attempts);
        const SendState asked = step(sending, CancelAsked{}, moment).state;
        const Step next = step(asked, Replied{Graph::NotAccepted{error}}, moment);
        QVERIFY(next.state == SendState(Cancelled{now, attempts, false}));
    }

    void aCancelTooLateChangesNothing()
    {
        const SendState asked = step(sending, CancelAsked{}, moment).state;
        QVERIFY(step(asked, CancelAsked{}, moment).effects.isEmpty());
        QVERIFY(step(asked, Replied{Graph::Accepted{u"r"_s}}, moment).state
                == SendState(Accepted{now, u"r"_s, false, 2}));
    }

    void pausesGrowAndSpreadAndStop()
    {
        qint64 last = 0;
        for (int fruitless = 0; fruitless < 40; ++fruitless) {
            const auto wait = [&](double roll) {
                const Step next = step(Sending{u"a"_s, earlier, 1, false, fruitless, false},
                                       Replied{Graph::NotAccepted{error(ErrorKind::Offline)}}, {now, roll});
                return now.msecsTo(std::get<Waiting>(next.state).notBefore);
            };
            QVERIFY(wait(0.5) >= last);
            last = wait(0.5);
            QCOMPARE(wait(0.0), last / 2);
            QVERIFY(wait(0.999) > last * 14 / 10 && wait(0.999) < last * 15 / 10 + 1);
            QVERIFY(wait(0.999) <= 450'000);
        }
        QCOMPARE(last, 300'000);
    }

    void randomWalksKeepTheLaws()
    {
        std::mt19937 generator(20260301);
        const auto below = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(generator); };
        for (int walk = 0; walk < 5'000; ++walk) {
            SendState state = Waiting{now, WaitReason::Queued, 0, 0, {}};
            QDateTime time = now;
            int posts = 0;
            int allowed = 1; // posts that were justified so far
            for (int turn = 0; turn < 60; ++turn) {
                time = time.addSecs(below(100'000));
                const SendEvent event = randomEvent(below, turn);
                const Step next = step(state, event, {time, below(1000) / 1000.0});
                const bool proof = std::holds_alternative<Sending>(state) && std::holds_alternative<Replied>(event)
                    && std::holds_alternative<Graph::NotAccepted>(std::get<Replied>(event).verdict);
                const bool decision
                    = std::holds_alternative<Uncertain>(state) && std::holds_alternative<RetryAsked>(event);
                const auto *doubt = std::get_if<Uncertain>(&state);
                const auto *look = std::get_if<LookedUp>(&event);
                const auto *seen = look ? std::get_if<Graph::Found>(&look->result) : nullptr;
                const bool settled = doubt && doubt->remote.isUsed && doubt->drafts >= 8 && seen && seen->isDraft
                    && seen->id == doubt->remote.draft;
                if (proof || decision || settled)
                    ++allowed;
                for (const SendEffect &effect : next.effects) {
                    if (!std::holds_alternative<Post>(effect))
                        continue;
                    ++posts;
                    QVERIFY(std::holds_alternative<Sending>(next.state));
                    QCOMPARE(std::get<Post>(effect).attemptId, std::get<Sending>(next.state).attemptId);
                }
                QVERIFY2(posts <= allowed, "posted twice without a proof or a decision");
                QVERIFY2(!isFinal(state) || next.state == state, "left a final state");
                if (std::holds_alternative<Sending>(state) && !std::holds_alternative<Sending>(next.state) && !proof) {
                    QVERIFY(std::holds_alternative<Uncertain>(next.state)
                            || std::holds_alternative<Accepted>(next.state));
                }
                if (std::holds_alternative<Uncertain>(state) && !std::holds_alternative<Uncertain>(next.state))
                    QVERIFY(decision || settled || std::holds_alternative<SaidSent>(event)
                            || std::holds_alternative<TakenBack>(event) || provesSent(event));
                const auto *held = std::get_if<Waiting>(&next.state);
                if (held && held->reason != WaitReason::Scheduled && !(next.state == state))
                    QVERIFY(held->notBefore <= time.addMSecs(longestWait / 1ms));
                state = next.state;
            }
        }
    }

private:
    static bool provesSent(const SendEvent &event)
    {
        const auto *look = std::get_if<LookedUp>(&event);
        const auto *found = look ? std::get_if<Graph::Found>(&look->result) : nullptr;
        return found && !found->isDraft;
    }

    template <typename Below>
    static SendEvent randomEvent(const Below &below, int turn)
    {
        switch (below(18)) {
        case 15:
            return below(2) == 0 ? SendEvent(DraftWanted{}) : SendEvent(DraftKnown{u"m"_s});
        case 16:
            return below(3) == 0 ? SendEvent(PauseAsked{})
                : below(3) == 0  ? SendEvent(NotYet{now.addDays(below(300))})
                                 : SendEvent(LookedUp{Graph::Found{u"m"_s, true}});
        case 17:
            return below(3) == 0 ? SendEvent(RightMissing{u"r"_s}) : SendEvent(LookedUp{Graph::Found{u"m"_s, true}});
        case 0:
        case 1:
        case 2:
            return Due{};
        case 3:
        case 4:
            return TokenReady{QString::number(turn)};
        case 5:
            return TokenMissing{{static_cast<Net::NoToken::Kind>(below(4)), {}, {}}};
        case 6:
            return ContentMissing{};
        case 7:
            return FoundAtStart{};
        case 8:
            return below(4) == 0 ? SendEvent(CancelAsked{}) : SendEvent(NotRecorded{});
        case 9:
            return RetryAsked{};
        case 10:
            return below(4) == 0 ? SendEvent(SaidSent{}) : below(8) == 0 ? SendEvent(TakenBack{}) : SendEvent(Online{});
        case 11:
            return below(4) == 0 ? SendEvent(AccountPaused{now.addDays(below(300))}) : SendEvent(SignedIn{});
        case 12:
            return below(3) == 0 ? LookedUp{Graph::NotFound{}} : LookedUp{Graph::Found{u"m"_s, below(2) == 0}};
        default:
            break;
        }
        const GraphError made = error(static_cast<ErrorKind>(below(static_cast<int>(ErrorKind::Unknown) + 1)),
                                      below(2) == 0 ? 0 : 400 + below(200));
        switch (below(8)) {
        case 0:
            return Replied{Graph::Accepted{}};
        case 1:
            return Replied{Graph::Unclear{made}};
        default:
            return Replied{Graph::NotAccepted{made}};
        }
    }
};

QTEST_APPLESS_MAIN(TestSendMachine)
#include "tst_sendmachine.moc"
