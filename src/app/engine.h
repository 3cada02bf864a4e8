// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/practice.h"
#include "app/settings.h"
#include "auth/session.h"
#include "base/clock.h"
#include "base/dice.h"
#include "compose/draftstore.h"
#include "outbox/desk.h"
#include "outbox/queue.h"

#include <QObject>

#include <memory>
#include <optional>
#include <unordered_map>

namespace Sendoff::App {

class RightRequest;

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
    /// Asks for one right more, in the browser. Null if there is no such account, or nobody signs in for it. The request
    /// is `parent`'s; start it.
    RightRequest *askRight(const QString &accountId, const QString &right, QObject *parent);
    /// Bare names of what the account may do: as its last token says, before that as it was granted.
    QStringList rights(const QString &accountId);
    void removeAccount(const QString &id, QObject *context,
                       std::function<void(const Result<Done, Auth::VaultError> &)> answer);

    /// For windows: everything that touches the disk happens in the store's thread.
    Store::StoreThread &store();
    bool hasStore() const { return m_store != nullptr; }
    Outbox::Desk &desk();
    /// Runs `work` on the drafts in that thread and gives the result here, unless `context` has died.
    template <typename Value>
    void withDrafts(QObject *context, std::function<Result<Value, Store::StoreError>(Compose::DraftStore &)> work,
                    std::function<void(const Result<Value, Store::StoreError> &)> answer = {})
    {
        store().run<Value>(
            context,
            [work = std::move(work)](Store::Database &database) {
                const SystemClock clock;
                Compose::DraftStore drafts(database, clock);
                return work(drafts);
            },
            std::move(answer));
    }

    /// For the command line, which has time: opened with the first use, then the same one.
    Result<Outbox::Queue *, Store::StoreError> queue();
    /// The profile is on a network disk: queue() only watches.
    bool sendingIsOff() const;
    Result<Compose::DraftStore *, Store::StoreError> drafts();
    bool hasDatabase() const;

    /// Signs in to the practice service; then accounts() has its account and practice() its address.
    void startPractice();
    const std::optional<PracticeAddress> &practice() const { return m_practiceAddress; }

Q_SIGNALS:
    void accountsChanged();
    void practiceReady();
    void practiceFailed(const QString &detail);
    /// The database was damaged; a new one took its place.
    void databaseReplaced(const Sendoff::Store::MovedAside &what);

private:
    Result<Store::Database *, Store::StoreError> database();
    std::optional<Outbox::Route> route(const QString &accountId);
    Auth::TokenVault &vault();
    void tellRoutes();

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
    std::unique_ptr<Store::StoreThread> m_store;
    std::unique_ptr<Outbox::Desk> m_desk; // uses the store
    std::unique_ptr<Store::Database> m_database;
    std::unique_ptr<Compose::DraftStore> m_drafts;
    std::unique_ptr<Outbox::Queue> m_queue; // goes first: it uses all of the above
};

} // namespace Sendoff::App
