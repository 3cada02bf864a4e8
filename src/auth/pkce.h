// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/dice.h"
#include "base/secret.h"

namespace Sendoff::Auth {

/// Proof that who redeems the code is who asked for it (RFC 7636). One pair for one attempt.
struct Pkce
{
    Secret verifier; ///< 64 characters out of 48 octets
    QByteArray challenge; ///< S256 of it
};

Pkce freshPkce(Dice &dice);
/// BASE64URL(SHA256(verifier)) without padding (RFC 7636 4.2).
QByteArray challengeFor(const QByteArray &verifier);

} // namespace Sendoff::Auth
