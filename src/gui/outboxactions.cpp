// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What keys, buttons and menus of the outbox do.
#include "gui/dialogs.h"
#include "gui/messagebar.h"
#include "gui/outboxmodel.h"
#include "gui/outboxselection.h"
#include "gui/outboxwindow.h"
#include "gui/outlookpage.h"
#include "ui_outboxwindow.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

void OutboxWindow::addKeys()
{
    const auto key = [this](const QString &name, const QKeySequence &keys, auto does) {
        auto *action = new QAction(name, this);
        action->setShortcut(keys);
        action->setAutoRepeat(false);
        connect(action, &QAction::triggered, this, does);
        addAction(action);
    };
    key(tr("New message"), QKeySequence(Qt::CTRL | Qt::Key_N), [this] { Q_EMIT newMessageRequested(); });
    key(tr("Close"), QKeySequence(Qt::CTRL | Qt::Key_W), [this] { close(); });
    key(tr("Search"), QKeySequence(Qt::CTRL | Qt::Key_F), [this] {
        m_ui->search->setFocus(Qt::ShortcutFocusReason);
        m_ui->search->selectAll();
    });
    key(tr("Close message"), QKeySequence(Qt::Key_Escape), [this] {
        if (m_ui->search->hasFocus() && !m_ui->search->text().isEmpty())
            m_ui->search->clear();
        else if (m_stack)
            m_stack->closeNewest();
    });
    key(tr("Edit"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] { act(OutboxAct::Edit); });
    m_ui->list->installEventFilter(this);
    m_ui->search->installEventFilter(this);
}

bool OutboxWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_ui->list && key->matches(QKeySequence::Delete)) {
        act(OutboxAct::Cancel);
        return true;
    }
    if (watched == m_ui->list && key->matches(QKeySequence::Copy)) {
        act(OutboxAct::CopyDetails);
        return true;
    }
    if (watched == m_ui->search && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return)) {
        m_ui->list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QStringList OutboxWindow::ableTo(OutboxAct act) const
{
    QStringList ids;
    for (const Outbox::Summary &each : chosenMails()) {
        const bool mayCancel = m_ui->pane->details().summary.id != each.id || m_ui->pane->details().mayCancel;
        if (actsFor(each.state, mayCancel).contains(act))
            ids.append(each.id);
    }
    return ids;
}

void OutboxWindow::act(OutboxAct act)
{
    const QStringList ids = ableTo(act);
    if (ids.isEmpty() || (ids.size() > 1 && !isForSeveral(act)))
        return;
    switch (act) {
    case OutboxAct::Retry:
    case OutboxAct::SendAgain:
        Q_EMIT retryRequested(ids);
        break;
    case OutboxAct::Pause:
        Q_EMIT pauseRequested(ids.front());
        break;
    case OutboxAct::SaidSent:
        Q_EMIT saidSentRequested(ids.front());
        break;
    case OutboxAct::Edit:
        Q_EMIT editRequested(ids.front());
        break;
    case OutboxAct::Open:
        Q_EMIT openRequested(ids.front());
        break;
    case OutboxAct::ShowRequest:
        Q_EMIT requestWindowRequested(ids.front());
        break;
    case OutboxAct::Cancel:
        cancel(ids);
        break;
    case OutboxAct::CopyReceipt:
    case OutboxAct::CopyDetails:
        copy(act);
        break;
    }
}

void OutboxWindow::cancel(const QStringList &ids)
{
    if (ids.size() == 1) {
        Q_EMIT cancelRequested(ids);
        return;
    }
    QPointer<OutboxWindow> window(this);
    m_dialogs.confirm(this, tr("Cancel sending %n mails?", nullptr, static_cast<int>(ids.size())),
                      tr("They stay in this list, and each can be made a draft again."), tr("Cancel sending"),
                      [window, ids](bool yes) {
                          if (window && yes)
                              Q_EMIT window->cancelRequested(ids);
                      });
}

void OutboxWindow::copy(OutboxAct what)
{
    const OutboxDetails &details = m_ui->pane->details();
    const QString from = senderInWords(details.summary, m_model->account(details.summary.account));
    QGuiApplication::clipboard()->setText(what == OutboxAct::CopyReceipt ? receiptText(details, from)
                                                                         : detailsText(details, from));
}

void OutboxWindow::openOutlook(Action page)
{
    if (!m_mailbox.isEmpty()) {
        m_dialogs.openUrl(m_mailbox);
        return;
    }
    const Auth::Account *account = m_model->account(m_ui->pane->details().summary.account);
    m_dialogs.openUrl(outlookPage(account, page));
}

void OutboxWindow::perform(Action action)
{
    const OutboxDetails &details = m_ui->pane->details();
    const QString id = details.summary.id;
    switch (action) {
    case Action::OpenSentItems:
    case Action::OpenOutlook:
        openOutlook(action);
        break;
    case Action::SignInAgain:
        Q_EMIT signInRequested(id);
        break;
    case Action::UnlockKeychain:
    case Action::TryAgain:
        Q_EMIT retryRequested({id});
        break;
    case Action::CopyForAdministrator:
        if (const Auth::Account *account = m_model->account(details.summary.account))
            QGuiApplication::clipboard()->setText(
                textForAdministrator(account->config.clientId, account->config.tenant));
        break;
    case Action::CopyDetails:
        copy(OutboxAct::CopyDetails);
        break;
    default: // whatever else is to be mended is in the mail itself
        Q_EMIT openRequested(id);
        break;
    }
}

void OutboxWindow::contextMenuEvent(QContextMenuEvent *event)
{
    const QList<Outbox::Summary> mails = chosenMails();
    const QPoint where = m_ui->list->mapFromGlobal(event->globalPos());
    if (mails.isEmpty() || !m_ui->list->isVisible() || !m_ui->list->rect().contains(where))
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString &label, OutboxAct what) {
        connect(menu->addAction(label), &QAction::triggered, this, [this, what] { act(what); });
    };
    if (mails.size() == 1) {
        const bool mayCancel = m_ui->pane->details().mayCancel;
        const Outbox::SendState state = mails.front().state;
        for (OutboxAct each : actsFor(state, mayCancel))
            add(labelFor(each, state), each);
    } else {
        for (OutboxAct each : {OutboxAct::Retry, OutboxAct::Cancel}) {
            if (const qsizetype able = ableTo(each).size(); able > 0)
                add(u"%1 (%2)"_s.arg(labelFor(each, {})).arg(able), each);
        }
    }
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(event->globalPos());
}

} // namespace Sendoff::Gui
