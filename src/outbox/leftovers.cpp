// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/leftovers.h"

#include "base/log.h"
#include "graph/draftreplies.h"
#include "graph/draftrequests.h"
#include "graph/lookup.h"
#include "graph/rights.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace Sendoff::Outbox {

namespace {

constexpr std::chrono::milliseconds pauseAfterTrouble = 1min;
constexpr auto settleTime = 5min;
/// Whoever has not been asked by then will not be.
constexpr auto kept = 24h * 90;

} // namespace

Leftovers::Leftovers(Net::Transport &transport, OutboxStore &store, Routes routes, const Clock &clock, Dice &dice,
                     QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_store(store)
    , m_routes(std::move(routes))
    , m_clock(clock)
    , m_dice(dice)
{
}

void Leftovers::wake()
{
    m_isEmpty = false;
    m_notBefore.reset();
}

void Leftovers::goOn()
{
    if (m_isBusy || m_isEmpty || (m_notBefore && m_clock.monotonic() < *m_notBefore))
        return;
    const QList<Leftover> all = m_store.leftovers();
    m_isEmpty = all.isEmpty();
    if (m_isEmpty)
        return;
    auto next = std::find_if(all.cbegin(), all.cend(), [this](const Leftover &each) { return each.number > m_after; });
    if (next == all.cend())
        next = all.cbegin();
    m_after = next->number;
    const auto age = std::chrono::milliseconds(next->since.msecsTo(m_clock.now()));
    const auto route = m_routes(next->account);
    if (age > kept) {
        std::ignore = m_store.removeLeftover(next->number);
        return;
    }
    if (!route || !route->tokens)
        return later();
    m_isBusy = true;
    route->tokens->token(this, [this, leftover = *next, route = *route](const Result<Secret, Net::NoToken> &token) {
        if (!token || !abilitiesOf(route).has(Graph::Right::mailReadWrite))
            return later();
        look(leftover, route, token.value());
    });
}

Graph::Endpoints Leftovers::endpointsOf(const Leftover &leftover, const Route &route) const
{
    Graph::Endpoints endpoints = route.endpoints;
    if (!leftover.mailbox.isEmpty())
        endpoints.mailbox = leftover.mailbox;
    return endpoints;
}

/// Only a draft is deleted. It may have been sent: by a person from Drafts, or by a request whose answer was lost.
void Leftovers::look(const Leftover &leftover, const Route &route, const Secret &token)
{
    const Graph::Endpoints endpoints = endpointsOf(leftover, route);
    const bool isKnown = !leftover.draft.isEmpty();
    Net::Call *call
        = m_transport.send(isKnown ? Graph::getDraft(endpoints, leftover.draft, m_dice.uuid())
                                   : Graph::findMessage(endpoints, leftover.internetMessageId, m_dice.uuid()),
                           token);
    connect(call, &Net::Call::finished, this, [=, this](const Net::HttpReply &reply) {
        if (!isKnown) {
            const Graph::LookUp result = Graph::readLookUp(reply, leftover.internetMessageId, m_clock.now());
            const auto *found = std::get_if<Graph::Found>(&result);
            if (found && found->isDraft)
                return remove(leftover, route, token, found->id);
            // A request that was broken off can still be carried out.
            const auto age = std::chrono::milliseconds(leftover.since.msecsTo(m_clock.now()));
            const bool isSettled = std::holds_alternative<Graph::NotFound>(result) && age > settleTime;
            return isSettled || found ? done(leftover) : later();
        }
        const auto draft = Graph::readDraft(reply, m_clock.now());
        if (draft && draft.value().isDraft)
            return remove(leftover, route, token, draft.value().id);
        if (draft || draft.error().status == 404 || draft.error().status == 410)
            return done(leftover);
        later();
    });
}

void Leftovers::remove(const Leftover &leftover, const Route &route, const Secret &token, const QString &draft)
{
    Net::Call *call = m_transport.send(Graph::deleteDraft(endpointsOf(leftover, route), draft, m_dice.uuid()), token);
    connect(call, &Net::Call::finished, this, [=, this](const Net::HttpReply &reply) {
        if (Graph::readDeleted(reply, m_clock.now()))
            done(leftover);
        else
            later();
    });
}

void Leftovers::done(const Leftover &leftover)
{
    m_isBusy = false;
    if (!m_store.removeLeftover(leftover.number))
        later();
}

void Leftovers::later()
{
    m_isBusy = false;
    m_notBefore = m_clock.monotonic() + pauseAfterTrouble;
    qCDebug(logOutbox) << "a draft at the service could not be deleted yet";
}

} // namespace Sendoff::Outbox
