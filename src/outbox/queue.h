// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "graph/endpoints.h"
#include "message/message.h"
#include "net/tokensource.h"
#include "net/transport.h"
#include "outbox/sendmachine.h"
#include "store/database.h"
#include "store/spool.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace Sendoff::Outbox {

/// How mail of one account leaves.
struct Route
{
    Graph::Endpoints endpoints;
    Net::TokenSource *tokens = nullptr;
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

/// Mail that was handed over and what became of it. submit() answers by signal: queued(id) once it is safe on disk
/// (attachments copied, row committed), or refused(id, why) and then nothing is kept. A row is committed as Sending before
/// the first octet of its request leaves; a row found as Sending at start becomes Uncertain.
class Queue : public QObject
{
    Q_OBJECT
public:
    using Routes = std::function<std::optional<Route>(const QString &account)>;

    Queue(Store::Database &database, Store::Spool spool, Net::Transport &transport, Routes routes, const Clock &clock,
          Dice &dice, QObject *parent = nullptr);
    ~Queue() override;

    /// Reads the rows and goes on with what is due. Call once.
    void start();
    /// The message must have passed check() and fit planSend(). Returns the item's id at once.
    QString submit(const Message &message, const QString &account);
    /// Before queued(): gives up copying. In Waiting or Preparing: Cancelled. In Sending: not obeyed, see mayCancel().
    void cancel(const QString &id);
    void retry(const QString &id);
    void saidSent(const QString &id);
    bool mayCancel(const QString &id) const;

    std::optional<Item> item(const QString &id) const;
    QList<Item> items() const;

Q_SIGNALS:
    void copying(const QString &id, qint64 octets, qint64 total);
    void queued(const QString &id);
    void refused(const QString &id, const Sendoff::Store::StoreError &why);
    void changed(const QString &id, const Sendoff::Outbox::SendState &state);
    void progressed(const QString &id, qint64 sent, qint64 total);
    /// The state is known here but could not be written; what is on disk will be read as Uncertain at the next start.
    void recordingFailed(const QString &id, const Sendoff::Store::StoreError &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Sendoff::Outbox
