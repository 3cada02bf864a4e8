// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpreply.h"

namespace Fuzz {

/// A reply out of octets: "outcome handed-over truncated status\nName: value\n…\n\nbody"; what is missing counts as
/// absent.
inline Sendoff::Net::HttpReply replyOf(const QByteArray &input)
{
    Sendoff::Net::HttpReply reply;
    const qsizetype split = input.indexOf("\n\n");
    QList<QByteArray> lines = input.left(split < 0 ? input.size() : split).split('\n');
    const QList<QByteArray> first = lines.takeFirst().split(' ');
    reply.outcome = static_cast<Sendoff::Net::Outcome>(
        qBound(0, first.value(0).toInt(), static_cast<int>(Sendoff::Net::Outcome::Other)));
    reply.bodyHandedOver = first.value(1) == "1";
    reply.isTruncated = first.value(2) == "1";
    if (reply.outcome == Sendoff::Net::Outcome::Answered)
        reply.status = qBound(100, first.value(3).toInt(), 999);
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            reply.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    if (split >= 0)
        reply.body = input.mid(split + 2);
    return reply;
}

} // namespace Fuzz
