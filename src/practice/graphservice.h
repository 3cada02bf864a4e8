// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/draftservice.h"

namespace Sendoff::Practice {

/// The mail side: what stands below /v1.0 (Microsoft Graph v1.0: user-get, user-sendmail; the rest is the draft route).
class GraphService
{
public:
    GraphService(const TokenBook &tokens, Postroom &postroom, Mailbox &mailbox, DraftBox &drafts,
                 DraftService &draftRoute, const Settings &settings, const Clock &clock, Dice &dice);

    /// Of a path below /v1.0. There is an answer to everything.
    Answer answer(const Request &request);
    /// Adds the headers that every Graph answer has, also those of a fault.
    void stamp(Answer &answer, const Request &request);

private:
    using Outcome = DraftService::Outcome;

    Marks marksOf(const Request &request);
    Result<Grant, GraphProblem> readGrant(const Request &request) const;
    Outcome route(const Request &request, const Marks &marks);
    Outcome me(const Request &request, const Place &place) const;
    Outcome messages(const Call &call, const Request &request, const Place &place);
    Outcome sendMail(const Request &request, const Place &place, const Marks &marks);
    Answer refuse(const GraphProblem &problem, const Marks &marks) const;

    const TokenBook &m_tokens;
    Postroom &m_postroom;
    Mailbox &m_mailbox;
    DraftBox &m_drafts;
    DraftService &m_draftRoute;
    const Settings &m_settings;
    const Clock &m_clock;
    Dice &m_dice;
};

} // namespace Sendoff::Practice
