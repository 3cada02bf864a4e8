// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sendmachine.h"

#include "base/overloaded.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Sendoff::Outbox {

namespace {

using Graph::ErrorKind;
using Graph::GraphError;

/// Doubles with each try, spread over half to one and a half of it so that many programs do not come back together.
std::chrono::milliseconds pause(std::chrono::milliseconds first, int tries, std::chrono::milliseconds longest,
                                double roll)
{
    const double doubled = static_cast<double>(first.count()) * std::exp2(std::clamp(tries, 0, 20));
    const double capped = std::min(doubled, static_cast<double>(longest.count()));
    return std::chrono::milliseconds(std::llround(capped * (0.5 + roll)));
}

QDateTime later(const Moment &moment, std::chrono::milliseconds span)
{
    return moment.now.addMSecs(std::clamp<std::chrono::milliseconds>(span, 0ms, longestWait).count());
}

Waiting waitForNetwork(const Moment &moment, int attempts, int fruitless, const GraphError &error)
{
    return {later(moment, pause(5s, fruitless, 5min, moment.roll)), WaitReason::Offline, attempts, fruitless + 1,
            error};
}

Waiting freed(const Moment &moment, int attempts)
{
    return {moment.now, WaitReason::Queued, attempts, 0, {}};
}

/// A clock that was set back must not hold mail for years.
bool isDue(const Waiting &waiting, const Moment &moment)
{
    return waiting.notBefore <= moment.now || waiting.notBefore > moment.now.addMSecs((longestWait + 1h) / 1ms);
}

// ---- What a proof of "not accepted" leads to
// --------------------------------------------------------------------------

/// The request never was with the service, or something on the way answered for it.
Step afterNoContact(const Sending &sending, const GraphError &error, const Moment &moment)
{
    if (error.kind == ErrorKind::Cancelled)
        return {Cancelled{moment.now, sending.attempts - 1, false}, {}};
    if (error.kind == ErrorKind::UnsafeAddress)
        return {NeedsUser{NeedsUser::Why::Refused, error, {}, sending.attempts - 1}, {}};
    return {waitForNetwork(moment, sending.attempts - 1, sending.fruitless, error), {}};
}

Step afterThrottling(const Sending &sending, const GraphError &error, const Moment &moment)
{
    // The exponent counts all attempts, so that a service that names no time is asked less and less often.
    const auto span = error.retryAfter.value_or(pause(2s, sending.attempts, 10min, moment.roll));
    const QDateTime until = later(moment, span);
    return {Waiting{until, WaitReason::Throttled, sending.attempts, 0, error}, {PauseAccount{until}}};
}

Step afterTrouble(const Sending &sending, const GraphError &error, const Moment &moment)
{
    const auto span = error.retryAfter.value_or(pause(5s, sending.attempts, 10min, moment.roll));
    return {Waiting{later(moment, span), WaitReason::ServiceBusy, sending.attempts, 0, error}, {}};
}

Step afterNotAccepted(const Sending &sending, const GraphError &error, const Moment &moment)
{
    if (sending.cancelAsked)
        return {Cancelled{moment.now, sending.attempts - (error.status == 0 ? 1 : 0), false}, {}};
    if (error.status == 0)
        return afterNoContact(sending, error, moment);
    const NeedsUser signIn{NeedsUser::Why::SignIn, error, {}, sending.attempts};
    switch (error.kind) {
    case ErrorKind::TokenRefused:
        if (sending.renewed)
            return {signIn, {}};
        return {Waiting{moment.now, WaitReason::TokenRenewal, sending.attempts, 0, error}, {}};
    case ErrorKind::ClaimsChallenge:
        return {signIn, {}};
    case ErrorKind::Throttled:
        return afterThrottling(sending, error, moment);
    case ErrorKind::ServiceBusy:
    case ErrorKind::ServiceError:
        return afterTrouble(sending, error, moment);
    case ErrorKind::Interfered:
        return {waitForNetwork(moment, sending.attempts, sending.fruitless, error), {}};
    default:
        return {NeedsUser{NeedsUser::Why::Refused, error, {}, sending.attempts}, {}};
    }
}

Step afterNoToken(const Preparing &preparing, const Net::NoToken &why, const Moment &moment)
{
    using Kind = Net::NoToken::Kind;
    switch (why.kind) {
    case Kind::SignInNeeded:
        return {NeedsUser{NeedsUser::Why::SignIn, {}, why.code, preparing.attempts}, {}};
    case Kind::VaultLocked:
        return {NeedsUser{NeedsUser::Why::VaultLocked, {}, why.code, preparing.attempts}, {}};
    case Kind::Offline: {
        GraphError error;
        error.kind = ErrorKind::Offline;
        return {waitForNetwork(moment, preparing.attempts, preparing.fruitless, error), {}};
    }
    case Kind::ServiceTrouble:
        break;
    }
    GraphError error;
    error.kind = ErrorKind::ServiceBusy;
    error.code = why.code;
    return {Waiting{later(moment, pause(5s, preparing.fruitless, 5min, moment.roll)), WaitReason::SignInTrouble,
                    preparing.attempts, preparing.fruitless + 1, error},
            {}};
}

// ---- One function per state
// -------------------------------------------------------------------------------------------

Step from(const Waiting &waiting, const SendEvent &event, const Moment &moment)
{
    return std::visit(Overloaded{
                          [&](const Due &) -> Step {
                              if (!isDue(waiting, moment))
                                  return {waiting, {}};
                              const bool renewed = waiting.reason == WaitReason::TokenRenewal;
                              return {Preparing{waiting.attempts, renewed, waiting.fruitless}, {FetchToken{renewed}}};
                          },
                          [&](const CancelAsked &) -> Step {
                              return {Cancelled{moment.now, waiting.attempts, false}, {}};
                          },
                          [&](const RetryAsked &) -> Step {
                              Waiting now = waiting;
                              now.notBefore = std::min(moment.now, waiting.notBefore);
                              return {now, {}};
                          },
                          [&](const Online &) -> Step {
                              if (waiting.reason != WaitReason::Offline && waiting.reason != WaitReason::SignInTrouble)
                                  return {waiting, {}};
                              Waiting now = waiting;
                              now.notBefore = std::min(moment.now, waiting.notBefore);
                              return {now, {}};
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
                                preparing.fruitless, false},
                        {Post{ready.attemptId}}};
            },
            [&](const TokenMissing &missing) -> Step { return afterNoToken(preparing, missing.why, moment); },
            [&](const ContentMissing &missing) -> Step {
                return {NeedsUser{NeedsUser::Why::ContentMissing, {}, missing.detail, preparing.attempts}, {}};
            },
            [&](const NotRecorded &) -> Step {
                return {Waiting{later(moment, pause(5s, preparing.fruitless, 5min, moment.roll)),
                                WaitReason::Queued,
                                preparing.attempts,
                                preparing.fruitless + 1,
                                {}},
                        {Abort{}}};
            },
            [&](const FoundAtStart &) -> Step {
                return {freed(moment, preparing.attempts), {}};
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

Step afterReply(const Sending &sending, const Graph::SendVerdict &verdict, const Moment &moment)
{
    return std::visit(
        Overloaded{
            [&](const Graph::Accepted &accepted) -> Step {
                return {Accepted{moment.now, accepted.requestId, false, sending.attempts}, {}};
            },
            [&](const Graph::NotAccepted &refused) -> Step { return afterNotAccepted(sending, refused.error, moment); },
            [&](const Graph::Unclear &unclear) -> Step {
                return {Uncertain{moment.now, unclear.error, false, sending.attempts}, {}};
            },
        },
        verdict);
}

Step from(const Sending &sending, const SendEvent &event, const Moment &moment)
{
    return std::visit(Overloaded{
                          [&](const Replied &replied) -> Step { return afterReply(sending, replied.verdict, moment); },
                          [&](const FoundAtStart &) -> Step {
                              GraphError error;
                              error.clientRequestId = sending.attemptId;
                              return {Uncertain{sending.since, error, true, sending.attempts}, {}};
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

Step from(const Uncertain &uncertain, const SendEvent &event, const Moment &moment)
{
    return std::visit(Overloaded{
                          [&](const RetryAsked &) -> Step {
                              return {freed(moment, uncertain.attempts), {}};
                          },
                          [&](const SaidSent &) -> Step {
                              return {Accepted{moment.now, uncertain.error.requestId, true, uncertain.attempts}, {}};
                          },
                          [&](const TakenBack &) -> Step {
                              return {Cancelled{moment.now, uncertain.attempts, true}, {}};
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
                              return {freed(moment, needs.attempts), {}};
                          },
                          [&](const SignedIn &) -> Step {
                              if (needs.why != NeedsUser::Why::SignIn && needs.why != NeedsUser::Why::VaultLocked)
                                  return {needs, {}};
                              return {freed(moment, needs.attempts), {}};
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
        "due",          "token-ready", "token-missing", "content-missing", "not-recorded", "replied", "found-at-start",
        "cancel-asked", "retry-asked", "said-sent",     "taken-back",      "signed-in",    "online"};
    static_assert(std::size(names) == std::variant_size_v<SendEvent>);
    return QString::fromLatin1(names[event.index()]);
}

Step step(const SendState &state, const SendEvent &event, const Moment &moment)
{
    return std::visit([&](const auto &current) { return from(current, event, moment); }, state);
}

} // namespace Sendoff::Outbox
