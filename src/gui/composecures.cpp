// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The buttons beside a problem, and moving through the window by keys.
#include "gui/accountwording.h"
#include "gui/attachmentbar.h"
#include "gui/attachmentcard.h"
#include "gui/composewindow_p.h"
#include "gui/dialogs.h"
#include "gui/formatbar.h"
#include "gui/messagebar.h"
#include "gui/outlookpage.h"
#include "gui/recipientline.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

void ComposeWindow::Private::focusOn(Action action)
{
    QWidget *target = nullptr;
    switch (action) {
    case Action::CheckRecipients:
        for (Field which : {Field::To, Field::Cc, Field::Bcc}) {
            RecipientEdit *edit = field(which);
            if (edit && edit->showFirstWrong())
                return;
        }
        target = ui.to->line();
        break;
    case Action::CheckReplyTo:
        if (replyTo && replyTo->showFirstWrong())
            return;
        target = replyTo ? replyTo->line() : nullptr;
        break;
    case Action::CheckSubject:
        target = ui.subject;
        break;
    case Action::CheckBody:
        target = ui.body;
        break;
    case Action::CheckAttachments:
        if (attachments && !attachments->cards().isEmpty())
            target = attachments->cards().front();
        break;
    case Action::ChangeSender:
        target = ui.account;
        break;
    default:
        break;
    }
    if (target)
        target->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::Private::openPage(Action action)
{
    if (!mailbox.isEmpty()) {
        dialogs.openUrl(mailbox);
        return;
    }
    dialogs.openUrl(outlookPage(account(), action));
}

void ComposeWindow::Private::copyForAdministrator()
{
    const Auth::Account *current = account();
    const auto *failed = signIn ? std::get_if<SignInFailed>(&signIn->page()) : nullptr;
    if (failed && !failed->config.clientId.isEmpty()) {
        QGuiApplication::clipboard()->setText(textForAdministrator(failed->config));
        return;
    }
    if (current && !current->isPersonal()) {
        QGuiApplication::clipboard()->setText(textForAdministrator(*current, QString()));
        return;
    }
    QString clientId = failed ? failed->clientId : QString();
    if (clientId.isEmpty() && current)
        clientId = current->config.clientId;
    QGuiApplication::clipboard()->setText(textForAdministrator(clientId, current ? current->config.tenant : QString()));
}

bool ComposeWindow::Private::performHere(Action action)
{
    switch (action) {
    case Action::CheckRecipients:
    case Action::CheckReplyTo:
    case Action::CheckSubject:
    case Action::CheckBody:
    case Action::CheckAttachments:
    case Action::ChangeSender:
        focusOn(action);
        return true;
    case Action::OpenOutlook:
    case Action::OpenSentItems:
        openPage(action);
        return true;
    case Action::SignInOtherwise:
        openSignIn();
        return true;
    case Action::EnterClientId:
        w.showSignIn(SignInChoosing{});
        signIn->showClientIdHelp();
        return true;
    case Action::AskForRight:
        send(); // the right is still missing, and that is told with its sheet
        return true;
    case Action::SignInAgain:
        Q_EMIT w.signInAgainRequested(w.m_account);
        return true;
    case Action::CopyForAdministrator:
        copyForAdministrator();
        return true;
    case Action::ShowFormatted:
        showFormatted();
        return true;
    default:
        return cure(action);
    }
}

void ComposeWindow::Private::perform(const QString &key, Action action)
{
    const bool aboutMail = key == u"outcome";
    if (performHere(action)) {
        // done
    } else if (action == Action::SendAnyway) {
        w.removeNotice(key);
        w.m_warningsSeen = true;
        send();
    } else if (action == Action::CopyDetails) {
        const MessageBar *bar = aboutMail ? ui.strip->outcome() : stack ? stack->bar(key) : nullptr;
        if (bar)
            QGuiApplication::clipboard()->setText(bar->notice().details);
    } else if (aboutMail && (action == Action::TryAgain || action == Action::UnlockKeychain)) {
        Q_EMIT w.retryRequested();
    } else if (key == u"unsaved" && action == Action::TryAgain) {
        Q_EMIT w.messageChanged();
    } else if (key == u"store" && action == Action::TryAgain) {
        w.removeNotice(key);
        Q_EMIT w.messageChanged();
    }
    Q_EMIT w.noticeAnswered(key, action);
}

void ComposeWindow::Private::dismiss()
{
    if (w.isSignInOpen())
        Q_EMIT signIn->closed();
    else if (consent)
        consent->dismiss();
    else if (!stack || !stack->closeNewest())
        undo();
}

bool ComposeWindow::Private::undo()
{
    const auto *waiting = state ? std::get_if<Outbox::Waiting>(&*state) : nullptr;
    if (!waiting || waiting->reason != Outbox::WaitReason::Undo)
        return false;
    Q_EMIT w.cancelRequested();
    return true;
}

void ComposeWindow::Private::showShortcuts()
{
    QStringList lines;
    for (const QAction *action :
         {ui.actionSend, ui.actionSendLater, ui.actionAttach, ui.actionNew, ui.actionClose, ui.actionQuit, ui.actionCc,
          ui.actionBcc, ui.actionReplyTo, ui.actionPastePlain, ui.actionFormat, ui.actionUndoSend, ui.actionDrafts,
          ui.actionOutbox, ui.actionNextRegion, ui.actionMenu, ui.actionDismiss})
        lines.append(QString(action->text()).remove(u'&').remove(u'…') + u": "_s
                     + action->shortcut().toString(QKeySequence::NativeText));
    w.showNotice({Notice::Kind::Info, u"shortcuts"_s, tr("Keyboard shortcuts"), lines.join(u" · "_s), {}, {}});
}

void ComposeWindow::Private::acceptedSoonClose()
{
    QTimer::singleShot(2000, &w, [this] {
        const auto *waiting = state ? std::get_if<Outbox::Waiting>(&*state) : nullptr;
        const bool isScheduled = waiting && waiting->reason == Outbox::WaitReason::Scheduled;
        if (isScheduled || (state && std::holds_alternative<Outbox::Accepted>(*state)))
            w.close();
    });
}

// ---- Moving with keys --------------------------------------------------------------------------------------------

void ComposeWindow::Private::orderTabs()
{
    QList<QWidget *> order{ui.to->line()};
    for (RecipientEdit *edit : {cc, bcc, replyTo}) {
        if (edit)
            order.append(edit->line());
    }
    order << ui.subject << ui.body;
    const auto buttonsOf = [&order](const QWidget *part) {
        const QList<QAbstractButton *> buttons = part->findChildren<QAbstractButton *>();
        for (QAbstractButton *each : buttons)
            order.append(each);
    };
    if (attachments)
        buttonsOf(attachments);
    if (formatBar && !formatBar->isHidden())
        buttonsOf(formatBar);
    if (stack)
        buttonsOf(stack);
    if (consent)
        buttonsOf(consent);
    if (ui.strip->outcome())
        buttonsOf(ui.strip->outcome());
    const QList<Button *> tools = ui.strip->findChildren<Button *>(Qt::FindDirectChildrenOnly);
    for (Button *each : tools)
        order.append(each);
    if (practiceBand)
        buttonsOf(practiceBand);
    order << ui.account << ui.addCc << ui.addBcc << ui.addReplyTo;
    for (qsizetype i = 1; i < order.size(); ++i)
        QWidget::setTabOrder(order.at(i - 1), order.at(i));
}

void ComposeWindow::Private::moveRegion(int by)
{
    QList<std::pair<QWidget *, QWidget *>> regions; // a widget inside, and where the cursor goes
    regions.emplace_back(nullptr, ui.to->line());
    regions.emplace_back(ui.body, ui.body);
    if (attachments && !attachments->isHidden() && !attachments->cards().isEmpty())
        regions.emplace_back(attachments, attachments->cards().front());
    if (stack && !stack->isHidden()) {
        if (auto *button = stack->findChild<QAbstractButton *>())
            regions.emplace_back(stack, button);
    }
    QWidget *stripStart
        = ui.strip->sendButton()->isHidden() ? static_cast<QWidget *>(ui.strip->menuButton()) : ui.strip->sendButton();
    regions.emplace_back(ui.strip, stripStart);
    const QWidget *focus = w.focusWidget();
    qsizetype now = 0;
    for (qsizetype i = 1; i < regions.size(); ++i) {
        if (focus && (regions.at(i).first == focus || regions.at(i).first->isAncestorOf(focus)))
            now = i;
    }
    regions.at((now + by + regions.size()) % regions.size()).second->setFocus(Qt::ShortcutFocusReason);
}

} // namespace Sendoff::Gui
