// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"
#include "outbox/sendmachine.h"
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
};

/// What is sent: the message, and the snapshot of each attachment by the attachment's id.
struct Content
{
    Message message;
    QHash<QString, Store::Snapshot> snapshots;
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

/// The outbox as rows. A state that cannot be read comes back as Uncertain: nothing is sent because a row is broken.
class OutboxStore
{
public:
    using Failed = Store::StoreError;

    OutboxStore(Store::Database &database, Store::Spool spool);

    /// Gives the row its number.
    Result<Done, Failed> add(Row &row, const Content &content);
    /// False: somebody else has changed the row since `before` was read, and it is as they left it. An attempt's row is
    /// written together with Sending, and ended together with its verdict.
    Result<bool, Failed> change(const Change &change);
    Result<Done, Failed> remove(const QString &id);

    std::optional<Row> row(const QString &id) const;
    QList<Row> unfinished() const; ///< neither accepted nor cancelled, oldest first
    std::optional<Content> content(const QString &id) const;
    std::optional<Item> item(const QString &id) const;
    QList<Item> items() const; ///< oldest first
    QHash<QString, QDateTime> pauses() const; ///< by account

private:
    bool recordAttempt(const Change &change);

    Store::Database &m_database;
    Store::Spool m_spool;
};

} // namespace Sendoff::Outbox
