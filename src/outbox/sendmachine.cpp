// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sendmachine.h"

#include "base/overloaded.h"
#include "outbox/sendverdict.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Sendoff::Outbox {

namespace {

using Graph::ErrorKind;
using Graph::GraphError;

// 2 s, 4 s … 256 s, and a last look when the quarter of an hour is over.
constexpr int mostLooks = 9;
constexpr auto firstLook = 2s;
constexpr auto settleTime = 15min;

std::chrono::milliseconds pauseBeforeLook(int looksBefore)
{
    if (looksBefore < mostLooks - 1)
        return firstLook * (1 << looksBefore);
    return settleTime - firstLook * ((1 << (mostLooks - 1)) - 1);
}

Waiting freed(const Moment &moment, int attempts, const Remote &remote)
{
    return {moment.now, WaitReason::Queued, attempts, 0, {}, remote};
}

Waiting paused(const Moment &moment, int attempts, const Remote &remote)
{
    return {moment.now, WaitReason::Paused, attempts, 0, {}, remote};
}

Waiting shortened(Waiting waiting, const Moment &moment)
{
    waiting.notBefore = std::min(moment.now, waiting.notBefore);
    return waiting;
}

// ---- One function per state
// -------------------------------------------------------------------------------------------

Step afterNoToken(const Preparing &preparing, const Net::NoToken &why, const Moment &moment)
{
    using Kind = Net::NoToken::Kind;
    switch (why.kind) {
    case Kind::SignInNeeded:
        return {NeedsUser{NeedsUser::Why::SignIn, {}, why.code, preparing.attempts, preparing.remote}, {}};
    case Kind::VaultLocked:
        return {NeedsUser{NeedsUser::Why::VaultLocked, {}, why.code, preparing.attempts, preparing.remote}, {}};
    case Kind::Offline: {
        GraphError error;
        error.kind = ErrorKind::Offline;
        return {waitForNetwork(moment, preparing.attempts, preparing.fruitless, error, preparing.remote), {}};
    }
    case Kind::ServiceTrouble:
        break;
    }
    GraphError error;
    error.kind = ErrorKind::ServiceBusy;
    error.code = why.code;
    return {Waiting{later(moment, pause(5s, preparing.fruitless, 5min, moment.roll)), WaitReason::SignInTrouble,
                    preparing.attempts, preparing.fruitless + 1, error, preparing.remote},
            {}};
}

Step afterPrepareFailed(const Preparing &preparing, const PrepareFailed &failed, const Moment &moment)
{
    const GraphError &error = failed.error;
    const int fruitless = failed.gotOn ? 0 : preparing.fruitless;
    const auto needsUser = [&](NeedsUser::Why why) -> Step {
        return {NeedsUser{why, error, {}, preparing.attempts, preparing.remote}, {}};
    };
    switch (error.kind) {
    case ErrorKind::TokenRefused:
    case ErrorKind::ClaimsChallenge:
        return needsUser(NeedsUser::Why::SignIn);
    case ErrorKind::Throttled: {
        const auto span = error.retryAfter.value_or(pause(2s, fruitless, 10min, moment.roll));
        const QDateTime until = later(moment, span);
        return {Waiting{until, WaitReason::Throttled, preparing.attempts, fruitless + 1, error, preparing.remote},
                {PauseAccount{until}}};
    }
    case ErrorKind::ServiceBusy:
    case ErrorKind::ServiceError: {
        const auto span = error.retryAfter.value_or(pause(5s, fruitless, 10min, moment.roll));
        return {Waiting{later(moment, span), WaitReason::ServiceBusy, preparing.attempts, fruitless + 1, error,
                        preparing.remote},
                {}};
    }
    case ErrorKind::Offline:
    case ErrorKind::ServiceNotReached:
    case ErrorKind::ProxyTrouble:
    case ErrorKind::TlsTrouble:
    case ErrorKind::TimedOut:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Cancelled:
    case ErrorKind::Interfered:
        return {waitForNetwork(moment, preparing.attempts, fruitless, error, preparing.remote), {}};
    default:
        return needsUser(NeedsUser::Why::Refused);
    }
}

// ---- One function per state
// -------------------------------------------------------------------------------------------

Step from(const Waiting &waiting, const SendEvent &event, const Moment &moment)
{
    return std::visit(
        Overloaded{
            [&](const Due &) -> Step {
                if (!isDue(waiting, moment.now))
                    return {waiting, {}};
                const bool renewed = waiting.reason == WaitReason::TokenRenewal;
                return {Preparing{waiting.attempts, renewed, waiting.fruitless, waiting.remote}, {FetchToken{renewed}}};
            },
            [&](const CancelAsked &) -> Step {
                return {Cancelled{moment.now, waiting.attempts, false}, {}};
            },
            [&](const RetryAsked &) -> Step {
                // Asking a service earlier than it said only makes the wait longer.
                if (waiting.reason == WaitReason::Throttled)
                    return {waiting, {}};
                if (waiting.reason == WaitReason::Paused || waiting.reason == WaitReason::Scheduled)
                    return {freed(moment, waiting.attempts, waiting.remote), {}};
                return {shortened(waiting, moment), {}};
            },
            [&](const PauseAsked &) -> Step {
                if (!waiting.remote.isUsed)
                    return {waiting, {}};
                return {paused(moment, waiting.attempts, waiting.remote), {}};
            },
            [&](const Online &) -> Step {
                const bool isForThis
                    = waiting.reason == WaitReason::Offline || waiting.reason == WaitReason::SignInTrouble;
                return {isForThis ? shortened(waiting, moment) : waiting, {}};
            },
            [&](const AccountPaused &paused) -> Step {
                const QDateTime until = std::min(paused.until, later(moment, longestWait));
                if (waiting.notBefore >= until || waiting.reason == WaitReason::Paused)
                    return {waiting, {}};
                GraphError error;
                error.kind = ErrorKind::Throttled;
                return {Waiting{until, WaitReason::Throttled, waiting.attempts, 0, error, waiting.remote}, {}};
            },
            [&](const auto &) -> Step {
                return {waiting, {}};
            },
        },
        event);
}

Step from(const Preparing &preparing, const SendEvent &event, const Moment &moment)
{
    return std::visit(
        Overloaded{
            [&](const TokenReady &ready) -> Step {
                return {Sending{ready.attemptId, moment.now, preparing.attempts + 1, preparing.renewed,
                                preparing.fruitless, false, preparing.remote},
                        {Post{ready.attemptId}}};
            },
            [&](const TokenMissing &missing) -> Step { return afterNoToken(preparing, missing.why, moment); },
            [&](const ContentMissing &missing) -> Step {
                return {
                    NeedsUser{NeedsUser::Why::ContentMissing, {}, missing.detail, preparing.attempts, preparing.remote},
                    {}};
            },
            [&](const DraftWanted &wanted) -> Step {
                Preparing wanting = preparing;
                wanting.remote.isUsed = true;
                wanting.remote.deferredUntil = wanted.deferredUntil;
                return {wanting, {GoOn{}}};
            },
            [&](const NotYet &notYet) -> Step {
                return {Waiting{notYet.until, WaitReason::Scheduled, preparing.attempts, 0, {}, preparing.remote}, {}};
            },
            [&](const DraftKnown &known) -> Step {
                Preparing knowing = preparing;
                knowing.remote.draft = known.id;
                return {knowing, {}};
            },
            [&](const PrepareFailed &failed) -> Step { return afterPrepareFailed(preparing, failed, moment); },
            [&](const RightMissing &missing) -> Step {
                return {
                    NeedsUser{NeedsUser::Why::RightMissing, {}, missing.right, preparing.attempts, preparing.remote},
                    {}};
            },
            [&](const FoundSent &found) -> Step {
                return {Accepted{moment.now, {}, false, preparing.attempts, found.id}, {}};
            },
            [&](const PauseAsked &) -> Step {
                if (!preparing.remote.isUsed)
                    return {preparing, {}};
                return {paused(moment, preparing.attempts, preparing.remote), {Abort{}}};
            },
            [&](const NotRecorded &) -> Step {
                return {Waiting{later(moment, pause(5s, preparing.fruitless, 5min, moment.roll)),
                                WaitReason::Queued,
                                preparing.attempts,
                                preparing.fruitless + 1,
                                {},
                                preparing.remote},
                        {Abort{}}};
            },
            [&](const FoundAtStart &) -> Step {
                return {freed(moment, preparing.attempts, preparing.remote), {}};
            },
            [&](const CancelAsked &) -> Step {
                return {Cancelled{moment.now, preparing.attempts, false}, {Abort{}}};
            },
            [&](const auto &) -> Step {
                return {preparing, {}};
            },
        },
        event);
}

Step from(const Sending &sending, const SendEvent &event, const Moment &moment)
{
    return std::visit(
        Overloaded{
            [&](const Replied &replied) -> Step { return afterReply(sending, replied.verdict, moment); },
            [&](const FoundAtStart &) -> Step {
                GraphError error;
                error.clientRequestId = sending.attemptId;
                return {Uncertain{sending.since, error, true, sending.attempts, 0, {}, 0, sending.remote}, {}};
            },
            [&](const CancelAsked &) -> Step {
                if (sending.cancelAsked)
                    return {sending, {}};
                Sending breakingOff = sending;
                breakingOff.cancelAsked = true;
                return {breakingOff, {Abort{}}};
            },
            [&](const auto &) -> Step {
                return {sending, {}};
            },
        },
        event);
}

/// Mail that is not there yet can still come, and mail in Drafts may be waiting for its transport: neither proves that
/// it was not sent. An answer that says nothing counts for nothing. Only the very draft that was to be sent, seen by
/// every look, is sent again, and by its id: if it has left by then there is nothing to send any more.
SendState afterLook(const Uncertain &uncertain, const Graph::LookUp &result, const Moment &moment)
{
    if (std::holds_alternative<Graph::Unclear>(result))
        return uncertain;
    const auto *found = std::get_if<Graph::Found>(&result);
    if (found && !found->isDraft)
        return Accepted{moment.now, uncertain.error.requestId, false, uncertain.attempts, found->id};
    Uncertain still = uncertain;
    still.looks = std::min(still.looks, mostLooks - 1) + 1;
    still.lookedAt = moment.now;
    const Remote &remote = uncertain.remote;
    if (!found || !remote.isUsed || found->id != remote.draft)
        return still;
    const bool isKeptBack
        = remote.deferredUntil.isValid() && remote.deferredUntil.addMSecs(settleTime / 1ms) > moment.now;
    if (uncertain.drafts == uncertain.looks && !isKeptBack)
        still.drafts = still.looks;
    // It lay there unsent all the time that accepted mail can take to leave.
    if (still.looks == mostLooks && still.drafts == mostLooks)
        return freed(moment, uncertain.attempts, remote);
    return still;
}

Step from(const Uncertain &uncertain, const SendEvent &event, const Moment &moment)
{
    return std::visit(Overloaded{
                          [&](const RetryAsked &) -> Step {
                              return {freed(moment, uncertain.attempts, uncertain.remote), {}};
                          },
                          [&](const SaidSent &) -> Step {
                              return {Accepted{moment.now, uncertain.error.requestId, true, uncertain.attempts}, {}};
                          },
                          [&](const TakenBack &) -> Step {
                              return {Cancelled{moment.now, uncertain.attempts, true}, {}};
                          },
                          [&](const LookedUp &look) -> Step {
                              return {afterLook(uncertain, look.result, moment), {}};
                          },
                          [&](const auto &) -> Step {
                              return {uncertain, {}};
                          },
                      },
                      event);
}

Step from(const NeedsUser &needs, const SendEvent &event, const Moment &moment)
{
    return std::visit(Overloaded{
                          [&](const CancelAsked &) -> Step {
                              return {Cancelled{moment.now, needs.attempts, false}, {}};
                          },
                          [&](const RetryAsked &) -> Step {
                              return {freed(moment, needs.attempts, needs.remote), {}};
                          },
                          [&](const SignedIn &) -> Step {
                              if (needs.why != NeedsUser::Why::SignIn && needs.why != NeedsUser::Why::VaultLocked
                                  && needs.why != NeedsUser::Why::RightMissing)
                                  return {needs, {}};
                              return {freed(moment, needs.attempts, needs.remote), {}};
                          },
                          [&](const auto &) -> Step {
                              return {needs, {}};
                          },
                      },
                      event);
}

Step from(const Accepted &accepted, const SendEvent &, const Moment &)
{
    return {accepted, {}};
}

Step from(const Cancelled &cancelled, const SendEvent &, const Moment &)
{
    return {cancelled, {}};
}

} // namespace

bool isFinal(const SendState &state)
{
    return std::holds_alternative<Accepted>(state) || std::holds_alternative<Cancelled>(state);
}

bool isDue(const Waiting &waiting, const QDateTime &now)
{
    if (waiting.reason == WaitReason::Paused)
        return false;
    if (waiting.reason == WaitReason::Scheduled)
        return waiting.notBefore <= now;
    return waiting.notBefore <= now || waiting.notBefore > now.addMSecs((longestWait + 1h) / 1ms);
}

QDateTime nextLookOf(const Uncertain &uncertain)
{
    if (uncertain.looks < 0 || uncertain.looks >= mostLooks)
        return {};
    const QDateTime before = uncertain.lookedAt.isValid() ? uncertain.lookedAt : uncertain.since;
    return before.addMSecs(pauseBeforeLook(uncertain.looks) / 1ms);
}

bool isLookDue(const Uncertain &uncertain, const QDateTime &now)
{
    const QDateTime next = nextLookOf(uncertain);
    // One that lies further ahead than any pause comes from a clock that was set back.
    return next.isValid() && (next <= now || next > now.addMSecs(settleTime / 1ms));
}

bool isSameButForLooks(const SendState &before, const SendState &after)
{
    const auto *old = std::get_if<Uncertain>(&before);
    const auto *now = std::get_if<Uncertain>(&after);
    if (!old || !now)
        return false;
    Uncertain same = *now;
    same.looks = old->looks;
    same.lookedAt = old->lookedAt;
    same.drafts = old->drafts;
    return same == *old;
}

bool isInHand(const SendState &state)
{
    return std::holds_alternative<Preparing>(state) || std::holds_alternative<Sending>(state);
}

bool isFilling(const SendState &state)
{
    const auto *preparing = std::get_if<Preparing>(&state);
    return preparing && preparing->remote.isUsed;
}

Remote remoteOf(const SendState &state)
{
    return std::visit(
        [](const auto &current) -> Remote {
            if constexpr (requires { current.remote; })
                return current.remote;
            else
                return {};
        },
        state);
}

bool isRenewal(const SendState &state)
{
    const auto *waiting = std::get_if<Waiting>(&state);
    return waiting && waiting->reason == WaitReason::TokenRenewal;
}

QString stateName(const SendState &state)
{
    static constexpr const char *names[]{"waiting",  "preparing",  "sending",  "uncertain",
                                         "accepted", "needs-user", "cancelled"};
    static_assert(std::size(names) == std::variant_size_v<SendState>);
    return QString::fromLatin1(names[state.index()]);
}

QString eventName(const SendEvent &event)
{
    static constexpr const char *names[]{
        "due",          "token-ready",    "token-missing",  "content-missing", "not-recorded",
        "replied",      "found-at-start", "cancel-asked",   "retry-asked",     "said-sent",
        "taken-back",   "signed-in",      "account-paused", "online",          "looked-up",
        "draft-wanted", "draft-known",    "prepare-failed", "right-missing",   "found-sent",
        "pause-asked",  "not-yet"};
    static_assert(std::size(names) == std::variant_size_v<SendEvent>);
    return QString::fromLatin1(names[event.index()]);
}

Step step(const SendState &state, const SendEvent &event, const Moment &moment)
{
    return std::visit([&](const auto &current) { return from(current, event, moment); }, state);
}

} // namespace Sendoff::Outbox
