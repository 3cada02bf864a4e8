// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outboxmodel.h"

#include "base/overloaded.h"
#include "gui/outboxwording.h"
#include "gui/rowdelegate.h"
#include "gui/theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

using Outbox::Summary;

std::pair<Symbol, Ink> lookOf(const Outbox::SendState &state)
{
    using Look = std::pair<Symbol, Ink>;
    return std::visit(Overloaded{[](const Outbox::Waiting &) {
                                     return Look{Symbol::Clock, Ink::Quiet};
                                 },
                                 [](const Outbox::Preparing &) {
                                     return Look{Symbol::Send, Ink::Accent};
                                 },
                                 [](const Outbox::Sending &) {
                                     return Look{Symbol::Send, Ink::Accent};
                                 },
                                 [](const Outbox::Uncertain &) {
                                     return Look{Symbol::Uncertain, Ink::Uncertain};
                                 },
                                 [](const Outbox::Accepted &) {
                                     return Look{Symbol::Check, Ink::Good};
                                 },
                                 [](const Outbox::NeedsUser &) {
                                     return Look{Symbol::Warning, Ink::Bad};
                                 },
                                 [](const Outbox::Cancelled &) {
                                     return Look{Symbol::Close, Ink::Quiet};
                                 }},
                      state);
}

/// The time that matters: when it was over, else when it was handed over.
QDateTime timeOf(const Summary &summary)
{
    if (const auto *accepted = std::get_if<Outbox::Accepted>(&summary.state))
        return accepted->when;
    if (const auto *cancelled = std::get_if<Outbox::Cancelled>(&summary.state))
        return cancelled->when;
    return summary.queuedAt;
}

Row rowFor(const Summary &summary, const OutboxModel &model)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto [symbol, ink] = lookOf(summary.state);
    Row row;
    row.symbol = symbol;
    row.ink = ink;
    row.title = recipientsInWords(summary);
    row.titleAside = momentInWords(timeOf(summary), now);
    row.line = subjectInWords(summary.subject);
    const Auth::Account *account = model.account(summary.account);
    const bool isOther = account && senderInWords(summary, account) != account->address;
    row.lineAside = isOther ? summary.from : model.hasSeveralAccounts() ? model.addressOf(summary.account) : QString();
    row.lead = wordFor(summary.state);
    // One accepted attempt is what everybody expects.
    const int attempts = attemptsOf(summary.state);
    const bool plain = std::holds_alternative<Outbox::Accepted>(summary.state) && attempts < 2;
    QStringList notes{reasonFor(summary.state, account, summary.from), plain ? QString() : attemptsInWords(attempts)};
    notes.removeAll(QString());
    row.note = notes.join(u" · "_s);
    row.noteAside = countdownFor(summary.state, now);
    return row;
}

} // namespace

void OutboxModel::setAccounts(const QList<Auth::Account> &accounts)
{
    m_accounts = accounts;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const Auth::Account *OutboxModel::account(const QString &id) const
{
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&id](const Auth::Account &each) { return each.id == id; });
    return found == m_accounts.end() ? nullptr : &*found;
}

QString OutboxModel::addressOf(const QString &accountId) const
{
    const Auth::Account *known = account(accountId);
    return known ? known->address : QString();
}

int OutboxModel::rowOf(const QString &id) const
{
    if (m_rowOf.isEmpty()) {
        m_rowOf.reserve(m_rows.size());
        for (int row = 0; row < m_rows.size(); ++row)
            m_rowOf.insert(m_rows.at(row).id, row);
    }
    return m_rowOf.value(id, -1);
}

bool OutboxModel::isCountingDown() const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return std::any_of(m_rows.begin(), m_rows.begin() + m_unfinished,
                       [&now](const Summary &each) { return nextTry(each.state, now).has_value(); });
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Summary &summary = m_rows.at(index.row());
    switch (role) {
    case RowDelegate::rowRole:
        return QVariant::fromValue(rowFor(summary, *this));
    case Qt::DisplayRole:
        return subjectInWords(summary.subject);
    case Qt::AccessibleTextRole:
        return rowFor(summary, *this).spoken();
    case Qt::ToolTipRole:
        return plainTip(summary.to.join(u", "_s) + u'\n' + summary.subject.left(500));
    default:
        return {};
    }
}

template <typename Gone>
void OutboxModel::removeIf(qsizetype from, qsizetype to, Gone gone)
{
    for (qsizetype last = to - 1; last >= from; --last) {
        if (!gone(m_rows.at(last)))
            continue;
        qsizetype first = last;
        while (first > from && gone(m_rows.at(first - 1)))
            --first;
        beginRemoveRows({}, static_cast<int>(first), static_cast<int>(last));
        m_rows.remove(first, last - first + 1);
        if (from < m_unfinished)
            m_unfinished -= last - first + 1;
        m_rowOf.clear();
        endRemoveRows();
        last = first;
    }
}

void OutboxModel::take(const QList<Summary> &all, qsizetype first)
{
    if (all.isEmpty())
        return;
    beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + all.size() - 1));
    m_rows = m_rows.first(first) + all + m_rows.sliced(first);
    m_rowOf.clear();
    endInsertRows();
}

void OutboxModel::orderUnfinished(const QHash<QString, qsizetype> &places)
{
    bool ordered = true;
    for (qsizetype row = 0; row < m_unfinished && ordered; ++row)
        ordered = places.value(m_rows.at(row).id) == row;
    if (ordered)
        return;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &each : before) {
        const int row = each.row();
        after.append(row < m_unfinished ? index(static_cast<int>(places.value(m_rows.at(row).id))) : each);
    }
    QList<Summary> sorted(m_unfinished);
    for (qsizetype row = 0; row < m_unfinished; ++row)
        sorted[places.value(m_rows.at(row).id)] = m_rows.at(row);
    std::move(sorted.begin(), sorted.end(), m_rows.begin());
    m_rowOf.clear();
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void OutboxModel::setUnfinished(const QList<Summary> &given)
{
    QList<Summary> all = given;
    std::stable_sort(all.begin(), all.end(),
                     [](const Summary &a, const Summary &b) { return a.queuedAt > b.queuedAt; });
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < all.size(); ++i)
        places.insert(all.at(i).id, i);
    removeIf(0, m_unfinished, [&places](const Summary &each) { return !places.contains(each.id); });
    // One that was over and is not any more.
    removeIf(m_unfinished, m_rows.size(), [&places](const Summary &each) { return places.contains(each.id); });
    QList<Summary> fresh;
    std::copy_if(all.begin(), all.end(), std::back_inserter(fresh),
                 [this](const Summary &each) { return rowOf(each.id) < 0; });
    take(fresh, m_unfinished);
    m_unfinished += fresh.size();
    orderUnfinished(places);
    for (int row = 0; row < all.size(); ++row)
        change(row, all.at(row));
}

void OutboxModel::addFinished(const QList<Summary> &page)
{
    QList<Summary> fresh;
    std::copy_if(page.begin(), page.end(), std::back_inserter(fresh),
                 [this](const Summary &each) { return rowOf(each.id) < 0; });
    take(fresh, m_rows.size());
}

void OutboxModel::change(int row, const Summary &summary)
{
    if (m_rows.at(row) == summary)
        return;
    m_rows[row] = summary;
    Q_EMIT dataChanged(index(row), index(row));
}

void OutboxModel::insert(const Summary &summary)
{
    if (Outbox::isFinal(summary.state)) {
        take({summary}, m_unfinished);
        return;
    }
    const auto place = std::upper_bound(m_rows.begin(), m_rows.begin() + m_unfinished, summary,
                                        [](const Summary &a, const Summary &b) { return a.queuedAt > b.queuedAt; });
    take({summary}, place - m_rows.begin());
    ++m_unfinished;
}

void OutboxModel::update(const Summary &summary)
{
    const int row = rowOf(summary.id);
    if (row < 0) {
        insert(summary);
        return;
    }
    const bool wasOver = row >= m_unfinished;
    const bool isOver = Outbox::isFinal(summary.state);
    if (!wasOver && isOver) {
        const int end = static_cast<int>(m_unfinished);
        if (row + 1 < end) {
            beginMoveRows({}, row, row, {}, end);
            m_rows.move(row, end - 1);
            m_rowOf.clear();
            endMoveRows();
        }
        --m_unfinished;
        change(end - 1, summary);
    } else if (wasOver && !isOver) {
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        m_rowOf.clear();
        endRemoveRows();
        insert(summary);
    } else {
        change(row, summary);
    }
}

} // namespace Sendoff::Gui
