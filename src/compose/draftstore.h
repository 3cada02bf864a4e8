// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "compose/draftsummary.h"
#include "message/message.h"
#include "store/database.h"

#include <QDateTime>

#include <optional>

namespace Sendoff::Compose {

using Draft = DraftSummary;

/// Drafts as rows. save() returns after the commit: what it says is saved survives a crash and a power cut.
///
/// What a draft was before is kept in versions: at most one a minute, and always when an empty text, or one of less than
/// half the length, takes the place of a longer one. The last 20 stay.
class DraftStore
{
public:
    DraftStore(Store::Database &database, const Clock &clock);

    enum class Place { Window, Drawer }; ///< a draft in a window is given its window back after a crash
    Result<Done, Store::StoreError> save(const QString &id, const Message &message, const QString &account,
                                         Place place = Place::Drawer);
    Result<Done, Store::StoreError> remove(const QString &id); ///< with all its versions, for good
    /// Thrown away by a person: not in all() any more, for 30 days to be had back.
    Result<Done, Store::StoreError> discard(const QString &id);
    Result<Done, Store::StoreError> restore(const QString &id);
    Result<Done, Store::StoreError> setPlace(const QString &id, Place place);
    /// What was discarded long ago goes for good.
    Result<Done, Store::StoreError> sweep();

    std::optional<Draft> load(const QString &id) const;
    QList<Draft> all() const; ///< newest first, without discarded ones
    QList<Draft> inWindows() const; ///< oldest first
    QList<DraftVersion> versions(const QString &id) const; ///< newest first

private:
    bool keepVersion(const QString &id, const Message &next);
    QList<Draft> read(const QString &condition) const;

    Store::Database &m_database;
    const Clock &m_clock;
};

} // namespace Sendoff::Compose
