// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/queue_p.h"

#include "base/log.h"
#include "base/overloaded.h"
#include "store/inworker.h"

#include <QUrl>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Sendoff::Outbox {

namespace {

constexpr auto writePause = 5s;

/// What to do with a step that could not be written. In the sender's hand the disk says Preparing or Sending, which a
/// later start reads as "nothing was out" or as Uncertain: never more than what is true, so the step is taken and
/// written when that works again. Anything else has not happened, a person's cancel among it: what would be sent after
/// a restart must not be called cancelled.
bool holdsUnwritten(const SendState &state, const SendEvent &event)
{
    const bool isCancel = std::holds_alternative<CancelAsked>(event);
    return std::holds_alternative<Sending>(state) || (std::holds_alternative<Preparing>(state) && !isCancel);
}

} // namespace

Queue::Private::Private(Queue *queue, Store::Database &theDatabase, Store::Spool theSpool, Net::Transport &theTransport,
                        Routes theRoutes, const Clock &theClock, Dice &theDice)
    : q(queue)
    , database(theDatabase)
    , spool(theSpool)
    , transport(theTransport)
    , routes(std::move(theRoutes))
    , clock(theClock)
    , dice(theDice)
    , store(theDatabase, theSpool)
    , intake(theSpool)
    , finder(
          theTransport, [this](const QString &account) { return routes(account); }, theClock, theDice)
    , leftovers(
          theTransport, store, [this](const QString &account) { return routes(account); }, theClock, theDice)
    , lock(theDatabase.folder(), senderLock)
{
    connect(&intake, &Intake::copying, q, &Queue::copying);
    connect(&intake, &Intake::refused, q, &Queue::refused);
    connect(&intake, &Intake::taken, q,
            [this](const QString &id, const Submission &mail, const Content &content) { add(id, mail, content); });
    connect(&finder, &Finder::looked, q,
            [this](const QString &id, const Graph::LookUp &result) { onLooked(id, result); });
    connect(&finder, &Finder::ended, q, [this] { lookSoon(); });
    connect(&tick, &QTimer::timeout, q, [this] { onTick(); });
}

Message Queue::Private::named(Message message, const QString &account)
{
    if (!message.internetMessageId.isEmpty())
        return message;
    QString mailbox = message.from ? message.from->mailbox : QString();
    if (mailbox.isEmpty()) {
        if (const auto route = routes(account))
            mailbox = route->address;
    }
    const QString domain = QString::fromLatin1(QUrl::toAce(mailbox.section(u'@', -1)));
    if (!domain.isEmpty())
        message.internetMessageId = u'<' + dice.uuid() + u'@' + domain + u'>';
    return message;
}

SendState Queue::Private::known(const QString &id, const SendState &onDisk) const
{
    return late.contains(id) ? rows.value(id).state : onDisk;
}

/// A time that a person named is the service's to keep where it can: then this computer may be off.
QDateTime Queue::Private::startOf(const Submission &mail, const QDateTime &now, WaitReason *reason) const
{
    const QDateTime undone = now.addSecs(mail.hold.count());
    *reason = mail.hold.count() > 0 ? WaitReason::Undo : WaitReason::Queued;
    const QDateTime &sendAt = mail.message.sendAt;
    if (!sendAt.isValid() || sendAt <= undone)
        return undone;
    const auto route = routes(mail.account);
    if (route && !waitsHere(mail.message, abilitiesOf(*route)))
        return undone;
    *reason = WaitReason::Scheduled;
    return sendAt;
}

void Queue::Private::add(const QString &id, const Submission &mail, const Content &content)
{
    const QDateTime now = clock.now();
    Waiting waiting{now, WaitReason::Queued, 0, 0, {}};
    waiting.notBefore = startOf(mail, now, &waiting.reason);
    Row row{id, mail.account, waiting, 1, now, 0, mail.draft};
    if (const auto added = store.add(row, content); !added) {
        // A commit whose flush failed can be there again at the next start. What is refused must not be, so it is taken
        // out again, and its copies go before anybody is told: a row without them is never sent.
        std::ignore = store.takeOut(row, content);
        spool.drop(id);
        Q_EMIT q->refused(id, added.error());
        return;
    }
    rows.insert(id, row);
    Q_EMIT q->queued(id);
    Q_EMIT q->changed(id, row.state);
    lookSoon();
}

// ---- Taking a step
// ----------------------------------------------------------------------------------------------------

void Queue::Private::apply(const QString &id, const SendEvent &event)
{
    if (late.contains(id) && !recordLate(id))
        return;
    // Twice at most: when another process changed the row in between, and what happened still holds for what it is now.
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto found = rows.constFind(id);
        if (found == rows.cend())
            return;
        Row row = *found;
        const Step next = step(row.state, event, {clock.now(), dice.roll()});
        if (next.state == row.state && next.effects.isEmpty())
            return;
        switch (record(row, event, next)) {
        case Recording::Done:
            ++row.revision;
            adopt(row, next);
            return;
        case Recording::Failed:
            if (std::holds_alternative<TokenReady>(event) || std::holds_alternative<DraftWanted>(event)) {
                apply(id, NotRecorded{}); // what is not on the disk is not posted
            } else if (holdsUnwritten(row.state, event)) {
                late.insert(id, {row, event});
                adopt(row, next);
            }
            return;
        case Recording::Overtaken:
            reload();
            break;
        }
    }
}

Queue::Private::Recording Queue::Private::record(const Row &row, const SendEvent &event, const Step &next)
{
    std::optional<QDateTime> pauseUntil;
    for (const SendEffect &effect : next.effects) {
        if (const auto *pause = std::get_if<PauseAccount>(&effect))
            pauseUntil = pause->until;
    }
    // The disk was asked a moment ago and said no; the person is not kept waiting for the same answer again.
    if (std::holds_alternative<NotRecorded>(event) && isWritingPaused())
        return Recording::Failed;
    const auto changed = store.change({row, event, next.state, clock.now(), pauseUntil});
    if (changed)
        return changed.value() ? Recording::Done : Recording::Overtaken;
    m_noWriteBefore = clock.monotonic() + writePause;
    qCWarning(logOutbox, "A state of the outbox could not be written: %ls",
              qUtf16Printable(forLog(changed.error().detail)));
    Q_EMIT q->recordingFailed(row.id, changed.error());
    return Recording::Failed;
}

bool Queue::Private::isWritingPaused() const
{
    return m_noWriteBefore && clock.monotonic() < *m_noWriteBefore;
}

bool Queue::Private::recordLate(const QString &id)
{
    if (isWritingPaused())
        return false;
    const Late step = late.value(id);
    Row &row = rows[id];
    switch (record(step.before, step.event, {row.state, {}})) {
    case Recording::Failed:
        return false;
    case Recording::Done:
        late.remove(id);
        row.revision = step.before.revision + 1;
        settle(id);
        return true;
    case Recording::Overtaken:
        late.remove(id);
        reload();
        return true;
    }
    return false;
}

void Queue::Private::adopt(const Row &row, const Step &next)
{
    Row &kept = rows[row.id];
    kept = row;
    kept.state = next.state;
    for (const SendEffect &effect : next.effects)
        perform(row, effect);
    if (!isInHand(next.state) && !isRenewal(next.state))
        endSender(row.id);
    if (std::holds_alternative<Cancelled>(next.state) && remoteOf(row.state).isUsed)
        leftovers.wake();
    settle(row.id);
    if (!isSameButForLooks(row.state, next.state))
        Q_EMIT q->changed(row.id, next.state);
    lookSoon();
}

void Queue::Private::settle(const QString &id)
{
    const SendState state = rows.value(id).state;
    if (late.contains(id) || !isFinal(state))
        return;
    rows.remove(id);
    // A cancelled mail keeps its copies, so that it can be taken up again; an accepted one is with the service.
    if (std::holds_alternative<Accepted>(state))
        Store::fileThreads().start([copies = spool, id] { copies.drop(id); });
}

void Queue::Private::perform(const Row &row, const SendEffect &effect)
{
    std::visit(Overloaded{
                   [&](const FetchToken &fetch) {
                       // Refused mail has no copies any more. Its row may be here all the same: a commit that failed
                       // on a failing disk can come back with the next start.
                       const auto content = spool.holds(row.id) ? store.content(row.id) : std::nullopt;
                       senderOf(row.id)->prepare(routes(row.account), content, fetch.another, remoteOf(row.state));
                   },
                   [&](const GoOn &) { senderOf(row.id)->goOn(); },
                   [&](const Post &post) { senderOf(row.id)->post(post.attemptId); },
                   [&](const Abort &) {
                       if (Sender *sender = senders.value(row.id))
                           sender->abort();
                   },
                   [&](const PauseAccount &pause) { pauses.insert(row.account, pause.until); },
               },
               effect);
}

Sender *Queue::Private::senderOf(const QString &id)
{
    Sender *&sender = senders[id];
    if (!sender) {
        sender = new Sender(transport, spool, sessions, clock, dice, q);
        connect(sender, &Sender::happened, q, [this, id](const SendEvent &event) { apply(id, event); });
        connect(sender, &Sender::progressed, q,
                [this, id](qint64 sent, qint64 total) { Q_EMIT q->progressed(id, sent, total); });
        connect(sender, &Sender::uploading, q,
                [this, id](const UploadProgress &progress) { Q_EMIT q->uploading(id, progress); });
    }
    return sender;
}

void Queue::Private::endSender(const QString &id)
{
    if (Sender *sender = senders.take(id)) {
        sender->disconnect(q);
        sender->deleteLater();
    }
}

void Queue::Private::applyToAll(const QString &account, const SendEvent &event)
{
    const QList<Row> all = rows.values();
    for (const Row &row : all) {
        if (account.isEmpty() || row.account == account)
            apply(row.id, event);
    }
    lookSoon();
}

} // namespace Sendoff::Outbox
