// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/body.h"

#include <QList>

namespace Sendoff::Compose {

struct WrittenLink
{
    QString text; ///< what is read
    QString target; ///< where it leads

    friend bool operator==(const WrittenLink &, const WrittenLink &) = default;
};

/// What the person wrote, without what was quoted.
struct OwnText
{
    QString text; ///< lines end with \n
    QList<WrittenLink> links; ///< of HTML
};

/// Leaves out quotes ("> " in text, blockquote in HTML), code, and all from the signature mark "-- " (RFC 3676 4.3) or
/// from the line on that Outlook puts above the mail that is answered.
OwnText ownText(const Body &body);

} // namespace Sendoff::Compose
