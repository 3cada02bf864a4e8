// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace Sendoff::Store {

/// Why something is not on disk. Whoever gets this must not say "saved" or "queued".
struct StoreError
{
    enum class Kind {
        CannotOpen,
        NewerSchema, ///< written by a later version: nothing was changed
        DiskFull,
        ReadOnly,
        Damaged,
        Busy,
        NotARegularFile, ///< `detail` says what it is: folder, pipe, socket, device, kernel (a file of /proc or /sys)
        NotReadable,
        Missing,
        Changed, ///< the file is not the one that was attached, or changed while it was copied
        Cancelled, ///< the person took it back
        Failed,
    };
    Kind kind = Kind::Failed;
    QString path;
    QString detail;

    friend bool operator==(const StoreError &, const StoreError &) = default;
};

} // namespace Sendoff::Store
