// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Sendoff {

/// Where randomness comes from, so that tests can load it.
class Dice
{
public:
    virtual ~Dice() = default;

    /// `count` random octets.
    virtual QByteArray bytes(qsizetype count) = 0;
    /// Evenly spread over [0, 1).
    virtual double roll() = 0;

    /// A version 4 UUID (RFC 9562 5.4) in lower case without braces. A name for a thing, not a secret.
    QString uuid();
    /// `octets` random octets as base64url without padding (RFC 4648 5): state, PKCE verifier, nonce.
    QByteArray urlSafe(qsizetype octets);
};

/// The operating system's generator (getrandom), never a seeded one: what it gives cannot be guessed from the time.
class SystemDice final : public Dice
{
public:
    QByteArray bytes(qsizetype count) override;
    double roll() override;
};

} // namespace Sendoff
