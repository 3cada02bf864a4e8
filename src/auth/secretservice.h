// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <chrono>
#include <functional>

namespace Sendoff::Auth {

/// State of the keychain as its D-Bus service tells it (freedesktop.org Secret Service API 0.2): QtKeychain reports an
/// entry in a locked collection as missing.
enum class KeychainState {
    Absent,
    Unmade, ///< the service is there, and has no keyring yet: storing something asks the person to make one
    Locked,
    Unlocked,
    Unknown,
};

/// Answers from the event loop, unless `context` dies first. Asks nobody for a password.
void askKeychainState(QObject *context, std::chrono::milliseconds patience, std::function<void(KeychainState)> answer);

} // namespace Sendoff::Auth
