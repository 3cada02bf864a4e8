// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "store/storeerror.h"

namespace Sendoff::App {

/// A message made from the command line, and what a person should know about how it was read.
struct ComposeInput
{
    Message message;
    QStringList dropped; ///< fields of a link that are not honoured
    QStringList warnings; ///< codes of readMailto()
    bool isLinkRefused = false; ///< the link was not fit to be used at all
};

struct InputError
{
    enum class Kind {
        FileUnreadable,
        BodyTooLong,
        BodyNotText,
        NotAMail, ///< a .eml file that holds no mail
        MailTooLarge, ///< or with more parts than a mail has
        NoMailLibrary, ///< what reads saved mail is not installed
    };
    Kind kind = Kind::FileUnreadable;
    Store::StoreError file; ///< for FileUnreadable and NotAMail
};

/// Adds what the options say to a message that is there already, such as one from a file; the body stays if they name
/// none.
Result<Done, InputError> addTo(Message &message, const ComposeOptions &options);

/// Reads the body file (or standard input) and looks at the files to attach. May wait for a file; not for the GUI
/// thread unless the options name none.
Result<ComposeInput, InputError> readInput(const ComposeOptions &options);
/// The same without the attachments: those of a window are looked at while it is already open.
Result<ComposeInput, InputError> readInputWithoutFiles(const ComposeOptions &options);

/// A body longer than this cannot be sent in one request anyway.
inline constexpr qint64 bodyLimit = 16 * 1024 * 1024;

} // namespace Sendoff::App
