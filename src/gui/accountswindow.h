// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/accountfacts.h"
#include "gui/consentsheet.h"
#include "gui/networkpage.h"
#include "gui/signinpanel.h"

#include <QWidget>

class QListWidget;
class QStackedWidget;
class QVBoxLayout;

namespace Sendoff::Gui {

class AccountPage;
class Button;
class Dialogs;
class PracticeBand;

/// All accounts, one of them in full; a new one; and how the network is reached. Shows and asks, does nothing itself.
class AccountsWindow : public QWidget
{
    Q_OBJECT
public:
    explicit AccountsWindow(Dialogs &dialogs, QWidget *parent = nullptr);

    /// Not empty: the band that says so, with a link to that page.
    void setPractice(const QUrl &mailbox);
    void setAccounts(const QList<AccountFacts> &accounts);
    /// The account, or the page for a new one if there is none.
    void choose(const QString &accountId);
    QString chosen() const;
    /// How adding an account goes on; brings that page to the front.
    void showSignIn(const SignInPage &page);
    /// How asking that account for a right, or signing in again (empty), goes on.
    void showConsent(const QString &accountId, const QString &right, const ConsentPage &page);
    void hideConsent();
    NetworkPage *networkPage() const { return m_network; }
    void showNetwork();

Q_SIGNALS:
    void addOpened(); ///< answer with showSignIn(SignInChoosing{…})
    void signInRequested(const Sendoff::Gui::SignInChoice &choice);
    void signInCancelled();
    void accountConfirmed();
    void accountDeclined();
    void signInAgainRequested(const QString &accountId);
    void checkRequested(const QString &accountId); ///< whether it can send
    void rightAsked(const QString &accountId, const QString &right);
    void programRightsChanged(const QString &accountId, const QStringList &rights);
    void waitGivenUp();
    void defaultChosen(const QString &accountId);
    void removeRequested(const QString &accountId); ///< confirmed
    void sendersChanged(const QString &accountId, const QList<Sendoff::Auth::OwnSender> &senders);
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void addPages();
    void addKeys();
    void connectPage();
    void showChosen();
    void openAdd();
    void confirmRemoval();
    const AccountFacts *facts(const QString &accountId) const;

    Dialogs &m_dialogs;
    QList<AccountFacts> m_accounts;
    QListWidget *m_list;
    QStackedWidget *m_pages;
    AccountPage *m_page;
    SignInPanel *m_signIn;
    NetworkPage *m_network;
    QWidget *m_add = nullptr; ///< the scrolled page of m_signIn
    QWidget *m_one = nullptr;
    QWidget *m_net = nullptr;
    QVBoxLayout *m_column = nullptr;
    PracticeBand *m_band = nullptr;
};

} // namespace Sendoff::Gui
