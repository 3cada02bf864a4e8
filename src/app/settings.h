// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/profile.h"
#include "auth/account.h"
#include "base/result.h"
#include "net/proxy.h"

#include <QList>

#include <chrono>
#include <optional>

namespace Sendoff::App {

/// What is remembered between runs and is no secret: one typed accessor per key.
class Settings
{
public:
    explicit Settings(Profile profile);

    QList<Auth::Account> accounts() const;
    /// Adds it, or replaces the one with the same id. False: it could not be written.
    bool keepAccount(const Auth::Account &account);
    bool dropAccount(const QString &id);
    std::optional<Auth::Account> accountByAddress(const QString &address) const;

    QString defaultAccountId() const;
    bool setDefaultAccountId(const QString &id);

    /// In this order: given on the command line, set here, SENDOFF_CLIENT_ID in the environment, built in. May be
    /// empty: then there is none, and no other program's is borrowed.
    QString clientId(const QString &fromCommandLine) const;
    bool setClientId(const QString &clientId);

    bool closesAfterSending() const;
    /// How long a sent mail can still be undone: 0 to 60 s, 10 if nothing was chosen.
    std::chrono::seconds undoSpan() const;
    bool setUndoSpan(std::chrono::seconds span);

    /// Whether a new mail may be formatted; so if nothing was chosen.
    bool writesRich() const;
    bool setWritesRich(bool rich);

    Net::ProxySettings proxy() const;
    bool setProxy(const Net::ProxySettings &proxy);
    /// Of the proxy whose user name and password are in the keychain, "host:port"; empty if of none.
    QString rememberedProxy() const;
    bool setRememberedProxy(const QString &name);

private:
    bool write(const QString &key, const QVariant &value);

    Profile m_profile;
};

} // namespace Sendoff::App
