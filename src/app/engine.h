// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/practice.h"
#include "app/settings.h"
#include "auth/session.h"
#include "base/clock.h"
#include "base/dice.h"
#include "compose/draftstore.h"
#include "outbox/queue.h"

#include <QObject>

#include <memory>
#include <optional>
#include <unordered_map>

namespace Sendoff::App {

/// Why a finished sign-in could not be kept.
struct KeepError
{
    enum class Kind { Vault, Settings };
    Kind kind = Kind::Vault;
    Auth::VaultError vault; ///< for Vault
};

/// Everything below the windows, made once and on demand: nothing that is not needed yet is opened, because a window
/// should be there first. Both the windows and the command line stand on it.
class Engine : public QObject
{
    Q_OBJECT
public:
    Engine(Profile profile, QString clientIdFromCommandLine, QObject *parent = nullptr);
    ~Engine() override;

    const Profile &profile() const { return m_profile; }
    Settings &settings() { return m_settings; }
    const Settings &settings() const { return m_settings; }
    QString clientId() const { return m_settings.clientId(m_clientId); }
    void useClientId(const QString &clientId) { m_clientId = clientId; }

    const Clock &clock() const { return m_clock; }
    Dice &dice() { return m_dice; }
    Net::Transport &transport();

    QList<Auth::Account> accounts() const;
    std::optional<Auth::Account> account(const QString &id) const;
    std::optional<Auth::Account> accountByAddress(const QString &address) const;
    QString defaultAccountId() const;
    /// The running sign-in of an account; null if there is no such account.
    Auth::Session *session(const QString &accountId);

    /// Asks Graph for the mailbox address of somebody who just signed in; keeps the sign-in name where it will not say.
    void learnMailbox(const Auth::SignedIn &signedIn, QObject *context,
                      std::function<void(const Auth::SignedIn &)> answer);
    /// Makes the account one of ours: settings, keychain, running session. With KeepError::Vault the account works
    /// until the program ends.
    void keep(const Auth::SignedIn &signedIn, QObject *context,
              std::function<void(const Result<Done, KeepError> &)> answer);
    void removeAccount(const QString &id, QObject *context,
                       std::function<void(const Result<Done, Auth::VaultError> &)> answer);

    /// Opened with the first use, then the same one.
    Result<Outbox::Queue *, Store::StoreError> queue();
    Result<Compose::DraftStore *, Store::StoreError> drafts();
    bool hasDatabase() const;

    /// Signs in to the practice service; then accounts() has its account and practice() its address.
    void startPractice();
    const std::optional<PracticeAddress> &practice() const { return m_practiceAddress; }

Q_SIGNALS:
    void accountsChanged();
    void practiceReady();
    void practiceFailed(const QString &detail);

private:
    Result<Store::Database *, Store::StoreError> database();
    std::optional<Outbox::Route> route(const QString &accountId);
    Auth::TokenVault &vault();

    Profile m_profile;
    Settings m_settings;
    QString m_clientId;
    SystemClock m_clock;
    SystemDice m_dice;
    std::unique_ptr<Net::Transport> m_transport;
    std::unique_ptr<Auth::TokenVault> m_vault;
    std::unordered_map<QString, std::unique_ptr<Auth::Session>> m_sessions;
    QList<Auth::Account> m_passing; ///< accounts of this run only: practice, or no keychain
    std::optional<PracticeAddress> m_practiceAddress;
    std::unique_ptr<Store::Database> m_database;
    std::unique_ptr<Compose::DraftStore> m_drafts;
    std::unique_ptr<Outbox::Queue> m_queue; // goes first: it uses all of the above
};

} // namespace Sendoff::App
