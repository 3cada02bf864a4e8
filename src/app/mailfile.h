// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composeinput.h"
#include "mime/mailreader.h"

namespace Sendoff::App {

/// A saved mail (.eml) that goes out octet for octet: its fields as far as they can be read, the file itself as the one
/// attachment. Waits for the disk.
Result<Message, InputError> readMailAsItIs(const QString &file);

/// The same mail to be gone on with in a window: its files are kept in the folder of pasted files below `folder`. It
/// becomes a new mail of whoever writes: sender and Message-ID stay behind.
Result<Message, InputError> readMailToWrite(const QString &file, const QString &folder);

/// The mail with its own attachments, which are nowhere but in the file: to be told about, not to be sent.
Result<Message, InputError> readMailToPrint(const QString &file);

/// A ready-made mail that somebody wants to change, as readMailToWrite(); what cannot be read any more is left as the
/// text of the mail with the file attached.
Message changeable(const Message &asItIs, const QString &folder);

} // namespace Sendoff::App
