// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accountsview.h"

#include "app/checkview.h"
#include "gui/accountswindow.h"
#include "gui/dialogs.h"

using namespace Qt::StringLiterals;

namespace Sendoff::App {

AccountsView::AccountsView(Engine &engine, Gui::Dialogs &dialogs, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_dialogs(dialogs)
    , m_adding(engine, dialogs)
{
    connect(&engine, &Engine::accountsChanged, this, &AccountsView::refresh);
    connect(&engine, &Engine::stateChanged, this, &AccountsView::fill);
}

AccountsView::~AccountsView()
{
    delete m_window;
}

bool AccountsView::isOpen() const
{
    return m_window != nullptr;
}

void AccountsView::close()
{
    if (m_window)
        m_window->close();
}

void AccountsView::show(const QString &accountId)
{
    if (!m_window)
        makeWindow();
    refresh();
    m_engine.learnStates();
    m_window->choose(accountId.isEmpty() ? m_window->chosen() : accountId);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void AccountsView::showNetwork()
{
    show();
    m_window->showNetwork();
}

void AccountsView::makeWindow()
{
    using Gui::AccountsWindow;
    m_window = new AccountsWindow(m_dialogs);
    AccountsWindow *window = m_window;
    if (m_engine.practice())
        window->setPractice(m_engine.practice()->mailbox);
    connect(window, &AccountsWindow::defaultChosen, this, [this](const QString &id) { m_engine.makeDefault(id); });
    connect(window, &AccountsWindow::signInAgainRequested, this, [this](const QString &id) { ask(id, QString()); });
    connect(window, &AccountsWindow::rightAsked, this, &AccountsView::ask);
    connect(window, &AccountsWindow::waitGivenUp, this, [this] {
        if (m_request)
            m_request->cancel();
    });
    connect(window, &AccountsWindow::checkRequested, this,
            [this, window](const QString &id) { showCheck(m_engine, id, window); });
    connect(window, &AccountsWindow::removeRequested, this, &AccountsView::remove);
    connect(window, &AccountsWindow::sendersChanged, this,
            [this](const QString &id, const QList<Auth::OwnSender> &senders) {
                if (auto account = m_engine.account(id)) {
                    account->senders = senders;
                    m_engine.change(*account);
                }
            });
    connect(window, &AccountsWindow::programRightsChanged, this,
            [this](const QString &id, const QStringList &rights) { m_engine.setProgramRights(id, rights); });
    connect(window, &AccountsWindow::closed, this, [this] {
        if (m_request)
            m_request->cancel();
    });
    connect(window, &QObject::destroyed, this, &AccountsView::closed);
    connectAdding();
    connectNetwork();
}

void AccountsView::connectAdding()
{
    using Gui::AccountsWindow;
    AccountsWindow *window = m_window;
    connect(window, &AccountsWindow::addOpened, &m_adding, &AccountAdding::begin);
    connect(window, &AccountsWindow::signInRequested, &m_adding, &AccountAdding::choose);
    connect(window, &AccountsWindow::signInCancelled, &m_adding, &AccountAdding::cancel);
    connect(window, &AccountsWindow::accountConfirmed, &m_adding, &AccountAdding::confirm);
    connect(window, &AccountsWindow::accountDeclined, &m_adding, &AccountAdding::decline);
    connect(&m_adding, &AccountAdding::pageChanged, window, &AccountsWindow::showSignIn);
    connect(&m_adding, &AccountAdding::done, window,
            [this](const QString &id, const std::optional<Auth::AuthError> &trouble) {
                fill();
                if (trouble)
                    m_window->showConsent(id, QString(), Gui::ConsentRefused{*trouble});
                else
                    m_window->choose(id);
            });
}

void AccountsView::connectNetwork()
{
    using Gui::NetworkPage;
    NetworkPage *page = m_window->networkPage();
    const Net::ProxySettings now = m_engine.settings().proxy();
    page->setChoice({Gui::ProxyChoice::Mode(now.mode), now.host, now.port});
    page->showState(m_engine.proxyTrouble(), true);
    connect(page, &NetworkPage::chosen, this, [this, page](const Gui::ProxyChoice &choice) {
        m_engine.chooseProxy({Net::ProxySettings::Mode(choice.mode), choice.host, choice.port});
        page->showState(tr("From now on it is used."), false);
    });
    connect(page, &NetworkPage::loginRequested, this, &AccountsView::proxyLoginRequested);
    connect(page, &NetworkPage::forgetRequested, this, [this, page] {
        m_engine.forgetProxyLogin();
        page->showState(tr("The password is out of the keychain."), false);
    });
    connect(&m_engine, &Engine::proxyLoginWanted, page,
            [this, page] { page->showState(m_engine.proxyTrouble(), true); });
}

void AccountsView::refresh()
{
    if (!m_window)
        return;
    fill();
    if (!m_engine.hasDatabase())
        return;
    QStringList ids;
    for (const Auth::Account &account : m_engine.accounts())
        ids.append(account.id);
    using Queued = QHash<QString, QueuedMail>;
    m_engine.desk().ask<Queued>(
        this,
        [ids](Outbox::Queue &queue) {
            Queued queued;
            for (const QString &id : ids)
                queued.insert(id, queuedMailOf(id, queue));
            return queued;
        },
        [this](const Queued &queued) {
            m_queued = queued;
            fill();
        });
}

void AccountsView::fill()
{
    if (!m_window)
        return;
    QList<Gui::AccountFacts> all;
    const QString preferred = m_engine.defaultAccountId();
    for (const Auth::Account &account : m_engine.accounts()) {
        const QueuedMail queued = m_queued.value(account.id);
        all.append({account, m_engine.state(account.id), m_engine.rights(account.id), account.id == preferred,
                    queued.waiting, queued.unsettled});
    }
    m_window->setAccounts(all);
}

void AccountsView::ask(const QString &accountId, const QString &right)
{
    if (m_request)
        return;
    const auto account = m_engine.account(accountId);
    if (!account || account->isAppOnly)
        return;
    m_request
        = right.isEmpty() ? new RightRequest(m_engine, *account, {}, this) : m_engine.askRight(accountId, right, this);
    connect(m_request, &RightRequest::browserWanted, this, [this, accountId, right](const QUrl &url) {
        if (m_window)
            m_window->showConsent(accountId, right, Gui::ConsentInBrowser{url});
        m_dialogs.openUrl(url);
    });
    connect(m_request, &RightRequest::exchanging, this, [this, accountId, right] {
        if (m_window)
            m_window->showConsent(accountId, right, Gui::ConsentExchanging{});
    });
    connect(m_request, &RightRequest::finished, this,
            [this, accountId, right](const Result<Done, Auth::AuthError> &result) {
                std::exchange(m_request, nullptr)->deleteLater();
                if (!m_window)
                    return;
                if (result || result.error().kind == Auth::AuthErrorKind::Cancelled)
                    m_window->hideConsent();
                else
                    m_window->showConsent(accountId, right, Gui::ConsentRefused{result.error()});
                refresh();
            });
    m_request->start();
}

void AccountsView::remove(const QString &accountId)
{
    m_engine.removeAccount(accountId, this, [this, accountId](const Result<Done, Auth::VaultError> &removed) {
        if (!removed) {
            if (m_window)
                m_window->showConsent(accountId, QString(),
                                      Gui::ConsentRefused{troubleOf({KeepError::Kind::Vault, removed.error()})});
            return;
        }
        if (!m_engine.hasDatabase())
            return;
        m_engine.desk().ask<int>(
            this, [accountId](Outbox::Queue &queue) { return takeBack(accountId, queue); }, [this](int) { refresh(); });
    });
}

} // namespace Sendoff::App
