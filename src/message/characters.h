// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace Sendoff {

// What kind of thing a code point is, seen from one line of text that a person reads. Categories are those of Unicode.

/// Space, tab, form feed, vertical tab, and every blank of other scripts and widths (Zs).
bool isBlank(char32_t c);
/// CR, LF, NEL and the line and paragraph separators.
bool isLineBreak(char32_t c);
/// C0, DEL and C1.
bool isControl(char32_t c);
/// Embeddings, overrides and isolates: U+202A–202E, U+2066–2069.
bool isBidiOverride(char32_t c);
/// Takes no room or shows nothing: format characters (bidi ones too), variation selectors, fillers, the empty Braille
/// cell.
bool isInvisible(char32_t c);

/// The code points of a text; half a surrogate pair becomes U+FFFD.
std::vector<char32_t> codePoints(QStringView text);

/// Whether the invisible character at `place` does a job there: a joiner inside an emoji or between letters of a script
/// that needs it, a tag of a flag emoji, or one variation selector behind a character that can have variants.
bool isNeededJoiner(const std::vector<char32_t> &text, std::size_t place);

/// A name on one line: controls, blanks of any sort and invisible characters collapse to one blank; trimmed.
QString oneLine(QStringView text);

} // namespace Sendoff
