// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpreply.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace Sendoff::Graph {

/// Why a call did not do what it should. The words for a person are made from this in gui/wording.
enum class ErrorKind {
    // the way there
    Offline, ///< name not found, no route, network down
    ServiceNotReached, ///< refused
    ProxyTrouble,
    TlsTrouble,
    TimedOut,
    ConnectionLost,
    Cancelled,
    Interfered, ///< something between answered: redirect, HTML, 2xx that is not 202, 4xx without a request-id
    UnsafeAddress, ///< the configured address is neither https nor loopback
    // the answer
    TokenRefused, ///< 401 InvalidAuthenticationToken
    ClaimsChallenge, ///< 401 insufficient_claims
    NoMailbox, ///< MailboxNotEnabledForRESTAPI and its family: graph page "REST API is not yet supported"
    PermissionMissing, ///< ErrorAccessDenied, Authorization_RequestDenied
    SendAsDenied,
    SendingLimit, ///< ErrorExceededMessageLimit and its family: too much mail for now
    AccountSuspended, ///< outlook.com anti-abuse family
    BadRecipients, ///< ErrorInvalidRecipients
    BadHeader,
    MessageTooLarge, ///< 413, ErrorMessageSizeExceeded
    AttachmentRefused, ///< ErrorVirusDetected
    MailboxFull,
    MailboxNotFound,
    ItemNotFound,
    BadRequest, ///< we said something wrong: our fault
    Throttled,
    ServiceBusy, ///< 503
    ServiceError, ///< 500, 502, 504 and unknown 5xx
    Unknown,
};

struct GraphError
{
    ErrorKind kind = ErrorKind::Unknown;
    int status = 0;
    QString code; ///< most specific code of Graph's error object we know, else the outermost
    QString serverText; ///< Graph's message, made safe; for "Details" only, never branched on
    QString requestId; ///< `request-id` header, else from the body
    QString clientRequestId;
    QString claims; ///< decoded claims of a claims challenge; for the next sign-in alone, never written down
    std::optional<std::chrono::milliseconds> retryAfter;
    /// How far the service's clock is ahead of ours, where its answer tells and it is more than five minutes. A fact of
    /// the moment: not kept on disk.
    std::optional<std::chrono::seconds> clockAhead = std::nullopt;

    friend bool operator==(const GraphError &, const GraphError &) = default;
};

/// Looks at outcome, status, code and headers, never at prose. `now` turns an HTTP date in Retry-After into a span, and
/// shows by the Date header whether this computer's clock is wrong.
GraphError classify(const Net::HttpReply &reply, const QDateTime &now);

/// Retry-After (RFC 9110 10.2.3) as seconds, decimals (Graph sends "2.128") or an HTTP date; garbage and the past:
/// none. Capped at 24 h.
std::optional<std::chrono::milliseconds> readRetryAfter(QByteArrayView value, const QDateTime &now);

} // namespace Sendoff::Graph
