// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/ballast.h"
#include "store/processlock.h"
#include "store/schema.h"
#include "store/storeerror.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <optional>

namespace Sendoff::Store {

/// The one SQLite database of a profile: WAL, synchronous=FULL (a committed row survives power loss), foreign keys,
/// immediate transactions, user_version migrations. One object per thread; the file is 0600 in a 0700 folder.
class Database
{
public:
    /// Opens or creates `folder`/sendoff.sqlite. An older schema is kept as sendoff.sqlite.v<n> before it is changed.
    static Result<Database, StoreError> open(const QString &folder);
    /// The same with another history of the schema.
    static Result<Database, StoreError> open(const QString &folder, const QList<Migration> &migrations);
    Database(Database &&other) noexcept;
    Database &operator=(Database &&) = delete;
    ~Database();

    QSqlDatabase connection() const;
    QString folder() const { return m_folder; }

    /// Runs one statement with its values; an invalid QVariant is NULL. If it fails the query is not active and lastError() says why.
    QSqlQuery run(const QString &sql, const QVariantList &values = {});

    /// Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back if it returns false or the commit fails.
    template <typename Work>
    Result<Done, StoreError> transaction(Work &&work)
    {
        if (auto begun = begin(); !begun)
            return begun;
        if (!work()) {
            const StoreError error = lastError();
            rollback();
            return Failure{error};
        }
        return commit();
    }
    /// The same for what must not get lost because a disk is full, such as the end of a request that went out: it may
    /// use the room that was kept back for this.
    template <typename Work>
    Result<Done, StoreError> urgentTransaction(Work &&work)
    {
        auto done = transaction(work);
        if (!done && done.error().kind == StoreError::Kind::DiskFull && m_ballast.drop())
            done = transaction(work);
        return done;
    }
    /// True if SQLite finds nothing wrong with the file. Reads all of it.
    bool isSound();
    /// It was made anew in place of a damaged one: what else is on disk knows more than its rows.
    bool wasRebuilt() const { return m_wasRebuilt; }
    void setRebuilt() { m_wasRebuilt = true; }
    /// Held as long as the database is open.
    void hold(ProcessLock lock) { m_presence = std::move(lock); }
    /// Of the last statement of run() that failed.
    StoreError lastError() const { return m_error; }
    /// A number that changes when another connection has changed the database.
    qint64 dataVersion();

private:
    Database(QString name, QString folder);
    bool connect();
    Result<Done, StoreError> migrate(const QList<Migration> &migrations);
    Result<Done, StoreError> keepOld(int version);
    Result<Done, StoreError> begin();
    Result<Done, StoreError> commit();
    void rollback();

    QString m_name; ///< of the connection; empty once moved from
    QString m_folder;
    Ballast m_ballast;
    std::optional<ProcessLock> m_presence;
    StoreError m_error;
    bool m_wasRebuilt = false;
    bool m_isDoubtful = false; ///< a commit failed: what the connection holds in memory is not to be trusted
};

} // namespace Sendoff::Store
