// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/encodedword.h"

namespace Sendoff {

/// 0 … 15, or -1 if it is no hexadecimal digit.
int hexDigit(QChar c);

/// Percent-escapes decoded once, as UTF-8 (RFC 3986 2.1, RFC 6068 5). A broken escape stays as it is and counts as
/// damage, like octets that are no UTF-8. A plus sign is a plus sign.
DecodedText decodePercent(QStringView text);

} // namespace Sendoff
