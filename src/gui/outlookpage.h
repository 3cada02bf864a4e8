// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "gui/wording.h"

#include <QUrl>

namespace Sendoff::Gui {

/// Where Outlook on the web shows what `page` means (OpenSentItems or OpenOutlook): work and personal accounts have
/// different addresses. Without an account: work.
QUrl outlookPage(const Auth::Account *account, Action page);

} // namespace Sendoff::Gui
