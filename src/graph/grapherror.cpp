// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/grapherror.h"

#include "base/log.h"
#include "graph/errorcodes.h"
#include "graph/graphjson.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

namespace {

constexpr qsizetype longestId = 100;
constexpr qsizetype longestText = 1000;
constexpr qsizetype longestClaims = 16 * 1024;

ErrorKind kindOfOutcome(Net::Outcome outcome)
{
    switch (outcome) {
    case Net::Outcome::HostNotFound:
    case Net::Outcome::Unreachable:
        return ErrorKind::Offline;
    case Net::Outcome::Refused:
        return ErrorKind::ServiceNotReached;
    case Net::Outcome::ProxyFailed:
        return ErrorKind::ProxyTrouble;
    case Net::Outcome::TlsFailed:
        return ErrorKind::TlsTrouble;
    case Net::Outcome::ConnectionLost:
        return ErrorKind::ConnectionLost;
    case Net::Outcome::TimedOut:
        return ErrorKind::TimedOut;
    case Net::Outcome::Cancelled:
        return ErrorKind::Cancelled;
    case Net::Outcome::UnsafeUrl:
        return ErrorKind::UnsafeAddress;
    case Net::Outcome::Answered:
    case Net::Outcome::Other:
        break;
    }
    return ErrorKind::Unknown;
}

/// The value of an auth-param (RFC 9110 11.2), unquoted; empty if absent.
QByteArray challengeParameter(QByteArrayView challenge, QByteArrayView name)
{
    qsizetype at = 0;
    while (at < challenge.size()) {
        // a name is what stands before '='; blanks and commas separate
        const qsizetype equals = challenge.indexOf('=', at);
        if (equals < 0)
            return {};
        QByteArrayView key = challenge.sliced(at, equals - at).trimmed();
        for (qsizetype i = key.size() - 1; i >= 0; --i) {
            if (key[i] == ' ' || key[i] == ',' || key[i] == '\t') {
                key = key.sliced(i + 1);
                break;
            }
        }
        QByteArray value;
        at = equals + 1;
        if (at < challenge.size() && challenge[at] == '"') {
            for (++at; at < challenge.size() && challenge[at] != '"'; ++at) {
                if (challenge[at] == '\\' && at + 1 < challenge.size())
                    ++at;
                value += challenge[at];
            }
            ++at;
        } else {
            for (; at < challenge.size() && challenge[at] != ',' && challenge[at] != ' '; ++at)
                value += challenge[at];
        }
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

/// The JSON object in `value`: base64 or base64url, padded or not; also plain. Empty if there is none.
QString decodeClaims(const QByteArray &value)
{
    if (value.size() > longestClaims)
        return {};
    QByteArray json = value.trimmed();
    if (!json.startsWith('{')) {
        json.replace('-', '+').replace('_', '/');
        while (json.endsWith('='))
            json.chop(1);
        const auto decoded = QByteArray::fromBase64Encoding(json, QByteArray::AbortOnBase64DecodingErrors);
        json = decoded ? *decoded : QByteArray();
    }
    return QJsonDocument::fromJson(json).isObject() ? QString::fromUtf8(json) : QString();
}

/// Continuous access evaluation: the 401 names claims that the next sign-in must ask for.
bool readClaimsChallenge(const Net::HttpReply &reply, GraphError &error)
{
    bool isChallenge = false;
    for (const auto &[name, value] : reply.headers) {
        if (name.compare("WWW-Authenticate", Qt::CaseInsensitive) != 0)
            continue;
        const QByteArray claims = challengeParameter(value, "claims");
        if (challengeParameter(value, "error") != "insufficient_claims" && claims.isEmpty())
            continue;
        isChallenge = true;
        if (error.claims.isEmpty())
            error.claims = decodeClaims(claims);
    }
    return isChallenge;
}

QString clean(const QByteArray &header)
{
    return forLog(QString::fromUtf8(header), longestId);
}

void readIds(const Net::HttpReply &reply, const ErrorBody &body, GraphError &error)
{
    error.requestId = clean(reply.header("request-id"));
    if (error.requestId.isEmpty())
        error.requestId = forLog(body.requestId, longestId);
    error.clientRequestId = clean(reply.header("client-request-id"));
    if (error.clientRequestId.isEmpty())
        error.clientRequestId = forLog(body.clientRequestId, longestId);
}

} // namespace

GraphError classify(const Net::HttpReply &reply, const QDateTime &now)
{
    GraphError error;
    if (reply.outcome != Net::Outcome::Answered) {
        error.kind = kindOfOutcome(reply.outcome);
        error.serverText = forLog(reply.detail, longestText);
        return error;
    }
    const ErrorBody body = readErrorBody(reply.body);
    error.status = reply.status;
    error.retryAfter = readRetryAfter(reply.header("Retry-After"), now);
    error.serverText = forLog(body.message, longestText);
    readIds(reply, body, error);
    error.clockAhead = reply.clockAhead(now);

    error.kind = kindOfStatus(reply.status);
    const bool isFailure = reply.status >= 400 && reply.status < 600;
    const bool isGraph = body.shape == BodyShape::ErrorObject || !reply.header("request-id").isEmpty();
    if (!isFailure || (reply.status < 500 && !isGraph)) {
        error.kind = ErrorKind::Interfered;
        return error;
    }
    if (!body.codes.isEmpty())
        error.code = forLog(body.codes.first(), longestId);
    for (const QString &code : body.codes) {
        if (const auto kind = kindOfCode(code, reply.status)) {
            error.kind = *kind;
            error.code = forLog(code, longestId);
        }
    }
    if (reply.status == 401 && readClaimsChallenge(reply, error))
        error.kind = ErrorKind::ClaimsChallenge;
    return error;
}

} // namespace Sendoff::Graph
