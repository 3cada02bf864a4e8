// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/composewindow.h"

#include "gui/attachmentbar.h"
#include "gui/composewindow_p.h"
#include "gui/dropoverlay.h"
#include "gui/messagebar.h"
#include "gui/theme.h"

#include <QCloseEvent>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

ComposeWindow::ComposeWindow(Dialogs &dialogs, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , d(std::make_unique<Private>(*this, dialogs))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setAcceptDrops(true);
    d->ui.setupUi(this);
    d->connectFields();
    d->connectActions();
    d->colour();
    d->showSender();
    resize(fontMetrics().averageCharWidth() * 112, fontMetrics().height() * 40);
    d->ui.to->setFocus();
}

ComposeWindow::~ComposeWindow() = default;

// ---- The message -------------------------------------------------------------------------------------------------

void ComposeWindow::setMessage(const Message &message)
{
    d->filling = true;
    d->message = message;
    d->fillField(Field::To, message.recipients.to);
    d->fillField(Field::Cc, message.recipients.cc);
    d->fillField(Field::Bcc, message.recipients.bcc);
    d->fillField(Field::ReplyTo, message.replyTo);
    d->fillSubject(message.subject);
    d->ui.body->setBody(message.body);
    d->fillAttachments();
    d->showOptions();
    d->showSender();
    d->filling = false;
    d->showRich();
    d->touch();
}

Message ComposeWindow::message() const
{
    Message message = d->message;
    message.recipients.to = d->recipientsIn(Field::To);
    message.recipients.cc = d->recipientsIn(Field::Cc);
    message.recipients.bcc = d->recipientsIn(Field::Bcc);
    message.replyTo = d->recipientsIn(Field::ReplyTo);
    message.subject = d->subject();
    message.body = d->ui.body->body();
    return message;
}

void ComposeWindow::addAttachment(const Attachment &attachment)
{
    d->message.attachments.append(attachment);
    d->fillAttachments();
    d->touch();
}

void ComposeWindow::removeAttachment(const QString &id)
{
    if (d->message.attachments.removeIf([&id](const Attachment &each) { return each.id == id; }) == 0)
        return;
    d->fillAttachments();
    d->touch();
}

qint64 ComposeWindow::replaceAttachment(const QString &id, const Attachment &attachment)
{
    QList<Attachment> &all = d->message.attachments;
    const auto place = std::find_if(all.begin(), all.end(), [&id](const Attachment &each) { return each.id == id; });
    if (m_locked || place == all.end())
        return -1;
    const qint64 before = place->size;
    *place = attachment;
    d->fillAttachments();
    d->touch();
    return before;
}

void ComposeWindow::setSizeInfo(qint64 requestBytes, qint64 limit)
{
    d->requestBytes = requestBytes;
    d->limit = limit;
    if (d->attachments)
        d->attachments->setSizeInfo(requestBytes, limit);
    if (requestBytes <= limit)
        removeNotice(u"size"_s);
}

// ---- Accounts ----------------------------------------------------------------------------------------------------

void ComposeWindow::setAccounts(const QList<Auth::Account> &accounts, const QString &currentId)
{
    d->accounts = accounts;
    m_account = currentId;
    if (!d->account())
        m_account.clear();
    d->showSender();
}

void ComposeWindow::setSignedOut(const QStringList &accountIds)
{
    d->signedOut = accountIds;
    d->showSender();
}

void ComposeWindow::showSignIn(const SignInPage &page)
{
    // Whoever closed the sheet does not want its first page back only because the attempt has ended.
    if (std::exchange(d->signInPutAway, false) && std::holds_alternative<SignInChoosing>(page))
        return;
    d->signInPanel()->showPage(page);
    d->placeSignIn();
}

void ComposeWindow::hideSignIn()
{
    if (!isSignInOpen())
        return;
    const bool hadFocus = d->signIn->isAncestorOf(focusWidget());
    d->signIn->hide();
    if (hadFocus)
        d->ui.account->setFocus(Qt::OtherFocusReason);
}

bool ComposeWindow::isSignInOpen() const
{
    return d->signIn && !d->signIn->isHidden();
}

// ---- Sending -----------------------------------------------------------------------------------------------------

void ComposeWindow::showCopying(qint64 octets, qint64 total)
{
    d->handedOver = false;
    d->setLocked(true);
    d->ui.strip->showCopying(octets, total);
}

void ComposeWindow::showState(const Outbox::SendState &state)
{
    d->handedOver = false;
    d->state = state;
    const bool editable
        = std::holds_alternative<Outbox::NeedsUser>(state) || std::holds_alternative<Outbox::Cancelled>(state);
    d->setLocked(!editable);
    d->ui.strip->setSender(d->message.from ? d->message.from->mailbox : QString());
    d->ui.strip->showState(state, d->account());
    if (d->attachments && !std::holds_alternative<Outbox::Preparing>(state))
        d->attachments->setProgress({});
    removeNotice(u"right"_s);
    removeNotice(u"unsaved"_s); // the mail is on disk, in the outbox
    const auto *waiting = std::get_if<Outbox::Waiting>(&state);
    d->ui.actionUndoSend->setEnabled(waiting && waiting->reason == Outbox::WaitReason::Undo);
    d->orderTabs();
    if (std::holds_alternative<Outbox::Cancelled>(state) && d->writer)
        std::exchange(d->writer, nullptr)->setFocus(Qt::OtherFocusReason);
    if (std::holds_alternative<Outbox::Cancelled>(state))
        d->state.reset();
    const bool isScheduled = waiting && waiting->reason == Outbox::WaitReason::Scheduled;
    if ((std::holds_alternative<Outbox::Accepted>(state) || isScheduled) && m_closesWhenAccepted)
        d->acceptedSoonClose();
}

void ComposeWindow::showProgress(qint64 sent, qint64 total)
{
    if (d->state && std::holds_alternative<Outbox::Sending>(*d->state))
        d->ui.strip->showProgress(sent, total);
}

void ComposeWindow::showUploading(const Outbox::UploadProgress &progress)
{
    if (!d->state || !std::holds_alternative<Outbox::Preparing>(*d->state))
        return;
    d->ui.strip->showUploading(progress);
    if (d->attachments)
        d->attachments->setProgress(progress);
}

void ComposeWindow::setCancellable(bool cancellable)
{
    d->ui.strip->setCancellable(cancellable);
}

void ComposeWindow::setOutboxCounts(const OutboxCounts &counts)
{
    d->outbox = counts;
    d->showOutbox();
}

void ComposeWindow::setUndoSeconds(int seconds)
{
    d->undoSeconds = seconds;
}

void ComposeWindow::unlock()
{
    d->handedOver = false;
    d->state.reset();
    d->ui.actionUndoSend->setEnabled(false);
    d->setLocked(false);
    d->ui.strip->showIdle();
}

void ComposeWindow::keepOpen(const Store::StoreError &why)
{
    d->keepOpen = true;
    showStoreError(why);
}

void ComposeWindow::holdOpen()
{
    d->keepOpen = true;
}

// ---- Events ------------------------------------------------------------------------------------------------------

void ComposeWindow::closeEvent(QCloseEvent *event)
{
    d->keepOpen = false;
    d->commitRecipients();
    Q_EMIT closing();
    event->setAccepted(!d->keepOpen);
}

void ComposeWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // The menu has it too; the line needs the room more.
    d->ui.addReplyTo->setVisible(!d->replyTo && width() > fontMetrics().averageCharWidth() * 75);
    if (d->overlay)
        d->overlay->setGeometry(rect());
    if (isSignInOpen())
        d->placeSignIn();
}

void ComposeWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        d->colour();
}

} // namespace Sendoff::Gui
