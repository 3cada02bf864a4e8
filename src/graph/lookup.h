// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/endpoints.h"
#include "graph/replies.h"
#include "net/httprequest.h"

#include <QStringList>

#include <variant>

namespace Sendoff::Graph {

// Whether the mailbox has a message with the Message-ID that we gave it (user: list messages, with $filter).

/// Whether these scopes of a token answer let the mailbox be searched: Mail.ReadBasic, Mail.Read or Mail.ReadWrite,
/// bare or with the Graph root in front, in any case; for a mailbox shared with the account its .Shared ones.
bool mayLookUp(const QStringList &scopes, const Endpoints &endpoints, bool isShared = false);

/// GET /me/messages?$filter=internetMessageId eq '…'. `internetMessageId` with its angle brackets.
Net::HttpRequest findMessage(const Endpoints &endpoints, const QString &internetMessageId,
                             const QString &clientRequestId);

struct Found
{
    QString id; ///< Graph's, immutable
    bool isDraft = false; ///< accepted mail is a draft until its transport takes it, so this proves nothing
    friend bool operator==(const Found &, const Found &) = default;
};
struct NotFound ///< no proof of anything: it can still appear, or was moved or deleted
{
    friend bool operator==(const NotFound &, const NotFound &) = default;
};
using LookUp = std::variant<Found, NotFound, Unclear>;

/// A message counts only if it names exactly this Message-ID and says whether it is a draft; a sent one wins.
LookUp readLookUp(const Net::HttpReply &reply, const QString &internetMessageId, const QDateTime &now);

} // namespace Sendoff::Graph
