// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/message.h"

#include "message/characters.h"

namespace Sendoff {

bool Message::isBlank() const
{
    return recipients.count() == 0 && replyTo.isEmpty() && oneLine(subject).isEmpty() && Sendoff::isBlank(body)
        && attachments.isEmpty();
}

} // namespace Sendoff
