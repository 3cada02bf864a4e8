// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/keychainshelf.h"
#include "app/practice.h"
#include "app/settings.h"
#include "auth/clientcredentials.h"
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
    /// Whose sign-in a mail uses: the account of that address; without one the account that `from` is, or that lists it
    /// as a sender; else the default. None if `address` is nobody's.
    std::optional<Auth::Account> accountFor(const QString &address, const QString &from) const;
    /// The running sign-in of an account; null if there is no such account, or nobody signs in for it.
    Auth::Session *session(const QString &accountId);
    /// The same of an account that is a program.
    Auth::ClientCredentials *program(const QString &accountId);
    /// Whichever of the two; null if there is no such account.
    Net::TokenSource *tokens(const QString &accountId);
    Auth::SessionState state(const QString &accountId);
    /// Why its last attempt to get a token failed.
    Auth::AuthError trouble(const QString &accountId);
    /// Where its own mailbox is.
    static Graph::Endpoints endpointsOf(const Auth::Account &account);
    /// "ready", "sign-in-needed", "keychain-locked", "no-keychain" or "unknown": what the keychain says, without asking
    /// anybody for its password.
    void storedState(const QString &accountId, QObject *context, std::function<void(const QString &state)> answer);
    /// Writes what a person says of an account: its senders.
    bool change(const Auth::Account &account);
    /// What the administrator gave a program, as somebody says; mail that waited for it goes on.
    bool setProgramRights(const QString &accountId, const QStringList &rights);
    bool makeDefault(const QString &accountId);

    /// Asks Graph for the mailbox address of somebody who just signed in; keeps the sign-in name where it will not say.
    void learnMailbox(const Auth::SignedIn &signedIn, QObject *context,
                      std::function<void(const Auth::SignedIn &)> answer);
    /// Makes the account one of ours: settings, keychain, running session. With KeepError::Vault the account works
    /// until the program ends.
    void keep(const Auth::SignedIn &signedIn, QObject *context,
              std::function<void(const Result<Done, KeepError> &)> answer);
    /// Makes a program one of the accounts, once it was let in with that credential.
    void keepProgram(const Auth::Account &account, const Auth::AppCredential &credential, QObject *context,
                     std::function<void(const Result<Done, Auth::AuthError> &)> answer);
    /// Asks for one right more, in the browser. Null if there is no such account, or nobody signs in for it. The
    /// request is `parent`'s; start it.
    RightRequest *askRight(const QString &accountId, const QString &right, QObject *parent);
    /// Bare names of what the account may do: as its last token says, before that as it was granted.
    QStringList rights(const QString &accountId);
    /// What decides how mail of this account can leave: its rights, its kind and its cloud.
    Graph::Abilities abilities(const QString &accountId);
    /// Takes the sign-in out of the keychain. The account stays, and its mail waits until somebody signs in again.
    void signOut(const QString &id, QObject *context,
                 std::function<void(const Result<Done, Auth::VaultError> &)> answer);
    /// Looks into the keychain, without asking anybody, for accounts nobody has used yet; stateChanged() tells.
    void learnStates();
    void removeAccount(const QString &id, QObject *context,
                       std::function<void(const Result<Done, Auth::VaultError> &)> answer);

    /// How the network is reached from now on.
    void chooseProxy(const Net::ProxySettings &proxy);
    /// What a proxy wanted to know: used from now on, and kept in the keychain if `keep`. What waited goes on.
    void loginToProxy(const QString &user, const Secret &password, bool keep);
    void forgetProxyLogin();
    /// For the command line, which has nobody to ask: takes what the keychain has, if it has something, and goes on.
    void recallProxyLogin(QObject *context, std::function<void()> then);
    /// "The proxy HOST:PORT wants a user name and a password."; empty if there is no such trouble.
    QString proxyTrouble() const;
    /// The same for the command line, where nobody is asked: also what to do.
    QString proxyAdvice() const;
    /// The proxy a login is for, "host:port": the one that wants it, the one it is kept for, or the one that is set.
    QString proxyForLogin() const;

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
    void stateChanged(const QString &accountId); ///< of its sign-in
    /// Once for each refusal that a person has to do something about, never again while it is unanswered.
    void proxyLoginWanted(const QString &proxy, bool wereRefused);
    void practiceReady();
    void practiceFailed(const QString &detail);
    /// The database was damaged; a new one took its place.
    void databaseReplaced(const Sendoff::Store::MovedAside &what);

private:
    Result<Store::Database *, Store::StoreError> database();
    std::optional<Outbox::Route> route(const QString &accountId);
    Auth::TokenVault &vault();
    void startNetwork();
    void proxyRefused(const Net::ProxyRefusal &refusal);
    void useProxyLogin(const Net::ProxyLogin &login);
    KeychainShelf *shelf(); ///< null: none
    void tellRoutes();
    void forget(const QString &accountId);
    Auth::Session *watched(const QString &accountId, std::unique_ptr<Auth::Session> session);
    Auth::ClientCredentials *watched(const QString &accountId, std::unique_ptr<Auth::ClientCredentials> program);

    Profile m_profile;
    Settings m_settings;
    QString m_clientId;
    SystemClock m_clock;
    SystemDice m_dice;
    std::unique_ptr<Net::Transport> m_transport;
    std::unique_ptr<Auth::TokenVault> m_vault;
    std::unique_ptr<KeychainShelf> m_shelf;
    std::unordered_map<QString, std::unique_ptr<Auth::Session>> m_sessions;
    QHash<QString, Auth::SessionState> m_learnt; ///< by the keychain, of sign-ins that were not used yet
    std::optional<Net::ProxyRefusal> m_refusal; ///< not answered yet
    bool m_triedProxyLogin = false; ///< of the keychain
    std::unordered_map<QString, std::unique_ptr<Auth::ClientCredentials>> m_programs;
    QList<Auth::Account> m_passing; ///< accounts of this run only: practice, or no keychain
    std::optional<PracticeAddress> m_practiceAddress;
    std::unique_ptr<Store::StoreThread> m_store;
    std::unique_ptr<Outbox::Desk> m_desk; // uses the store
    std::unique_ptr<Store::Database> m_database;
    std::unique_ptr<Compose::DraftStore> m_drafts;
    std::unique_ptr<Outbox::Queue> m_queue; // goes first: it uses all of the above
};

} // namespace Sendoff::App
