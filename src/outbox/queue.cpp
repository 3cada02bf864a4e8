// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/queue.h"

#include "outbox/queue_p.h"

#include <algorithm>

namespace Sendoff::Outbox {

Queue::Queue(Store::Database &database, Store::Spool spool, Net::Transport &transport, Routes routes,
             const Clock &clock, Dice &dice, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, database, std::move(spool), transport, std::move(routes), clock, dice))
{
}

Queue::~Queue() = default;

void Queue::start()
{
    d->start();
}

bool Queue::isSender() const
{
    return d->lock.isHeld();
}

QString Queue::submit(const Message &message, const QString &account)
{
    const QString id = d->dice.uuid();
    d->intake.take(id, account, d->named(message, account));
    return id;
}

void Queue::cancel(const QString &id)
{
    if (d->intake.isTaking(id))
        d->intake.cancel(id);
    else if (mayCancel(id))
        d->apply(id, CancelAsked{});
}

void Queue::retry(const QString &id)
{
    d->apply(id, RetryAsked{});
    d->lookSoon();
}

void Queue::saidSent(const QString &id)
{
    d->apply(id, SaidSent{});
}

void Queue::takeBack(const QString &id)
{
    d->apply(id, TakenBack{});
}

bool Queue::mayCancel(const QString &id) const
{
    if (d->intake.isTaking(id))
        return true;
    const auto row = d->rows.constFind(id);
    if (row == d->rows.cend() || std::holds_alternative<Uncertain>(row->state))
        return false;
    if (!std::holds_alternative<Sending>(row->state))
        return true;
    const Sender *sender = d->senders.value(id);
    return sender && sender->mayAbort();
}

std::optional<QDateTime> Queue::pausedUntil(const QString &account) const
{
    if (!d->isPaused(account))
        return std::nullopt;
    return d->pauses.value(account);
}

void Queue::accountSignedIn(const QString &account)
{
    d->applyToAll(account, SignedIn{});
}

void Queue::wake()
{
    d->applyToAll({}, Online{});
}

std::optional<Item> Queue::item(const QString &id) const
{
    auto item = d->store.item(id);
    if (item && d->late.contains(id))
        item->state = d->rows.value(id).state;
    return item;
}

QList<Item> Queue::items() const
{
    QList<Item> items = d->store.items();
    for (Item &item : items) {
        if (d->late.contains(item.id))
            item.state = d->rows.value(item.id).state;
    }
    return items;
}

QList<Item> Queue::unfinished() const
{
    QList<Row> rows = d->rows.values();
    std::sort(rows.begin(), rows.end(), [](const Row &left, const Row &right) { return left.number < right.number; });
    QList<Item> items;
    for (const Row &row : std::as_const(rows)) {
        if (auto found = item(row.id))
            items.append(std::move(*found));
    }
    return items;
}

bool Queue::isWorking() const
{
    return !d->intake.isIdle() || !d->senders.isEmpty();
}

} // namespace Sendoff::Outbox
