// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/sendmachine.h"

namespace Sendoff::Outbox {

// Parts of the machine: how long to wait, and what the end of a request leads to. All pure.

/// Doubles with each try, spread over half to one and a half of it so that many programs do not come back together.
std::chrono::milliseconds pause(std::chrono::milliseconds first, int tries, std::chrono::milliseconds longest,
                                double roll);
/// From now, at least now, at most longestWait.
QDateTime later(const Moment &moment, std::chrono::milliseconds span);
Waiting waitForNetwork(const Moment &moment, int attempts, int fruitless, const Graph::GraphError &error,
                       const Remote &remote);

Step afterReply(const Sending &sending, const Graph::SendVerdict &verdict, const Moment &moment);

} // namespace Sendoff::Outbox
