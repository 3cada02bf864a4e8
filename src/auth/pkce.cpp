// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/pkce.h"

#include <QCryptographicHash>

namespace Sendoff::Auth {

Pkce freshPkce(Dice &dice)
{
    const QByteArray verifier = dice.urlSafe(48);
    return {Secret(verifier), challengeFor(verifier)};
}

QByteArray challengeFor(const QByteArray &verifier)
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace Sendoff::Auth
