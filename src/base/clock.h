// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace Sendoff {

/// Where the time comes from, so that tests can turn it.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Wall time, UTC. May jump.
    virtual QDateTime now() const = 0;
    /// Time since some fixed moment; never goes backwards. Use it for waits and ages.
    virtual std::chrono::milliseconds monotonic() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    std::chrono::milliseconds monotonic() const override;
};

} // namespace Sendoff
