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
constexpr auto longestQueueing = 1min; ///< from complete copies to their row
constexpr int pausedInOneTurn = 20;
/// The service takes four requests at a time for one mailbox (throttling limits).
constexpr int mostUploads = 3;
constexpr auto cancelledAreKept = 24h * 30;

} // namespace

void Queue::Private::start()
{
    m_dataVersion = database.dataVersion();
    reload();
    becomeSender();
    tick.start(tickSpan);
}

void Queue::Private::watch()
{
    m_onlyWatches = true;
    m_dataVersion = database.dataVersion();
    reload();
    const auto isLeft = [](const Row &row) { return isInHand(row.state); };
    if (std::any_of(rows.cbegin(), rows.cend(), isLeft)) {
        // Only for a moment: whoever starts to send while it is held tries again in seconds.
        Store::ProcessLock moment(database.folder(), senderLock);
        if (moment.take()) {
            reload();
            takeOverLeftOvers();
        }
    }
    tick.start(tickSpan);
}

void Queue::Private::catchUp()
{
    if (const qint64 version = database.dataVersion(); version != m_dataVersion) {
        m_dataVersion = version;
        reload();
    }
}

void Queue::Private::onTick()
{
    catchUp();
    if (!m_onlyWatches && !lock.isHeld() && ++m_ticks % ticksPerLockTry == 0)
        becomeSender();
    if (lock.isHeld() && !isWritingPaused())
        takeOverLeftOvers();
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
            Q_EMIT q->rested();
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
    QHash<QString, int> uploads; // beside it, for a long upload holds up no other mail
    for (const Row &row : std::as_const(rows)) {
        if (isFilling(row.state) && ++uploads[row.account] < mostUploads)
            continue;
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
    int paused = 0;
    for (const Row &row : std::as_const(waiting)) {
        if (busy.contains(row.account))
            continue;
        if (isPaused(row.account)) {
            // Each is a commit; with very many of them the rest comes with the next turns.
            if (paused++ < pausedInOneTurn)
                apply(row.id, AccountPaused{pauses.value(row.account)});
            continue;
        }
        apply(row.id, Due{});
        if (const auto now = rows.constFind(row.id); now != rows.cend() && isInHand(now->state))
            busy.insert(row.account);
    }
    lookUp();
    leftovers.goOn();
}

/// One at a time, and beside the sending: it holds up nothing.
void Queue::Private::lookUp()
{
    if (finder.isBusy())
        return;
    const QDateTime now = clock.now();
    const Row *next = nullptr;
    for (const Row &row : std::as_const(rows)) {
        const auto *uncertain = std::get_if<Uncertain>(&row.state);
        if (!uncertain || !isLookDue(*uncertain, now) || !finder.mayLook(row.account, row.id)
            || m_nameless.contains(row.id))
            continue;
        if (!next || row.number < next->number)
            next = &row;
    }
    if (!next)
        return;
    const auto content = store.content(next->id);
    if (!content || content->message.internetMessageId.isEmpty()) {
        m_nameless.insert(next->id);
        lookSoon();
        return;
    }
    finder.look(next->id, next->account, content->message);
}

void Queue::Private::onLooked(const QString &id, const Graph::LookUp &result)
{
    apply(id, LookedUp{result});
    // What could not be written down would be asked again at once.
    if (isWritingPaused())
        finder.pause(rows.value(id).account);
}

void Queue::Private::becomeSender()
{
    if (!lock.take())
        return;
    reload();
    tidySpool();
    takeOverLeftOvers();
    lookSoon();
}

/// Whoever had these in hand is gone, for the lock is ours. It may have been us: a commit that failed on a failing disk
/// can turn out to be in the file once it is read again.
void Queue::Private::takeOverLeftOvers()
{
    const QList<Row> found = rows.values();
    for (const Row &row : found) {
        if (isInHand(row.state) && !senders.contains(row.id))
            apply(row.id, FoundAtStart{});
    }
}

void Queue::Private::tidySpool()
{
    Store::inWorker<QList<Store::SpoolItem>>(
        q, [copies = spool](const auto &) { return copies.items(); },
        [this](const QList<Store::SpoolItem> &found) {
            QStringList leftOver;
            QStringList orphans;
            bool asksLater = false;
            for (const Store::SpoolItem &copies : found) {
                const Fate fate = fateOf(copies);
                if (fate == Fate::Drop)
                    leftOver.append(copies.item);
                else if (fate == Fate::Adopt)
                    orphans.append(copies.item);
                asksLater = asksLater || fate == Fate::AskLater;
            }
            Store::fileThreads().start([copies = spool, leftOver] {
                for (const QString &item : leftOver)
                    copies.drop(item);
            });
            adoptOrphans(orphans);
            if (asksLater)
                QTimer::singleShot(longestQueueing, q, [this] { tidySpool(); });
        });
}

Queue::Private::Fate Queue::Private::fateOf(const Store::SpoolItem &copies) const
{
    const auto age = std::chrono::milliseconds(copies.changed.msecsTo(clock.now()));
    const auto row = store.row(copies.item);
    if (!row) {
        // Incomplete ones may still be growing in another process.
        if (!copies.isComplete)
            return age > longestCopying ? Fate::Drop : Fate::Keep;
        // Complete ones without a row: a mail that was nearly queued when the program ended, or whose row was lost with
        // a broken database. Or another process is writing the row right now.
        if (intake.isTaking(copies.item))
            return Fate::Keep;
        return age > longestQueueing || database.wasRebuilt() ? Fate::Adopt : Fate::AskLater;
    }
    const auto *cancelled = std::get_if<Cancelled>(&row->state);
    if (cancelled) {
        const bool isOld = std::chrono::milliseconds(cancelled->when.msecsTo(clock.now())) > cancelledAreKept;
        return isOld && !store.isNamedByDraft(copies.item) ? Fate::Drop : Fate::Keep;
    }
    return std::holds_alternative<Accepted>(row->state) ? Fate::Drop : Fate::Keep;
}

void Queue::Private::adoptOrphans(const QStringList &orphans)
{
    using Finding = Result<Store::Found, Store::StoreError>;
    for (const QString &id : orphans) {
        Store::inWorker<Finding>(
            q, [copies = spool, id](const auto &) { return copies.find(id); },
            [this, id](const Finding &found) {
                if (found && !store.row(id))
                    adoptOrphan(id, found.value());
            });
    }
}

/// Never sent by itself: whether it still should go, or went already, a person must say.
void Queue::Private::adoptOrphan(const QString &id, const Store::Found &found)
{
    const auto note = noteFromJson(found.note);
    if (!note || note->message.attachments.size() != found.snapshots.size())
        return;
    if (!found.isClaimed && !note->draft.isEmpty() && store.hasDraft(note->draft)) {
        // It was not queued yet, and it is still where it came from.
        Store::fileThreads().start([copies = spool, id] { copies.drop(id); });
        return;
    }
    const QDateTime now = clock.now();
    const SendState state = found.isClaimed ? SendState(Uncertain{now, {}, true, 0})
                                            : SendState(NeedsUser{NeedsUser::Why::Recovered, {}, {}, 0});
    Row row{id, note->account, state, 1, now, 0, {}};
    Content content{note->message, {}, id};
    for (qsizetype index = 0; index < found.snapshots.size(); ++index)
        content.snapshots.insert(note->message.attachments.at(index).id, found.snapshots.at(index));
    if (!store.add(row, content))
        return;
    rows.insert(id, row);
    Q_EMIT q->changed(id, state);
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
        const bool wasTold = before != rows.cend() && isSameButForLooks(before->state, row.state);
        rows.insert(row.id, row);
        if (!isInHand(row.state) && !isRenewal(row.state))
            endSender(row.id);
        if (!wasTold)
            news.append({row.id, row.state});
    }
    for (const auto &[id, state] : std::as_const(news))
        Q_EMIT q->changed(id, state);
}

} // namespace Sendoff::Outbox
