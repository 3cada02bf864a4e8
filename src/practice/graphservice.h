// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/exchange.h"
#include "practice/graphproblem.h"
#include "practice/ledger.h"
#include "practice/mailbox.h"
#include "practice/tokenbook.h"

namespace Sendoff::Practice {

/// The mail side: what stands below /v1.0 (Microsoft Graph v1.0: user-get, user-sendmail).
class GraphService
{
public:
    GraphService(const TokenBook &tokens, Ledger &ledger, Mailbox &mailbox, const Clock &clock, Dice &dice);

    /// `rest` is what stands after "/v1.0". There is an answer to everything.
    Answer answer(const QString &rest, const Request &request);
    /// Adds the headers that every Graph answer has, also those of a fault.
    void stamp(Answer &answer, const Request &request);

private:
    struct Marks
    {
        QString requestId;
        QString clientRequestId;
    };

    Marks marksOf(const Request &request);
    Answer route(const QString &rest, const Request &request, const Marks &marks);
    Answer me(const Request &request, const Grant &grant, const Marks &marks) const;
    Answer messages(const Request &request, const Grant &grant, const Marks &marks) const;
    Answer sendMail(const Request &request, const Grant &grant, const Marks &marks);
    Answer accept(const Mail &mail, const Request &request, const Grant &grant, const Marks &marks);
    Answer refuse(const GraphProblem &problem, const Marks &marks) const;

    const TokenBook &m_tokens;
    Ledger &m_ledger;
    Mailbox &m_mailbox;
    const Clock &m_clock;
    Dice &m_dice;
};

} // namespace Sendoff::Practice
