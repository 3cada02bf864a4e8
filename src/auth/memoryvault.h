// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/tokenvault.h"

#include <QHash>

namespace Sendoff::Auth {

/// For this run only: where there is no keychain, for practice and for tests.
class MemoryVault final : public TokenVault
{
public:
    void load(const QString &key, QObject *context,
              std::function<void(const Result<Secret, VaultError> &)> answer) override;
    void store(const QString &key, const Secret &value, QObject *context,
               std::function<void(const Result<Done, VaultError> &)> answer) override;
    void remove(const QString &key, QObject *context,
                std::function<void(const Result<Done, VaultError> &)> answer) override;
    bool lasts() const override { return false; }

private:
    QHash<QString, Secret> m_values;
};

} // namespace Sendoff::Auth
