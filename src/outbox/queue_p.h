// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/finder.h"
#include "outbox/intake.h"
#include "outbox/leftovers.h"
#include "outbox/queue.h"
#include "store/processlock.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace Sendoff::Outbox {

/// Held by the one that sends.
inline const QString senderLock = QStringLiteral("sender");

/// What the queue does inside: writes each state before it acts on it.
class Queue::Private
{
public:
    Private(Queue *queue, Store::Database &database, Store::Spool spool, Net::Transport &transport, Routes routes,
            const Clock &clock, Dice &dice);

    void start();
    void watch();
    void apply(const QString &id, const SendEvent &event);
    /// To each unfinished item of the account, or of all accounts if it is empty.
    void applyToAll(const QString &account, const SendEvent &event);
    void look();
    void lookSoon();
    bool isWritingPaused() const;
    bool isLooking() const { return m_isLooking; } ///< somebody's turn is about to come
    /// Reads what other processes have changed; a person's decision is about what is, not about what was.
    void catchUp();
    bool isPaused(const QString &account) const;
    /// What is known of an item here, which may not be on disk yet.
    SendState known(const QString &id, const SendState &onDisk) const;
    Message named(Message message, const QString &account);

    Queue *q;
    Store::Database &database;
    Store::Spool spool;
    Net::Transport &transport;
    Routes routes;
    const Clock &clock;
    Dice &dice;
    OutboxStore store;
    Intake intake;
    Finder finder;
    Leftovers leftovers;
    Store::ProcessLock lock;
    QTimer tick;
    QHash<QString, Row> rows; ///< unfinished ones
    struct Late
    {
        Row before;
        SendEvent event;
    };
    QHash<QString, Late> late; ///< steps that are known in `rows` but could not be written yet
    QHash<QString, QDateTime> pauses; ///< by account
    DraftRoute::Sessions sessions;
    QHash<QString, Sender *> senders; ///< of items that are being prepared or sent

private:
    enum class Recording { Done, Overtaken, Failed };
    Recording record(const Row &row, const SendEvent &event, const Step &next);
    void adopt(const Row &row, const Step &next);
    void settle(const QString &id);
    void perform(const Row &row, const SendEffect &effect);
    Sender *senderOf(const QString &id);
    void endSender(const QString &id);
    void add(const QString &id, const Submission &mail, const Content &content);
    void onTick();
    void reload();
    void lookUp();
    QDateTime startOf(const Submission &mail, const QDateTime &now, WaitReason *reason) const;
    void onLooked(const QString &id, const Graph::LookUp &result);
    void becomeSender();
    void takeOverLeftOvers();
    void tidySpool();
    enum class Fate { Keep, Drop, Adopt, AskLater };
    Fate fateOf(const Store::SpoolItem &copies) const;
    void adoptOrphans(const QStringList &orphans);
    void adoptOrphan(const QString &id, const Store::Found &found);
    bool recordLate(const QString &id);

    QSet<QString> m_nameless; ///< uncertain ones without a Message-ID of ours: there is nothing to look for
    qint64 m_dataVersion = 0;
    int m_ticks = 0;
    std::optional<std::chrono::milliseconds> m_noWriteBefore; ///< by the monotonic clock, after a failed one
    bool m_isLooking = false;
    bool m_onlyWatches = false;
};

} // namespace Sendoff::Outbox
