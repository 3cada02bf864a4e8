// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace Sendoff::Practice {

/// Somebody who can sign in here. They are made up; nothing is behind the addresses.
struct Account
{
    QString address;
    QString name;
    QString givenName;
    QString surname;
    QString graphId; ///< `id` of GET /me
    QString objectId; ///< claim oid
    QString tenantId; ///< claim tid
    bool personal = false;
    QStringList maySendAs; ///< other mailboxes, with the right Send As
    QStringList mayOpen; ///< other mailboxes, with Full Access
};

/// A mailbox that Graph can name: of an account, or one that several people share and nobody signs in to.
struct MailboxOwner
{
    QString address;
    QString name;
    QString graphId;
};

/// The tenant all personal Microsoft accounts live in.
inline constexpr char16_t personalTenant[] = u"9188040d-6c67-4c5b-b112-36a304b66dad";

const std::vector<Account> &readyMadeAccounts();
const std::vector<MailboxOwner> &sharedMailboxes();
/// By object id or user principal name; empty when there is no such mailbox.
std::optional<MailboxOwner> mailboxOf(const QString &idOrAddress);
/// Null when nobody has that address.
const Account *accountOf(const QString &address);

/// What stands before /oauth2 in a sign-in address: common, organizations, consumers, a GUID or a domain.
struct Tenant
{
    QString name; ///< lower case

    static bool isValid(const QString &name);
    bool takes(const Account &account) const;
    /// The directory the account is in when it comes through this tenant.
    QString directoryOf(const Account &account) const;
};

} // namespace Sendoff::Practice
