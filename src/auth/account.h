// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/authconfig.h"

namespace Sendoff::Auth {

/// Another address an account may send for.
struct OwnSender
{
    QString address;
    QString name;
    /// False: named as sender, the mail leaves by the account's own mailbox. True: it leaves by that mailbox itself,
    /// which is shared with the account.
    bool isMailbox = false;

    friend bool operator==(const OwnSender &, const OwnSender &) = default;
};

/// Somebody who signed in. Contains no secret; may be written to the settings.
struct Account
{
    QString id; ///< "{oid}.{tid}", or "{sub}.{tid}" without an oid: addresses can be given to somebody else, ids cannot
    QString name;
    QString address; ///< mailbox shown and named as sender
    QString tenantId;
    bool isGuest = false; ///< preferred_username has #EXT#: no mailbox in this directory
    bool isAppOnly = false; ///< nobody signs in: the program itself was given leave to send for `address`
    QList<OwnSender> senders; ///< as the person listed them
    AuthConfig config; ///< with which it signed in and refreshes

    bool isPersonal() const { return tenantId == personalTenantId; }
    friend bool operator==(const Account &, const Account &) = default;
};

} // namespace Sendoff::Auth
