// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which mails of the outbox are chosen, and what is told of them.
#include "gui/outboxmodel.h"
#include "gui/outboxselection.h"
#include "gui/outboxwindow.h"
#include "ui_outboxwindow.h"

namespace Sendoff::Gui {

QList<Outbox::Summary> OutboxWindow::chosenMails() const
{
    QModelIndexList rows = m_ui->list->selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    QList<Outbox::Summary> mails;
    for (const QModelIndex &each : std::as_const(rows))
        mails.append(m_model->at(m_shown->mapToSource(each).row()));
    return mails;
}

QStringList OutboxWindow::chosen() const
{
    QStringList ids;
    for (const Outbox::Summary &each : chosenMails())
        ids.append(each.id);
    return ids;
}

void OutboxWindow::select(const QModelIndex &index)
{
    // QListView::setCurrentIndex() would heed the keys that are held down.
    m_ui->list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
}

bool OutboxWindow::choose(const QString &id)
{
    const int row = m_model->rowOf(id);
    if (row < 0)
        return false;
    const QModelIndex source = m_model->index(row);
    if (!m_shown->mapFromSource(source).isValid()) {
        m_filters.front().second->setChecked(true);
        m_ui->search->clear();
        setFilter(OutboxFilter::All);
    }
    const QModelIndex index = m_shown->mapFromSource(source);
    select(index);
    m_ui->list->scrollTo(index);
    return true;
}

void OutboxWindow::choiceChanged()
{
    const QStringList ids = chosen();
    m_chosen = QSet<QString>(ids.begin(), ids.end());
    showPane();
    if (ids.size() == 1)
        Q_EMIT detailsWanted(ids.front());
}

void OutboxWindow::showPane()
{
    const QList<Outbox::Summary> mails = chosenMails();
    if (mails.size() > 1) {
        QList<Outbox::SendState> states;
        for (const Outbox::Summary &each : mails)
            states.append(each.state);
        m_ui->pane->showSeveral(states);
        return;
    }
    if (mails.isEmpty()) {
        m_ui->pane->showNothing();
        return;
    }
    // What is known already stands there at once; the history follows.
    OutboxDetails details = m_ui->pane->details();
    if (details.summary.id != mails.front().id)
        details = {};
    details.summary = mails.front();
    m_ui->pane->showMail(details, m_model->account(details.summary.account));
}

void OutboxWindow::showDetails(const OutboxDetails &details)
{
    if (m_ui->pane->details().summary.id == details.summary.id)
        m_ui->pane->showMail(details, m_model->account(details.summary.account));
}

} // namespace Sendoff::Gui
