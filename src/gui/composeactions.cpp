// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What keys, buttons and menus of the compose window do.
#include "gui/attachmentbar.h"
#include "gui/attachmentcard.h"
#include "gui/composewindow_p.h"
#include "gui/dialogs.h"
#include "gui/formatbar.h"
#include "gui/messagebar.h"
#include "gui/practiceband.h"
#include "gui/recipientline.h"
#include "gui/theme.h"
#include "gui/uploadwording.h"

#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

void ComposeWindow::Private::connectActions()
{
    ui.actionSend->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    connect(ui.actionSend, &QAction::triggered, this, &Private::send);
    ui.actionSendLater->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter)});
    connect(ui.actionSendLater, &QAction::triggered, this, [this] {
        if (!w.m_locked)
            Q_EMIT w.sendLaterOpened();
    });
    connect(ui.actionAttach, &QAction::triggered, this, &Private::attach);
    connect(ui.actionNew, &QAction::triggered, &w, &ComposeWindow::newWindowRequested);
    connect(ui.actionClose, &QAction::triggered, &w, &QWidget::close);
    connect(ui.actionQuit, &QAction::triggered, &w, &ComposeWindow::quitRequested);
    connect(ui.actionNextRegion, &QAction::triggered, this, [this] { moveRegion(1); });
    connect(ui.actionPreviousRegion, &QAction::triggered, this, [this] { moveRegion(-1); });
    connect(ui.actionMenu, &QAction::triggered, this, &Private::openMenu);
    connect(ui.actionDismiss, &QAction::triggered, this, &Private::dismiss);
    connect(ui.actionShortcuts, &QAction::triggered, this, &Private::showShortcuts);
    connect(ui.actionDrafts, &QAction::triggered, &w, &ComposeWindow::draftsWindowRequested);
    connect(ui.actionOutbox, &QAction::triggered, &w, &ComposeWindow::outboxWindowRequested);
    connect(ui.actionVersions, &QAction::triggered, &w, &ComposeWindow::versionsRequested);
    connect(ui.actionUndoSend, &QAction::triggered, this, &Private::undo);
    connect(ui.actionCheckAccount, &QAction::triggered, &w, &ComposeWindow::accountCheckRequested);
    connect(ui.actionShowRequest, &QAction::triggered, &w, &ComposeWindow::requestWindowRequested);
    ui.actionUndoSend->setEnabled(false);
    connect(ui.actionAccounts, &QAction::triggered, &w, &ComposeWindow::accountsWindowRequested);
    connect(ui.actionSignIn, &QAction::triggered, this, &Private::openSignIn);
    connect(ui.actionPastePlain, &QAction::triggered, this, [this] {
        ui.body->setFocus(Qt::ShortcutFocusReason);
        ui.body->pasteText();
    });
    connect(ui.actionFormat, &QAction::triggered, this, [this] { showFormatBar(!formatBar || formatBar->isHidden()); });
    connect(ui.strip, &SendStrip::formatPressed, ui.actionFormat, &QAction::trigger);
    connect(ui.actionPlain, &QAction::triggered, this, &Private::choosePlain);
    connect(ui.body, &BodyEdit::linkWanted, this, &Private::openLink);
    const auto unfold = [this](Field which) { openField(which)->line()->setFocus(Qt::ShortcutFocusReason); };
    const auto unfolds = [this, unfold](QAction *action, Button *link, Field which) {
        connect(action, &QAction::triggered, this, [unfold, which] { unfold(which); });
        connect(link, &Button::clicked, this, [unfold, which] { unfold(which); });
    };
    unfolds(ui.actionCc, ui.addCc, Field::Cc);
    unfolds(ui.actionBcc, ui.addBcc, Field::Bcc);
    unfolds(ui.actionReplyTo, ui.addReplyTo, Field::ReplyTo);
    const auto option = [this](QAction *action, auto apply) {
        connect(action, &QAction::triggered, this, [this, apply](bool on) {
            apply(message, on);
            showOptions();
            touch();
        });
    };
    option(ui.actionLow, [](Message &m, bool) { m.importance = Importance::Low; });
    option(ui.actionNormal, [](Message &m, bool) { m.importance = Importance::Normal; });
    option(ui.actionHigh, [](Message &m, bool) { m.importance = Importance::High; });
    option(ui.actionReadReceipt, [](Message &m, bool on) { m.readReceipt = on; });
    option(ui.actionDeliveryReceipt, [](Message &m, bool on) { m.deliveryReceipt = on; });
    option(ui.actionNotToSent, [](Message &m, bool on) { m.saveToSent = !on; });

    connect(ui.account, &Button::clicked, this, &Private::openAccounts);
    connect(ui.strip, &SendStrip::sendPressed, this, &Private::send);
    connect(ui.strip, &SendStrip::attachPressed, this, &Private::attach);
    connect(ui.strip, &SendStrip::menuPressed, this, &Private::openMenu);
    connect(ui.strip, &SendStrip::cancelPressed, &w, &ComposeWindow::cancelRequested);
    connect(ui.strip, &SendStrip::retryPressed, &w, &ComposeWindow::retryRequested);
    connect(ui.strip, &SendStrip::pausePressed, &w, &ComposeWindow::pauseRequested);
    connect(ui.strip, &SendStrip::saidSent, &w, &ComposeWindow::saidSent);
    connect(ui.strip, &SendStrip::backToDraft, &w, &ComposeWindow::backToDraftRequested);
    connect(ui.strip, &SendStrip::actionPressed, this, [this](Action action) { perform(u"outcome"_s, action); });
}

void ComposeWindow::Private::send()
{
    // A second press of the same keys finds the window locked.
    if (w.m_locked)
        return;
    commitRecipients();
    w.removeNotice(u"problems"_s);
    handedOver = true;
    writer = w.focusWidget();
    signInPutAway = false;
    state.reset();
    setLocked(true);
    ui.strip->showHandedOver();
    Q_EMIT w.sendRequested();
}

void ComposeWindow::Private::attach()
{
    if (w.m_locked)
        return;
    QPointer<ComposeWindow> window(&w);
    dialogs.chooseFiles(&w, [window](const QStringList &files) {
        if (window && !files.isEmpty())
            Q_EMIT window->filesChosen(files);
    });
}

void ComposeWindow::Private::openMenu()
{
    auto *menu = new QMenu(&w);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({ui.actionNew, ui.actionAttach, ui.actionSendLater});
    menu->addSeparator();
    menu->addActions({ui.actionCc, ui.actionBcc, ui.actionReplyTo});
    menu->addSeparator();
    QMenu *importance = menu->addMenu(tr("&Importance"));
    auto *group = new QActionGroup(menu);
    for (QAction *each : {ui.actionHigh, ui.actionNormal, ui.actionLow}) {
        group->addAction(each);
        importance->addAction(each);
    }
    menu->addActions({ui.actionReadReceipt, ui.actionDeliveryReceipt, ui.actionNotToSent});
    menu->addSeparator();
    menu->addActions({ui.actionDrafts, ui.actionVersions, ui.actionOutbox});
    menu->addSeparator();
    menu->addActions({ui.actionFormat, ui.actionPlain, ui.actionPastePlain, ui.actionUndoSend});
    addUndoTimes(menu->addMenu(tr("&Time to undo sending")));
    menu->addActions({ui.actionShowRequest, ui.actionShortcuts});
    menu->addActions({ui.actionAccounts, ui.actionCheckAccount, ui.actionSignIn});
    menu->addSeparator();
    menu->addActions({ui.actionClose, ui.actionQuit});
    const Button *from = ui.strip->menuButton();
    menu->popup(from->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void ComposeWindow::Private::addUndoTimes(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    for (int seconds : {0, 5, 10, 20, 30, 60}) {
        QAction *action
            = menu->addAction(seconds == 0 ? tr("None: send at once") : spanInWords(std::chrono::seconds(seconds)));
        action->setCheckable(true);
        action->setChecked(seconds == undoSeconds);
        group->addAction(action);
        connect(action, &QAction::triggered, &w, [this, seconds] {
            undoSeconds = seconds;
            Q_EMIT w.undoSecondsChosen(seconds);
        });
    }
}

void ComposeWindow::Private::showOutbox()
{
    const int count = wantAttention(outbox);
    ui.actionOutbox->setText(count > 0 ? tr("&Outbox (%1)…").arg(count) : tr("&Outbox…"));
    ui.strip->menuButton()->setBadge(count > 0 ? tr("%1 in the outbox need you").arg(count) : QString());
}

void ComposeWindow::Private::openSignIn()
{
    if (w.isSignInOpen())
        return;
    signInPutAway = false;
    w.showSignIn(SignInChoosing{});
    Q_EMIT w.signInOpened();
}

const Auth::Account *ComposeWindow::Private::account() const
{
    const auto found = std::find_if(accounts.begin(), accounts.end(),
                                    [this](const Auth::Account &each) { return each.id == w.m_account; });
    return found == accounts.end() ? nullptr : &*found;
}

void ComposeWindow::Private::showOptions()
{
    ui.actionLow->setChecked(message.importance == Importance::Low);
    ui.actionNormal->setChecked(message.importance == Importance::Normal);
    ui.actionHigh->setChecked(message.importance == Importance::High);
    ui.actionReadReceipt->setChecked(message.readReceipt);
    ui.actionDeliveryReceipt->setChecked(message.deliveryReceipt);
    ui.actionNotToSent->setChecked(!message.saveToSent);
    QStringList told;
    if (message.sendAt > QDateTime::currentDateTimeUtc())
        //: a date and time
        told.append(tr("To leave on %1").arg(momentInWords(message.sendAt)));
    if (message.importance != Importance::Normal)
        told.append(message.importance == Importance::High ? tr("High importance") : tr("Low importance"));
    if (message.readReceipt)
        told.append(tr("Read receipt"));
    if (message.deliveryReceipt)
        told.append(tr("Delivery receipt"));
    if (!message.saveToSent)
        told.append(tr("No copy kept"));
    if (!options && told.isEmpty())
        return;
    if (!options) {
        options = new QLabel(&w);
        options->setTextFormat(Qt::PlainText);
        options->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
        options->setWordWrap(true);
        labels.append({Field::None, options});
        ui.fields->addWidget(options, 0, 2);
        colour();
    }
    options->setWordWrap(told.size() > 1); // one of them has room in any window
    options->setText(told.join(u" · "_s));
    options->setVisible(!told.isEmpty());
}

void ComposeWindow::setPractice(const QUrl &mailbox)
{
    d->mailbox = mailbox;
    if (mailbox.isEmpty()) {
        delete std::exchange(d->practiceBand, nullptr);
        return;
    }
    if (d->practiceBand)
        return;
    auto *band = new PracticeBand(this);
    connect(band, &PracticeBand::mailboxWanted, this, [this] { d->dialogs.openUrl(d->mailbox); });
    d->practiceBand = band;
    d->ui.column->insertWidget(0, d->practiceBand);
    d->practiceBand->show();
    d->orderTabs();
}

} // namespace Sendoff::Gui
