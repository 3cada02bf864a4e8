// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/draftstore.h"

#include "base/log.h"
#include "message/messagejson.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

/// Of a row `id, message, account, saved`. A message of a later format is left where it is, for the program that wrote
/// it.
static std::optional<Draft> draftFrom(const QSqlQuery &query)
{
    const auto message = messageFromJson(QJsonDocument::fromJson(query.value(1).toString().toUtf8()).object());
    if (!message) {
        qCWarning(logStore, "A draft cannot be read by this version.");
        return {};
    }
    return Draft{query.value(0).toString(), message.value(), query.value(2).toString(),
                 QDateTime::fromMSecsSinceEpoch(query.value(3).toLongLong(), Qt::UTC)};
}

DraftStore::DraftStore(Store::Database &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<Done, Store::StoreError> DraftStore::save(const QString &id, const Message &message, const QString &account)
{
    const QString json = QString::fromUtf8(QJsonDocument(toJson(message)).toJson(QJsonDocument::Compact));
    return m_database.transaction([&] {
        return m_database
            .run(u"INSERT INTO draft(id, account, message, saved) VALUES(?, ?, ?, ?)"
                 " ON CONFLICT(id) DO UPDATE SET account=excluded.account, message=excluded.message,"
                 " saved=excluded.saved"_s,
                 {id, account, json, m_clock.now().toMSecsSinceEpoch()})
            .isActive();
    });
}

Result<Done, Store::StoreError> DraftStore::remove(const QString &id)
{
    return m_database.transaction([&] { return m_database.run(u"DELETE FROM draft WHERE id=?"_s, {id}).isActive(); });
}

std::optional<Draft> DraftStore::load(const QString &id) const
{
    QSqlQuery query = m_database.run(u"SELECT id, message, account, saved FROM draft WHERE id=?"_s, {id});
    if (!query.next())
        return {};
    return draftFrom(query);
}

QList<Draft> DraftStore::all() const
{
    QSqlQuery query
        = m_database.run(u"SELECT id, message, account, saved FROM draft ORDER BY saved DESC, rowid DESC"_s);
    QList<Draft> drafts;
    while (query.next()) {
        if (auto draft = draftFrom(query))
            drafts.append(std::move(*draft));
    }
    return drafts;
}

} // namespace Sendoff::Compose
