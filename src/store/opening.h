// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

#include <optional>

namespace Sendoff::Store {

/// A database that was broken. Nothing of it was deleted.
struct MovedAside
{
    QString file; ///< where it is now
    int savedDrafts = 0; ///< that could still be read from it, and are in the new one
};

struct Opened
{
    Database database;
    std::optional<MovedAside> moved;
};

/// Opens the database of a profile. One that SQLite calls damaged, or that is found unsound after a program ended in the
/// middle of its work, is moved aside under a name with the time, and a new one takes its place with the drafts that can
/// still be read. What was queued is not taken from it: the spool holds that (Queue). While another program has the
/// profile open nothing is moved: Damaged.
Result<Opened, StoreError> openProfile(const QString &folder);

} // namespace Sendoff::Store
