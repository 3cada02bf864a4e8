// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/tokenendpoint.h"

#include "practice/scopes.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

OAuthError invalidGrant(int number, const QString &text, const QString &suberror = {})
{
    return {u"invalid_grant"_s, number, text, suberror};
}

/// What no public client may do, whatever the grant.
OAuthError checkClient(const Request &request, const Form &form)
{
    if (!request.header("origin").isEmpty())
        return {u"invalid_request"_s,
                9002326,
                u"Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type."_s,
                {}};
    if (!request.header("content-type").toLower().startsWith("application/x-www-form-urlencoded"))
        return missingParameter(u"grant_type"_s);
    if (const QString name = form.repeatedName(); !name.isEmpty())
        return {u"invalid_request"_s, 90013, u"The parameter '%1' is there more than once."_s.arg(name), {}};
    if (form.has(u"client_secret"_s) || form.has(u"client_assertion"_s) || !request.header("authorization").isEmpty())
        return {u"invalid_client"_s,
                700025,
                u"Client is public so neither 'client_assertion' nor 'client_secret' should be presented."_s,
                {}};
    for (const QString &name : {u"client_id"_s, u"grant_type"_s}) {
        if (form.value(name).isEmpty())
            return missingParameter(name);
    }
    return {};
}

bool provesChallenge(const QString &verifier, const QByteArray &challenge)
{
    static const QRegularExpression wellFormed(u"\\A[A-Za-z0-9._~-]{43,128}\\z"_s);
    const QByteArray hash = QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256);
    return wellFormed.match(verifier).hasMatch()
        && hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) == challenge;
}

/// Takes `grant` down to the scopes of this request, if it names any.
OAuthError narrow(Grant &grant, const QString &scopeText, const QStringList &graphRoots)
{
    if (scopeText.isEmpty())
        return {};
    const ScopeList scopes = readScopes(scopeText, graphRoots);
    if (!scopes.unknown.isEmpty())
        return {u"invalid_scope"_s, 70011, u"The scope '%1' is not valid."_s.arg(scopes.unknown), {}};
    for (const QString &scope : scopes.asked) {
        if (!grants(grant.consented, permissionName(scope)))
            return invalidGrant(65001, u"The user has not consented to '%1'."_s.arg(scope), u"consent_required"_s);
    }
    grant.scopes = scopes.asked;
    return {};
}

OAuthError checkCode(const Tenant &tenant, const Form &form, const Code *code, Standing standing)
{
    switch (standing) {
    case Standing::Redeemed:
        return invalidGrant(54005,
                            u"OAuth2 authorization code was already redeemed, please retry with a new valid code."_s);
    case Standing::Expired:
        return invalidGrant(70008, u"The provided authorization code has expired. Send a new sign-in request."_s);
    case Standing::Unknown:
    case Standing::Revoked:
        return invalidGrant(70000, u"The provided value for the input parameter 'code' is not valid."_s);
    case Standing::Good:
        break;
    }
    if (code->grant.clientId != form.value(u"client_id"_s))
        return invalidGrant(70000, u"The code was issued to another client."_s);
    if (code->grant.tenant.name != tenant.name)
        return invalidGrant(700005, u"The code is intended to be used against another tenant."_s);
    if (code->redirectUri != form.value(u"redirect_uri"_s))
        return invalidGrant(500112, u"The reply address does not match the one of the authorization request."_s);
    if (!provesChallenge(form.value(u"code_verifier"_s), code->challenge))
        return invalidGrant(501481, u"The code_verifier does not match the code_challenge."_s);
    return {};
}

std::variant<Grant, OAuthError> redeemCode(const Tenant &tenant, const Form &form, TokenBook &tokens,
                                           const QStringList &graphRoots)
{
    for (const QString &name : {u"code"_s, u"redirect_uri"_s, u"code_verifier"_s}) {
        if (form.value(name).isEmpty())
            return missingParameter(name);
    }
    const QString text = form.value(u"code"_s);
    const Code *code = tokens.code(text);
    if (const OAuthError error = checkCode(tenant, form, code, tokens.standingOfCode(text)); error.isSet())
        return error;
    Grant grant = code->grant;
    if (const OAuthError error = narrow(grant, form.value(u"scope"_s), graphRoots); error.isSet())
        return error;
    tokens.redeem(text);
    return grant;
}

std::variant<Grant, OAuthError> redeemRefreshToken(const Tenant &tenant, const Form &form, TokenBook &tokens,
                                                   const QStringList &graphRoots)
{
    const QString text = form.value(u"refresh_token"_s);
    if (text.isEmpty())
        return missingParameter(u"refresh_token"_s);
    switch (tokens.standingOfRefreshToken(text)) {
    case Standing::Revoked:
        return invalidGrant(50173, u"The provided grant has been revoked; a fresh sign-in is needed."_s,
                            u"bad_token"_s);
    case Standing::Expired:
        return invalidGrant(700082, u"The refresh token has expired due to inactivity."_s);
    case Standing::Unknown:
    case Standing::Redeemed:
        return invalidGrant(70000, u"The provided refresh token is not valid."_s, u"bad_token"_s);
    case Standing::Good:
        break;
    }
    Grant grant = *tokens.refreshGrant(text);
    if (grant.clientId != form.value(u"client_id"_s))
        return invalidGrant(70000, u"The refresh token was issued to another client."_s);
    // Seen with Microsoft: a personal account's token is good at /consumers only, even when the sign-in was at /common.
    if (!tenant.takes(*grant.account) || (grant.account->personal && tenant.name == "common"_L1))
        return invalidGrant(70000, u"The refresh token is not valid at this endpoint."_s, u"bad_token"_s);
    if (const OAuthError error = narrow(grant, form.value(u"scope"_s), graphRoots); error.isSet())
        return error;
    return grant;
}

/// A JWT in shape; the signature is 256 octets of nothing, since nobody who got it straight from here checks it.
QByteArray idToken(const Grant &grant, const QString &origin, const Clock &clock, Dice &dice)
{
    const auto encode = [](const QJsonObject &object) {
        return QJsonDocument(object)
            .toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const qint64 now = clock.now().toSecsSinceEpoch();
    const QString directory = grant.tenant.directoryOf(*grant.account);
    const QByteArray subject
        = QCryptographicHash::hash((grant.clientId + grant.account->objectId).toUtf8(), QCryptographicHash::Sha256);
    QJsonObject claims{
        {u"ver"_s, u"2.0"_s},
        {u"iss"_s, origin + u'/' + directory + "/v2.0"_L1},
        {u"aud"_s, grant.clientId},
        {u"iat"_s, now},
        {u"nbf"_s, now},
        {u"exp"_s, qint64(now + TokenBook::accessLifetime.count())},
        {u"oid"_s, grant.account->objectId},
        {u"tid"_s, directory},
        {u"sub"_s,
         QString::fromLatin1(subject.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals))}};
    if (grants(grant.scopes, u"profile")) {
        claims.insert(u"name"_s, grant.account->name);
        claims.insert(u"preferred_username"_s, grant.account->address);
    }
    if (grants(grant.scopes, u"email"))
        claims.insert(u"email"_s, grant.account->address);
    if (!grant.nonce.isEmpty())
        claims.insert(u"nonce"_s, grant.nonce);
    return encode({{u"typ"_s, u"JWT"_s}, {u"alg"_s, u"RS256"_s}, {u"kid"_s, u"practice"_s}}) + '.' + encode(claims)
        + '.' + dice.urlSafe(256);
}

} // namespace

std::variant<Grant, OAuthError> redeemGrant(const Tenant &tenant, const Request &request, TokenBook &tokens,
                                            const QStringList &graphRoots)
{
    const Form form = parseForm(request.body);
    if (const OAuthError error = checkClient(request, form); error.isSet())
        return error;
    const QString type = form.value(u"grant_type"_s);
    if (type == "authorization_code"_L1)
        return redeemCode(tenant, form, tokens, graphRoots);
    if (type == "refresh_token"_L1)
        return redeemRefreshToken(tenant, form, tokens, graphRoots);
    return OAuthError{u"unsupported_grant_type"_s, 70003, u"The grant type '%1' is not supported."_s.arg(type), {}};
}

Answer tokenAnswer(const Grant &asked, const QString &origin, TokenBook &tokens, const Clock &clock, Dice &dice)
{
    Grant grant = asked;
    for (const QString &scope : tokens.consented().value(grant.account->address)) {
        if (!grants(grant.scopes, permissionName(scope)))
            grant.scopes.append(scope);
    }
    QStringList scopes = grant.scopes;
    scopes.removeAll(u"offline_access"_s); // Microsoft leaves it out as well
    QJsonObject object{{u"token_type"_s, u"Bearer"_s},
                       {u"scope"_s, scopes.join(u' ')},
                       {u"expires_in"_s, qint64(TokenBook::accessLifetime.count())},
                       {u"ext_expires_in"_s, qint64(TokenBook::accessLifetime.count())},
                       {u"access_token"_s, tokens.issueAccessToken(grant)}};
    if (grants(grant.consented, u"offline_access"))
        object.insert(u"refresh_token"_s, tokens.issueRefreshToken(asked));
    if (grants(grant.scopes, u"openid"))
        object.insert(u"id_token"_s, QString::fromLatin1(idToken(grant, origin, clock, dice)));
    Answer answer = jsonAnswer(200, QJsonDocument(object).toJson(QJsonDocument::Compact));
    answer.headers += {{"Pragma", "no-cache"}, {"x-ms-request-id", dice.uuid().toLatin1()}};
    return answer;
}

} // namespace Sendoff::Practice
