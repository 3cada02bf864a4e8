// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tokenanswer.h"

#include "base/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype textLimit = 1000;
constexpr std::chrono::milliseconds longestLifetime = std::chrono::hours(24);

AuthError ownError(AuthErrorKind kind, const QString &code, const QString &detail = {})
{
    AuthError error;
    error.kind = kind;
    error.code = code;
    error.text = forLog(detail, textLimit);
    return error;
}

AuthErrorKind kindOf(const QString &code, const QString &suberror)
{
    static const QHash<QString, AuthErrorKind> kinds{
        {u"invalid_grant"_s, AuthErrorKind::SignInNeeded},
        {u"interaction_required"_s, AuthErrorKind::SignInNeeded},
        {u"login_required"_s, AuthErrorKind::SignInNeeded},
        {u"consent_required"_s, AuthErrorKind::ConsentNeeded},
        {u"access_denied"_s, AuthErrorKind::Denied},
        {u"authorization_declined"_s, AuthErrorKind::Denied},
        {u"temporarily_unavailable"_s, AuthErrorKind::ServiceTrouble},
        {u"server_error"_s, AuthErrorKind::ServiceTrouble},
        {u"invalid_request"_s, AuthErrorKind::MisconfiguredApp},
        {u"invalid_client"_s, AuthErrorKind::MisconfiguredApp},
        {u"unauthorized_client"_s, AuthErrorKind::MisconfiguredApp},
        {u"unsupported_grant_type"_s, AuthErrorKind::MisconfiguredApp},
        {u"unsupported_response_type"_s, AuthErrorKind::MisconfiguredApp},
        {u"invalid_scope"_s, AuthErrorKind::MisconfiguredApp},
        {u"invalid_resource"_s, AuthErrorKind::MisconfiguredApp},
        {u"redirect_uri_mismatch"_s, AuthErrorKind::MisconfiguredApp},
    };
    if (code == u"invalid_grant" && suberror == u"consent_required")
        return AuthErrorKind::ConsentNeeded;
    return kinds.value(code, AuthErrorKind::Other);
}

// Only between kinds that make the program do the same.
AuthErrorKind reworded(AuthErrorKind kind, int aadsts)
{
    if (aadsts == 90094 || aadsts == 90095)
        return kind == AuthErrorKind::ServiceTrouble ? kind : AuthErrorKind::AdminConsentNeeded;
    const bool isAboutApp = kind == AuthErrorKind::MisconfiguredApp || kind == AuthErrorKind::Other;
    static const QList<int> accountKind{500208, 9001023, 90130, 9002332, 50194, 50020};
    return isAboutApp && accountKind.contains(aadsts) ? AuthErrorKind::WrongAccountKind : kind;
}

int numberIn(const QString &description)
{
    static const QRegularExpression pattern(u"\\bAADSTS([0-9]{4,8})\\b"_s);
    return pattern.match(description.left(2 * textLimit)).captured(1).toInt();
}

AuthError transportError(const Net::HttpReply &reply)
{
    switch (reply.outcome) {
    case Net::Outcome::TlsFailed:
        return ownError(AuthErrorKind::Tls, u"tls"_s, reply.detail);
    case Net::Outcome::TimedOut:
        return ownError(AuthErrorKind::TimedOut, u"timeout"_s, reply.detail);
    case Net::Outcome::Cancelled:
        return ownError(AuthErrorKind::BadAnswer, u"answer_too_long"_s, reply.detail);
    case Net::Outcome::UnsafeUrl:
        return ownError(AuthErrorKind::UnsafeAddress, u"unsafe_address"_s, reply.detail);
    case Net::Outcome::ConnectionLost:
        return ownError(AuthErrorKind::Offline, u"connection_lost"_s, reply.detail);
    case Net::Outcome::ProxyFailed:
        return ownError(AuthErrorKind::Offline, u"proxy"_s, reply.detail);
    default:
        return ownError(AuthErrorKind::Offline, u"not_reached"_s, reply.detail);
    }
}

// It goes into the address the browser opens, as it came: only what is plainly a challenge is passed on.
QString claimsIn(const QString &text)
{
    constexpr qsizetype claimsLimit = 4096;
    if (text.size() > claimsLimit || !QJsonDocument::fromJson(text.toUtf8()).isObject())
        return {};
    return text;
}

AuthError bodyError(const QJsonObject &body)
{
    AuthError error = oauthError(body.value(u"error"_s).toString(), body.value(u"suberror"_s).toString(),
                                 body.value(u"error_description"_s).toString());
    error.claims = claimsIn(body.value(u"claims"_s).toString());
    error.correlationId = forLog(body.value(u"correlation_id"_s).toString(), 64);
    if (const int number = body.value(u"error_codes"_s).toArray().first().toInt()) {
        error.aadsts = number;
        error.kind = reworded(error.kind, number);
    }
    return error;
}

// RFC 6749 A.12, A.17: visible ASCII; anything else could break out of a header.
bool isTokenText(const QString &text)
{
    constexpr qsizetype limit = 64 * 1024;
    return text.size() <= limit
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
}

std::chrono::milliseconds lifetimeIn(const QJsonValue &value)
{
    bool isNumber = value.isDouble();
    const double seconds = value.isString() ? value.toString().toDouble(&isNumber) : value.toDouble();
    if (!isNumber || !std::isfinite(seconds) || seconds <= 0)
        return {};
    const double milliseconds = std::min(seconds * 1000, double(longestLifetime.count()));
    return std::chrono::milliseconds(qint64(milliseconds));
}

Result<TokenAnswer, AuthError> readSuccess(const QJsonObject &body, const QStringList &asked)
{
    const auto badAnswer = [](const QString &what) { return Failure{ownError(AuthErrorKind::BadAnswer, what)}; };
    const QString access = body.value(u"access_token"_s).toString();
    const QString refresh = body.value(u"refresh_token"_s).toString();
    if (access.isEmpty())
        return badAnswer(u"no_access_token"_s);
    if (!isTokenText(access) || !isTokenText(refresh))
        return badAnswer(u"malformed_token"_s);
    const QString type = body.value(u"token_type"_s).toString();
    if (type.compare(u"Bearer"_s, Qt::CaseInsensitive) != 0)
        return badAnswer(u"not_bearer"_s);
    TokenAnswer answer;
    answer.tokens.access = Secret(access.toLatin1());
    answer.tokens.refresh = Secret(refresh.toLatin1());
    answer.tokens.lifetime = lifetimeIn(body.value(u"expires_in"_s));
    answer.tokens.scopes = body.value(u"scope"_s).toString().split(u' ', Qt::SkipEmptyParts);
    if (answer.tokens.scopes.isEmpty())
        answer.tokens.scopes = asked;
    answer.idToken = Secret(body.value(u"id_token"_s).toString().toLatin1());
    return answer;
}

} // namespace

AuthError oauthError(const QString &code, const QString &suberror, const QString &description)
{
    AuthError error;
    error.code = forLog(code, 64);
    error.suberror = forLog(suberror, 64);
    error.text = forLog(description, textLimit);
    error.aadsts = numberIn(description);
    error.kind = reworded(kindOf(code, suberror), error.aadsts);
    return error;
}

static Result<TokenAnswer, AuthError> readAnswer(const Net::HttpReply &reply, const QStringList &asked)
{
    if (reply.outcome != Net::Outcome::Answered)
        return Failure{transportError(reply)};
    const QString httpWord = u"http_%1"_s.arg(reply.status);
    if (reply.status >= 300 && reply.status < 400)
        return Failure{ownError(AuthErrorKind::Redirected, httpWord)};
    const QJsonObject body = reply.isTruncated ? QJsonObject() : QJsonDocument::fromJson(reply.body).object();
    const bool hasError = body.value(u"error"_s).isString() && !body.value(u"error"_s).toString().isEmpty();
    if (reply.status == 429 || reply.status >= 500) {
        AuthError error = hasError ? bodyError(body) : ownError(AuthErrorKind::Other, httpWord, reply.detail);
        error.kind = AuthErrorKind::ServiceTrouble;
        return Failure{error};
    }
    if (hasError)
        return Failure{bodyError(body)};
    if (reply.status != 200)
        return Failure{ownError(AuthErrorKind::BadAnswer, httpWord, reply.detail)};
    if (reply.isTruncated)
        return Failure{ownError(AuthErrorKind::BadAnswer, u"answer_too_long"_s)};
    if (body.isEmpty())
        return Failure{ownError(AuthErrorKind::BadAnswer, u"not_json"_s)};
    return readSuccess(body, asked);
}

Result<TokenAnswer, AuthError> readTokenAnswer(const Net::HttpReply &reply, const QStringList &asked,
                                               const QDateTime &now)
{
    auto answer = readAnswer(reply, asked);
    if (answer)
        return answer;
    AuthError error = answer.error();
    error.clockAhead = reply.clockAhead(now);
    return Failure{error};
}

} // namespace Sendoff::Auth
