// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queuedmail.h"

namespace Sendoff::App {

namespace {

bool waits(const Outbox::SendState &state)
{
    return std::holds_alternative<Outbox::Waiting>(state) || std::holds_alternative<Outbox::Preparing>(state)
        || std::holds_alternative<Outbox::NeedsUser>(state);
}

} // namespace

QueuedMail queuedMailOf(const QString &account, const Outbox::Queue &queue)
{
    QueuedMail mail;
    for (const Outbox::Row &row : queue.unfinishedRows()) {
        if (row.account == account)
            ++(waits(row.state) ? mail.waiting : mail.unsettled);
    }
    return mail;
}

int takeBack(const QString &account, Outbox::Queue &queue)
{
    int drafts = 0;
    for (const Outbox::Row &row : queue.unfinishedRows()) {
        if (row.account != account || !waits(row.state))
            continue;
        queue.cancel(row.id);
        const auto after = queue.item(row.id);
        if (after && std::holds_alternative<Outbox::Cancelled>(after->state))
            ++drafts;
    }
    return drafts;
}

} // namespace Sendoff::App
