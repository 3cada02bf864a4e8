// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "message/message.h"
#include "net/transport.h"
#include "outbox/intake.h"
#include "outbox/outboxstore.h"
#include "outbox/route.h"
#include "outbox/sender.h"
#include "outbox/sendmachine.h"
#include "store/database.h"
#include "store/spool.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace Sendoff::Outbox {

/// Mail that was handed over and what became of it. submit() answers by signal: queued(id) once it is safe on disk
/// (attachments copied, row committed), or refused(id, why) and then nothing is kept. A row is committed as Sending
/// before the first octet of its request leaves; a row found as Sending at start becomes Uncertain.
///
/// Of all queues on one profile, in this process or another, one sends. The others keep what is submitted to them, show
/// what becomes of it within a second or so, and take over when the sender ends.
class Queue : public QObject
{
    Q_OBJECT
public:
    Queue(Store::Database &database, Store::Spool spool, Net::Transport &transport, Routes routes, const Clock &clock,
          Dice &dice, QObject *parent = nullptr);
    ~Queue() override;

    /// Reads the rows and goes on with what is due. Call once.
    void start();
    /// Instead of start(), for whoever only looks or decides: this queue never sends and never waits to become the
    /// sender. What a sender that is gone had in hand is set right as start() does it.
    void watch();
    /// Whether it is this queue that sends.
    bool isSender() const;

    /// The message must have passed check() and fit planSend(). Returns the item's id at once.
    QString submit(const Message &message, const QString &account);
    QString submit(const Submission &mail);
    /// The same under an id of the caller's, a UUID.
    void submit(const QString &id, const Submission &mail);
    /// Before queued(): gives up copying, refused(Cancelled) follows. In Waiting, Preparing or NeedsUser: Cancelled,
    /// and a draft again. In Sending while mayCancel(): breaks the upload off, and the verdict decides. Otherwise not
    /// obeyed.
    void cancel(const QString &id);
    /// In NeedsUser or Uncertain: sends again. In Waiting: now instead of later.
    void retry(const QString &id);
    void saidSent(const QString &id);
    /// Stops the upload of a mail that goes as a draft, until retry().
    void pauseUpload(const QString &id);
    /// In Uncertain: the person goes on writing; what may have been sent stays sent. Cancelled follows,
    /// and it is a draft again.
    void takeBack(const QString &id);
    /// Whether cancel() would still come in time, as far as that is known.
    bool mayCancel(const QString &id) const;
    /// Until when nothing of this account goes out, because the service asked for a pause; none if there is no pause.
    std::optional<QDateTime> pausedUntil(const QString &account) const;

    /// The account can give tokens again: what waited for that goes on.
    void accountSignedIn(const QString &account);
    /// The network is back, or the machine woke up: what waited for that goes on.
    void wake();

    std::optional<Item> item(const QString &id) const;
    /// The ids that begin with these characters, oldest first, at most `limit`.
    QStringList idsLike(const QString &beginning, int limit) const;
    QList<Item> items() const;
    /// Those that are neither accepted nor cancelled, oldest first; quick however many were ever sent.
    QList<Item> unfinished() const;
    /// The same without what was written; reads nothing.
    QList<Row> unfinishedRows() const;
    /// For lists, quick however many there are (OutboxStore).
    QList<Summary> unfinishedSummaries() const;
    QList<Summary> finishedSummaries(const QString &after, qsizetype limit) const;
    QString draftOf(const QString &id) const;
    std::optional<Summary> summary(const QString &id) const;
    Counts counts() const;
    History history(const QString &id) const;
    /// Whether a mail is being copied, prepared or sent by this queue: better not to quit now. That ends with refused()
    /// or changed().
    bool isWorking() const;
    /// Drafts of cancelled mail are being taken away at the service.
    bool isTidying() const;
    /// Whether the mailbox is being looked into for an uncertain mail. Nothing is lost if that is broken off.
    bool isLookingUp() const;

Q_SIGNALS:
    void copying(const QString &id, qint64 octets, qint64 total);
    void queued(const QString &id);
    void refused(const QString &id, const Sendoff::Store::StoreError &why);
    void changed(const QString &id, const Sendoff::Outbox::SendState &state);
    void progressed(const QString &id, qint64 sent, qint64 total);
    void uploading(const QString &id, const Sendoff::Outbox::UploadProgress &progress);
    /// A turn is over: isWorking() may be false now without any other signal.
    void rested();
    /// The state is known here but could not be written; what is on disk will be read as Uncertain at the next start.
    void recordingFailed(const QString &id, const Sendoff::Store::StoreError &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Sendoff::Outbox
