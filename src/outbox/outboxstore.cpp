// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/outboxstore.h"

#include "base/log.h"
#include "base/overloaded.h"
#include "message/messagejson.h"
#include "outbox/sendmachinejson.h"

#include <QFileInfo>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Sendoff::Outbox {

namespace {

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QJsonObject parsed(const QVariant &text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object();
}

qint64 toMs(const QDateTime &time)
{
    return time.toMSecsSinceEpoch();
}

QDateTime fromMs(const QVariant &value)
{
    return QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

QVariant notBeforeOf(const SendState &state)
{
    const auto *waiting = std::get_if<Waiting>(&state);
    return waiting ? QVariant(toMs(waiting->notBefore)) : QVariant();
}

SendState readState(const QVariant &text, const QDateTime &queuedAt)
{
    const auto state = stateFromJson(parsed(text));
    if (state)
        return state.value();
    qCWarning(logOutbox, "A state in the outbox cannot be read; the item is treated as uncertain.");
    return Uncertain{queuedAt, {}, true, 0};
}

constexpr auto rowColumns = "id, account, state, revision, queued, number"_L1;
Row rowFrom(const QSqlQuery &query)
{
    const QDateTime queuedAt = fromMs(query.value(4));
    return {query.value(0).toString(),
            query.value(1).toString(),
            readState(query.value(2), queuedAt),
            query.value(3).toLongLong(),
            queuedAt,
            query.value(5).toLongLong()};
}

struct VerdictFacts
{
    QString word;
    int status = 0;
    QString requestId;
};

VerdictFacts factsOf(const Graph::SendVerdict &verdict)
{
    return std::visit(Overloaded{
                          [](const Graph::Accepted &accepted) {
                              return VerdictFacts{u"accepted"_s, 202, accepted.requestId};
                          },
                          [](const Graph::NotAccepted &refused) {
                              return VerdictFacts{u"not-accepted"_s, refused.error.status, refused.error.requestId};
                          },
                          [](const Graph::Unclear &unclear) {
                              return VerdictFacts{u"unclear"_s, unclear.error.status, unclear.error.requestId};
                          },
                      },
                      verdict);
}

} // namespace

OutboxStore::OutboxStore(Store::Database &database, Store::Spool spool)
    : m_database(database)
    , m_spool(std::move(spool))
{
}

Result<Done, OutboxStore::Failed> OutboxStore::add(Row &row, const Content &content)
{
    return m_database.transaction([&] {
        const QSqlQuery item
            = m_database.run(u"INSERT INTO outbox_item(id, account, message, queued, revision, name, not_before, state)"
                             " VALUES(?, ?, ?, ?, ?, ?, ?, ?)"_s,
                             {row.id, row.account, compact(toJson(content.message)), toMs(row.queuedAt), row.revision,
                              stateName(row.state), notBeforeOf(row.state), compact(toJson(row.state))});
        if (!item.isActive())
            return false;
        row.number = item.lastInsertId().toLongLong();
        for (auto entry = content.snapshots.cbegin(); entry != content.snapshots.cend(); ++entry) {
            const Store::Snapshot &snapshot = entry.value();
            const QSqlQuery copy = m_database.run(
                u"INSERT INTO outbox_snapshot(item, attachment, file, sha256, size) VALUES(?, ?, ?, ?, ?)"_s,
                {row.id, entry.key(), QFileInfo(snapshot.file).fileName(), snapshot.sha256, snapshot.size});
            if (!copy.isActive())
                return false;
        }
        return m_database
            .run(u"INSERT INTO outbox_event(item, revision, at, event, name) VALUES(?, ?, ?, 'queued', ?)"_s,
                 {row.id, row.revision, toMs(row.queuedAt), stateName(row.state)})
            .isActive();
    });
}

bool OutboxStore::recordAttempt(const Change &change)
{
    if (const auto *replied = std::get_if<Replied>(&change.event)) {
        const auto *sending = std::get_if<Sending>(&change.before.state);
        if (!sending)
            return true;
        const VerdictFacts facts = factsOf(replied->verdict);
        return m_database
            .run(u"UPDATE outbox_attempt SET ended=?, verdict=?, status=?, request_id=? WHERE id=?"_s,
                 {toMs(change.at), facts.word, facts.status, facts.requestId, sending->attemptId})
            .isActive();
    }
    const auto *sending = std::get_if<Sending>(&change.after);
    if (!sending || std::holds_alternative<Sending>(change.before.state))
        return true;
    return m_database
        .run(u"INSERT INTO outbox_attempt(id, item, number, started) VALUES(?, ?,"
             " (SELECT count(*) + 1 FROM outbox_attempt WHERE item=?), ?)"_s,
             {sending->attemptId, change.before.id, change.before.id, toMs(sending->since)})
        .isActive();
}

Result<bool, OutboxStore::Failed> OutboxStore::change(const Change &change)
{
    bool isOurs = false;
    const Row &before = change.before;
    const auto committed = m_database.transaction([&] {
        const QSqlQuery update = m_database.run(
            u"UPDATE outbox_item SET revision=revision+1, name=?, not_before=?, state=? WHERE id=? AND revision=?"_s,
            {stateName(change.after), notBeforeOf(change.after), compact(toJson(change.after)), before.id,
             before.revision});
        if (!update.isActive())
            return false;
        isOurs = update.numRowsAffected() == 1;
        if (!isOurs)
            return true;
        const QSqlQuery event = m_database.run(
            u"INSERT INTO outbox_event(item, revision, at, event, name) VALUES(?, ?, ?, ?, ?)"_s,
            {before.id, before.revision + 1, toMs(change.at), eventName(change.event), stateName(change.after)});
        if (!event.isActive() || !recordAttempt(change))
            return false;
        return !change.pauseUntil
            || m_database
                   .run(u"INSERT INTO account_pause(account, until) VALUES(?, ?)"
                        " ON CONFLICT(account) DO UPDATE SET until=excluded.until"_s,
                        {before.account, toMs(*change.pauseUntil)})
                   .isActive();
    });
    if (!committed)
        return Failure{committed.error()};
    return isOurs;
}

Result<Done, OutboxStore::Failed> OutboxStore::remove(const QString &id)
{
    return m_database.transaction(
        [&] { return m_database.run(u"DELETE FROM outbox_item WHERE id=?"_s, {id}).isActive(); });
}

std::optional<Row> OutboxStore::row(const QString &id) const
{
    QSqlQuery query = m_database.run(u"SELECT %1 FROM outbox_item WHERE id=?"_s.arg(rowColumns), {id});
    if (!query.next())
        return {};
    return rowFrom(query);
}

QList<Row> OutboxStore::unfinished() const
{
    QSqlQuery query = m_database.run(u"SELECT %1 FROM outbox_item"
                                     " WHERE name IN ('waiting', 'preparing', 'sending', 'uncertain', 'needs-user')"
                                     " ORDER BY number"_s.arg(rowColumns));
    QList<Row> rows;
    while (query.next())
        rows.append(rowFrom(query));
    return rows;
}

std::optional<Content> OutboxStore::content(const QString &id) const
{
    QSqlQuery query = m_database.run(u"SELECT message FROM outbox_item WHERE id=?"_s, {id});
    if (!query.next())
        return {};
    const auto message = messageFromJson(parsed(query.value(0)));
    if (!message)
        return {};
    Content content{message.value(), {}};
    QSqlQuery copies
        = m_database.run(u"SELECT attachment, file, sha256, size FROM outbox_snapshot WHERE item=?"_s, {id});
    while (copies.next()) {
        content.snapshots.insert(copies.value(0).toString(),
                                 {m_spool.fileOf(id, copies.value(1).toString()), copies.value(2).toByteArray(),
                                  copies.value(3).toLongLong()});
    }
    return content;
}

std::optional<Item> OutboxStore::item(const QString &id) const
{
    const auto found = row(id);
    if (!found)
        return {};
    Item item{found->id, found->account, {}, found->state, found->queuedAt, {}};
    if (const auto held = content(id))
        item.message = held->message;
    QSqlQuery attempts = m_database.run(u"SELECT id FROM outbox_attempt WHERE item=? ORDER BY number"_s, {id});
    while (attempts.next())
        item.requestIds.append(attempts.value(0).toString());
    return item;
}

QList<Item> OutboxStore::items() const
{
    QStringList ids;
    QSqlQuery query = m_database.run(u"SELECT id FROM outbox_item ORDER BY number"_s);
    while (query.next())
        ids.append(query.value(0).toString());
    QList<Item> items;
    for (const QString &id : ids) {
        if (auto found = item(id))
            items.append(std::move(*found));
    }
    return items;
}

QHash<QString, QDateTime> OutboxStore::pauses() const
{
    QSqlQuery query = m_database.run(u"SELECT account, until FROM account_pause"_s);
    QHash<QString, QDateTime> pauses;
    while (query.next())
        pauses.insert(query.value(0).toString(), fromMs(query.value(1)));
    return pauses;
}

} // namespace Sendoff::Outbox
