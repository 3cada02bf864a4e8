// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "auth/session.h"
#include "gui/rightneed.h"
#include "gui/wording.h"

// Words about accounts, clouds and rights, for windows and the command line.
namespace Sendoff::Gui {

/// Rights that can be asked for later, in the order they are shown.
const QStringList &askableRights();
/// Of these, the ones that an administrator can give to a program.
QStringList programRights();
/// "Keep drafts (Mail.ReadWrite)"
QString rightTitle(const QString &right);
/// What it serves, in a sentence.
QString rightPurpose(const QString &right);
/// Whether most organizations leave it to their administrators (Microsoft's default policy for user consent).
bool isForAdministrators(const QString &right);

/// Why a mail needs a right: title, cause and what to do.
Wording wordingFor(const RightNeed &need);
QString buttonFor(RightNeed::WayOut way);
/// The right was not given; nothing else has changed.
Wording wordingForRefusedRight(const Auth::AuthError &error, const RightNeed &need);

/// "Microsoft 365 and Outlook.com", "US Government (GCC High)"; the name itself for one that is not known.
QString cloudTitle(const QString &name);
/// What is wrong with the addresses of a custom cloud.
QString wordsFor(Auth::CloudFault fault);

/// "Work or school", "Personal", "The program itself (no person signs in)"
QString accountKind(const Auth::Account &account);
/// "Ready", "Must sign in again: its mail waits"
QString wordsFor(Auth::SessionState state);
/// How a sender of one's own is sent for.
QString senderKind(const Auth::OwnSender &sender);

/// What an administrator gets who must allow `account`'s program one right more; with the link for it.
QString textForAdministrator(const Auth::Account &account, const QString &right);

/// The same for a sign-in that has no account yet.
QString textForAdministrator(const Auth::AuthConfig &config);

} // namespace Sendoff::Gui
