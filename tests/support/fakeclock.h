// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

namespace Sendoff {

/// Time that passes only when told to.
class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return m_start.addMSecs(m_elapsed.count()); }
    std::chrono::milliseconds monotonic() const override { return m_elapsed; }

    void advance(std::chrono::milliseconds step) { m_elapsed += step; }
    /// Wall time only, as when somebody sets the clock.
    void setNow(const QDateTime &now) { m_start = now.addMSecs(-m_elapsed.count()); }

private:
    QDateTime m_start = QDateTime::currentDateTimeUtc();
    std::chrono::milliseconds m_elapsed{1'000};
};

} // namespace Sendoff
