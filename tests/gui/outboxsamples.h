// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/outboxcounts.h"
#include "gui/outboxwording.h"
#include "samples.h"

// Mails of an outbox for tests and pictures.

namespace Sendoff::Gui::Samples {

inline Outbox::Summary mail(const QString &id, const QString &subject, const QStringList &to,
                            const Outbox::SendState &state, int minutesAgo = 5)
{
    Outbox::Summary summary;
    summary.id = id;
    summary.account = work().id;
    summary.subject = subject;
    summary.to = to;
    summary.recipients = static_cast<int>(to.size());
    summary.state = state;
    summary.queuedAt = QDateTime::currentDateTimeUtc().addSecs(-60 * minutesAgo);
    return summary;
}

inline Outbox::Accepted acceptedAgo(int minutes)
{
    Outbox::Accepted state;
    state.when = QDateTime::currentDateTimeUtc().addSecs(-60 * minutes);
    state.requestId = u"5f8a6e52-14f7-4a07-9d2d-7d0f6c1d7a11"_s;
    state.attempts = 1;
    return state;
}

inline QList<Outbox::Summary> mixedUnfinished()
{
    Outbox::Waiting offline = waiting(Outbox::WaitReason::Offline, 41);
    offline.attempts = 2;
    Outbox::Uncertain left = uncertain();
    left.attempts = 1;
    Outbox::Summary several = mail(u"w2"_s, u"Invitation to the summer party in the garden behind the old mill"_s,
                                   {u"Ben Ode"_s, u"Carla Fink"_s, u"Ana Mora"_s, u"ines@example.org"_s}, offline, 12);
    several.recipients = 148;
    Outbox::Summary private_ = mail(u"s1"_s, u"Photos of the weekend"_s, {u"Jo Lind"_s}, Outbox::Sending{}, 3);
    private_.account = personal().id;
    return {
        mail(u"w1"_s, u"Offer for June"_s, {u"Ben Ode"_s, u"Carla Fink"_s}, waiting(Outbox::WaitReason::Undo, 8), 0),
        private_, several, mail(u"u1"_s, u"Contract, second version"_s, {u"Dr. Ines Weber"_s}, left, 31),
        mail(u"n1"_s, u"Minutes of Monday"_s, {u"team@contoso.com"_s}, refused(Graph::ErrorKind::AttachmentRefused),
             49)};
}

inline QList<Outbox::Summary> someFinished(int from, int count)
{
    QList<Outbox::Summary> page;
    const QStringList subjects{u"Lunch on Friday?"_s, u"Re: Plan of the garden"_s, u"Invoice 2026-114"_s,
                               u"Happy birthday!"_s, u""_s};
    const QStringList names{u"Ben Ode"_s, u"Carla Fink"_s, u"Ana Mora"_s, u"office@example.org"_s};
    for (int i = from; i < from + count; ++i) {
        Outbox::SendState state = acceptedAgo(90 + i * 40);
        if (i % 7 == 3)
            state = Outbox::Cancelled{QDateTime::currentDateTimeUtc().addSecs(-60 * (90 + i * 40)), 0, false};
        page.append(mail(u"f%1"_s.arg(i), subjects.at(i % 5), {names.at(i % 4)}, state, 91 + i * 40));
    }
    return page;
}

inline OutboxDetails detailsOf(const Outbox::Summary &summary)
{
    OutboxDetails details;
    details.summary = summary;
    details.internetMessageId = u"<4f0c2a1e-77b4-4b5e-9a6e-51c1f8e5a3d2@contoso.com>"_s;
    const QDateTime start = summary.queuedAt;
    Outbox::Attempt attempt;
    attempt.id = u"0f3ad0f5-8b8f-4a5e-8a57-0f62f3b3a8a2"_s;
    attempt.started = start.addSecs(11);
    attempt.ended = start.addSecs(13);
    const bool accepted = std::holds_alternative<Outbox::Accepted>(summary.state);
    const bool unclear = std::holds_alternative<Outbox::Uncertain>(summary.state);
    attempt.verdict = accepted ? u"accepted"_s : unclear ? u"unclear"_s : u"not-accepted"_s;
    attempt.status = accepted ? 202 : unclear ? 0 : 400;
    attempt.requestId = unclear ? QString() : u"5f8a6e52-14f7-4a07-9d2d-7d0f6c1d7a11"_s;
    const QString end = Outbox::stateName(summary.state);
    details.history.attempts = {attempt};
    details.history.happenings = {{start, u"queued"_s, u"waiting"_s},
                                  {start.addSecs(10), u"due"_s, u"preparing"_s},
                                  {start.addSecs(11), u"token-ready"_s, u"sending"_s},
                                  {start.addSecs(13), u"replied"_s, end}};
    return details;
}

inline OutboxCounts mixedCounts()
{
    return {3, 1, 1, 9980, 12};
}

} // namespace Sendoff::Gui::Samples
