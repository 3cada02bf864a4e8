// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How accounts come, get more rights, and go.
#include "app/engine.h"
#include "app/rightrequest.h"
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
    // A session made with an older configuration of the same account would refresh at the wrong place.
    m_sessions.erase(id);
    erase_if(m_passing, [&id](const Auth::Account &account) { return account.id == id; });
    if (m_profile.isPractice || !m_settings.keepAccount(signedIn.account))
        m_passing.append(signedIn.account);
    const bool isWritten = m_profile.isPractice || account(id).has_value();
    auto &session = m_sessions[id];
    session = std::make_unique<Auth::Session>(signedIn.account, vault(), m_clock, m_dice);
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

void Engine::removeAccount(const QString &id, QObject *context,
                           std::function<void(const Result<Done, Auth::VaultError> &)> answer)
{
    Auth::Session *running = session(id);
    if (!running) {
        answer(Done{});
        return;
    }
    running->signOut(context, [this, id, answer](const Result<Done, Auth::VaultError> &result) {
        if (!result) {
            answer(result);
            return;
        }
        erase_if(m_passing, [&id](const Auth::Account &account) { return account.id == id; });
        m_settings.dropAccount(id);
        // Not now: this is called from inside the session.
        QMetaObject::invokeMethod(
            this,
            [this, id] {
                m_sessions.erase(id);
                Q_EMIT accountsChanged();
            },
            Qt::QueuedConnection);
        answer(result);
    });
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
    const Auth::Session *running = session(accountId);
    QStringList scopes = running ? running->scopes() : QStringList();
    if (scopes.isEmpty())
        scopes = known->config.scopes();
    QStringList rights;
    for (const QString &scope : scopes)
        rights.append(Auth::rightIn(scope));
    return rights;
}

} // namespace Sendoff::App
