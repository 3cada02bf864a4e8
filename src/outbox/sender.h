// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "base/result.h"
#include "net/transport.h"
#include "outbox/draftroute.h"
#include "outbox/outboxstore.h"
#include "outbox/route.h"
#include "outbox/sendmachine.h"
#include "outbox/uploadprogress.h"
#include "store/spool.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace Sendoff::Outbox {

/// Carries out what the machine says for one item, and tells what happened. It decides nothing, writes nothing to the
/// disk, and posts only when it is told to.
class Sender : public QObject
{
    Q_OBJECT
public:
    Sender(Net::Transport &transport, Store::Spool spool, DraftRoute::Sessions &sessions, const Clock &clock,
           Dice &dice, QObject *parent = nullptr);

    /// Gets a token, plans, then makes the body from the snapshots: TokenReady, TokenMissing, RightMissing or
    /// ContentMissing follows. Where the plan is a draft DraftWanted comes first, unless one was wanted before; after
    /// goOn() the draft is filled, and DraftKnown, PrepareFailed or FoundSent can follow too. `another`: the last token
    /// was refused.
    void prepare(const std::optional<Route> &route, const std::optional<Content> &content, bool another,
                 const Remote &remote = {});
    /// That a draft is wanted is on the disk.
    void goOn();
    /// Sends what prepare() made, once: Replied follows.
    void post(const QString &attemptId);
    /// Of a preparation nothing more is heard; a request is broken off and its Replied still comes.
    void abort();
    /// Whether abort() would prove that the service never gets the whole request.
    bool mayAbort() const;

Q_SIGNALS:
    void happened(const Sendoff::Outbox::SendEvent &event);
    void progressed(qint64 sent, qint64 total);
    void uploading(const Sendoff::Outbox::UploadProgress &progress);

private:
    enum class Carrier { Json, Mime, Draft };
    void plan();
    void makeBody();
    void fillDraft();
    void readyToSend();
    Net::HttpRequest request(const QString &attemptId);
    void tellLater(const SendEvent &event);

    Net::Transport &m_transport;
    Store::Spool m_spool;
    DraftRoute::Sessions &m_sessions;
    const Clock &m_clock;
    Dice &m_dice;
    std::optional<Route> m_route;
    Content m_content;
    Remote m_remote;
    Carrier m_carrier = Carrier::Json;
    Graph::DraftSend m_draftPlan;
    DraftRoute *m_draft = nullptr;
    Secret m_token;
    QByteArray m_body;
    QPointer<Net::Call> m_call;
    int m_turn = 0; ///< answers to an earlier preparation are nobody's any more
};

} // namespace Sendoff::Outbox
