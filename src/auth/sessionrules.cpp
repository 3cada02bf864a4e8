// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/sessionrules.h"

#include <QStringList>

#include <algorithm>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds refreshLead = 5min;
constexpr std::chrono::milliseconds unnamedLifetime = 10min;
constexpr std::chrono::milliseconds shortestPause = 5s;
constexpr std::chrono::milliseconds longestPause = 60s;

AuthError ownError(AuthErrorKind kind, const QString &code, const QString &text)
{
    AuthError error;
    error.kind = kind;
    error.code = code;
    error.text = text;
    return error;
}

} // namespace

AuthError errorFor(const VaultError &error)
{
    switch (error.fault) {
    case VaultFault::Empty:
        return ownError(AuthErrorKind::SignInNeeded, u"nothing_stored"_s, {});
    case VaultFault::Absent:
        return ownError(AuthErrorKind::VaultMissing, u"vault_missing"_s, error.detail);
    case VaultFault::Locked:
        return ownError(AuthErrorKind::VaultLocked, u"vault_locked"_s, error.detail);
    case VaultFault::Denied:
        return ownError(AuthErrorKind::VaultFailed, u"vault_denied"_s, error.detail);
    case VaultFault::Failed:
        break;
    }
    return ownError(AuthErrorKind::VaultFailed, u"vault_failed"_s, error.detail);
}

bool endsSignIn(const AuthError &error)
{
    static const QStringList words{u"invalid_grant"_s, u"interaction_required"_s, u"consent_required"_s};
    return error.kind != AuthErrorKind::ServiceTrouble && words.contains(error.code);
}

bool isAboutConsent(const AuthError &error)
{
    return error.kind == AuthErrorKind::ConsentNeeded || error.kind == AuthErrorKind::AdminConsentNeeded
        || (error.code == u"invalid_scope" && error.kind != AuthErrorKind::ServiceTrouble);
}

Net::NoToken::Kind absenceFor(AuthErrorKind kind)
{
    switch (kind) {
    case AuthErrorKind::SignInNeeded:
    case AuthErrorKind::ConsentNeeded:
    case AuthErrorKind::AdminConsentNeeded:
    case AuthErrorKind::OtherAccount:
    case AuthErrorKind::VaultMissing:
        return Net::NoToken::Kind::SignInNeeded;
    case AuthErrorKind::VaultLocked:
    case AuthErrorKind::VaultFailed:
        return Net::NoToken::Kind::VaultLocked;
    case AuthErrorKind::Offline:
    case AuthErrorKind::TimedOut:
    case AuthErrorKind::Tls:
        return Net::NoToken::Kind::Offline;
    default:
        return Net::NoToken::Kind::ServiceTrouble;
    }
}

SessionState stateFor(Net::NoToken::Kind absence)
{
    switch (absence) {
    case Net::NoToken::Kind::SignInNeeded:
        return SessionState::SignInNeeded;
    case Net::NoToken::Kind::VaultLocked:
        return SessionState::VaultLocked;
    case Net::NoToken::Kind::Offline:
    case Net::NoToken::Kind::ServiceTrouble:
        break;
    }
    return SessionState::Unreachable;
}

std::chrono::milliseconds useFor(std::chrono::milliseconds lifetime)
{
    if (lifetime <= 0ms)
        lifetime = unnamedLifetime;
    return lifetime - std::min(refreshLead, lifetime / 2);
}

std::chrono::milliseconds pauseAfter(int failures)
{
    const int doublings = std::clamp(failures - 1, 0, 4);
    return std::min(longestPause, shortestPause * (1 << doublings));
}

} // namespace Sendoff::Auth
