// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"

#include <QStringList>

namespace Sendoff {

/// A mailto link (RFC 6068), read without trust: it fills fields a person sees, and nothing else. It never attaches,
/// never sends and never chooses the sender.
struct MailtoLink
{
    bool accepted = false; ///< false: nothing of it is used
    Message message; ///< to, cc, bcc, subject, body (text), inReplyTo
    QStringList dropped; ///< fields that are not honoured, lower case, in order of first sight
    QStringList
        warnings; ///< codes: not-mailto too-long malformed-escape control-chars invisible-chars attachment-requested
                  ///< bcc-from-link many-recipients repeated-subject leading-slashes missing-question-mark
};

/// Links longer than this are refused whole.
inline constexpr qsizetype mailtoLimit = 65'536;

MailtoLink readMailto(const QString &link);

} // namespace Sendoff
