// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "practice/drafts.h"
#include "practice/graphproblem.h"
#include "practice/mailbox.h"

#include <QStringList>

namespace Sendoff::Practice {

/// GET /me/messages with the only filter that is understood here (user-list-messages, OData 4.0).
struct MessageQuery
{
    QString internetMessageId; ///< of $filter=internetMessageId eq '…'
    QStringList select; ///< empty: all members
    int top = 10;
};

Result<MessageQuery, GraphProblem> readMessageQuery(const QByteArray &query);

/// Where to look, and how to show it.
struct Scope
{
    QString mailbox;
    QString folder; ///< drafts, outbox or sentitems; empty: everywhere
    bool isImmutable = false;
    bool isBasic = false; ///< Mail.ReadBasic: no text
};

/// Drafts first, then what was sent and kept, newest first.
QByteArray answerMessageQuery(const MessageQuery &query, const Mailbox &sent, DraftBox &drafts, const Scope &scope);

} // namespace Sendoff::Practice
