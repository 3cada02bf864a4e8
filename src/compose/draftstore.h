// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "message/message.h"
#include "store/database.h"

#include <QDateTime>

#include <optional>

namespace Sendoff::Compose {

struct Draft
{
    QString id;
    Message message;
    QString account;
    QDateTime saved;
};

/// Drafts as rows. save() returns after the commit: what it says is saved survives a crash and a power cut.
class DraftStore
{
public:
    DraftStore(Store::Database &database, const Clock &clock);

    Result<Done, Store::StoreError> save(const QString &id, const Message &message, const QString &account);
    Result<Done, Store::StoreError> remove(const QString &id);
    std::optional<Draft> load(const QString &id) const;
    QList<Draft> all() const; ///< newest first

private:
    Store::Database &m_database;
    const Clock &m_clock;
};

} // namespace Sendoff::Compose
