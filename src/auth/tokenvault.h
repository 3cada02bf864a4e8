// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QObject>
#include <QString>

#include <functional>

namespace Sendoff::Auth {

/// Different states with different cures; none of them means "signed out".
enum class VaultFault {
    Empty, ///< reachable and unlocked, and there is nothing under this key
    Locked, ///< must be unlocked by the person
    Absent, ///< no keychain service on this computer
    Denied,
    Failed,
};
struct VaultError
{
    VaultFault fault = VaultFault::Failed;
    QString detail;
};

/// Where refresh tokens rest. Asynchronous: a keychain may ask the person to unlock it. Answers come from the event
/// loop, and not at all if `context` dies first.
class TokenVault
{
public:
    virtual ~TokenVault() = default;

    virtual void load(const QString &key, QObject *context,
                      std::function<void(const Result<Secret, VaultError> &)> answer)
        = 0;
    virtual void store(const QString &key, const Secret &value, QObject *context,
                       std::function<void(const Result<Done, VaultError> &)> answer)
        = 0;
    virtual void remove(const QString &key, QObject *context,
                        std::function<void(const Result<Done, VaultError> &)> answer)
        = 0;
    /// False: what is stored is forgotten when the program ends.
    virtual bool lasts() const = 0;
};

} // namespace Sendoff::Auth
