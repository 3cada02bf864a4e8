// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/inworker.h"

namespace Sendoff::Store {

QThreadPool &fileThreads()
{
    // Never deleted, since the pool's destructor waits. More threads than cores: they wait for disks, not for a
    // processor, and some may be stuck.
    static auto *const pool = [] {
        auto *threads = new QThreadPool;
        threads->setMaxThreadCount(8);
        return threads;
    }();
    return *pool;
}

} // namespace Sendoff::Store
