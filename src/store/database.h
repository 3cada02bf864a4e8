// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/storeerror.h"

#include <QSqlDatabase>
#include <QString>

namespace Sendoff::Store {

/// The one SQLite database of a profile: WAL, synchronous=FULL (a committed row survives power loss), foreign keys,
/// immediate transactions, user_version migrations. One object per thread; the file is 0600 in a 0700 folder.
class Database
{
public:
    /// Opens or creates `folder`/sendoff.sqlite.
    static Result<Database, StoreError> open(const QString &folder);
    Database(Database &&other) noexcept;
    Database &operator=(Database &&) = delete;
    ~Database();

    QSqlDatabase connection() const;
    QString folder() const;

    /// Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back if it returns false or the commit fails.
    template <typename Work>
    Result<Done, StoreError> transaction(Work &&work)
    {
        if (const auto begun = begin(); !begun)
            return begun;
        if (!work()) {
            const StoreError error = lastError();
            rollback();
            return Failure{error};
        }
        return commit();
    }
    /// Of the last statement on this connection.
    StoreError lastError() const;

private:
    Database(QString name, QString folder);
    Result<Done, StoreError> begin();
    Result<Done, StoreError> commit();
    void rollback();

    QString m_name;
    QString m_folder;
};

} // namespace Sendoff::Store
