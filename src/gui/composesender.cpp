// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The From line: whose account, and in whose name.
#include "gui/accountwording.h"
#include "gui/composewindow_p.h"
#include "gui/dialogs.h"
#include "gui/theme.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

/// In a menu an ampersand marks a key.
QString inMenu(const QString &foreign)
{
    return QString(foreign).replace(u'&', u"&&"_s);
}

QString shownAs(const QString &name, const QString &address)
{
    return inMenu((name.isEmpty() ? address : u"%1 <%2>"_s.arg(name, address)).simplified());
}

} // namespace

void ComposeWindow::Private::openAccounts()
{
    if (accounts.isEmpty()) {
        openSignIn();
        return;
    }
    auto *menu = new QMenu(&w);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addSenders(menu);
    menu->addAction(tr("Sign in with another account…"), this, &Private::openSignIn);
    menu->addAction(tr("Accounts and rights…"), &w, &ComposeWindow::accountsWindowRequested);
    const Auth::Account *current = account();
    if (current && !current->isAppOnly && signedOut.contains(current->id)) {
        connect(menu->addAction(tr("Sign in again as %1…").arg(inMenu(current->address))), &QAction::triggered, &w,
                [this, id = current->id] { Q_EMIT w.signInAgainRequested(id); });
    } else if (current && !current->isAppOnly) {
        // A program has no sign-in to end; it is removed where accounts are.
        connect(menu->addAction(tr("Sign out %1…").arg(inMenu(current->address))), &QAction::triggered, &w,
                [this, who = *current] {
                    QPointer<ComposeWindow> window(&w);
                    dialogs.confirm(&w, tr("Sign out %1?").arg(who.address),
                                    tr("Mail that waits in the outbox stays there until you sign in again. Under "
                                       "\"Accounts and rights\" the account can be removed instead; its mail goes "
                                       "back to the drafts then."),
                                    tr("Sign out"), [window, id = who.id](bool yes) {
                                        if (window && yes)
                                            Q_EMIT window->signOutRequested(id);
                                    });
                });
    }
    menu->popup(ui.account->mapToGlobal(QPoint(0, ui.account->height())));
}

QString ComposeWindow::Private::withState(const QString &shown, const QString &accountId) const
{
    //: an address, then what is wrong with its account
    return signedOut.contains(accountId) ? tr("%1 – must sign in again").arg(shown) : shown;
}

/// Accounts, and below each its own senders.
void ComposeWindow::Private::addSenders(QMenu *menu)
{
    const auto add = [this, menu](const QString &text, const QString &id, const Auth::OwnSender *sender) {
        const QString address = sender ? sender->address : QString();
        const QString now = message.from ? message.from->mailbox : QString();
        const bool isOwn = account() && now.compare(account()->address, Qt::CaseInsensitive) == 0;
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(
            id == w.m_account
            && (address.isEmpty() ? now.isEmpty() || isOwn : now.compare(address, Qt::CaseInsensitive) == 0));
        connect(action, &QAction::triggered, &w,
                [this, id, chosen = sender ? std::optional(*sender) : std::nullopt] { chooseSender(id, chosen); });
        return action;
    };
    // Where there is no choice the From line says it all; unless the mail names a sender that is on no list.
    if (accounts.size() == 1 && accounts.first().senders.isEmpty() && !message.from
        && w.m_account == accounts.first().id)
        return;
    for (const Auth::Account &each : std::as_const(accounts)) {
        const QString shown = shownAs(each.name, each.address);
        const QString own = each.isAppOnly ? tr("%1 (the program itself)").arg(shown) : shown;
        add(withState(own, each.id), each.id, nullptr);
        for (const Auth::OwnSender &sender : each.senders)
            add(u"    "_s + tr("%1 by %2").arg(shownAs(sender.name, sender.address), inMenu(each.address)), each.id,
                &sender)
                ->setToolTip(senderKind(sender));
    }
    menu->addSeparator();
}

void ComposeWindow::Private::chooseSender(const QString &accountId, const std::optional<Auth::OwnSender> &sender)
{
    message.from.reset();
    message.asMailbox = false;
    if (sender) {
        message.from = Address{sender->name, sender->address};
        message.asMailbox = sender->isMailbox;
    }
    w.setAccounts(accounts, accountId);
    Q_EMIT w.accountChosen(accountId);
    touch();
}

void ComposeWindow::Private::showSender()
{
    const Auth::Account *current = account();
    if (!current) {
        ui.account->setText(tr("Sign in"));
        ui.account->setAccessibleName(tr("Sign in"));
        ui.account->setToolTip({});
        ui.account->setAccessibleDescription({});
        return;
    }
    const bool other = message.from && message.from->mailbox != current->address;
    //: sender, then the account that sends for it
    const QString shown = withState(
        other ? tr("%1 by %2").arg(message.from->mailbox, current->address) : current->address, current->id);
    ui.account->setForeignText(shown);
    ui.account->setAccessibleName(tr("From: %1").arg(shown));
    const QString known = current->name.isEmpty() ? current->address : current->name + u'\n' + current->address;
    ui.account->setToolTip(plainTip(known));
    ui.account->setAccessibleDescription(known); // or the tip's markup would be read out
}

} // namespace Sendoff::Gui
