// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace Sendoff::Net {

/// How a request ended, seen from the wire. Only `Answered` carries a status.
enum class Outcome {
    Answered, ///< a complete status line and headers came; `status` is set (redirects too: they are never followed)
    HostNotFound,
    Refused, ///< nobody listens there
    Unreachable, ///< no route, network down
    ProxyFailed, ///< proxy not found, refused or wants authentication
    TlsFailed, ///< handshake or certificate; like HostNotFound and Refused: nothing of the request left
    ConnectionLost, ///< closed or reset before the answer was complete
    TimedOut,
    Cancelled,
    UnsafeUrl, ///< not https and not loopback: nothing left
    Other,
};

struct HttpReply
{
    Outcome outcome = Outcome::Other;
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body; ///< at most bodyLimit octets of it
    /// The body was longer than the limit, or ended before its announced length. In chunks or packed, Qt may not
    /// notice.
    bool isTruncated = false;
    /// Whether the last octet of the request's body was handed to Qt. False proves that the server cannot have the
    /// whole request; true proves nothing. With an empty body: true unless no connection was ever made for certain.
    bool bodyHandedOver = false;
    QString detail; ///< for "Details": what Qt or the TLS library said; never a secret

    /// First header of that name, case-insensitive; empty if absent.
    QByteArray header(QByteArrayView name) const;
    /// How far the clock over there is ahead of `now` by its Date header (RFC 9110 6.6.1); none if it does not tell, or
    /// if the two agree within five minutes, which tokens and certificates are commonly forgiven.
    std::optional<std::chrono::seconds> clockAhead(const QDateTime &now) const;

    static constexpr qint64 bodyLimit = qint64(4) * 1024 * 1024;
};

} // namespace Sendoff::Net
