// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff {

enum class BodyKind { Text, Html };

struct Body
{
    BodyKind kind = BodyKind::Text;
    QString content; ///< lines end with \n

    friend bool operator==(const Body &, const Body &) = default;
};

/// Plain text as a person reads it: CRLF and CR become \n, NUL and other C0 controls except tab and \n go,
/// bidi overrides (U+202A–202E, U+2066–2069) stay (they are text); U+FFFC goes.
QString cleanPlainText(QString text);

/// Nothing to read: no visible character, and in HTML no picture, rule or table either.
bool isBlank(const Body &body);

} // namespace Sendoff
