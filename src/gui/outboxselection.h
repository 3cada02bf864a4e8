// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace Sendoff::Gui {

class OutboxModel;

enum class OutboxFilter { All, Waiting, NeedsUser, Uncertain, Accepted };

/// Which of them are shown: those of one kind, with all the words that were searched for.
class OutboxSelection : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit OutboxSelection(OutboxModel &model, QObject *parent = nullptr);

    void setFilter(OutboxFilter filter);
    void setSearch(const QString &words);
    OutboxFilter filter() const { return m_filter; }
    bool isSearching() const { return !m_words.isEmpty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    OutboxModel &m_model;
    OutboxFilter m_filter = OutboxFilter::All;
    QStringList m_words;
};

} // namespace Sendoff::Gui
