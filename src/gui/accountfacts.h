// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "auth/session.h"

#include <QStringList>

namespace Sendoff::Gui {

/// What the accounts window shows of one account.
struct AccountFacts
{
    Auth::Account account;
    Auth::SessionState state = Auth::SessionState::Ready;
    QStringList rights; ///< granted, bare names
    bool isDefault = false;
    int waiting = 0; ///< mails in the outbox that could become drafts again
    int unsettled = 0; ///< being sent, or uncertain

    friend bool operator==(const AccountFacts &, const AccountFacts &) = default;
};

} // namespace Sendoff::Gui
