// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine.h"
#include "app/exitstatus.h"
#include "auth/account.h"
#include "outbox/queue.h"

#include <QByteArray>
#include <QJsonObject>

#include <functional>
#include <optional>

namespace Sendoff::App {

/// What the outbox tells of an item beside the item itself.
struct OutboxFacts
{
    QString account; ///< the address of whose sign-in it uses; its id if that is not known any more
    std::optional<Auth::Account> who; ///< makes the words fit the kind of account
    std::optional<QDateTime> pausedUntil; ///< the account's pause
    QString sender = {}; ///< the mailbox that the mail names as sender
};

OutboxFacts outboxFacts(const Engine &engine, const Outbox::Queue &queue, const QString &accountId);

/// In words why the item is where it is; empty if the state says it all.
QString reasonOf(const Outbox::SendState &state, const OutboxFacts &facts);
/// Null if no attempt is planned.
QDateTime nextAttemptOf(const Outbox::SendState &state, const OutboxFacts &facts);

/// id, state, subject, recipients, reason and next attempt, with tabs between, "-" for what there is not, and nothing a
/// terminal would obey.
QByteArray outboxLine(const Outbox::Item &item, const OutboxFacts &facts, const QDateTime &now);
/// id state subject to from account queuedAt attempts reason nextAttemptAt requestIds; times in UTC, null for none.
QJsonObject outboxJson(const Outbox::Item &item, const OutboxFacts &facts);

/// How a command on the outbox ends, and the one line that says what to do.
struct OutboxEnd
{
    ExitStatus status = ExitStatus::Done;
    QString line;
};

/// Of what is left there: uncertain mail comes first, then what a person must do something about, then what waits.
OutboxEnd endOf(const QList<Outbox::Row> &left, const std::function<OutboxFacts(const QString &account)> &factsOf,
                const QDateTime &now);
/// Whether somebody must sign in, consent or allow something.
bool isPermissionMatter(const Graph::GraphError &error);
/// A change of state that did not reach the disk.
QString unwrittenLine(const Store::StoreError &error);

} // namespace Sendoff::App
