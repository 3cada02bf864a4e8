// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace Sendoff {

/// Every number the service sets, with where it is stated.
struct Limits
{
    /// One write request, headers not counted: user-sendmail and outlook-large-attachments say 4 MB; measured 2020: 413
    /// beyond 3,145,611 raw octets of one attachment, which is 4 MiB of request.
    qint64 requestBytes = 4'194'304;
    /// To + Cc + Bcc of one message; 500 by default, the administrator may set 1 … 1000 (message resource page).
    qsizetype recipients = 500;
    /// Exchange Online limits page.
    qsizetype subjectCharacters = 255;
    qsizetype attachments = 250;
    /// Raw octets from which a file goes up in a session of its own: a POST takes those under 3 MB, a session none
    /// below 2 MiB (attachment: createUploadSession; refusal measured 2020).
    qint64 sessionFrom = 3'000'000;
    /// Raw octets of one file in a session (the same page: 150 MB, counted as Exchange counts).
    qint64 attachmentBytes = 157'286'400;
    /// Raw octets of one part, a multiple of 320 KiB, under the 4 MB of one request.
    qint64 partBytes = 3'276'800;
    /// The whole mail after base64, where nobody has set it otherwise: 35 MB (outlook-large-attachments). The
    /// administrator may have raised it, so this one is worth a word and no refusal.
    qint64 usualMessageBytes = 36'700'160;
};

} // namespace Sendoff
