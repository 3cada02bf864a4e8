// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/fileprint.h"

#include <QString>

namespace Sendoff {

struct Attachment
{
    QString id; ///< ours, a UUID
    QString file; ///< absolute local path the bytes are read from
    QString name; ///< what the receiver sees, already clean (filename.h)
    QString contentType; ///< MIME type
    qint64 size = 0; ///< raw octets
    bool isInline = false;
    QString contentId; ///< without angle brackets; only if inline
    FilePrint print; ///< when it was attached

    friend bool operator==(const Attachment &, const Attachment &) = default;
};

} // namespace Sendoff
