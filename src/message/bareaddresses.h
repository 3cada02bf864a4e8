// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/fieldtokens.h"
#include "message/mailbox.h"

#include <span>

namespace Sendoff {

/// One of the words between blanks and comments, and what was read from it.
struct BareAddress
{
    QString text; ///< blanks and comments inside taken out
    qsizetype start = 0; ///< as typed, in the field
    qsizetype end = 0;
    QString comment; ///< the comments next to it, which serve as its name
    Mailbox mailbox;
};

struct BareAddresses
{
    std::vector<BareAddress> addresses;
    AddressFault fault = AddressFault::None; ///< set: the words make no sense together, `addresses` is empty
};

/// Tokens without angle brackets: one address, perhaps with obsolete blanks around its dots and @ (RFC 5322 4.4), or
/// several with blanks between.
BareAddresses readBareAddresses(QStringView text, std::span<const FieldToken> tokens);

/// What stands between angle brackets: exactly one address. A route in front of it is left out (RFC 5322 4.4).
Mailbox readAngleAddress(QStringView inner);

/// What a quoted string or a comment says: without its first and last character, its escapes and outer blanks.
QString unescaped(QStringView enclosed);

} // namespace Sendoff
