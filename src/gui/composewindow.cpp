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
    d->ui.subject->setText(message.subject);
    d->ui.subject->setCursorPosition(0);
    d->ui.body->setText(message.body.content);
    d->fillAttachments();
    d->showOptions();
    d->showSender();
    d->filling = false;
    if (message.body.kind == BodyKind::Html)
        showNotice({Notice::Kind::Info,
                    u"html"_s,
                    tr("This text is HTML. You see its source; who gets it sees it formatted."),
                    {},
                    {},
                    {}});
    else
        removeNotice(u"html"_s);
    d->touch();
}

Message ComposeWindow::message() const
{
    Message message = d->message;
    message.recipients.to = d->recipientsIn(Field::To);
    message.recipients.cc = d->recipientsIn(Field::Cc);
    message.recipients.bcc = d->recipientsIn(Field::Bcc);
    message.replyTo = d->recipientsIn(Field::ReplyTo);
    message.subject = d->ui.subject->text();
    message.body.content = d->ui.body->text();
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

// ---- Facts -------------------------------------------------------------------------------------------------------

void ComposeWindow::showProblems(const QList<Problem> &problems)
{
    d->mark(problems);
    removeNotice(u"problems"_s);
    if (problems.isEmpty())
        return;
    if (d->handedOver)
        unlock();
    QList<Problem> blocking;
    std::copy_if(problems.begin(), problems.end(), std::back_inserter(blocking),
                 [](const Problem &each) { return each.blocks; });
    const bool blocked = !blocking.isEmpty();
    const QList<Problem> &told = blocked ? blocking : problems;
    const Wording first = wordingFor(told.front());
    Notice notice = noticeFor(blocked ? Notice::Kind::Error : Notice::Kind::Warning, u"problems"_s, first);
    if (told.size() > 1) {
        QStringList titles;
        for (const Problem &each : told.first(std::min<qsizetype>(told.size(), 4)))
            titles.append(wordingFor(each).title);
        notice.text = blocked ? tr("%n things to mend before this can be sent", nullptr, static_cast<int>(told.size()))
                              : tr("%n things to look at before this is sent", nullptr, static_cast<int>(told.size()));
        notice.more = titles.join(u" · "_s) + (told.size() > 4 ? u" …"_s : QString());
    }
    if (!blocked)
        notice.buttons.append({tr("Send anyway"), Action::SendAnyway});
    showNotice(notice);
    if (blocked)
        d->focusOn(first.action);
}

void ComposeWindow::showTooBig(const Graph::TooBig &size)
{
    if (d->handedOver)
        unlock();
    showNotice(noticeFor(Notice::Kind::Error, u"size"_s, wordingFor(size)));
}

void ComposeWindow::showFileRefused(const Store::StoreError &why)
{
    d->refusedFiles.append(why);
    Notice notice = noticeFor(Notice::Kind::Error, u"files"_s, wordingFor(why));
    if (d->refusedFiles.size() > 1) {
        QStringList titles;
        QStringList all;
        for (const Store::StoreError &each : std::as_const(d->refusedFiles)) {
            titles.append(wordingFor(each).title);
            all.append(each.path + u": "_s + wordingFor(each).cause);
        }
        notice.text = tr("%n files were not attached", nullptr, static_cast<int>(titles.size()));
        notice.more = titles.mid(0, 3).join(u" · "_s) + (titles.size() > 3 ? u" …"_s : QString());
        notice.details = all.join(u'\n');
    }
    showNotice(notice);
}

void ComposeWindow::showStoreError(const Store::StoreError &why)
{
    if (d->handedOver)
        unlock();
    showNotice(noticeFor(Notice::Kind::Error, u"store"_s, wordingFor(why), details(why)));
}

void ComposeWindow::showAuthError(const Auth::AuthError &error)
{
    if (d->handedOver)
        unlock();
    showNotice(
        noticeFor(Notice::Kind::Error, u"auth"_s, wordingFor(error), details(error, QDateTime::currentDateTimeUtc())));
}

void ComposeWindow::showLinkNotes(const QStringList &dropped, const QStringList &warnings)
{
    QStringList notes;
    for (const QString &code : warnings)
        notes.append(wordsForLinkWarning(code));
    if (!dropped.isEmpty())
        notes.append(tr("It asked for things a link may not decide: %1.").arg(dropped.join(u", "_s)));
    notes.removeAll(QString());
    if (!notes.isEmpty())
        showNotice({Notice::Kind::Warning, u"link"_s, tr("This mail was begun by a link"), notes.join(u' '), {}, {}});
}

void ComposeWindow::showNotice(const Notice &notice)
{
    d->notices()->put(notice);
    d->orderTabs();
}

void ComposeWindow::removeNotice(const QString &key)
{
    if (d->stack)
        d->stack->remove(key);
    if (key == u"files")
        d->refusedFiles.clear();
}

void ComposeWindow::showSaved(const QDateTime &when)
{
    removeNotice(u"store"_s);
    if (!m_locked && !d->state)
        d->ui.strip->showIdle(tr("Saved at %1").arg(timeInWords(when)));
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
    d->ui.strip->showState(state, d->account());
    d->orderTabs();
    if (std::holds_alternative<Outbox::Cancelled>(state))
        d->state.reset();
    if (std::holds_alternative<Outbox::Accepted>(state) && m_closesWhenAccepted)
        d->acceptedSoonClose();
}

void ComposeWindow::showProgress(qint64 sent, qint64 total)
{
    if (d->state && std::holds_alternative<Outbox::Sending>(*d->state))
        d->ui.strip->showProgress(sent, total);
}

void ComposeWindow::setCancellable(bool cancellable)
{
    d->ui.strip->setCancellable(cancellable);
}

void ComposeWindow::unlock()
{
    d->handedOver = false;
    d->state.reset();
    d->setLocked(false);
    d->ui.strip->showIdle();
}

void ComposeWindow::keepOpen(const Store::StoreError &why)
{
    d->keepOpen = true;
    showStoreError(why);
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
