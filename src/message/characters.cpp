// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/characters.h"

#include <QChar>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

constexpr char32_t zeroWidthNonJoiner = 0x200C;
constexpr char32_t zeroWidthJoiner = 0x200D;
constexpr char32_t blackFlag = 0x1F3F4;

bool isTag(char32_t c)
{
    return c >= 0xE0020 && c <= 0xE007F;
}

bool isVariationSelector(char32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D);
}

// Emoji, ideographs and other letters beyond ASCII; of ASCII only what keycaps are made of.
bool hasVariants(char32_t c)
{
    if (c < 0x80)
        return (c >= U'0' && c <= U'9') || c == U'#' || c == U'*';
    return !isInvisible(c) && !isBlank(c) && !isControl(c) && !isLineBreak(c);
}

bool isEmojiPart(char32_t c)
{
    return c == 0xFE0F || (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2190 && c <= 0x2BFF && c != 0x2800);
}

// Scripts whose letters change shape by a joiner: Arabic, Syriac, Thaana, N'Ko, Mandaic, the Indic ones, Khmer,
// Mongolian.
bool isJoiningLetter(char32_t c)
{
    const bool inBlock = (c >= 0x0620 && c <= 0x08FF) || (c >= 0x0900 && c <= 0x0DFF) || (c >= 0x1780 && c <= 0x18AF);
    return inBlock && (QChar::isLetter(c) || QChar::isMark(c));
}

} // namespace

bool isBlank(char32_t c)
{
    return c == U' ' || c == U'\t' || c == U'\v' || c == U'\f' || QChar::category(c) == QChar::Separator_Space;
}

bool isLineBreak(char32_t c)
{
    return c == U'\n' || c == U'\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool isControl(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

bool isBidiOverride(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool isInvisible(char32_t c)
{
    switch (c) {
    case 0x034F: // combining grapheme joiner
    case 0x115F: // Hangul fillers
    case 0x1160:
    case 0x3164:
    case 0xFFA0:
    case 0x17B4: // Khmer inherent vowels
    case 0x17B5:
    case 0x2800: // Braille cell without dots
        return true;
    default:
        return QChar::category(c) == QChar::Other_Format || isVariationSelector(c) || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}

std::vector<char32_t> codePoints(QStringView text)
{
    std::vector<char32_t> points;
    points.reserve(std::size_t(text.size()));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (!c.isSurrogate()) {
            points.push_back(c.unicode());
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            points.push_back(QChar::surrogateToUcs4(c, text.at(++i)));
        } else {
            points.push_back(QChar::ReplacementCharacter);
        }
    }
    return points;
}

bool isNeededJoiner(const std::vector<char32_t> &text, std::size_t place)
{
    if (place == 0)
        return false;
    const char32_t c = text[place];
    if (isVariationSelector(c))
        return hasVariants(text[place - 1]);
    if (isTag(c)) {
        std::size_t base = place;
        // A flag has at most a handful of tags; looking further back would cost more than it tells.
        for (int steps = 0; base > 0 && isTag(text[base]) && steps < 16; ++steps)
            --base;
        return text[base] == blackFlag;
    }
    if ((c != zeroWidthJoiner && c != zeroWidthNonJoiner) || place + 1 >= text.size())
        return false;
    const char32_t before = text[place - 1];
    const char32_t after = text[place + 1];
    if (c == zeroWidthJoiner && isEmojiPart(before) && isEmojiPart(after))
        return true;
    return isJoiningLetter(before) && isJoiningLetter(after);
}

QString oneLine(QStringView text)
{
    const std::vector<char32_t> points = codePoints(text);
    QString line;
    line.reserve(text.size());
    bool pendingBlank = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        const bool gone
            = isBlank(c) || isLineBreak(c) || isControl(c) || (isInvisible(c) && !isNeededJoiner(points, i));
        if (gone) {
            pendingBlank = true;
            continue;
        }
        if (pendingBlank && !line.isEmpty())
            line += u' ';
        pendingBlank = false;
        line += QChar::fromUcs4(c);
    }
    return line;
}

} // namespace Sendoff
