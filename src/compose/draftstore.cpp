// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/draftstore.h"

#include "base/log.h"
#include "message/messagejson.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Sendoff::Compose {

namespace {

constexpr int keptVersions = 20;
constexpr auto versionSpan = 1min;
constexpr auto discardedAreKept = 24h * 30;

std::optional<Message> messageFrom(const QVariant &json)
{
    const auto message = messageFromJson(QJsonDocument::fromJson(json.toString().toUtf8()).object());
    if (message)
        return message.value();
    qCWarning(logStore, "A draft cannot be read by this version.");
    return {};
}

QDateTime timeFrom(const QVariant &ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms.toLongLong(), Qt::UTC);
}

/// Of a row `id, message, account, saved`. A message of a later format is left where it is, for the program that wrote
/// it.
std::optional<Draft> draftFrom(const QSqlQuery &query)
{
    const auto message = messageFrom(query.value(1));
    if (!message)
        return {};
    return Draft{query.value(0).toString(), *message, query.value(2).toString(), timeFrom(query.value(3))};
}

/// Whether somebody would miss what `next` takes the place of.
bool losesText(const Message &before, const Message &next)
{
    return next.isBlank() || next.body.content.size() * 2 < before.body.content.size()
        || next.attachments.size() < before.attachments.size();
}

} // namespace

DraftStore::DraftStore(Store::Database &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<Done, Store::StoreError> DraftStore::save(const QString &id, const Message &message, const QString &account,
                                                 Place place)
{
    const QString json = QString::fromUtf8(QJsonDocument(toJson(message)).toJson(QJsonDocument::Compact));
    return m_database.transaction([&] {
        return keepVersion(id, message)
            && m_database
                   .run(u"INSERT INTO draft(id, account, message, saved, open) VALUES(?, ?, ?, ?, ?)"
                        " ON CONFLICT(id) DO UPDATE SET account=excluded.account, message=excluded.message,"
                        " saved=excluded.saved, open=excluded.open, deleted=NULL"_s,
                        {id, account, json, m_clock.now().toMSecsSinceEpoch(), place == Place::Window ? 1 : 0})
                   .isActive();
    });
}

bool DraftStore::keepVersion(const QString &id, const Message &next)
{
    const auto before = load(id);
    if (!before || before->message == next || before->message.isBlank())
        return true;
    QSqlQuery last = m_database.run(u"SELECT max(saved), max(number) FROM draft_version WHERE draft=?"_s, {id});
    if (!last.next())
        return false;
    const bool isFirst = last.value(0).isNull();
    const auto age = std::chrono::milliseconds(timeFrom(last.value(0)).msecsTo(m_clock.now()));
    // A clock that was set back makes an age negative; that is no reason to keep none for years.
    const bool isRecent = !isFirst && age >= 0ms && age < versionSpan;
    if (isRecent && !losesText(before->message, next))
        return true;
    const qint64 number = last.value(1).toLongLong() + 1;
    return m_database
               .run(u"INSERT INTO draft_version(draft, number, message, saved)"
                    " SELECT id, ?, message, saved FROM draft WHERE id=?"_s,
                    {number, id})
               .isActive()
        && m_database
               .run(u"DELETE FROM draft_version WHERE draft=? AND number<=?"_s, {id, number - keptVersions})
               .isActive();
}

Result<Done, Store::StoreError> DraftStore::remove(const QString &id)
{
    return m_database.transaction([&] { return m_database.run(u"DELETE FROM draft WHERE id=?"_s, {id}).isActive(); });
}

Result<Done, Store::StoreError> DraftStore::discard(const QString &id)
{
    return m_database.transaction([&] {
        return m_database
            .run(u"UPDATE draft SET deleted=?, open=0 WHERE id=?"_s, {m_clock.now().toMSecsSinceEpoch(), id})
            .isActive();
    });
}

Result<Done, Store::StoreError> DraftStore::restore(const QString &id)
{
    return m_database.transaction(
        [&] { return m_database.run(u"UPDATE draft SET deleted=NULL WHERE id=?"_s, {id}).isActive(); });
}

Result<Done, Store::StoreError> DraftStore::setPlace(const QString &id, Place place)
{
    return m_database.transaction([&] {
        return m_database.run(u"UPDATE draft SET open=? WHERE id=?"_s, {place == Place::Window ? 1 : 0, id}).isActive();
    });
}

Result<Done, Store::StoreError> DraftStore::sweep()
{
    const QDateTime limit = m_clock.now().addMSecs(-(discardedAreKept / 1ms));
    return m_database.transaction([&] {
        return m_database.run(u"DELETE FROM draft WHERE deleted<?"_s, {limit.toMSecsSinceEpoch()}).isActive();
    });
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
    return read(u"deleted IS NULL ORDER BY saved DESC, rowid DESC"_s);
}

QList<Draft> DraftStore::inWindows() const
{
    return read(u"open=1 AND deleted IS NULL ORDER BY saved, rowid"_s);
}

QList<Draft> DraftStore::read(const QString &condition) const
{
    QSqlQuery query = m_database.run(u"SELECT id, message, account, saved FROM draft WHERE "_s + condition);
    QList<Draft> drafts;
    while (query.next()) {
        if (auto draft = draftFrom(query))
            drafts.append(std::move(*draft));
    }
    return drafts;
}

QList<DraftVersion> DraftStore::versions(const QString &id) const
{
    QSqlQuery query = m_database.run(
        u"SELECT number, saved, message FROM draft_version WHERE draft=? ORDER BY number DESC"_s, {id});
    QList<DraftVersion> versions;
    while (query.next()) {
        if (const auto message = messageFrom(query.value(2)))
            versions.append({query.value(0).toLongLong(), timeFrom(query.value(1)), *message});
    }
    return versions;
}

} // namespace Sendoff::Compose
