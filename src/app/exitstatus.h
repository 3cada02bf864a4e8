// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Sendoff::App {

/// What scripts rely on; the numbers follow sysexits.h where it has one.
enum class ExitStatus {
    Done = 0, ///< for --send: accepted by the service (202)
    Usage = 64,
    CannotSendAsIs = 65, ///< reason on stderr; kept as a draft
    FileUnreadable = 66,
    NotStored = 73, ///< nothing was sent
    Queued = 75, ///< not accepted yet: offline, throttled, waiting
    SignInNeeded = 77, ///< or consent, or a permission
    Uncertain = 79, ///< may or may not have been accepted
};

} // namespace Sendoff::App
