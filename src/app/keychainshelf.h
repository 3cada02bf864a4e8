// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/keychainvault.h"
#include "net/secretshelf.h"

#include <QObject>

namespace Sendoff::App {

/// Upload URLs in the desktop's keychain, so that an upload goes on after a restart where it was. Only while that is
/// open anyway: nobody is asked to make or unlock one for this, and without it they are forgotten with the program.
class KeychainShelf final : public QObject, public Net::SecretShelf
{
    Q_OBJECT
public:
    /// `profile`: whose entries, as for the refresh tokens.
    explicit KeychainShelf(const QString &profile, QObject *parent = nullptr);

    void take(const QString &key, QObject *context, std::function<void(const Secret &)> answer) override;
    void put(const QString &key, const Secret &value, QObject *context, std::function<void()> then) override;
    void remove(const QString &key) override;

private:
    /// `act` only if the keychain is there and open.
    void whenOpen(QObject *context, std::function<void()> act, std::function<void()> otherwise);

    Auth::KeychainVault m_vault;
};

} // namespace Sendoff::App
