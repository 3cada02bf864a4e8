// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/recipients.h"

namespace Sendoff {

/// An addr-spec (RFC 5322 3.4.1, RFC 6532) that was cut out of a field; no blanks or comments around its parts any
/// more.
struct Mailbox
{
    QString
        text; ///< normal form: no needless quotes, no root dot, full stops of other scripts as "."; only if readable
    AddressFault fault = AddressFault::None;
    AddressFlags flags; ///< International, InternationalLocal, NoDotInDomain
};

Mailbox readMailbox(QStringView spec);

/// The place of the first @ outside a quoted string, or -1.
qsizetype findAt(QStringView spec);

/// A recipient as reading gives it: the name on one line and without the mailbox's own text, all flags set.
Recipient recipientOf(const QString &name, const Mailbox &mailbox);

} // namespace Sendoff
