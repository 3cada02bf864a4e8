// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sender.h"

#include "graph/draftreplies.h"
#include "graph/draftrequests.h"
#include "graph/messagewire.h"
#include "graph/requests.h"
#include "mime/mailwriter.h"
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

BodyResult claimed(Body body, const QString &item, const Store::Spool &spool)
{
    body.isClaimed = item.isEmpty() || bool(spool.claim(item));
    return body;
}

/// The body of one sendMail: JSON, or the whole mail where `stamp` is given.
BodyResult bodyOf(const Content &content, const Store::Spool &spool, const std::optional<Mime::Stamp> &stamp)
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
    const QByteArray octets
        = stamp ? Mime::writeMail(content.message, contents, *stamp) : Graph::sendMailBody(content.message, contents);
    return claimed({octets, true}, content.item, spool);
}

/// Without an answer of the service there is no status; the kind says it.
Graph::GraphError ourError(Graph::ErrorKind kind)
{
    Graph::GraphError error;
    error.kind = kind;
    return error;
}

} // namespace

Sender::Sender(Net::Transport &transport, Store::Spool spool, DraftRoute::Sessions &sessions, const Clock &clock,
               Dice &dice, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_spool(std::move(spool))
    , m_sessions(sessions)
    , m_clock(clock)
    , m_dice(dice)
{
}

/// Everything is told from the event loop, so that whoever asked has finished what it was doing.
void Sender::tellLater(const SendEvent &event)
{
    QMetaObject::invokeMethod(
        this,
        [this, turn = m_turn, event] {
            if (turn == m_turn)
                Q_EMIT happened(event);
        },
        Qt::QueuedConnection);
}

void Sender::prepare(const std::optional<Route> &route, const std::optional<Content> &content, bool another,
                     const Remote &remote)
{
    const int turn = ++m_turn;
    m_route = route;
    m_remote = remote;
    if (!content)
        return tellLater(ContentMissing{});
    m_content = *content;
    if (!route || !route->tokens)
        return tellLater(TokenMissing{{Net::NoToken::Kind::SignInNeeded, u"no_account"_s, {}}});
    if (another && !m_token.isEmpty())
        route->tokens->refused(m_token);
    m_token = {};
    route->tokens->token(this, [this, turn](const Result<Secret, Net::NoToken> &token) {
        if (turn != m_turn)
            return;
        if (!token) {
            Q_EMIT happened(TokenMissing{token.error()});
            return;
        }
        m_token = token.value();
        plan();
    });
}

/// Only now: what may be done, the token tells.
void Sender::plan()
{
    Message &message = m_content.message;
    if (message.sendAt.isValid() && message.sendAt <= m_clock.now())
        message.sendAt = {};
    const Graph::Abilities abilities = abilitiesOf(*m_route);
    const Graph::SendPlan plan = Graph::planSend(message, Limits{}, abilities);
    const QStringList missing = Graph::missingRights(plan, message, abilities);
    const auto *draft = std::get_if<Graph::DraftSend>(&plan);
    if (!missing.isEmpty()) {
        Q_EMIT happened(RightMissing{missing.first()});
    } else if (std::holds_alternative<Graph::TooBig>(plan)) {
        Q_EMIT happened(PrepareFailed{ourError(Graph::ErrorKind::MessageTooLarge), false});
    } else if (message.sendAt.isValid() && !(draft && draft->deferredUntil.isValid())) {
        Q_EMIT happened(NotYet{message.sendAt});
    } else if (draft) {
        m_carrier = Carrier::Draft;
        m_draftPlan = *draft;
        if (m_remote.isUsed)
            fillDraft();
        else
            Q_EMIT happened(DraftWanted{draft->deferredUntil});
    } else {
        m_carrier = std::holds_alternative<Graph::MimeSend>(plan) ? Carrier::Mime : Carrier::Json;
        makeBody();
    }
}

void Sender::goOn()
{
    fillDraft();
}

void Sender::fillDraft()
{
    const auto routes = [route = m_route](const QString &) { return route; };
    m_draft = new DraftRoute(m_transport, m_spool, routes, m_sessions, m_clock, m_dice,
                             {{}, m_content, m_draftPlan, m_remote, Limits{}.partBytes}, this);
    connect(m_draft, &DraftRoute::known, this, [this](const QString &id) {
        m_remote.draft = id;
        Q_EMIT happened(DraftKnown{id});
    });
    connect(m_draft, &DraftRoute::progressed, this, &Sender::uploading);
    connect(m_draft, &DraftRoute::ready, this, &Sender::readyToSend);
    connect(m_draft, &DraftRoute::found, this, [this](const QString &id) { Q_EMIT happened(FoundSent{id}); });
    connect(m_draft, &DraftRoute::failed, this, [this](const Graph::GraphError &error, bool gotOn) {
        Q_EMIT happened(PrepareFailed{error, gotOn});
    });
    connect(m_draft, &DraftRoute::tokenMissing, this,
            [this](const Net::NoToken &why) { Q_EMIT happened(TokenMissing{why}); });
    connect(m_draft, &DraftRoute::contentMissing, this,
            [this](const QString &path) { Q_EMIT happened(ContentMissing{path}); });
    m_draft->start();
}

/// The upload can have outlasted the token.
void Sender::readyToSend()
{
    m_route->tokens->token(this, [this, turn = m_turn](const Result<Secret, Net::NoToken> &token) {
        if (turn != m_turn)
            return;
        if (!token) {
            Q_EMIT happened(TokenMissing{token.error()});
            return;
        }
        m_token = token.value();
        Store::inWorker<BodyResult>(
            this, [item = m_content.item, spool = m_spool](const auto &) { return claimed({}, item, spool); },
            [this, turn](const BodyResult &body) {
                if (turn != m_turn)
                    return;
                if (body.value().isClaimed)
                    Q_EMIT happened(TokenReady{m_dice.uuid()});
                else
                    Q_EMIT happened(NotRecorded{});
            });
    });
}

void Sender::makeBody()
{
    std::optional<Mime::Stamp> stamp;
    if (m_carrier == Carrier::Mime)
        stamp = Mime::Stamp{{{}, m_route->address}, m_clock.now()};
    Store::inWorker<BodyResult>(
        this, [content = m_content, spool = m_spool, stamp](const auto &) { return bodyOf(content, spool, stamp); },
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

Net::HttpRequest Sender::request(const QString &attemptId)
{
    const Graph::Endpoints endpoints = endpointsFor(*m_route, m_content.message);
    switch (m_carrier) {
    case Carrier::Draft:
        return Graph::sendDraft(endpoints, m_remote.draft, attemptId);
    case Carrier::Mime:
        return Graph::sendMimeMail(endpoints, std::exchange(m_body, {}), attemptId);
    case Carrier::Json:
        break;
    }
    return Graph::sendMail(endpoints, std::exchange(m_body, {}), attemptId);
}

void Sender::post(const QString &attemptId)
{
    m_call = m_transport.send(request(attemptId), m_token);
    connect(m_call, &Net::Call::progressed, this, &Sender::progressed);
    connect(m_call, &Net::Call::finished, this, [this, attemptId](const Net::HttpReply &reply) {
        m_call.clear();
        Graph::SendVerdict verdict = m_carrier == Carrier::Draft ? Graph::readSendDraftReply(reply, m_clock.now())
                                                                 : Graph::readSendReply(reply, m_clock.now());
        if (auto *refused = std::get_if<Graph::NotAccepted>(&verdict)) {
            refused->error.clientRequestId = attemptId;
            if (refused->error.kind == Graph::ErrorKind::ClaimsChallenge && m_route->tokens)
                m_route->tokens->challenged(m_token, std::exchange(refused->error.claims, {}));
        }
        if (auto *unclear = std::get_if<Graph::Unclear>(&verdict))
            unclear->error.clientRequestId = attemptId;
        Q_EMIT happened(Replied{verdict});
    });
}

void Sender::abort()
{
    ++m_turn;
    m_body.clear();
    if (m_draft) {
        m_draft->stop();
        m_draft->deleteLater();
        m_draft = nullptr;
    }
    if (m_call)
        m_call->cancel();
}

bool Sender::mayAbort() const
{
    return m_call && !m_call->isBodyHandedOver();
}

} // namespace Sendoff::Outbox
