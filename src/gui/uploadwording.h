// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rightneed.h"
#include "gui/wording.h"
#include "outbox/uploadprogress.h"

#include <QDateTime>

#include <optional>

// Words about mail that goes as a draft: its files on the way, and what can stop them.
namespace Sendoff::Gui {

/// For codes of our own, which no service says; none for any other.
std::optional<Wording> wordingForOwnCode(const QString &code);
/// A mail in the outbox whose account lacks a right; `account` where it is known.
Wording wordingForMissingRight(const QString &right, const Auth::Account *account);
/// Why a mail needs that right, and what can be done without.
RightNeed needFor(const QString &right, const Message &message, const Auth::Account &account);

/// The mail is larger than mailboxes take as a rule; an administrator may have raised that.
Wording wordingForUsualLimit(const Graph::DraftSend &plan);

/// "Uploading file 2 of 3: 41 %, 3.2 MB/s, 2 min left"; `speed` in octets a second, 0: not known yet.
QString uploadInWords(const Outbox::UploadProgress &progress, qint64 speed);

/// "Monday, 2 March 2026 08:00", where the person is.
QString momentInWords(const QDateTime &when);

} // namespace Sendoff::Gui
