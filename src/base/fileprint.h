// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace Sendoff {

/// What is remembered of a file to notice that it is no longer the one that was attached.
struct FilePrint
{
    qint64 size = -1;
    qint64 modifiedMs = 0; ///< milliseconds since the epoch, UTC
    quint64 device = 0;
    quint64 inode = 0;

    friend bool operator==(const FilePrint &, const FilePrint &) = default;
};

} // namespace Sendoff
