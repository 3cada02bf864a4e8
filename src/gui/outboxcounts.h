// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Sendoff::Gui {

/// How many mails of the outbox are in which state, also those that no list has read yet.
struct OutboxCounts
{
    int waiting = 0; ///< or being prepared or sent
    int needsUser = 0;
    int uncertain = 0;
    int accepted = 0;
    int cancelled = 0;

    int all() const { return waiting + needsUser + uncertain + accepted + cancelled; }
    /// Those that go on only if a person does something.
    int wantAttention() const { return needsUser + uncertain; }
    friend bool operator==(const OutboxCounts &, const OutboxCounts &) = default;
};

} // namespace Sendoff::Gui
