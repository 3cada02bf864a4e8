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
};

} // namespace Sendoff
