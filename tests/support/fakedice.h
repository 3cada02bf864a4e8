// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/dice.h"

namespace Sendoff {

/// Counts instead of rolling: every call gives other octets, and each run the same ones.
class FakeDice final : public Dice
{
public:
    QByteArray bytes(qsizetype count) override
    {
        QByteArray octets(count, '\0');
        ++m_calls;
        for (qsizetype at = 0; at < count; ++at)
            octets[at] = static_cast<char>((m_calls * 31 + at * 7) & 0xff);
        return octets;
    }
    double roll() override { return nextRoll; }

    double nextRoll = 0.5;

private:
    qsizetype m_calls = 0;
};

} // namespace Sendoff
