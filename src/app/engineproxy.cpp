// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The way through a proxy that wants a login.
#include "app/engine.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

QString vaultKey(const QString &proxy)
{
    return u"proxy:"_s + proxy;
}

Secret toSecret(const Net::ProxyLogin &login)
{
    const QJsonObject json{{u"user"_s, login.user}, {u"password"_s, QString::fromUtf8(login.password.reveal())}};
    return Secret(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

Net::ProxyLogin loginIn(const Secret &stored)
{
    const QJsonObject json = QJsonDocument::fromJson(stored.reveal()).object();
    return {json.value(u"user"_s).toString(), Secret(json.value(u"password"_s).toString().toUtf8())};
}

} // namespace

void Engine::startNetwork()
{
    Net::useProxy(m_settings.proxy());
    Net::hearProxyRefusals([engine = QPointer<Engine>(this)](const Net::ProxyRefusal &refusal) {
        // It may be another thread that met it.
        if (engine)
            QMetaObject::invokeMethod(
                engine, [engine, refusal] { engine->proxyRefused(refusal); }, Qt::QueuedConnection);
    });
}

void Engine::chooseProxy(const Net::ProxySettings &proxy)
{
    m_settings.setProxy(proxy);
    m_refusal.reset();
    m_triedProxyLogin = false;
    Net::useProxy(proxy);
    if (m_desk)
        m_desk->wake();
}

void Engine::proxyRefused(const Net::ProxyRefusal &refusal)
{
    // A wrong password is sent once: some proxies close an account after three.
    if (refusal.wasLoggedIn)
        Net::useProxy(m_settings.proxy());
    if (m_refusal)
        return;
    m_refusal = refusal;
    const bool mayRecall = !refusal.wasLoggedIn && !std::exchange(m_triedProxyLogin, true)
        && m_settings.rememberedProxy() == refusal.name();
    if (!mayRecall) {
        Q_EMIT proxyLoginWanted(refusal.name(), refusal.wasLoggedIn);
        return;
    }
    vault().load(vaultKey(refusal.name()), this, [this, refusal](const Result<Secret, Auth::VaultError> &stored) {
        if (stored)
            useProxyLogin(loginIn(stored.value()));
        else
            Q_EMIT proxyLoginWanted(refusal.name(), false);
    });
}

void Engine::useProxyLogin(const Net::ProxyLogin &login)
{
    m_refusal.reset();
    Net::useProxy(m_settings.proxy(), login);
    for (const auto &[id, session] : m_sessions)
        session->endPause();
    if (m_desk)
        m_desk->wake();
    if (m_queue)
        m_queue->wake();
}

void Engine::loginToProxy(const QString &user, const Secret &password, bool keep)
{
    const QString proxy = proxyForLogin();
    const Net::ProxyLogin login{user, password};
    if (keep && !proxy.isEmpty()) {
        m_settings.setRememberedProxy(proxy);
        vault().store(vaultKey(proxy), toSecret(login), this, [](const auto &) {});
    }
    useProxyLogin(login);
}

void Engine::forgetProxyLogin()
{
    const QString proxy = m_settings.rememberedProxy();
    if (!proxy.isEmpty())
        vault().remove(vaultKey(proxy), this, [](const auto &) {});
    m_settings.setRememberedProxy({});
    Net::useProxy(m_settings.proxy());
}

void Engine::recallProxyLogin(QObject *context, std::function<void()> then)
{
    const QString proxy = m_settings.rememberedProxy();
    if (proxy.isEmpty() || m_profile.isPractice) {
        then();
        return;
    }
    m_triedProxyLogin = true;
    vault().load(vaultKey(proxy), context, [this, then](const Result<Secret, Auth::VaultError> &stored) {
        if (stored)
            Net::useProxy(m_settings.proxy(), loginIn(stored.value()));
        then();
    });
}

QString Engine::proxyForLogin() const
{
    if (m_refusal)
        return m_refusal->name();
    const Net::ProxySettings set = m_settings.proxy();
    if (set.mode == Net::ProxySettings::Mode::Manual)
        return Net::ProxyRefusal{set.host, set.port, false}.name();
    return m_settings.rememberedProxy();
}

QString Engine::proxyAdvice() const
{
    if (!m_refusal)
        return {};
    return proxyTrouble() + u' '
        + tr("Start Sendoff with its window once and give them there (menu, Accounts, Network); the keychain keeps "
             "them "
             "for the command line.");
}

QString Engine::proxyTrouble() const
{
    if (!m_refusal)
        return {};
    return (m_refusal->wasLoggedIn ? tr("The proxy %1 refused the user name or the password.")
                                   : tr("The proxy %1 wants a user name and a password."))
        .arg(m_refusal->name());
}

} // namespace Sendoff::App
