// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QString>

namespace Sendoff {

enum class FileNameFlag {
    Refused = 1, ///< names nothing that can be attached: no last part, a NUL, or below /dev, /proc or /sys
    Remote = 2, ///< a URL of another machine
    PathRemoved = 4, ///< a suggested name had folders in it
    Decoded = 8, ///< a suggested name was an encoded-word (RFC 2047)
    BidiRemoved = 16,
    InvisibleRemoved = 32,
    ControlRemoved = 64, ///< each run became a blank
    TrailingDotOrBlank = 128, ///< blanks at the edges went, or it ends in a dot, which Windows takes away
    Shortened = 256, ///< to 255 UTF-8 octets
    ReservedName = 512, ///< CON, NUL … on Windows
    DoubleExtension = 1024, ///< looks like a document and is a program: photo.jpeg.exe
    BlockedType = 2048, ///< a type Outlook refuses to open (exe, js, …)
    EmptyFile = 4096, ///< never set here: the name does not tell; for whoever looks at the file
};
Q_DECLARE_FLAGS(FileNameFlags, FileNameFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(FileNameFlags)

struct FileName
{
    QString sendName; ///< for the receiver; empty if refused
    QString localName; ///< for a file this program writes itself; never a path, fit for Windows too; empty if refused
    FileNameFlags flags;

    friend bool operator==(const FileName &, const FileName &) = default;
};

/// The name an attachment gets for its receiver, from a local path or a URL: its last part in NFC without controls,
/// bidi overrides and invisible characters (joiners inside emoji and letters stay), trimmed, at most 255 UTF-8 octets
/// with the extension kept. Looks at the text only, never at a disk.
FileName cleanFileName(const QString &path);

/// The same for a name that came with something (a pasted picture, a part of another mail) and is no path of this
/// machine: folders of any style are cut off, encoded-words decoded. Never refused: a name of nothing is "attachment".
FileName cleanSuggestedName(const QString &name);

} // namespace Sendoff
