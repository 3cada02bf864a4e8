// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "auth/autherror.h"
#include "base/result.h"

#include <QByteArray>
#include <QDateTime>

namespace Sendoff::Auth {

/// Who signed in, out of an id_token (OpenID Connect Core 2; Microsoft: id-token-claims-reference). Checks iss, aud,
/// exp (five minutes of leeway), tid and `nonce` (unless that is empty: a refresh has none). The signature is not
/// checked: the token came straight from the token endpoint over TLS, which 3.1.3.7 point 6 allows instead. A personal
/// account's config is turned to /consumers, where its refresh token stays good.
Result<Account, AuthError> readIdToken(const QByteArray &token, const AuthConfig &config, const QByteArray &nonce,
                                       const QDateTime &now);

} // namespace Sendoff::Auth
