// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/draftsmodel.h"

#include "gui/outboxwording.h"
#include "gui/plaintext.h"
#include "gui/rowdelegate.h"
#include "gui/theme.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

QString nameOf(const Recipient &recipient)
{
    if (!recipient.isReadable())
        return recipient.unreadable;
    return recipient.address.name.isEmpty() ? recipient.address.mailbox : recipient.address.name;
}

Row rowFor(const Compose::DraftSummary &draft)
{
    Row row;
    row.symbol = Symbol::Document;
    row.title = recipientsOf(draft.message);
    if (row.title.isEmpty())
        row.title = DraftsModel::tr("No recipient yet");
    row.titleAside = momentInWords(draft.saved, QDateTime::currentDateTimeUtc());
    row.line = subjectInWords(draft.message.subject);
    row.note = firstWords(draft.message.body);
    const auto files = static_cast<int>(draft.message.attachments.size());
    if (files > 0)
        row.lineAside = files == 1 ? DraftsModel::tr("1 attachment") : DraftsModel::tr("%1 attachments").arg(files);
    return row;
}

Row rowFor(const Compose::DraftVersion &version)
{
    Row row;
    row.symbol = Symbol::Clock;
    row.title = shortTime(version.saved, QDateTime::currentDateTimeUtc());
    row.titleAside = VersionsModel::tr("%1 characters").arg(QLocale().toString(version.message.body.content.size()));
    row.line = firstWords(version.message.body);
    if (row.line.isEmpty())
        row.line = subjectInWords(version.message.subject);
    return row;
}

bool holds(const Recipient &recipient, const QString &word)
{
    return recipient.unreadable.contains(word, Qt::CaseInsensitive)
        || recipient.address.name.contains(word, Qt::CaseInsensitive)
        || recipient.address.mailbox.contains(word, Qt::CaseInsensitive);
}

} // namespace

QString recipientsOf(const Message &message)
{
    QStringList names;
    for (const QList<Recipient> *field : {&message.recipients.to, &message.recipients.cc, &message.recipients.bcc}) {
        for (const Recipient &each : *field) {
            if (names.size() < 5)
                names.append(nameOf(each));
        }
    }
    return names.isEmpty() ? QString() : recipientsInWords(names, message.recipients.count());
}

// ---- Drafts -------------------------------------------------------------------------------------------------------

void DraftsModel::setDrafts(const QList<Compose::DraftSummary> &drafts)
{
    const bool same = std::equal(drafts.begin(), drafts.end(), m_drafts.begin(), m_drafts.end(),
                                 [](const auto &a, const auto &b) { return a.id == b.id; });
    if (same) {
        m_drafts = drafts;
        if (!m_drafts.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_drafts = drafts;
    endResetModel();
}

int DraftsModel::rowOf(const QString &id) const
{
    const auto found
        = std::find_if(m_drafts.begin(), m_drafts.end(), [&id](const auto &each) { return each.id == id; });
    return found == m_drafts.end() ? -1 : static_cast<int>(found - m_drafts.begin());
}

int DraftsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_drafts.size());
}

QVariant DraftsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_drafts.size())
        return {};
    const Compose::DraftSummary &draft = m_drafts.at(index.row());
    switch (role) {
    case RowDelegate::rowRole:
        return QVariant::fromValue(rowFor(draft));
    case Qt::DisplayRole:
        return subjectInWords(draft.message.subject);
    case Qt::AccessibleTextRole:
        return rowFor(draft).spoken();
    default:
        return {};
    }
}

DraftsSelection::DraftsSelection(DraftsModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
}

void DraftsSelection::setSearch(const QString &words)
{
    const QStringList split = words.simplified().split(u' ', Qt::SkipEmptyParts);
    if (std::exchange(m_words, split) != split)
        invalidateFilter();
}

bool DraftsSelection::filterAcceptsRow(int row, const QModelIndex &) const
{
    const Message &message = m_model.at(row).message;
    return std::all_of(m_words.begin(), m_words.end(), [&message](const QString &word) {
        const auto named = [&word](const QList<Recipient> &field) {
            return std::any_of(field.begin(), field.end(),
                               [&word](const Recipient &each) { return holds(each, word); });
        };
        return message.subject.contains(word, Qt::CaseInsensitive)
            || message.body.content.contains(word, Qt::CaseInsensitive) || named(message.recipients.to)
            || named(message.recipients.cc) || named(message.recipients.bcc);
    });
}

// ---- Versions -----------------------------------------------------------------------------------------------------

void VersionsModel::setVersions(const QList<Compose::DraftVersion> &versions)
{
    beginResetModel();
    m_versions = versions;
    std::sort(m_versions.begin(), m_versions.end(), [](const auto &a, const auto &b) { return a.number > b.number; });
    endResetModel();
}

int VersionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_versions.size());
}

QVariant VersionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_versions.size())
        return {};
    const Compose::DraftVersion &version = m_versions.at(index.row());
    switch (role) {
    case RowDelegate::rowRole:
        return QVariant::fromValue(rowFor(version));
    case Qt::DisplayRole:
        return exactTime(version.saved);
    case Qt::AccessibleTextRole:
        return rowFor(version).spoken();
    default:
        return {};
    }
}

} // namespace Sendoff::Gui
