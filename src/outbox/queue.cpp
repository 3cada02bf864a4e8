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

void Queue::watch()
{
    d->watch();
}

bool Queue::isSender() const
{
    return d->lock.isHeld();
}

QString Queue::submit(const Message &message, const QString &account)
{
    return submit({message, account, {}, {}});
}

QString Queue::submit(const Submission &mail)
{
    const QString id = d->dice.uuid();
    submit(id, mail);
    return id;
}

void Queue::submit(const QString &id, const Submission &mail)
{
    Submission named = mail;
    named.message = d->named(mail.message, mail.account);
    d->intake.take(id, named);
}

void Queue::cancel(const QString &id)
{
    d->catchUp();
    if (d->intake.isTaking(id))
        d->intake.cancel(id);
    else if (mayCancel(id))
        d->apply(id, CancelAsked{});
}

void Queue::retry(const QString &id)
{
    d->catchUp();
    d->apply(id, RetryAsked{});
    d->lookSoon();
}

void Queue::pauseUpload(const QString &id)
{
    d->catchUp();
    d->apply(id, PauseAsked{});
}

void Queue::saidSent(const QString &id)
{
    d->catchUp();
    d->apply(id, SaidSent{});
}

void Queue::takeBack(const QString &id)
{
    d->catchUp();
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
    d->finder.forgive(account);
    d->leftovers.wake();
    d->applyToAll(account, SignedIn{});
}

void Queue::wake()
{
    d->finder.forgive({});
    d->leftovers.wake();
    d->applyToAll({}, Online{});
}

std::optional<Item> Queue::item(const QString &id) const
{
    auto item = d->store.item(id);
    if (item)
        item->state = d->known(id, item->state);
    return item;
}

QList<Item> Queue::items() const
{
    QList<Item> items = d->store.items();
    for (Item &item : items)
        item.state = d->known(item.id, item.state);
    return items;
}

QStringList Queue::idsLike(const QString &beginning, int limit) const
{
    return d->store.idsLike(beginning, limit);
}

QList<Row> Queue::unfinishedRows() const
{
    QList<Row> rows;
    for (const Row &row : std::as_const(d->rows)) {
        if (!isFinal(row.state))
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end(), [](const Row &left, const Row &right) { return left.number < right.number; });
    return rows;
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

QList<Summary> Queue::unfinishedSummaries() const
{
    QList<Summary> summaries = d->store.unfinishedSummaries();
    for (Summary &summary : summaries)
        summary.state = d->known(summary.id, summary.state);
    return summaries;
}

QList<Summary> Queue::finishedSummaries(const QString &after, qsizetype limit) const
{
    return d->store.finishedSummaries(after, limit);
}

QString Queue::draftOf(const QString &id) const
{
    return d->store.draftOf(id);
}

std::optional<Summary> Queue::summary(const QString &id) const
{
    auto summary = d->store.summary(id);
    if (summary)
        summary->state = d->known(id, summary->state);
    return summary;
}

Counts Queue::counts() const
{
    return d->store.counts();
}

History Queue::history(const QString &id) const
{
    return d->store.history(id);
}

bool Queue::isLookingUp() const
{
    return d->finder.isBusy();
}

bool Queue::isTidying() const
{
    return d->lock.isHeld() && !d->isWritingPaused() && d->leftovers.isAtWork();
}

bool Queue::isWorking() const
{
    return !d->intake.isIdle() || !d->senders.isEmpty() || d->isLooking();
}

} // namespace Sendoff::Outbox
