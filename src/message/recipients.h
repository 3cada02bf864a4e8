// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/address.h"

#include <QFlags>
#include <QList>

namespace Sendoff {

/// Why a piece of text is not a mailbox.
enum class AddressFault {
    None,
    NoAt, ///< nothing that looks like local@domain
    NoLocalPart,
    NoDomain,
    BadLocalPart, ///< dots at the edge or doubled, blanks, characters RFC 5322 does not allow
    BadDomain, ///< not dot-atom labels of RFC 1035 / IDNA, or a broken address literal
    TooLong, ///< local part over 64 octets, address over 254 (RFC 5321 4.5.3.1)
    SeveralAddresses, ///< two <…>, or text after >: which one is meant?
    Unbalanced, ///< quote, parenthesis, angle or square bracket without its partner
    HiddenCharacters, ///< control, bidi or invisible characters inside the address
};

enum class AddressFlag {
    International = 1, ///< non-ASCII domain
    InternationalLocal = 2, ///< non-ASCII local part
    NameLooksLikeAddress = 4, ///< the name holds another address than the mailbox
    NoDotInDomain = 8,
};
Q_DECLARE_FLAGS(AddressFlags, AddressFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(AddressFlags)

/// One entry of a recipient field: a mailbox, or text that nobody can read as one. The latter stays where it was typed,
/// as it was typed, until the person mends it; it is never guessed and never dropped.
struct Recipient
{
    Address address;
    QString unreadable; ///< as typed; empty if `address` was read
    AddressFault fault = AddressFault::None;
    AddressFlags flags;

    bool isReadable() const { return fault == AddressFault::None; }
    friend bool operator==(const Recipient &, const Recipient &) = default;
};

/// Reads a field as people type and paste it. Separators outside quotes, <> and (): comma, semicolon, line break; bare
/// addresses also by blanks. `Last, First <a@b>` joins. Groups are flattened. Doubles stay. Total: every input has an
/// answer, in time linear in its length.
QList<Recipient> readRecipients(const QString &typed);

/// A recipient and where it stands in the text it was read from.
struct PlacedRecipient
{
    Recipient recipient;
    qsizetype start = 0;
    qsizetype length = 0;

    friend bool operator==(const PlacedRecipient &, const PlacedRecipient &) = default;
};

/// The same, for marking mistakes in place.
QList<PlacedRecipient> readPlacedRecipients(const QString &typed);

/// A recipient that is known already (an account, an address book), checked and flagged as if it had been typed.
Recipient recipientOf(const Address &address);

/// The field as text again: what readRecipients() reads back as the same list.
QString toText(const QList<Recipient> &field);

struct Recipients
{
    QList<Recipient> to;
    QList<Recipient> cc;
    QList<Recipient> bcc;

    qsizetype count() const { return to.size() + cc.size() + bcc.size(); }
    friend bool operator==(const Recipients &, const Recipients &) = default;
};

/// Each mailbox once: the first place in the order To, Cc, Bcc wins; domains compare without case, local parts too (as
/// Exchange does). Unreadable entries all stay.
Recipients withoutDoubles(const Recipients &recipients);

} // namespace Sendoff
