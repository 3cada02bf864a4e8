// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "outbox/summary.h"

#include <QAbstractListModel>
#include <QHash>

namespace Sendoff::Gui {

/// The mails of the outbox as rows: those under way first, the newest on top; then those that are over, in the order in
/// which they were added. Rows stay the same rows when a mail changes, so that selection and scrolling stay too.
class OutboxModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setAccounts(const QList<Auth::Account> &accounts);
    void setUnfinished(const QList<Outbox::Summary> &all);
    /// Those that are there already stay as they are.
    void addFinished(const QList<Outbox::Summary> &page);
    void update(const Outbox::Summary &summary);

    const Outbox::Summary &at(int row) const { return m_rows.at(row); }
    int rowOf(const QString &id) const; ///< -1: not here
    const Auth::Account *account(const QString &id) const;
    bool hasSeveralAccounts() const { return m_accounts.size() > 1; }
    QString addressOf(const QString &accountId) const;
    /// Whether a row counts down, so that it must be drawn again each second.
    bool isCountingDown() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void take(const QList<Outbox::Summary> &all, qsizetype first);
    template <typename Gone>
    void removeIf(qsizetype from, qsizetype to, Gone gone);
    void orderUnfinished(const QHash<QString, qsizetype> &places);
    void insert(const Outbox::Summary &summary);
    void change(int row, const Outbox::Summary &summary);

    QList<Outbox::Summary> m_rows;
    qsizetype m_unfinished = 0; ///< so many rows from the first are under way
    QList<Auth::Account> m_accounts;
    mutable QHash<QString, int> m_rowOf; ///< empty: to be made anew
};

} // namespace Sendoff::Gui
