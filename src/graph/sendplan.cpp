// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/sendplan.h"

#include "graph/messagewire.h"

#include <algorithm>

namespace Sendoff::Graph {

SendPlan planSend(const Message &message, const Limits &limits)
{
    const qint64 requestBytes = sendMailBodySize(message);
    if (requestBytes <= limits.requestBytes)
        return DirectSend{requestBytes};

    TooBig result;
    result.requestBytes = requestBytes;
    result.limit = limits.requestBytes;
    qint64 encoded = 0;
    for (const Attachment &attachment : message.attachments) {
        result.attachmentBytes += attachment.size;
        encoded += base64Size(attachment.size);
    }
    // Each attachment but the last may waste two octets of its last base64 group.
    const qint64 room = std::max<qint64>(0, limits.requestBytes - (requestBytes - encoded));
    const qint64 waste = 2 * std::max<qint64>(0, message.attachments.size() - 1);
    result.attachmentLimit = std::max<qint64>(0, room / 4 * 3 - waste);
    return result;
}

} // namespace Sendoff::Graph
