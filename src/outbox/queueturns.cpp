// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/queue_p.h"
#include "store/inworker.h"

#include <QSet>

#include <algorithm>

using namespace std::chrono_literals;

// Whose turn it is: the clock, the other processes, and the one that sends.
namespace Sendoff::Outbox {

namespace {

constexpr auto tickSpan = 1s;
constexpr int ticksPerLockTry = 3;
constexpr auto longestCopying = 24h;
constexpr auto cancelledAreKept = 24h * 30;

} // namespace

void Queue::Private::start()
{
    m_dataVersion = database.dataVersion();
    reload();
    becomeSender();
    tick.start(tickSpan);
}

void Queue::Private::onTick()
{
    if (const qint64 version = database.dataVersion(); version != m_dataVersion) {
        m_dataVersion = version;
        reload();
    }
    if (!lock.isHeld() && ++m_ticks % ticksPerLockTry == 0)
        becomeSender();
    const QStringList unwritten = late.keys();
    for (const QString &id : unwritten)
        recordLate(id);
    look();
}

void Queue::Private::lookSoon()
{
    if (std::exchange(m_isLooking, true))
        return;
    QMetaObject::invokeMethod(
        q,
        [this] {
            m_isLooking = false;
            look();
        },
        Qt::QueuedConnection);
}

bool Queue::Private::isPaused(const QString &account) const
{
    const auto pause = pauses.constFind(account);
    if (pause == pauses.cend())
        return false;
    const QDateTime now = clock.now();
    return *pause > now && *pause <= now.addMSecs(longestWait / 1ms);
}

void Queue::Private::look()
{
    if (!lock.isHeld() || isWritingPaused())
        return;
    QList<Row> waiting;
    QSet<QString> busy; // one request at a time for each account
    for (const Row &row : std::as_const(rows)) {
        if (isInHand(row.state))
            busy.insert(row.account);
        else if (std::holds_alternative<Waiting>(row.state))
            waiting.append(row);
    }
    std::sort(waiting.begin(), waiting.end(), [](const Row &left, const Row &right) {
        const bool leftGoesOn = isRenewal(left.state);
        const bool rightGoesOn = isRenewal(right.state);
        return leftGoesOn != rightGoesOn ? leftGoesOn : left.number < right.number;
    });
    for (const Row &row : std::as_const(waiting)) {
        if (busy.contains(row.account))
            continue;
        if (isPaused(row.account)) {
            apply(row.id, AccountPaused{pauses.value(row.account)});
            continue;
        }
        apply(row.id, Due{});
        if (const auto now = rows.constFind(row.id); now != rows.cend() && isInHand(now->state))
            busy.insert(row.account);
    }
}

void Queue::Private::becomeSender()
{
    if (!lock.take())
        return;
    reload();
    tidySpool();
    // Whoever had these in hand is gone, for the lock is ours.
    const QList<Row> found = rows.values();
    for (const Row &row : found) {
        if (isInHand(row.state))
            apply(row.id, FoundAtStart{});
    }
    lookSoon();
}

void Queue::Private::tidySpool()
{
    Store::inWorker<QList<Store::SpoolItem>>(
        q, [copies = spool](const auto &) { return copies.items(); },
        [this](const QList<Store::SpoolItem> &found) {
            QStringList leftOver;
            for (const Store::SpoolItem &copies : found) {
                if (isLeftOver(copies))
                    leftOver.append(copies.item);
            }
            Store::fileThreads().start([copies = spool, leftOver] {
                for (const QString &item : leftOver)
                    copies.drop(item);
            });
        });
}

bool Queue::Private::isLeftOver(const Store::SpoolItem &copies) const
{
    const auto age = std::chrono::milliseconds(copies.changed.msecsTo(clock.now()));
    const auto row = store.row(copies.item);
    // Complete copies without a row are a mail that was nearly queued when the program ended: nobody's to throw away.
    // Incomplete ones may still be growing in another process.
    if (!row)
        return !copies.isComplete && age > longestCopying;
    if (const auto *cancelled = std::get_if<Cancelled>(&row->state))
        return std::chrono::milliseconds(cancelled->when.msecsTo(clock.now())) > cancelledAreKept;
    return std::holds_alternative<Accepted>(row->state);
}

void Queue::Private::reload()
{
    pauses = store.pauses();
    QHash<QString, Row> fresh;
    for (const Row &row : store.unfinished())
        fresh.insert(row.id, row);
    QList<std::pair<QString, SendState>> news;
    const QList<Row> known = rows.values();
    for (const Row &row : known) {
        if (fresh.contains(row.id) || late.contains(row.id))
            continue;
        rows.remove(row.id);
        endSender(row.id);
        if (const auto ended = store.row(row.id))
            news.append({row.id, ended->state});
    }
    for (const Row &row : std::as_const(fresh)) {
        const auto before = rows.constFind(row.id);
        if (before != rows.cend() && (before->revision == row.revision || late.contains(row.id)))
            continue;
        rows.insert(row.id, row);
        if (!isInHand(row.state) && !isRenewal(row.state))
            endSender(row.id);
        news.append({row.id, row.state});
    }
    for (const auto &[id, state] : std::as_const(news))
        Q_EMIT q->changed(id, state);
}

} // namespace Sendoff::Outbox
