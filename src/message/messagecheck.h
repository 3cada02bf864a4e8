// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/limits.h"
#include "message/message.h"

namespace Sendoff {

enum class ProblemKind {
    NoRecipients,
    UnreadableRecipient, ///< `text` as typed, `fault` why
    UnreadableReplyTo,
    TooManyRecipients, ///< `actual` over `limit`
    SubjectTooLong,
    TooManyAttachments,
    EmptySubject, ///< warning
    EmptyMessage, ///< warning: no text and no attachment
    SuspiciousName, ///< warning: a name that shows another address
};

enum class Field { None, From, To, Cc, Bcc, ReplyTo, Subject, Body, Attachments };

struct Problem
{
    ProblemKind kind = ProblemKind::NoRecipients;
    Field field = Field::None;
    bool blocks = true; ///< false: worth saying, not worth stopping for
    QString text;
    AddressFault fault = AddressFault::None;
    qint64 actual = 0;
    qint64 limit = 0;

    friend bool operator==(const Problem &, const Problem &) = default;
};

/// What is wrong with a message before anything is asked of the service. Pure and total.
QList<Problem> check(const Message &message, const Limits &limits);
bool blocks(const QList<Problem> &problems);

} // namespace Sendoff
