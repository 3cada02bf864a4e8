// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"

#include <QByteArray>
#include <QHash>

namespace Sendoff::Graph {

/// Attachment id → its octets.
using Contents = QHash<QString, QByteArray>;

/// The JSON body of `POST /me/sendMail` (user: sendMail, v1.0), compact, UTF-8. Readable recipients only; the caller has
/// checked that there are no others. `saveToSentItems` is written only when it is false. Domains leave as A-labels.
QByteArray sendMailBody(const Message &message, const Contents &contents);

/// Octets that sendMailBody() would make, without making them: for the running total against the limit.
qint64 sendMailBodySize(const Message &message);

} // namespace Sendoff::Graph
