// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "base/result.h"
#include "graph/endpoints.h"
#include "net/tokensource.h"
#include "net/transport.h"
#include "outbox/outboxstore.h"
#include "outbox/sendmachine.h"
#include "store/spool.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace Sendoff::Outbox {

/// How mail of one account leaves.
struct Route
{
    Graph::Endpoints endpoints;
    Net::TokenSource *tokens = nullptr;
    QString address; ///< the account's own mailbox
};

/// Carries out what the machine says for one item, and tells what happened. It decides nothing, writes nothing to the
/// disk, and posts only when it is told to.
class Sender : public QObject
{
    Q_OBJECT
public:
    Sender(Net::Transport &transport, Store::Spool spool, const Clock &clock, Dice &dice, QObject *parent = nullptr);

    /// Gets a token, then makes the body from the snapshots: TokenReady, TokenMissing or ContentMissing follows.
    /// `another`: the last token was refused.
    void prepare(const std::optional<Route> &route, const std::optional<Content> &content, bool another);
    /// Sends what prepare() made, once: Replied follows.
    void post(const QString &attemptId);
    /// Of a preparation nothing more is heard; a request is broken off and its Replied still comes.
    void abort();
    /// Whether abort() would prove that the service never gets the whole request.
    bool mayAbort() const;

Q_SIGNALS:
    void happened(const Sendoff::Outbox::SendEvent &event);
    void progressed(qint64 sent, qint64 total);

private:
    void makeBody(const Content &content);

    Net::Transport &m_transport;
    Store::Spool m_spool;
    const Clock &m_clock;
    Dice &m_dice;
    std::optional<Route> m_route;
    Secret m_token;
    QByteArray m_body;
    QPointer<Net::Call> m_call;
    int m_turn = 0; ///< answers to an earlier preparation are nobody's any more
};

} // namespace Sendoff::Outbox
