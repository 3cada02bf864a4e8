// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/outboxstore.h"

#include "base/log.h"
#include "base/overloaded.h"
#include "message/messagejson.h"
#include "outbox/sendmachinejson.h"

#include <QFileInfo>
#include <QJsonArray>
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

constexpr auto rowColumns = "id, account, state, revision, queued, number, draft"_L1;
Row rowFrom(const QSqlQuery &query)
{
    const QDateTime queuedAt = fromMs(query.value(4));
    return {query.value(0).toString(),
            query.value(1).toString(),
            readState(query.value(2), queuedAt),
            query.value(3).toLongLong(),
            queuedAt,
            query.value(5).toLongLong(),
            query.value(6).toString()};
}

constexpr qsizetype namesInList = 20;
QString namesOf(const Recipients &recipients)
{
    QJsonArray names;
    for (const QList<Recipient> *field : {&recipients.to, &recipients.cc, &recipients.bcc}) {
        for (const Recipient &recipient : *field) {
            if (names.size() < namesInList)
                names.append(recipient.address.name.isEmpty() ? recipient.address.mailbox : recipient.address.name);
        }
    }
    return QString::fromUtf8(QJsonDocument(names).toJson(QJsonDocument::Compact));
}

constexpr auto summaryColumns = "id, account, subject, names, recipients, state, queued,"
                                " CASE WHEN json_valid(message) THEN json_extract(message, '$.from.mailbox') END"_L1;
Summary summaryFrom(const QSqlQuery &query)
{
    Summary summary;
    summary.id = query.value(0).toString();
    summary.account = query.value(1).toString();
    summary.subject = query.value(2).toString();
    const QJsonArray names = QJsonDocument::fromJson(query.value(3).toString().toUtf8()).array();
    for (const QJsonValue &name : names)
        summary.to.append(name.toString());
    summary.recipients = query.value(4).toInt();
    summary.queuedAt = fromMs(query.value(6));
    summary.state = readState(query.value(5), summary.queuedAt);
    summary.from = query.value(7).toString();
    return summary;
}

constexpr auto isUnfinished = "name IN ('waiting', 'preparing', 'sending', 'uncertain', 'needs-user')"_L1;

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
        const QSqlQuery item = m_database.run(
            u"INSERT INTO outbox_item(id, account, message, queued, revision, name, not_before, state,"
            " subject, names, recipients, draft) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {row.id, row.account, compact(toJson(content.message)), toMs(row.queuedAt), row.revision,
             stateName(row.state), notBeforeOf(row.state), compact(toJson(row.state)), content.message.subject,
             namesOf(content.message.recipients), content.message.recipients.count(), row.draft});
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
        if (!row.draft.isEmpty() && !m_database.run(u"DELETE FROM draft WHERE id=?"_s, {row.draft}).isActive())
            return false;
        return m_database
            .run(u"INSERT INTO outbox_event(item, revision, at, event, name) VALUES(?, ?, ?, 'queued', ?)"_s,
                 {row.id, row.revision, toMs(row.queuedAt), stateName(row.state)})
            .isActive();
    });
}

/// Its attachments are the copies: the files they were made of may be gone by now.
bool OutboxStore::makeDraft(const Change &change)
{
    if (!std::holds_alternative<Cancelled>(change.after))
        return true;
    const Row &row = change.before;
    auto held = content(row.id);
    if (!held)
        return true; // a message of a later version: it stays in the outbox, to be read there
    for (Attachment &attachment : held->message.attachments) {
        const auto copy = held->snapshots.constFind(attachment.id);
        if (copy == held->snapshots.cend())
            continue;
        attachment.file = copy->file;
        if (const auto print = Store::lookAt(copy->file))
            attachment.print = print.value();
    }
    // Sent again it is another mail, even if the first one was sent after all.
    held->message.internetMessageId.clear();
    return m_database
        .run(u"INSERT INTO draft(id, account, message, saved) VALUES(?, ?, ?, ?) ON CONFLICT(id) DO NOTHING"_s,
             {row.draft.isEmpty() ? row.id : row.draft, row.account, compact(toJson(held->message)), toMs(change.at)})
        .isActive();
}

bool OutboxStore::recordLeftover(const Change &change)
{
    const Remote remote = remoteOf(change.before.state);
    if (!remote.isUsed || !std::holds_alternative<Cancelled>(change.after))
        return true;
    const auto held = content(change.before.id);
    if (!held)
        return true;
    const Message &message = held->message;
    return m_database
        .run(u"INSERT INTO remote_leftover(account, mailbox, message_id, draft, since) VALUES(?, ?, ?, ?, ?)"_s,
             {change.before.account, message.asMailbox && message.from ? message.from->mailbox : u""_s,
              message.internetMessageId, remote.draft.isNull() ? u""_s : remote.draft, toMs(change.at)})
        .isActive();
}

bool OutboxStore::dropSendAt(const Change &change)
{
    const auto *waiting = std::get_if<Waiting>(&change.before.state);
    if (!waiting || waiting->reason != WaitReason::Scheduled || !std::holds_alternative<RetryAsked>(change.event))
        return true;
    auto held = content(change.before.id);
    if (!held)
        return true; // a message of a later version: it bounces back to its time
    held->message.sendAt = {};
    return m_database
        .run(u"UPDATE outbox_item SET message=? WHERE id=?"_s, {compact(toJson(held->message)), change.before.id})
        .isActive();
}

QList<Leftover> OutboxStore::leftovers() const
{
    QSqlQuery query = m_database.run(
        u"SELECT number, account, mailbox, message_id, draft, since FROM remote_leftover ORDER BY number"_s);
    QList<Leftover> found;
    while (query.next()) {
        found.append({query.value(0).toLongLong(), query.value(1).toString(), query.value(2).toString(),
                      query.value(3).toString(), query.value(4).toString(), fromMs(query.value(5))});
    }
    return found;
}

Result<Done, OutboxStore::Failed> OutboxStore::removeLeftover(qint64 number)
{
    return m_database.transaction(
        [&] { return m_database.run(u"DELETE FROM remote_leftover WHERE number=?"_s, {number}).isActive(); });
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
    const auto write = [&] {
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
        if (!event.isActive() || !recordAttempt(change) || !makeDraft(change) || !recordLeftover(change)
            || !dropSendAt(change))
            return false;
        return !change.pauseUntil
            || m_database
                   .run(u"INSERT INTO account_pause(account, until) VALUES(?, ?)"
                        " ON CONFLICT(account) DO UPDATE SET until=excluded.until"_s,
                        {before.account, toMs(*change.pauseUntil)})
                   .isActive();
    };
    // How a request ended is not to get lost to a full disk.
    const auto committed = std::holds_alternative<Sending>(before.state) ? m_database.urgentTransaction(write)
                                                                         : m_database.transaction(write);
    if (!committed)
        return Failure{committed.error()};
    return isOurs;
}

Result<Done, OutboxStore::Failed> OutboxStore::remove(const QString &id)
{
    return m_database.transaction(
        [&] { return m_database.run(u"DELETE FROM outbox_item WHERE id=?"_s, {id}).isActive(); });
}

Result<Done, OutboxStore::Failed> OutboxStore::takeOut(const Row &row, const Content &content)
{
    return m_database.urgentTransaction([&] {
        if (!m_database.run(u"DELETE FROM outbox_item WHERE id=?"_s, {row.id}).isActive())
            return false;
        return row.draft.isEmpty()
            || m_database
                   .run(
                       u"INSERT INTO draft(id, account, message, saved) VALUES(?, ?, ?, ?) ON CONFLICT(id) DO NOTHING"_s,
                       {row.draft, row.account, compact(toJson(content.message)), toMs(row.queuedAt)})
                   .isActive();
    });
}

std::optional<Row> OutboxStore::row(const QString &id) const
{
    QSqlQuery query = m_database.run(u"SELECT %1 FROM outbox_item WHERE id=?"_s.arg(rowColumns), {id});
    if (!query.next())
        return {};
    return rowFrom(query);
}

QStringList OutboxStore::idsLike(const QString &beginning, int limit) const
{
    QSqlQuery query = m_database.run(u"SELECT id FROM outbox_item WHERE substr(id, 1, ?)=? ORDER BY number LIMIT ?"_s,
                                     {beginning.size(), beginning, limit});
    QStringList ids;
    while (query.next())
        ids.append(query.value(0).toString());
    return ids;
}

QList<Row> OutboxStore::unfinished() const
{
    QSqlQuery query
        = m_database.run(u"SELECT %1 FROM outbox_item WHERE %2 ORDER BY number"_s.arg(rowColumns, isUnfinished));
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
    Content content{message.value(), {}, id};
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
    QHash<QString, QStringList> requestIds;
    QSqlQuery attempts = m_database.run(u"SELECT item, id FROM outbox_attempt ORDER BY number"_s);
    while (attempts.next())
        requestIds[attempts.value(0).toString()].append(attempts.value(1).toString());
    QList<Item> items;
    QSqlQuery query = m_database.run(u"SELECT %1, message FROM outbox_item ORDER BY number"_s.arg(rowColumns));
    while (query.next()) {
        const Row row = rowFrom(query);
        const auto message = messageFromJson(parsed(query.value(u"message"_s)));
        items.append({row.id, row.account, message ? message.value() : Message(), row.state, row.queuedAt,
                      requestIds.value(row.id)});
    }
    return items;
}

QList<Summary> OutboxStore::summaries(const QString &condition, const QVariantList &values) const
{
    QSqlQuery query = m_database.run(u"SELECT %1 FROM outbox_item WHERE %2"_s.arg(summaryColumns, condition), values);
    QList<Summary> found;
    while (query.next())
        found.append(summaryFrom(query));
    return found;
}

std::optional<Summary> OutboxStore::summary(const QString &id) const
{
    const QList<Summary> found = summaries(u"id=?"_s, {id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<Summary> OutboxStore::unfinishedSummaries() const
{
    return summaries(isUnfinished + " ORDER BY number"_L1, {});
}

QList<Summary> OutboxStore::finishedSummaries(const QString &after, qsizetype limit) const
{
    // The numbers first, from the index alone: to sort whole rows takes a hundred times as long.
    return summaries(u"number IN (SELECT number FROM outbox_item WHERE name IN ('accepted', 'cancelled')"
                     " AND (?='' OR number<(SELECT number FROM outbox_item WHERE id=?))"
                     " ORDER BY number DESC LIMIT ?) ORDER BY number DESC"_s,
                     {after, after, limit});
}

QString OutboxStore::draftOf(const QString &id) const
{
    const auto found = row(id);
    return found && !found->draft.isEmpty() ? found->draft : id;
}

Counts OutboxStore::counts() const
{
    Counts counts;
    QSqlQuery query = m_database.run(u"SELECT name, count(*) FROM outbox_item GROUP BY name"_s);
    while (query.next()) {
        const QString name = query.value(0).toString();
        int &place = name == "accepted"_L1 ? counts.accepted
            : name == "cancelled"_L1       ? counts.cancelled
            : name == "uncertain"_L1       ? counts.uncertain
            : name == "needs-user"_L1      ? counts.needsUser
                                           : counts.waiting;
        place += query.value(1).toInt();
    }
    return counts;
}

History OutboxStore::history(const QString &id) const
{
    History history;
    QSqlQuery attempts = m_database.run(u"SELECT id, started, ended, verdict, status, request_id FROM outbox_attempt"
                                        " WHERE item=? ORDER BY number"_s,
                                        {id});
    while (attempts.next()) {
        history.attempts.append({attempts.value(0).toString(), fromMs(attempts.value(1)),
                                 attempts.value(2).isNull() ? QDateTime() : fromMs(attempts.value(2)),
                                 attempts.value(3).toString(), attempts.value(4).toInt(),
                                 attempts.value(5).toString()});
    }
    QSqlQuery events
        = m_database.run(u"SELECT at, event, name FROM outbox_event WHERE item=? ORDER BY revision"_s, {id});
    while (events.next())
        history.happenings.append({fromMs(events.value(0)), events.value(1).toString(), events.value(2).toString()});
    return history;
}

bool OutboxStore::hasDraft(const QString &id) const
{
    return m_database.run(u"SELECT 1 FROM draft WHERE id=?"_s, {id}).next();
}

bool OutboxStore::isNamedByDraft(const QString &id) const
{
    const QString path = u"/spool/"_s + id + u'/';
    return m_database.run(u"SELECT 1 FROM draft WHERE instr(message, ?)>0 LIMIT 1"_s, {path}).next();
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
