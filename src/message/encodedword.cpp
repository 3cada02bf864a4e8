// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/encodedword.h"

#include "message/percent.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

struct EncodedWord
{
    QByteArray charset; // lower case
    QByteArray octets;
    qsizetype end = 0; // place behind it
};

bool isKnownCharset(const QByteArray &charset)
{
    static const std::array<QByteArray, 6> known{"utf-8",      "utf8",        "us-ascii",
                                                 "iso-8859-1", "iso-8859-15", "windows-1252"};
    return std::find(known.begin(), known.end(), charset) != known.end();
}

// RFC 2047 4.2.
std::optional<QByteArray> decodeQ(QStringView coded)
{
    QByteArray octets;
    for (qsizetype i = 0; i < coded.size(); ++i) {
        const QChar c = coded.at(i);
        if (c == u'_') {
            octets += ' ';
        } else if (c == u'=') {
            if (i + 2 >= coded.size() || hexDigit(coded.at(i + 1)) < 0 || hexDigit(coded.at(i + 2)) < 0)
                return std::nullopt;
            octets += char(hexDigit(coded.at(i + 1)) * 16 + hexDigit(coded.at(i + 2)));
            i += 2;
        } else if (c.unicode() > 0x20 && c.unicode() < 0x7F) {
            octets += c.toLatin1();
        } else {
            return std::nullopt;
        }
    }
    return octets;
}

std::optional<QByteArray> decodeB(QStringView coded)
{
    const auto result = QByteArray::fromBase64Encoding(coded.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        return std::nullopt;
    return result.decoded;
}

// An encoded-word that starts at `start`, where "=?" stands. Looks no further than the next three question marks.
std::optional<EncodedWord> readEncodedWord(QStringView text, qsizetype start)
{
    const auto findMark = [text](qsizetype from) -> qsizetype {
        for (qsizetype i = from; i < text.size(); ++i) {
            if (text.at(i) == u'?')
                return i;
            if (text.at(i).isSpace())
                return -1;
        }
        return -1;
    };
    const qsizetype charsetEnd = findMark(start + 2);
    const qsizetype codingEnd = charsetEnd < 0 ? -1 : findMark(charsetEnd + 1);
    const qsizetype textEnd = codingEnd < 0 ? -1 : findMark(codingEnd + 1);
    if (textEnd < 0 || textEnd + 1 >= text.size() || text.at(textEnd + 1) != u'=' || codingEnd != charsetEnd + 2)
        return std::nullopt;
    const QStringView charsetAndLanguage = text.sliced(start + 2, charsetEnd - start - 2);
    const qsizetype star = charsetAndLanguage.indexOf(u'*'); // RFC 2231 5
    EncodedWord word;
    word.charset = charsetAndLanguage.first(star < 0 ? charsetAndLanguage.size() : star).toLatin1().toLower();
    word.end = textEnd + 2;
    const QStringView coded = text.sliced(codingEnd + 1, textEnd - codingEnd - 1);
    const QChar coding = text.at(charsetEnd + 1).toUpper();
    const std::optional<QByteArray> octets = coding == u'Q' ? decodeQ(coded)
        : coding == u'B'                                    ? decodeB(coded)
                                                            : std::nullopt;
    if (!octets || !isKnownCharset(word.charset))
        return std::nullopt;
    word.octets = *octets;
    return word;
}

// What windows-1252 has at 0x80 … 0x9F; 0 where it has nothing.
constexpr std::array<char16_t, 32> windows1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

char16_t fromLatin9(uchar octet)
{
    switch (octet) {
    case 0xA4:
        return 0x20AC;
    case 0xA6:
        return 0x0160;
    case 0xA8:
        return 0x0161;
    case 0xB4:
        return 0x017D;
    case 0xB8:
        return 0x017E;
    case 0xBC:
        return 0x0152;
    case 0xBD:
        return 0x0153;
    case 0xBE:
        return 0x0178;
    default:
        return octet;
    }
}

DecodedText decodeCharset(const QByteArray &charset, const QByteArray &octets)
{
    if (charset.startsWith("utf"))
        return decodeUtf8(octets);
    DecodedText decoded;
    for (const char c : octets) {
        const auto octet = static_cast<uchar>(c);
        char16_t unit = octet;
        if (charset == "us-ascii")
            unit = octet < 0x80 ? octet : 0;
        else if (charset == "windows-1252" && octet >= 0x80 && octet < 0xA0)
            unit = windows1252[octet - 0x80];
        else if (charset == "iso-8859-15")
            unit = fromLatin9(octet);
        if (unit == 0 && octet != 0) {
            decoded.damaged = true;
            unit = QChar::ReplacementCharacter;
        }
        decoded.text += QChar(unit);
    }
    return decoded;
}

} // namespace

DecodedText decodeUtf8(QByteArrayView octets)
{
    DecodedText decoded;
    decoded.text.reserve(octets.size());
    const auto at = [octets](qsizetype i) { return static_cast<uchar>(octets[i]); };
    for (qsizetype i = 0; i < octets.size();) {
        const uchar lead = at(i);
        if (lead < 0x80) {
            decoded.text += QChar(char16_t(lead));
            ++i;
            continue;
        }
        // Unicode table 3-7: how many octets follow, and what the first of them may be.
        const int tail = lead >= 0xC2 && lead <= 0xDF ? 1
            : (lead & 0xF0) == 0xE0                   ? 2
            : lead >= 0xF0 && lead <= 0xF4            ? 3
                                                      : 0;
        const uchar low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const uchar high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        char32_t point = tail == 1 ? lead & 0x1F : tail == 2 ? lead & 0x0F : lead & 0x07;
        int good = 0;
        while (good < tail && i + 1 + good < octets.size()) {
            const uchar next = at(i + 1 + good);
            if (next < (good == 0 ? low : 0x80) || next > (good == 0 ? high : 0xBF))
                break;
            point = (point << 6) | (next & 0x3F);
            ++good;
        }
        const bool whole = tail > 0 && good == tail;
        decoded.damaged = decoded.damaged || !whole;
        decoded.text += QChar::fromUcs4(whole ? point : char32_t(QChar::ReplacementCharacter));
        i += 1 + good;
    }
    return decoded;
}

DecodedText decodeWords(const QString &text)
{
    DecodedText decoded;
    EncodedWord run; // neighbours in one charset are decoded together: some writers cut characters in two
    bool inRun = false;
    const auto endRun = [&] {
        const DecodedText words = decodeCharset(run.charset, run.octets);
        decoded.text += words.text;
        decoded.damaged = decoded.damaged || words.damaged;
        inRun = false;
    };
    qsizetype i = 0;
    while (i < text.size()) {
        qsizetype next = i;
        while (inRun && next < text.size() && text.at(next).isSpace())
            ++next;
        const bool mayStart = QStringView(text).sliced(next).startsWith(u"=?");
        const std::optional<EncodedWord> word = mayStart ? readEncodedWord(text, next) : std::nullopt;
        if (word) {
            if (inRun && run.charset == word->charset) {
                run.octets += word->octets;
            } else {
                if (inRun)
                    endRun();
                run = *word;
                inRun = true;
            }
            i = word->end;
            continue;
        }
        if (inRun)
            endRun();
        decoded.text += text.at(i++);
    }
    if (inRun)
        endRun();
    return decoded;
}

} // namespace Sendoff
