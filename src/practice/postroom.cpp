// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/postroom.h"

#include "base/log.h"
#include "practice/drafts.h"

namespace Sendoff::Practice {

bool Postroom::accept(AcceptedMail mail)
{
    mail.id = m_mailbox.nextId();
    mail.time = m_clock.now();
    mail.copy = m_mailbox.nextCopy(mail.requestSha256);
    if (mail.immutableId.isEmpty())
        mail.immutableId = newImmutableId(m_dice);
    if (mail.restId.isEmpty())
        mail.restId = newRestId(m_dice);
    if (!m_ledger.append(mail))
        return false;
    if (!m_mailbox.keep(mail))
        qCWarning(logPractice, "A mail was accepted, but its folder does not take it.");
    return true;
}

} // namespace Sendoff::Practice
