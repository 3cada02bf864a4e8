// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/authconfig.h"

namespace Sendoff::Auth {

/// Somebody who signed in. Contains no secret; may be written to the settings.
struct Account
{
    QString id; ///< "{oid}.{tid}", or "{sub}.{tid}" without an oid: addresses can be given to somebody else, ids cannot
    QString name;
    QString address; ///< mailbox shown and named as sender
    QString tenantId;
    bool isGuest = false; ///< preferred_username has #EXT#: no mailbox in this directory
    AuthConfig config; ///< with which it signed in and refreshes

    bool isPersonal() const { return tenantId == personalTenantId; }
    friend bool operator==(const Account &, const Account &) = default;
};

} // namespace Sendoff::Auth
