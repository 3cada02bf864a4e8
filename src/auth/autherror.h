// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace Sendoff::Auth {

enum class AuthErrorKind {
    NoClientId,
    UnsafeAddress, ///< authority neither https nor loopback
    PortBusy, ///< no free port on both 127.0.0.1 and [::1]
    BrowserFailed,
    Cancelled, ///< by the person, here
    TimedOut, ///< nobody came back from the browser, or the service did not answer
    Denied, ///< the person declined (access_denied)
    AdminConsentNeeded,
    ConsentNeeded,
    SignInNeeded, ///< invalid_grant, interaction_required: this sign-in is over
    MisconfiguredApp, ///< unauthorized_client, invalid_client, redirect mismatch…: whoever registered the client id
    WrongAccountKind, ///< personal account at a work endpoint or the other way round
    OtherAccount, ///< a renewed sign-in came back as somebody else
    BadAnswer, ///< not JSON, no access_token, id_token that does not hold
    ServiceTrouble, ///< 429, 5xx, temporarily_unavailable: keep the sign-in and wait
    Offline,
    Tls,
    Redirected, ///< the token endpoint answered with a redirect: not followed
    VaultLocked,
    VaultMissing, ///< no keychain: this session only
    VaultFailed,
    Other,
};

struct AuthError
{
    AuthErrorKind kind = AuthErrorKind::Other;
    QString code; ///< OAuth `error` (RFC 6749 5.2), or our own word
    QString suberror;
    QString text; ///< the service's description, made safe; for "Details" and help look-up only
    int aadsts = 0; ///< number out of the description, for help texts only, never to branch on
    QString correlationId;
    std::optional<std::chrono::seconds> clockAhead = std::nullopt; ///< HttpReply::clockAhead() of the sign-in service
    QString claims = QString(); ///< JSON the next sign-in must pass on, if the service asked for that

    friend bool operator==(const AuthError &, const AuthError &) = default;
};

} // namespace Sendoff::Auth
