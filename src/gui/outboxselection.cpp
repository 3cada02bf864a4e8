// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outboxselection.h"

#include "base/overloaded.h"
#include "gui/outboxmodel.h"

#include <algorithm>

namespace Sendoff::Gui {

OutboxSelection::OutboxSelection(OutboxModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
}

void OutboxSelection::setFilter(OutboxFilter filter)
{
    if (std::exchange(m_filter, filter) != filter)
        invalidateFilter();
}

void OutboxSelection::setSearch(const QString &words)
{
    const QStringList split = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (std::exchange(m_words, split) != split)
        invalidateFilter();
}

bool OutboxSelection::filterAcceptsRow(int row, const QModelIndex &) const
{
    const Outbox::Summary &summary = m_model.at(row);
    const bool isKind = m_filter == OutboxFilter::All
        || m_filter
            == std::visit(Overloaded{[](const Outbox::Uncertain &) { return OutboxFilter::Uncertain; },
                                     [](const Outbox::NeedsUser &) { return OutboxFilter::NeedsUser; },
                                     [](const Outbox::Accepted &) { return OutboxFilter::Accepted; },
                                     [](const Outbox::Cancelled &) { return OutboxFilter::All; },
                                     [](const auto &) { return OutboxFilter::Waiting; }},
                          summary.state);
    if (!isKind)
        return false;
    const QString address = m_model.addressOf(summary.account);
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return summary.subject.contains(word, Qt::CaseInsensitive) || address.contains(word, Qt::CaseInsensitive)
            || std::any_of(summary.to.begin(), summary.to.end(),
                           [&word](const QString &to) { return to.contains(word, Qt::CaseInsensitive); });
    });
}

} // namespace Sendoff::Gui
