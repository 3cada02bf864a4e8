// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/autherror.h"
#include "auth/session.h"

#include <chrono>

// What a session decides, without a clock, a network or a keychain.
namespace Sendoff::Auth {

/// Whether a person must sign in again. Only the service's own word says so: invalid_grant, interaction_required,
/// consent_required. An answer of 429 or 5xx says nothing, whatever is in it.
bool endsSignIn(const AuthError &error);

/// Whether it is the wider rights that are refused, and fewer might do.
bool isAboutConsent(const AuthError &error);

AuthError errorFor(const VaultError &error);
Net::NoToken::Kind absenceFor(AuthErrorKind kind);
SessionState stateFor(Net::NoToken::Kind absence);

/// How long to use an access token that lives this long: until five minutes before its end, or half of a short life.
/// Ten minutes stand in for a lifetime that the answer did not name (RFC 6749 5.1).
std::chrono::milliseconds useFor(std::chrono::milliseconds lifetime);
/// How long to leave the service alone after so many failures in a row (1, 2, …): 5 s, doubled up to 60 s.
std::chrono::milliseconds pauseAfter(int failures);

} // namespace Sendoff::Auth
