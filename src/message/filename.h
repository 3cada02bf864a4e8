// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QString>

namespace Sendoff {

enum class FileNameFlag {
    BidiRemoved = 1,
    InvisibleRemoved = 2,
    ControlRemoved = 4,
    Shortened = 8,
    BlockedType = 16, ///< a type Outlook refuses to open (exe, js, …)
    DoubleExtension = 32,
    ReservedName = 64, ///< CON, NUL … on Windows
    Trimmed = 128,
};
Q_DECLARE_FLAGS(FileNameFlags, FileNameFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(FileNameFlags)

struct FileName
{
    QString sendName; ///< for the receiver; empty if the path names nothing that can be sent
    QString localName; ///< for a file this program writes itself; never a path
    FileNameFlags flags;
};

/// The name an attachment gets for its receiver, from a path or a suggested name: its last part in NFC without controls,
/// bidi overrides and invisible characters, trimmed, at most 255 UTF-8 octets with the extension kept.
FileName cleanFileName(const QString &pathOrName);

} // namespace Sendoff
