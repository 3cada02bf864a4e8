// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/route.h"

#include "graph/rights.h"

namespace Sendoff::Outbox {

Graph::Endpoints endpointsFor(const Route &route, const Message &message)
{
    Graph::Endpoints endpoints = route.endpoints;
    if (message.asMailbox && message.from)
        endpoints.mailbox = message.from->mailbox;
    return endpoints;
}

Graph::Abilities abilitiesOf(const Route &route)
{
    Graph::Abilities abilities = route.abilities;
    if (route.tokens) {
        for (const QString &scope : route.tokens->scopes())
            abilities.rights.append(Graph::bareRight(scope, route.endpoints));
    }
    return abilities;
}

bool isDeferredByService(const Message &message, const Graph::Abilities &abilities)
{
    const Graph::SendPlan plan = Graph::planSend(message, Limits{}, abilities);
    const auto *draft = std::get_if<Graph::DraftSend>(&plan);
    return draft && draft->deferredUntil.isValid() && Graph::missingRights(plan, message, abilities).isEmpty();
}

bool waitsHere(const Message &message, const Graph::Abilities &abilities)
{
    if (!message.sendAt.isValid() || isDeferredByService(message, abilities))
        return false;
    const Graph::SendPlan plan = Graph::planSend(message, Limits{}, abilities);
    return !std::holds_alternative<Graph::TooBig>(plan) && Graph::missingRights(plan, message, abilities).isEmpty();
}

} // namespace Sendoff::Outbox
