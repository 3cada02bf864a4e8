// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/dice.h"

#include <QRandomGenerator>
#include <QUuid>

namespace Sendoff {

QString Dice::uuid()
{
    QByteArray octets = bytes(16);
    octets[6] = static_cast<char>((octets[6] & 0x0f) | 0x40);
    octets[8] = static_cast<char>((octets[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(octets).toString(QUuid::WithoutBraces);
}

QByteArray Dice::urlSafe(qsizetype octets)
{
    return bytes(octets).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray SystemDice::bytes(qsizetype count)
{
    QByteArray octets(count, Qt::Uninitialized);
    for (qsizetype at = 0; at < count; at += 4) {
        const quint32 word = QRandomGenerator::system()->generate();
        memcpy(octets.data() + at, &word, static_cast<std::size_t>(qMin<qsizetype>(4, count - at)));
    }
    return octets;
}

double SystemDice::roll()
{
    return QRandomGenerator::system()->generateDouble();
}

} // namespace Sendoff
