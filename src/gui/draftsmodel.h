// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compose/draftsummary.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

namespace Sendoff::Gui {

/// "To" of a draft in few words; empty if nobody is named yet.
QString recipientsOf(const Message &message);

/// Drafts as rows, in the order given.
class DraftsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setDrafts(const QList<Compose::DraftSummary> &drafts);
    const Compose::DraftSummary &at(int row) const { return m_drafts.at(row); }
    int rowOf(const QString &id) const; ///< -1: not here

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<Compose::DraftSummary> m_drafts;
};

/// Those that hold all the words that were searched for.
class DraftsSelection : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit DraftsSelection(DraftsModel &model, QObject *parent = nullptr);

    void setSearch(const QString &words);
    bool isSearching() const { return !m_words.isEmpty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    DraftsModel &m_model;
    QStringList m_words;
};

/// Versions of one draft as rows, the newest first.
class VersionsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setVersions(const QList<Compose::DraftVersion> &versions);
    const Compose::DraftVersion &at(int row) const { return m_versions.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<Compose::DraftVersion> m_versions;
};

} // namespace Sendoff::Gui
