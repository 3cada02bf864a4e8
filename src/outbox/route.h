// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/endpoints.h"
#include "graph/sendplan.h"
#include "net/secretshelf.h"
#include "net/tokensource.h"

#include <QString>

#include <functional>
#include <optional>

namespace Sendoff::Outbox {

/// How mail of one account leaves.
struct Route
{
    Graph::Endpoints endpoints;
    Net::TokenSource *tokens = nullptr;
    QString address; ///< the account's own mailbox
    Graph::Abilities abilities = {}; ///< rights: what is known without a token; a token adds to it
    Net::SecretShelf *shelf = nullptr; ///< for upload URLs; null: they are forgotten with the program
};

/// Asked for anew each time: a sign-in may end and another take its place.
using Routes = std::function<std::optional<Route>(const QString &account)>;

/// Where the calls for this mail go: to the mailbox it leaves from.
Graph::Endpoints endpointsFor(const Route &route, const Message &message);
/// With the rights that the route's tokens were last seen to hold.
Graph::Abilities abilitiesOf(const Route &route);

/// Whether the service holds this mail back until its time; otherwise it waits here.
bool isDeferredByService(const Message &message, const Graph::Abilities &abilities);
/// A mail with a time that this computer has to keep. One that lacks a right is not: that is told at once.
bool waitsHere(const Message &message, const Graph::Abilities &abilities);

} // namespace Sendoff::Outbox
