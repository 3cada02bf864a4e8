// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/tokenvault.h"

#include <QObject>

#include <chrono>

namespace Sendoff::Auth {

/// The desktop's keychain (Secret Service or KWallet) through QtKeychain. Never falls back to a file. Nothing is loaded
/// or connected before the first call.
class KeychainVault final : public TokenVault
{
public:
    /// `profile`: empty for the ordinary one; a profile of its own has its own entries.
    explicit KeychainVault(const QString &profile = {});

    void load(const QString &key, QObject *context,
              std::function<void(const Result<Secret, VaultError> &)> answer) override;
    void store(const QString &key, const Secret &value, QObject *context,
               std::function<void(const Result<Done, VaultError> &)> answer) override;
    /// Done as well if there was nothing.
    void remove(const QString &key, QObject *context,
                std::function<void(const Result<Done, VaultError> &)> answer) override;
    bool lasts() const override { return true; }

    QString service() const { return m_service; }
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

private:
    QString m_service;
    std::chrono::milliseconds m_patience{25'000};
};

} // namespace Sendoff::Auth
