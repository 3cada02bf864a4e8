// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sendverdict.h"

#include "base/overloaded.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace Sendoff::Outbox {

using Graph::ErrorKind;
using Graph::GraphError;

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

Waiting waitForNetwork(const Moment &moment, int attempts, int fruitless, const GraphError &error, const Remote &remote)
{
    return {later(moment, pause(5s, fruitless, 5min, moment.roll)),
            WaitReason::Offline,
            attempts,
            fruitless + 1,
            error,
            remote};
}

namespace {

// --------------------------------------------------------------------------

/// The request never was with the service, or something on the way answered for it.
Step afterNoContact(const Sending &sending, const GraphError &error, const Moment &moment)
{
    if (error.kind == ErrorKind::Cancelled)
        return {Cancelled{moment.now, sending.attempts - 1, false}, {}};
    if (error.kind == ErrorKind::UnsafeAddress)
        return {NeedsUser{NeedsUser::Why::Refused, error, {}, sending.attempts - 1, sending.remote}, {}};
    return {waitForNetwork(moment, sending.attempts - 1, sending.fruitless, error, sending.remote), {}};
}

Step afterThrottling(const Sending &sending, const GraphError &error, const Moment &moment)
{
    // The exponent counts all attempts, so that a service that names no time is asked less and less often.
    const auto span = error.retryAfter.value_or(pause(2s, sending.attempts, 10min, moment.roll));
    const QDateTime until = later(moment, span);
    return {Waiting{until, WaitReason::Throttled, sending.attempts, 0, error, sending.remote}, {PauseAccount{until}}};
}

Step afterTrouble(const Sending &sending, const GraphError &error, const Moment &moment)
{
    const auto span = error.retryAfter.value_or(pause(5s, sending.attempts, 10min, moment.roll));
    return {Waiting{later(moment, span), WaitReason::ServiceBusy, sending.attempts, 0, error, sending.remote}, {}};
}

Step afterNotAccepted(const Sending &sending, const GraphError &error, const Moment &moment)
{
    if (sending.cancelAsked)
        return {Cancelled{moment.now, sending.attempts - (error.status == 0 ? 1 : 0), false}, {}};
    if (error.status == 0)
        return afterNoContact(sending, error, moment);
    const NeedsUser signIn{NeedsUser::Why::SignIn, error, {}, sending.attempts, sending.remote};
    switch (error.kind) {
    case ErrorKind::TokenRefused:
        if (sending.renewed)
            return {signIn, {}};
        return {Waiting{moment.now, WaitReason::TokenRenewal, sending.attempts, 0, error, sending.remote}, {}};
    case ErrorKind::ClaimsChallenge:
        return {signIn, {}};
    case ErrorKind::Throttled:
        return afterThrottling(sending, error, moment);
    case ErrorKind::ServiceBusy:
    case ErrorKind::ServiceError:
        return afterTrouble(sending, error, moment);
    case ErrorKind::Interfered:
        return {waitForNetwork(moment, sending.attempts, sending.fruitless, error, sending.remote), {}};
    default:
        return {NeedsUser{NeedsUser::Why::Refused, error, {}, sending.attempts, sending.remote}, {}};
    }
}

} // namespace

Step afterReply(const Sending &sending, const Graph::SendVerdict &verdict, const Moment &moment)
{
    return std::visit(
        Overloaded{
            [&](const Graph::Accepted &accepted) -> Step {
                const QDateTime &until = sending.remote.deferredUntil;
                return {Accepted{moment.now,
                                 accepted.requestId,
                                 false,
                                 sending.attempts,
                                 {},
                                 until > moment.now ? until : QDateTime()},
                        {}};
            },
            [&](const Graph::NotAccepted &refused) -> Step { return afterNotAccepted(sending, refused.error, moment); },
            [&](const Graph::Unclear &unclear) -> Step {
                return {Uncertain{moment.now, unclear.error, false, sending.attempts, 0, {}, 0, sending.remote}, {}};
            },
        },
        verdict);
}

} // namespace Sendoff::Outbox
