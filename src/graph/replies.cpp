// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/replies.h"

#include "graph/graphjson.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

namespace {

enum class Proof { Accepted, NotAccepted, None };

/// A refusal counts only if it is Graph's own: something on the way may refuse the answer after passing the request on.
bool isGraphsOwnRefusal(const Net::HttpReply &reply)
{
    const bool hasId = !reply.header("request-id").isEmpty();
    const BodyShape shape = readErrorBody(reply.body).shape;
    switch (reply.status) {
    case 401:
    case 403:
    case 429:
        return hasId || shape == BodyShape::ErrorObject;
    default:
        break;
    }
    if (!hasId)
        return false;
    const bool isCutShort = reply.isTruncated && reply.body.trimmed().isEmpty();
    return shape == BodyShape::ErrorObject || shape == BodyShape::BrokenJson || isCutShort;
}

Proof proofOfStatus(const Net::HttpReply &reply)
{
    if (reply.status == 202)
        return Proof::Accepted;
    if (reply.status >= 300 && reply.status < 400)
        return reply.bodyHandedOver ? Proof::None : Proof::NotAccepted;
    switch (reply.status) {
    case 408: // the server waited in vain, for what?
    case 425:
    case 499:
        return Proof::None;
    default:
        break;
    }
    if (reply.status >= 400 && reply.status < 500 && isGraphsOwnRefusal(reply))
        return Proof::NotAccepted;
    return Proof::None; // 5xx too: mail was seen to leave after 500, 503 and 504
}

Proof proofOf(const Net::HttpReply &reply)
{
    switch (reply.outcome) {
    case Net::Outcome::Answered:
        return proofOfStatus(reply);
    case Net::Outcome::HostNotFound:
    case Net::Outcome::Refused:
    case Net::Outcome::TlsFailed:
    case Net::Outcome::UnsafeUrl:
        return Proof::NotAccepted;
    case Net::Outcome::Unreachable:
    case Net::Outcome::ProxyFailed:
    case Net::Outcome::ConnectionLost:
    case Net::Outcome::TimedOut:
    case Net::Outcome::Cancelled:
    case Net::Outcome::Other:
        break;
    }
    return reply.bodyHandedOver ? Proof::None : Proof::NotAccepted;
}

} // namespace

SendVerdict readSendReply(const Net::HttpReply &reply, const QDateTime &now)
{
    GraphError error = classify(reply, now);
    switch (proofOf(reply)) {
    case Proof::Accepted:
        return Accepted{error.requestId};
    case Proof::NotAccepted:
        return NotAccepted{error};
    case Proof::None:
        break;
    }
    const bool isClientError = reply.outcome == Net::Outcome::Answered && reply.status >= 400 && reply.status < 500;
    const bool isUndecided = reply.status == 408 || reply.status == 425 || reply.status == 499;
    if (isClientError && !isUndecided)
        error.kind = ErrorKind::Interfered;
    return Unclear{error};
}

Result<Profile, GraphError> readMe(const Net::HttpReply &reply, const QDateTime &now)
{
    const bool isGood = reply.outcome == Net::Outcome::Answered && reply.status == 200;
    const QJsonObject json = isGood ? QJsonDocument::fromJson(reply.body).object() : QJsonObject();
    constexpr qsizetype longest = 320;
    const auto text = [&json](QLatin1String name) { return json.value(name).toString().left(longest); };
    Profile profile{text("id"_L1), text("displayName"_L1), text("mail"_L1), text("userPrincipalName"_L1)};
    if (profile.id.isEmpty())
        return Failure{classify(reply, now)};
    return profile;
}

} // namespace Sendoff::Graph
