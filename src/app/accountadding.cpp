// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accountadding.h"

#include "gui/dialogs.h"

#include <QCoreApplication>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

constexpr auto patience = std::chrono::minutes(10);

} // namespace

Auth::AuthConfig configFor(Engine &engine, const Gui::SignInChoice &choice)
{
    if (!choice.clientId.isEmpty()) {
        engine.useClientId(choice.clientId);
        engine.settings().setClientId(choice.clientId);
    }
    Auth::AuthConfig config;
    config.clientId = engine.clientId();
    // The panel lets nothing through that is no cloud.
    const auto cloud = Auth::cloudNamed(choice.cloud, choice.authority, choice.graph);
    config.cloud = cloud ? cloud.value() : Auth::Cloud();
    config.tenant = choice.kind == Gui::SignInChoice::Kind::Personal ? Auth::Tenant::personal
        : choice.tenant.isEmpty()                                    ? Auth::Tenant::work
                                                                     : choice.tenant;
    config.loginHint = choice.address;
    return config;
}

Auth::AuthError troubleOf(const KeepError &error)
{
    using Kind = Auth::AuthErrorKind;
    Auth::AuthError trouble;
    trouble.kind = error.kind == KeepError::Kind::Settings ? Kind::VaultFailed
        : error.vault.fault == Auth::VaultFault::Locked    ? Kind::VaultLocked
        : error.vault.fault == Auth::VaultFault::Absent    ? Kind::VaultMissing
                                                           : Kind::VaultFailed;
    trouble.code = u"keychain"_s;
    trouble.text = error.vault.detail;
    return trouble;
}

AccountAdding::AccountAdding(Engine &engine, Gui::Dialogs &dialogs, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_dialogs(dialogs)
{
}

void AccountAdding::begin()
{
    Q_EMIT pageChanged(Gui::SignInChoosing{!m_engine.clientId().isEmpty(), !m_engine.profile().isPractice, {}});
}

void AccountAdding::choose(const Gui::SignInChoice &choice)
{
    cancel();
    if (choice.kind == Gui::SignInChoice::Kind::Practice) {
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--practice"_s});
        return;
    }
    const Auth::AuthConfig config = configFor(m_engine, choice);
    m_signIn = new Auth::SignIn(config, m_engine.dice(), this);
    const QDateTime until = m_engine.clock().now().addSecs(std::chrono::seconds(patience).count());
    connect(m_signIn, &Auth::SignIn::browserWanted, this, [this, until](const QUrl &url) {
        Q_EMIT pageChanged(Gui::SignInInBrowser{url, until});
        m_dialogs.openUrl(url);
    });
    connect(m_signIn, &Auth::SignIn::exchanging, this, [this] { Q_EMIT pageChanged(Gui::SignInExchanging{}); });
    connect(m_signIn, &Auth::SignIn::finished, this,
            [this, config](const Result<Auth::SignedIn, Auth::AuthError> &result) {
                std::exchange(m_signIn, nullptr)->deleteLater();
                judge(result, config);
            });
    m_signIn->start(patience);
}

void AccountAdding::cancel()
{
    m_toConfirm.reset();
    if (!m_signIn)
        return;
    m_signIn->disconnect(this);
    m_signIn->cancel();
    std::exchange(m_signIn, nullptr)->deleteLater();
    begin();
}

void AccountAdding::judge(const Result<Auth::SignedIn, Auth::AuthError> &result, const Auth::AuthConfig &config)
{
    if (!result) {
        Q_EMIT pageChanged(Gui::SignInFailed{result.error(), m_engine.clock().now(), config.clientId, config});
        return;
    }
    m_engine.learnMailbox(result.value(), this, [this](const Auth::SignedIn &known) {
        m_toConfirm = known;
        Q_EMIT pageChanged(Gui::SignInToConfirm{known.account, true});
    });
}

void AccountAdding::confirm()
{
    if (!m_toConfirm)
        return;
    const Auth::SignedIn signedIn = *std::exchange(m_toConfirm, std::nullopt);
    const QString id = signedIn.account.id;
    m_engine.keep(signedIn, this, [this, id](const Result<Done, KeepError> &kept) {
        Q_EMIT done(id, kept ? std::nullopt : std::optional(troubleOf(kept.error())));
    });
}

void AccountAdding::decline()
{
    m_toConfirm.reset(); // the tokens go with it, unstored
    begin();
}

} // namespace Sendoff::App
