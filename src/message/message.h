// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/attachment.h"
#include "message/body.h"
#include "message/recipients.h"

#include <QDateTime>

#include <optional>

namespace Sendoff {

enum class Importance { Low, Normal, High };

/// What the person means to send. A plain value: no clock, no files, no network.
struct Message
{
    std::optional<Address> from; ///< the mailbox named as sender; none: the account's own
    Recipients recipients;
    QList<Recipient> replyTo;
    QString subject;
    Body body;
    QList<Attachment> attachments;
    QString inReplyTo; ///< <id@host>, RFC 5322 3.6.4; only the MIME route can carry it
    QString references; ///< <id@host> … of the thread so far, blanks between; written with inReplyTo only
    Importance importance = Importance::Normal;
    bool readReceipt = false;
    bool deliveryReceipt = false;
    bool saveToSent = true;
    /// HTML is to go with a plain-text version of itself, which only the MIME route can carry: that route is taken
    /// where the mail fits into it. Whatever goes that way for another reason has one anyhow.
    bool textAlternative = false;
    /// The first attachment is the whole mail (RFC 5322) and goes out octet for octet, by the MIME route. What the
    /// other fields say was read from it, for lists and checks. There are no other attachments.
    bool asItIs = false;
    /// It leaves from the mailbox of `from` itself, which keeps the copy; otherwise the account's own mailbox sends in
    /// the name of `from`.
    bool asMailbox = false;
    QDateTime sendAt; ///< UTC, not to go before; null: at once
    QString internetMessageId; ///< <id@host> of ours, given when it is queued

    /// Nothing a person would miss.
    bool isBlank() const;
    friend bool operator==(const Message &, const Message &) = default;
};

} // namespace Sendoff
