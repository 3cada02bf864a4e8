// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>

namespace Sendoff::Graph {

/// Attachment id → its octets.
using Contents = QHash<QString, QByteArray>;

/// The JSON body of `POST /me/sendMail` (user: sendMail, v1.0), compact, UTF-8. Readable recipients only; the caller
/// has checked that there are no others. `saveToSentItems` is written only when it is false. Domains leave as A-labels,
/// text leaves as it is (line ends stay \n). Empty if the contents of an attachment are missing: nothing may be sent
/// then.
QByteArray sendMailBody(const Message &message, const Contents &contents);

/// Octets that sendMailBody() would make, without making them: for the running total against the limit.
qint64 sendMailBodySize(const Message &message);

/// Which attachments go with the request that makes a draft.
enum class Enclosed { All, None };
/// The JSON body of `POST /me/messages` (user: post messages), under the same terms as sendMailBody(). `sendAt` becomes
/// PidTagDeferredSendTime, so that the service holds it back ("SystemTime 0x3FEF"); null: none.
QByteArray draftBody(const Message &message, const Contents &contents, Enclosed enclosed, const QDateTime &sendAt = {});
qint64 draftBodySize(const Message &message, Enclosed enclosed);
/// The JSON body of `POST …/attachments` (message: post attachments).
QByteArray attachmentBody(const Attachment &attachment, const QByteArray &octets);
/// The JSON body of `POST …/attachments/createUploadSession`.
QByteArray uploadSessionBody(const Attachment &attachment);

/// Octets of the base64 of `octets` octets, with padding, without line breaks (RFC 4648 4).
constexpr qint64 base64Size(qint64 octets)
{
    return (octets + 2) / 3 * 4;
}

} // namespace Sendoff::Graph
