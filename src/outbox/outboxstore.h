// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"
#include "outbox/sendmachine.h"
#include "outbox/summary.h"
#include "store/database.h"
#include "store/spool.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace Sendoff::Outbox {

/// What the queue keeps in mind of an item.
struct Row
{
    QString id;
    QString account;
    SendState state;
    qint64 revision = 0; ///< grows with each change; whoever changes the row names the one it has seen
    QDateTime queuedAt;
    qint64 number = 0; ///< the order they were queued in; given by add()
    QString draft; ///< the draft it was, and becomes again when it is cancelled; empty: then its own id
};

/// What is sent: the message, and the snapshot of each attachment by the attachment's id.
struct Content
{
    Message message;
    QHash<QString, Store::Snapshot> snapshots;
    QString item; ///< whose copies these are in the spool
};

struct Item
{
    QString id;
    QString account;
    Message message;
    SendState state;
    QDateTime queuedAt;
    QStringList requestIds; ///< client-request-id of each attempt, oldest first
};

/// A change of state with all that belongs to it, committed as one.
struct Change
{
    const Row &before;
    const SendEvent &event;
    const SendState &after;
    QDateTime at;
    std::optional<QDateTime> pauseUntil; ///< of the whole account
};

/// A draft at the service that is not wanted any more.
struct Leftover
{
    qint64 number = 0;
    QString account;
    QString mailbox; ///< whose, if not the account's own
    QString internetMessageId;
    QString draft; ///< Graph's id; empty: only the Message-ID is known
    QDateTime since;
    friend bool operator==(const Leftover &, const Leftover &) = default;
};

/// The outbox as rows. A state that cannot be read comes back as Uncertain: nothing is sent because a row is broken.
class OutboxStore
{
public:
    using Failed = Store::StoreError;

    OutboxStore(Store::Database &database, Store::Spool spool);

    /// Gives the row its number. The draft it was goes in the same commit: a mail is never both.
    Result<Done, Failed> add(Row &row, const Content &content);
    /// False: somebody else has changed the row since `before` was read, and it is as they left it. An attempt's row is
    /// written together with Sending, and ended together with its verdict; what is cancelled becomes a draft with it,
    /// with the copies of its attachments; what waits for its time and is asked for before it has no time any more.
    Result<bool, Failed> change(const Change &change);
    Result<Done, Failed> remove(const QString &id);
    /// After an add() that failed: neither the row nor the loss of its draft may come back with a commit that survived.
    Result<Done, Failed> takeOut(const Row &row, const Content &content);

    std::optional<Row> row(const QString &id) const;
    QStringList idsLike(const QString &beginning, int limit) const; ///< ids that begin so, oldest first
    QList<Row> unfinished() const; ///< neither accepted nor cancelled, oldest first
    std::optional<Content> content(const QString &id) const;
    std::optional<Item> item(const QString &id) const;
    QList<Item> items() const; ///< oldest first
    std::optional<Summary> summary(const QString &id) const;
    QList<Summary> unfinishedSummaries() const; ///< oldest first
    /// Accepted or cancelled ones, newest first: `limit` of those behind the item `after`, or from the start if that is
    /// empty.
    QList<Summary> finishedSummaries(const QString &after, qsizetype limit) const;
    /// The draft it becomes, or has become, when it is cancelled.
    QString draftOf(const QString &id) const;
    Counts counts() const;
    History history(const QString &id) const;
    bool hasDraft(const QString &id) const;
    /// Whether a draft holds on to copies of this item.
    bool isNamedByDraft(const QString &id) const;
    QHash<QString, QDateTime> pauses() const; ///< by account
    /// Written together with the Cancelled of a mail whose draft may be at the service. Oldest first.
    QList<Leftover> leftovers() const;
    Result<Done, Failed> removeLeftover(qint64 number);

private:
    bool recordAttempt(const Change &change);
    bool makeDraft(const Change &change);
    bool recordLeftover(const Change &change);
    bool dropSendAt(const Change &change);
    QList<Summary> summaries(const QString &condition, const QVariantList &values) const;

    Store::Database &m_database;
    Store::Spool m_spool;
};

} // namespace Sendoff::Outbox
