// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sender.h"

#include "graph/messagewire.h"
#include "graph/requests.h"
#include "store/inworker.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Outbox {

namespace {

struct Body
{
    QByteArray octets;
    bool isClaimed = false;
};
using BodyResult = Result<Body, Store::StoreError>;

BodyResult bodyOf(const Content &content, const Store::Spool &spool)
{
    Graph::Contents contents;
    for (const Attachment &attachment : content.message.attachments) {
        const auto snapshot = content.snapshots.constFind(attachment.id);
        if (snapshot == content.snapshots.cend())
            return Failure{Store::StoreError{Store::StoreError::Kind::Missing, attachment.name, {}}};
        const auto octets = spool.read(snapshot.value());
        if (!octets)
            return Failure{Store::StoreError{octets.error().kind, attachment.name, octets.error().detail}};
        contents.insert(attachment.id, octets.value());
    }
    Body body{Graph::sendMailBody(content.message, contents), true};
    if (!content.item.isEmpty())
        body.isClaimed = bool(spool.claim(content.item));
    return body;
}

} // namespace

Sender::Sender(Net::Transport &transport, Store::Spool spool, const Clock &clock, Dice &dice, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_spool(std::move(spool))
    , m_clock(clock)
    , m_dice(dice)
{
}

void Sender::prepare(const std::optional<Route> &route, const std::optional<Content> &content, bool another)
{
    const int turn = ++m_turn;
    m_route = route;
    // Everything is told from the event loop, so that whoever asked has finished what it was doing.
    const auto tellLater = [this, turn](const SendEvent &event) {
        QMetaObject::invokeMethod(
            this,
            [this, turn, event] {
                if (turn == m_turn)
                    Q_EMIT happened(event);
            },
            Qt::QueuedConnection);
    };
    if (!content)
        return tellLater(ContentMissing{});
    if (!route || !route->tokens)
        return tellLater(TokenMissing{{Net::NoToken::Kind::SignInNeeded, u"no_account"_s, {}}});
    if (another && !m_token.isEmpty())
        route->tokens->refused(m_token);
    m_token = {};
    route->tokens->token(this, [this, turn, content = *content](const Result<Secret, Net::NoToken> &token) {
        if (turn != m_turn)
            return;
        if (!token) {
            Q_EMIT happened(TokenMissing{token.error()});
            return;
        }
        m_token = token.value();
        makeBody(content);
    });
}

void Sender::makeBody(const Content &content)
{
    Store::inWorker<BodyResult>(
        this, [content, spool = m_spool](const auto &) { return bodyOf(content, spool); },
        [this, turn = m_turn](const BodyResult &body) {
            if (turn != m_turn)
                return;
            if (!body) {
                Q_EMIT happened(ContentMissing{body.error().path});
                return;
            }
            if (!body.value().isClaimed) {
                Q_EMIT happened(NotRecorded{});
                return;
            }
            m_body = body.value().octets;
            Q_EMIT happened(TokenReady{m_dice.uuid()});
        });
}

void Sender::post(const QString &attemptId)
{
    const Net::HttpRequest request = Graph::sendMail(m_route->endpoints, std::exchange(m_body, {}), attemptId);
    m_call = m_transport.send(request, m_token);
    connect(m_call, &Net::Call::progressed, this, &Sender::progressed);
    connect(m_call, &Net::Call::finished, this, [this, attemptId](const Net::HttpReply &reply) {
        m_call.clear();
        Graph::SendVerdict verdict = Graph::readSendReply(reply, m_clock.now());
        if (auto *refused = std::get_if<Graph::NotAccepted>(&verdict))
            refused->error.clientRequestId = attemptId;
        if (auto *unclear = std::get_if<Graph::Unclear>(&verdict))
            unclear->error.clientRequestId = attemptId;
        Q_EMIT happened(Replied{verdict});
    });
}

void Sender::abort()
{
    ++m_turn;
    m_body.clear();
    if (m_call)
        m_call->cancel();
}

bool Sender::mayAbort() const
{
    return m_call && !m_call->isBodyHandedOver();
}

} // namespace Sendoff::Outbox
