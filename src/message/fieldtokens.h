// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <vector>

namespace Sendoff {

/// A piece of a recipient field, as places in its text.
struct FieldToken
{
    enum Kind {
        Text, ///< no blanks in it
        Blank, ///< blanks, and line breaks that are followed by one (RFC 5322 2.2.3 folding)
        Quoted, ///< "…" with its quotes
        Comment, ///< (…) with its parentheses, nested ones inside
        Angle, ///< <…> with its brackets
        Literal, ///< […] right behind an @
        Comma,
        Semicolon,
        LineBreak,
        Colon,
        StrayQuote, ///< a quote without its partner
        StrayBracket, ///< a parenthesis or angle bracket without its partner
    };

    Kind kind = Text;
    qsizetype start = 0;
    qsizetype end = 0;
};

/// The whole of `text` as tokens, without gaps. Linear in its length.
std::vector<FieldToken> readFieldTokens(QStringView text);

} // namespace Sendoff
