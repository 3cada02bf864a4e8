// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How accounts come, get more rights, and go.
#include "app/engine.h"
#include "app/rightrequest.h"
#include "auth/secretservice.h"
#include "auth/sessionrules.h"
#include "base/log.h"
#include "graph/replies.h"
#include "graph/requests.h"

using namespace Qt::StringLiterals;

namespace Sendoff::App {

void Engine::learnMailbox(const Auth::SignedIn &signedIn, QObject *context,
                          std::function<void(const Auth::SignedIn &)> answer)
{
    const Graph::Endpoints endpoints{signedIn.account.config.cloud.graph};
    Net::Call *call = transport().send(Graph::me(endpoints, m_dice.uuid()), signedIn.tokens.access);
    connect(call, &Net::Call::finished, context, [this, signedIn, answer](const Net::HttpReply &reply) {
        Auth::SignedIn known = signedIn;
        if (const auto profile = Graph::readMe(reply, m_clock.now())) {
            // Personal accounts may have no `mail`; a directory's guest has one that is not here.
            if (profile.value().mail.contains(u'@'))
                known.account.address = profile.value().mail;
            if (known.account.name.isEmpty())
                known.account.name = profile.value().displayName;
        } else {
            qCInfo(logApp) << "the mailbox address could not be asked for; the sign-in name stands in";
        }
        answer(known);
    });
}

void Engine::keep(const Auth::SignedIn &signedIn, QObject *context,
                  std::function<void(const Result<Done, KeepError> &)> answer)
{
    const QString id = signedIn.account.id;
    m_learnt.remove(id);
    Auth::Account kept = signedIn.account;
    if (const auto known = account(id); known && kept.senders.isEmpty())
        kept.senders = known->senders; // a person's list outlives a sign-in
    // A session made with an older configuration of the same account would refresh at the wrong place.
    m_sessions.erase(id);
    erase_if(m_passing, [&id](const Auth::Account &account) { return account.id == id; });
    if (m_profile.isPractice || !m_settings.keepAccount(kept))
        m_passing.append(kept);
    const bool isWritten = m_profile.isPractice || account(id).has_value();
    Auth::Session *session = watched(id, std::make_unique<Auth::Session>(kept, vault(), m_clock, m_dice));
    session->adopt(signedIn.tokens, context,
                   [this, id, answer, isWritten](const Result<Done, Auth::VaultError> &stored) {
                       if (m_queue)
                           m_queue->accountSignedIn(id);
                       if (m_desk)
                           m_desk->accountSignedIn(id);
                       if (!stored)
                           answer(Failure{KeepError{KeepError::Kind::Vault, stored.error()}});
                       else if (!isWritten)
                           answer(Failure{KeepError{KeepError::Kind::Settings, {}}});
                       else
                           answer(Done{});
                   });
    Q_EMIT accountsChanged();
}

Graph::Endpoints Engine::endpointsOf(const Auth::Account &account)
{
    // There is no "me" where nobody signed in.
    return {account.config.cloud.graph, account.isAppOnly ? account.address : QString()};
}

std::optional<Auth::Account> Engine::accountFor(const QString &address, const QString &from) const
{
    if (!address.isEmpty())
        return accountByAddress(address);
    if (from.isEmpty())
        return account(defaultAccountId());
    if (const auto own = accountByAddress(from))
        return own;
    for (const Auth::Account &account : accounts()) {
        for (const Auth::OwnSender &sender : account.senders) {
            if (sender.address.compare(from, Qt::CaseInsensitive) == 0)
                return account;
        }
    }
    return account(defaultAccountId());
}

Auth::ClientCredentials *Engine::program(const QString &accountId)
{
    if (const auto found = m_programs.find(accountId); found != m_programs.end())
        return found->second.get();
    const auto known = account(accountId);
    if (!known || !known->isAppOnly)
        return nullptr;
    return watched(accountId, std::make_unique<Auth::ClientCredentials>(*known, vault(), m_clock, m_dice));
}

Auth::Session *Engine::watched(const QString &accountId, std::unique_ptr<Auth::Session> session)
{
    connect(session.get(), &Auth::Session::changed, this, [this, accountId] { Q_EMIT stateChanged(accountId); });
    return (m_sessions[accountId] = std::move(session)).get();
}

Auth::ClientCredentials *Engine::watched(const QString &accountId, std::unique_ptr<Auth::ClientCredentials> program)
{
    connect(program.get(), &Auth::ClientCredentials::changed, this,
            [this, accountId] { Q_EMIT stateChanged(accountId); });
    return (m_programs[accountId] = std::move(program)).get();
}

Net::TokenSource *Engine::tokens(const QString &accountId)
{
    if (Auth::Session *person = session(accountId))
        return person;
    return program(accountId);
}

Auth::SessionState Engine::state(const QString &accountId)
{
    if (!account(accountId))
        return Auth::SessionState::SignInNeeded;
    // Only to know this, nothing is made.
    Auth::SessionState state = Auth::SessionState::Restoring;
    if (const auto person = m_sessions.find(accountId); person != m_sessions.end())
        state = person->second->state();
    else if (const auto known = m_programs.find(accountId); known != m_programs.end())
        state = known->second->state();
    return state == Auth::SessionState::Restoring ? m_learnt.value(accountId, state) : state;
}

void Engine::learnStates()
{
    for (const Auth::Account &account : accounts()) {
        const QString id = account.id;
        if (state(id) == Auth::SessionState::Restoring)
            storedState(id, this, [this, id](const QString &stored) {
                if (stored == u"sign-in-needed")
                    m_learnt.insert(id, Auth::SessionState::SignInNeeded);
                else if (stored == u"keychain-locked")
                    m_learnt.insert(id, Auth::SessionState::VaultLocked);
                else if (m_learnt.remove(id) == 0)
                    return;
                Q_EMIT stateChanged(id);
            });
    }
}

void Engine::storedState(const QString &accountId, QObject *context, std::function<void(const QString &state)> answer)
{
    const auto load = [this, accountId, context, answer] {
        vault().load(accountId, context, [answer](const Result<Secret, Auth::VaultError> &stored) {
            using Fault = Auth::VaultFault;
            const Fault fault = stored ? Fault::Failed : stored.error().fault;
            answer(stored                       ? u"ready"_s
                       : fault == Fault::Empty  ? u"sign-in-needed"_s
                       : fault == Fault::Locked ? u"keychain-locked"_s
                       : fault == Fault::Absent ? u"no-keychain"_s
                                                : u"unknown"_s);
        });
    };
    if (!vault().lasts()) {
        load();
        return;
    }
    Auth::askKeychainState(context, std::chrono::seconds(5), [load, answer](Auth::KeychainState state) {
        if (state == Auth::KeychainState::Locked)
            answer(u"keychain-locked"_s);
        else
            load();
    });
}

Auth::AuthError Engine::trouble(const QString &accountId)
{
    if (const Auth::Session *person = session(accountId))
        return person->trouble();
    const Auth::ClientCredentials *known = program(accountId);
    return known ? known->trouble() : Auth::AuthError();
}

bool Engine::change(const Auth::Account &account)
{
    bool isWritten = true;
    const auto passing = std::find_if(m_passing.begin(), m_passing.end(),
                                      [&account](const Auth::Account &each) { return each.id == account.id; });
    if (passing != m_passing.end())
        *passing = account;
    else
        isWritten = m_settings.keepAccount(account);
    Q_EMIT accountsChanged();
    return isWritten;
}

bool Engine::setProgramRights(const QString &accountId, const QStringList &rights)
{
    auto known = account(accountId);
    if (!known || !known->isAppOnly)
        return false;
    known->config.extraRights = rights;
    m_programs.erase(accountId); // it was made with the others
    const bool isWritten = change(*known);
    if (m_queue)
        m_queue->accountSignedIn(accountId);
    if (m_desk)
        m_desk->accountSignedIn(accountId);
    return isWritten;
}

bool Engine::makeDefault(const QString &accountId)
{
    const bool isWritten = m_settings.setDefaultAccountId(accountId);
    Q_EMIT accountsChanged();
    return isWritten;
}

void Engine::keepProgram(const Auth::Account &account, const Auth::AppCredential &credential, QObject *context,
                         std::function<void(const Result<Done, Auth::AuthError> &)> answer)
{
    auto made = std::make_shared<Auth::ClientCredentials>(account, vault(), m_clock, m_dice);
    const auto giveUp = [this, made, answer, context](const Auth::AuthError &why) {
        made->forget(context, [made, answer, why](const auto &) { answer(Failure{why}); });
    };
    made->keep(credential, context, [=, this](const Result<Done, Auth::VaultError> &stored) {
        if (!stored) {
            answer(Failure{Auth::errorFor(stored.error())});
            return;
        }
        made->token(context, [=, this](const Result<Secret, Net::NoToken> &token) {
            if (!token) {
                giveUp(made->trouble());
                return;
            }
            m_programs.erase(account.id);
            if (m_profile.isPractice || !m_settings.keepAccount(account))
                m_passing.append(account);
            if (m_queue)
                m_queue->accountSignedIn(account.id);
            if (m_desk)
                m_desk->accountSignedIn(account.id);
            Q_EMIT accountsChanged();
            answer(Done{});
        });
    });
}

void Engine::signOut(const QString &id, QObject *context,
                     std::function<void(const Result<Done, Auth::VaultError> &)> answer)
{
    if (Auth::Session *person = session(id))
        person->signOut(context, std::move(answer));
}

void Engine::removeAccount(const QString &id, QObject *context,
                           std::function<void(const Result<Done, Auth::VaultError> &)> answer)
{
    const auto gone = [this, id, answer](const Result<Done, Auth::VaultError> &result) {
        if (result)
            forget(id);
        answer(result);
    };
    if (Auth::Session *person = session(id))
        person->signOut(context, gone);
    else if (Auth::ClientCredentials *known = program(id))
        known->forget(context, gone);
    else
        answer(Done{});
}

void Engine::forget(const QString &id)
{
    erase_if(m_passing, [&id](const Auth::Account &account) { return account.id == id; });
    m_settings.dropAccount(id);
    // Not now: this is called from inside the session.
    QMetaObject::invokeMethod(
        this,
        [this, id] {
            m_sessions.erase(id);
            m_programs.erase(id);
            Q_EMIT accountsChanged();
        },
        Qt::QueuedConnection);
}

RightRequest *Engine::askRight(const QString &accountId, const QString &right, QObject *parent)
{
    const auto known = account(accountId);
    if (!known || known->isAppOnly)
        return nullptr;
    return new RightRequest(*this, *known, {right}, parent);
}

QStringList Engine::rights(const QString &accountId)
{
    const auto known = account(accountId);
    if (!known)
        return {};
    const Net::TokenSource *running = tokens(accountId);
    QStringList scopes = running ? running->scopes() : QStringList();
    if (scopes.isEmpty())
        scopes = known->config.scopes();
    QStringList rights;
    for (const QString &scope : scopes)
        rights.append(Auth::rightIn(scope));
    return rights;
}

Graph::Abilities Engine::abilities(const QString &accountId)
{
    const auto known = account(accountId);
    if (!known)
        return {};
    Graph::Abilities abilities = Graph::abilitiesOfCloud(known->config.cloud.name);
    abilities.rights = rights(accountId);
    abilities.mayAskForRights = !known->isAppOnly;
    // Personal mailboxes were seen to send such mail at once.
    abilities.hasDeferredSend = !known->isPersonal();
    return abilities;
}

} // namespace Sendoff::App
