// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/fieldtokens.h"

namespace Sendoff {

/// What lies between two separators of a recipient field: one recipient, or several bare addresses with blanks between.
struct FieldItem
{
    std::size_t first = 0; ///< its tokens: first … last - 1
    std::size_t last = 0;
    qsizetype start = 0; ///< where it starts as typed: a "mailto:" or an unfinished group's name in front belongs to it
    bool endsInComma = false;
    bool hasPrefix = false; ///< something was typed in front of the first token that would be lost with an empty item
};

/// Cuts the tokens at separators and takes the names of groups away (RFC 5322 3.4). An item without tokens is nothing,
/// unless it has a prefix. `Last, First <…>` is one item.
std::vector<FieldItem> readFieldItems(QStringView text, const std::vector<FieldToken> &tokens);

} // namespace Sendoff
