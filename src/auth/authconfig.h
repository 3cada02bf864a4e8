// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>
#include <QUrl>

namespace Sendoff::Auth {

/// Which Microsoft cloud: where people sign in, and where Graph is.
struct Cloud
{
    QString name; ///< global usgov usgov-dod china bleu delos custom
    QUrl authority; ///< before /{tenant}/oauth2/v2.0/…
    QUrl graph; ///< before /v1.0/…
    bool hasPersonalAccounts = false;

    friend bool operator==(const Cloud &, const Cloud &) = default;
};

QList<Cloud> knownClouds();

enum class CloudFault { UnknownName, UnsafeUrl, MissingUrl };
/// `authority` and `graph` count only for "custom"; they must be https, or loopback.
Result<Cloud, CloudFault> cloudNamed(const QString &name, const QUrl &authority, const QUrl &graph);

/// The bare name of a right, whatever Graph root stands in front: "Mail.Send" for
/// "https://graph.microsoft.us/Mail.Send".
QString rightIn(const QString &scope);
/// Those of `rights` (bare names) that `scopes` do not hold, whatever the case and the prefix.
QStringList missingRights(const QStringList &rights, const QStringList &scopes);

/// Whom to let in: the {tenant} of the endpoints.
namespace Tenant {
inline const QString personal = QStringLiteral("consumers");
inline const QString work = QStringLiteral("organizations");
} // namespace Tenant
/// The tenant id all personal accounts have (graph guide: hold such an account at /consumers).
inline const QString personalTenantId = QStringLiteral("9188040d-6c67-4c5b-b112-36a304b66dad");

enum class ResponseMode { FormPost, Query };

struct AuthConfig
{
    QString clientId;
    Cloud cloud;
    QString tenant = Tenant::work;
    QString loginHint;
    QString prompt = QStringLiteral("select_account");
    ResponseMode responseMode = ResponseMode::FormPost;
    /// Beyond User.Read and Mail.Send, by their bare names: "Mail.ReadWrite". Of an account: what was granted.
    QStringList extraRights;
    QString claims; ///< JSON out of a claims challenge, for one sign-in

    QUrl authorizeUrl() const;
    QUrl tokenUrl() const;
    /// openid profile offline_access User.Read Mail.Send and the extra rights, all but the first three with the cloud's
    /// Graph root in front (unprefixed for the global cloud).
    QStringList scopes() const;
    /// Whether an `iss` (RFC 9207; id_token) is this authority's: exactly {authority}/{tenantId}/v2.0 in the known
    /// clouds, with any tenant if `tenantId` is empty; the same host at a custom authority.
    bool mayIssue(const QString &issuer, const QString &tenantId = QString()) const;

    friend bool operator==(const AuthConfig &, const AuthConfig &) = default;
};

/// Where an administrator allows the program for a whole organization (Microsoft: v2-admin-consent): all the scopes of
/// `config` in one page. `tenantId`: the organization; without one the administrator's own. It leads back to
/// http://localhost, where nobody needs to listen.
QUrl adminConsentUrl(const AuthConfig &config, const QString &tenantId = QString());

} // namespace Sendoff::Auth
