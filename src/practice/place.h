// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "practice/calls.h"
#include "practice/graphproblem.h"
#include "practice/mail.h"
#include "practice/tokenbook.h"

#include <optional>

namespace Sendoff::Practice {

/// The mailbox a call works in, and who makes the call.
struct Place
{
    MailboxOwner owner;
    Grant grant;
    bool isOwn = false; ///< the mailbox of the account that is signed in

    bool isApplication() const { return !grant.account; }
    QString caller() const { return isApplication() ? grant.clientId : grant.account->address; }
};

Result<Place, GraphProblem> readPlace(const Call &call, const Grant &grant);

/// Refused unless the token holds `permission` or one that includes it, for this mailbox: another one's wants
/// `permission`.Shared and the right of Full Access (permissions reference; outlook-send-mail-from-other-user).
std::optional<GraphProblem> checkPermission(const Place &place, const QString &permission);

/// Names the sender where `mail` does not, and refuses one that the caller may not use.
std::optional<GraphProblem> settleSender(Mail &mail, const Place &place);

} // namespace Sendoff::Practice
