// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
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
/// What the account has sent and kept, newest first.
QByteArray answerMessageQuery(const MessageQuery &query, const Mailbox &mailbox, const QString &account);

} // namespace Sendoff::Practice
