// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/summary.h"

namespace Sendoff::Gui {

/// How many mails of the outbox are in which state, also those that no list has read yet.
using OutboxCounts = Outbox::Counts;

inline int allOf(const OutboxCounts &counts)
{
    return counts.waiting + counts.needsUser + counts.uncertain + counts.accepted + counts.cancelled;
}

/// Those that go on only if a person does something.
inline int wantAttention(const OutboxCounts &counts)
{
    return counts.needsUser + counts.uncertain;
}

} // namespace Sendoff::Gui
