// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/idtoken.h"

#include "base/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 leewaySeconds = 5 * 60;
constexpr qsizetype nameLimit = 320;

QJsonObject decodedPart(const QByteArray &part)
{
    const auto octets = QByteArray::fromBase64Encoding(
        part, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    return octets ? QJsonDocument::fromJson(*octets).object() : QJsonObject();
}

bool isFor(const QString &clientId, const QJsonValue &audience)
{
    const QJsonArray several = audience.toArray();
    return audience.toString() == clientId || (several.size() == 1 && several.first().toString() == clientId);
}

bool isPlainId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 255
        && std::all_of(id.begin(), id.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
}

// Microsoft's tenants are named by a UUID; a custom service may have none.
bool isTenantRight(const QString &tenantId, const AuthConfig &config)
{
    if (config.cloud.name == u"custom")
        return tenantId.isEmpty() || isPlainId(tenantId);
    const QUuid asked(config.tenant);
    const QUuid given(tenantId);
    const bool isUuid = !given.isNull() && given.toString(QUuid::WithoutBraces) == tenantId;
    return isUuid && (asked.isNull() || asked == given);
}

bool isAccountKindRight(const QString &tenantId, const AuthConfig &config)
{
    if (config.cloud.name == u"custom")
        return true;
    const bool isPersonal = tenantId == personalTenantId;
    if (config.tenant == Tenant::personal)
        return isPersonal;
    return !isPersonal || config.tenant != Tenant::work;
}

// The first that reads like a mailbox: preferred_username is a telephone number for some personal accounts, and carries
// #EXT# for guests.
QString addressIn(const QJsonObject &claims)
{
    const QString username = claims.value(u"preferred_username"_s).toString();
    const QString email = claims.value(u"email"_s).toString();
    const auto isMailbox = [](const QString &text) { return text.contains(u'@') && !text.contains(u"#EXT#"_s); };
    const QString address = isMailbox(username) || !isMailbox(email) ? username : email;
    return forLog(address, nameLimit);
}

Account accountIn(const QJsonObject &claims, const AuthConfig &config)
{
    const QString objectId = claims.value(u"oid"_s).toString();
    Account account;
    account.tenantId = claims.value(u"tid"_s).toString();
    account.id = (objectId.isEmpty() ? claims.value(u"sub"_s).toString() : objectId) + u'.' + account.tenantId;
    account.name = forLog(claims.value(u"name"_s).toString(), nameLimit);
    account.address = addressIn(claims);
    account.isGuest = claims.value(u"preferred_username"_s).toString().contains(u"#EXT#"_s, Qt::CaseInsensitive);
    account.config = config;
    if (account.isPersonal())
        account.config.tenant = Tenant::personal;
    return account;
}

QString objectionTo(const QJsonObject &claims, const AuthConfig &config, const QByteArray &nonce, const QDateTime &now)
{
    const QString tenantId = claims.value(u"tid"_s).toString();
    if (!isTenantRight(tenantId, config))
        return u"id_token_tenant"_s;
    if (!config.mayIssue(claims.value(u"iss"_s).toString(), tenantId))
        return u"id_token_issuer"_s;
    if (!isFor(config.clientId, claims.value(u"aud"_s)))
        return u"id_token_audience"_s;
    if (!nonce.isEmpty() && claims.value(u"nonce"_s).toString().toUtf8() != nonce)
        return u"id_token_nonce"_s;
    const double second = double(now.toSecsSinceEpoch());
    if (!claims.value(u"exp"_s).isDouble() || claims.value(u"exp"_s).toDouble() + leewaySeconds < second)
        return u"id_token_expired"_s;
    if (claims.value(u"nbf"_s).toDouble() - leewaySeconds > second
        || claims.value(u"iat"_s).toDouble() - leewaySeconds > second)
        return u"id_token_from_the_future"_s;
    const QString objectId = claims.value(u"oid"_s).toString();
    if (!isPlainId(claims.value(u"sub"_s).toString()) || (!objectId.isEmpty() && !isPlainId(objectId)))
        return u"id_token_subject"_s;
    return {};
}

Failure<AuthError> failure(AuthErrorKind kind, const QString &code)
{
    AuthError error;
    error.kind = kind;
    error.code = code;
    return {error};
}

} // namespace

Result<Account, AuthError> readIdToken(const QByteArray &token, const AuthConfig &config, const QByteArray &nonce,
                                       const QDateTime &now)
{
    if (token.isEmpty())
        return failure(AuthErrorKind::BadAnswer, u"id_token_missing"_s);
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() != 3 || decodedPart(parts[0]).value(u"alg"_s).toString().isEmpty())
        return failure(AuthErrorKind::BadAnswer, u"id_token_malformed"_s);
    const QJsonObject claims = decodedPart(parts[1]);
    if (claims.isEmpty())
        return failure(AuthErrorKind::BadAnswer, u"id_token_malformed"_s);
    const QString objection = objectionTo(claims, config, nonce, now);
    if (!objection.isEmpty())
        return failure(AuthErrorKind::BadAnswer, objection);
    if (!isAccountKindRight(claims.value(u"tid"_s).toString(), config))
        return failure(AuthErrorKind::WrongAccountKind, u"account_kind"_s);
    return accountIn(claims, config);
}

} // namespace Sendoff::Auth
