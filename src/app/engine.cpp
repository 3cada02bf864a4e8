// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine.h"

#include "auth/keychainvault.h"
#include "auth/memoryvault.h"
#include "base/log.h"
#include "graph/endpoints.h"
#include "net/qnamtransport.h"
#include "store/networkfolder.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

Engine::Engine(Profile profile, QString clientIdFromCommandLine, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_settings(m_profile)
    , m_clientId(std::move(clientIdFromCommandLine))
{
    startNetwork();
}

Engine::~Engine()
{
    Net::hearProxyRefusals({});
}

Net::Transport &Engine::transport()
{
    if (!m_transport)
        m_transport = std::make_unique<Net::QnamTransport>();
    return *m_transport;
}

Auth::TokenVault &Engine::vault()
{
    if (!m_vault) {
        if (m_profile.isPractice)
            m_vault = std::make_unique<Auth::MemoryVault>();
        else
            m_vault = std::make_unique<Auth::KeychainVault>(m_profile.vaultSuffix);
    }
    return *m_vault;
}

KeychainShelf *Engine::shelf()
{
    // KWallet does not tell whether it would ask; practice needs no keychain and so asks for none.
    if (m_profile.isPractice && qEnvironmentVariable("XDG_CURRENT_DESKTOP").contains(u"KDE"_s))
        return nullptr;
    if (!m_shelf)
        m_shelf = std::make_unique<KeychainShelf>(m_profile.vaultSuffix);
    return m_shelf.get();
}

QList<Auth::Account> Engine::accounts() const
{
    QList<Auth::Account> all = m_profile.isPractice ? QList<Auth::Account>() : m_settings.accounts();
    for (const Auth::Account &passing : m_passing) {
        const auto same = [&passing](const Auth::Account &account) { return account.id == passing.id; };
        if (std::none_of(all.cbegin(), all.cend(), same))
            all.append(passing);
    }
    return all;
}

std::optional<Auth::Account> Engine::account(const QString &id) const
{
    for (const Auth::Account &account : accounts()) {
        if (account.id == id)
            return account;
    }
    return std::nullopt;
}

std::optional<Auth::Account> Engine::accountByAddress(const QString &address) const
{
    for (const Auth::Account &account : accounts()) {
        if (account.address.compare(address.trimmed(), Qt::CaseInsensitive) == 0)
            return account;
    }
    return std::nullopt;
}

QString Engine::defaultAccountId() const
{
    const QList<Auth::Account> all = accounts();
    const QString preferred = m_profile.isPractice ? QString() : m_settings.defaultAccountId();
    for (const Auth::Account &account : all) {
        if (account.id == preferred)
            return preferred;
    }
    return all.isEmpty() ? QString() : all.first().id;
}

Auth::Session *Engine::session(const QString &accountId)
{
    if (const auto found = m_sessions.find(accountId); found != m_sessions.end())
        return found->second.get();
    const auto known = account(accountId);
    if (!known || known->isAppOnly)
        return nullptr;
    return watched(accountId, std::make_unique<Auth::Session>(*known, vault(), m_clock, m_dice));
}

bool Engine::hasDatabase() const
{
    return m_database || QFileInfo::exists(m_profile.data + u"/sendoff.sqlite"_s);
}

Result<Store::Database *, Store::StoreError> Engine::database()
{
    if (!m_database) {
        if (!makePrivateFolder(m_profile.data))
            return Failure{Store::StoreError{Store::StoreError::Kind::CannotOpen, m_profile.data, {}}};
        auto opened = Store::openProfile(m_profile.data);
        if (!opened)
            return Failure{opened.error()};
        if (const auto &moved = opened.value().moved)
            Q_EMIT databaseReplaced(*moved);
        m_database = std::make_unique<Store::Database>(std::move(std::move(opened).value().database));
    }
    return m_database.get();
}

Result<Compose::DraftStore *, Store::StoreError> Engine::drafts()
{
    if (!m_drafts) {
        const auto opened = database();
        if (!opened)
            return Failure{opened.error()};
        m_drafts = std::make_unique<Compose::DraftStore>(*opened.value(), m_clock);
    }
    return m_drafts.get();
}

std::optional<Outbox::Route> Engine::route(const QString &accountId)
{
    const auto known = account(accountId);
    if (!known)
        return std::nullopt;
    Outbox::Route route;
    route.endpoints = endpointsOf(*known);
    route.tokens = tokens(accountId);
    route.address = known->address;
    route.abilities = abilities(accountId);
    route.shelf = shelf();
    return route;
}

bool Engine::sendingIsOff() const
{
    return Store::isNetworkFolder(m_profile.data);
}

Result<Outbox::Queue *, Store::StoreError> Engine::queue()
{
    if (!m_queue) {
        const auto opened = database();
        if (!opened)
            return Failure{opened.error()};
        m_queue = std::make_unique<Outbox::Queue>(
            *opened.value(), Store::Spool(m_profile.data), transport(),
            [this](const QString &accountId) { return route(accountId); }, m_clock, m_dice);
        if (sendingIsOff())
            m_queue->watch();
        else
            m_queue->start();
    }
    return m_queue.get();
}

Store::StoreThread &Engine::store()
{
    if (!m_store) {
        m_store = std::make_unique<Store::StoreThread>(m_profile.data);
        connect(m_store.get(), &Store::StoreThread::movedAside, this, &Engine::databaseReplaced);
    }
    return *m_store;
}

Outbox::Desk &Engine::desk()
{
    if (!m_desk) {
        m_desk = std::make_unique<Outbox::Desk>(
            store(), m_profile.data, [] { return std::make_unique<Net::QnamTransport>(); },
            [this](const QString &accountId) { return tokens(accountId); });
        m_desk->setShelf(shelf());
        tellRoutes();
        connect(this, &Engine::accountsChanged, m_desk.get(), [this] { tellRoutes(); });
    }
    return *m_desk;
}

void Engine::tellRoutes()
{
    QHash<QString, Outbox::Route> routes;
    for (const Auth::Account &account : accounts())
        routes.insert(account.id, {endpointsOf(account), nullptr, account.address, abilities(account.id)});
    m_desk->setRoutes(routes);
}

void Engine::startPractice()
{
    auto *practice = new Practice(m_profile, transport(), m_dice, this);
    connect(practice, &Practice::ready, this,
            [this, practice](const PracticeAddress &address, const Auth::SignedIn &signedIn) {
                practice->deleteLater();
                m_practiceAddress = address;
                keep(signedIn, this, [this](const Result<Done, KeepError> &) { Q_EMIT practiceReady(); });
            });
    connect(practice, &Practice::failed, this, [this, practice](const PracticeError &error) {
        practice->deleteLater();
        Q_EMIT practiceFailed(error.detail);
    });
    practice->start();
}

} // namespace Sendoff::App
