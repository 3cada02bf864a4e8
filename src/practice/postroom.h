// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/ledger.h"
#include "practice/mailbox.h"

namespace Sendoff::Practice {

/// Where mail goes out: into the ledger, and then into the mailbox.
class Postroom
{
public:
    Postroom(Ledger &ledger, Mailbox &mailbox, const Clock &clock, Dice &dice)
        : m_ledger(ledger)
        , m_mailbox(mailbox)
        , m_clock(clock)
        , m_dice(dice)
    {
    }

    /// Fills in what comes with the sending (id, time, copy, ids of Graph that are missing). False: it was not
    /// accepted.
    bool accept(AcceptedMail mail);

private:
    Ledger &m_ledger;
    Mailbox &m_mailbox;
    const Clock &m_clock;
    Dice &m_dice;
};

} // namespace Sendoff::Practice
