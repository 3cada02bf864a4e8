// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/queue.h"

namespace Sendoff::App {

/// Mail of one account in the outbox that is neither sent nor cancelled.
struct QueuedMail
{
    int waiting = 0; ///< can become drafts again
    int unsettled = 0; ///< being sent, or uncertain: it stays in the outbox
};

QueuedMail queuedMailOf(const QString &account, const Outbox::Queue &queue);
/// Makes drafts of what waits, because its account goes; how many there were.
int takeBack(const QString &account, Outbox::Queue &queue);

} // namespace Sendoff::App
