// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/clientcredentials.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

OAuthError invalidClient(int number, const QString &text)
{
    return {u"invalid_client"_s, number, text, {}};
}

QJsonObject readSegment(const QString &segment)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        segment.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? QJsonDocument::fromJson(decoded.decoded).object() : QJsonObject();
}

bool isSigned(const QJsonObject &header, const QString &signature)
{
    static const QRegularExpression base64url(u"\\A[A-Za-z0-9_-]{342,}\\z"_s); // RSA with 2048 bits or more
    const QString algorithm = header.value("alg"_L1).toString();
    const bool namesKey
        = header.value("x5t"_L1).toString().size() == 27 || header.value("x5t#S256"_L1).toString().size() == 43;
    return (algorithm == "RS256"_L1 || algorithm == "PS256"_L1) && namesKey && base64url.match(signature).hasMatch();
}

} // namespace

QString ClientCredentials::secret()
{
    return u"practice~secret"_s;
}

std::variant<Grant, OAuthError> ClientCredentials::redeem(const Tenant &tenant, const Form &form,
                                                          const QStringList &graphRoots,
                                                          const QStringList &tokenAddresses, const Clock &clock)
{
    if (tenant.name == "common"_L1 || tenant.name == "organizations"_L1 || tenant.name == "consumers"_L1)
        return OAuthError{u"invalid_request"_s, 50194, u"A program that is its own needs the name of a tenant."_s, {}};
    const QString scope = form.value(u"scope"_s);
    const bool isDefault = std::any_of(graphRoots.begin(), graphRoots.end(),
                                       [&](const QString &root) { return scope == root + "/.default"_L1; });
    if (!isDefault)
        return OAuthError{u"invalid_scope"_s, 1002012, u"The scope must be the resource with '/.default'."_s, {}};
    if (form.has(u"client_assertion"_s)) {
        if (const OAuthError error = checkAssertion(form, tokenAddresses, clock); error.isSet())
            return error;
    } else if (!form.has(u"client_secret"_s)) {
        return invalidClient(7000216, u"'client_assertion' or 'client_secret' is required."_s);
    } else if (form.value(u"client_secret"_s) != secret()) {
        return invalidClient(7000215, u"Invalid client secret provided."_s);
    }
    Grant grant;
    grant.clientId = form.value(u"client_id"_s);
    grant.tenant = tenant;
    grant.scopes = roles;
    return grant;
}

OAuthError ClientCredentials::checkAssertion(const Form &form, const QStringList &tokenAddresses, const Clock &clock)
{
    if (form.value(u"client_assertion_type"_s) != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_L1)
        return invalidClient(50027, u"The client_assertion_type is not the one for a JWT."_s);
    const QStringList segments = form.value(u"client_assertion"_s).split(u'.');
    const QJsonObject header = readSegment(segments.value(0));
    const QJsonObject claims = readSegment(segments.value(1));
    if (segments.size() != 3 || !isSigned(header, segments.value(2)))
        return invalidClient(50027, u"The client assertion is not a signed JWT, or names no certificate."_s);
    const QString client = form.value(u"client_id"_s);
    if (claims.value("iss"_L1).toString() != client || claims.value("sub"_L1).toString() != client)
        return invalidClient(700021, u"The client assertion's iss and sub must be the client id."_s);
    if (!tokenAddresses.contains(claims.value("aud"_L1).toString()))
        return invalidClient(700023, u"The client assertion's aud is not this endpoint."_s);
    const qint64 now = clock.now().toSecsSinceEpoch();
    constexpr qint64 tolerance = 300;
    const qint64 ends = claims.value("exp"_L1).toInteger();
    if (ends < now - tolerance || claims.value("nbf"_L1).toInteger() > now + tolerance)
        return invalidClient(700024, u"The client assertion is not within its valid time range."_s);
    const QString id = claims.value("jti"_L1).toString();
    if (id.isEmpty() || m_seen.contains(id))
        return invalidClient(50027, u"The client assertion has no jti of its own."_s);
    m_seen.insert(id);
    return {};
}

Answer applicationTokenAnswer(const Grant &grant, TokenBook &tokens, Dice &dice)
{
    const QJsonObject object{{u"token_type"_s, u"Bearer"_s},
                             {u"expires_in"_s, qint64(TokenBook::accessLifetime.count())},
                             {u"ext_expires_in"_s, qint64(TokenBook::accessLifetime.count())},
                             {u"access_token"_s, tokens.issueAccessToken(grant)}};
    Answer answer = jsonAnswer(200, QJsonDocument(object).toJson(QJsonDocument::Compact));
    answer.headers += {{"Pragma", "no-cache"}, {"x-ms-request-id", dice.uuid().toLatin1()}};
    return answer;
}

} // namespace Sendoff::Practice
