// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/htmltokens.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

constexpr int mostAttributes = 64;

struct Entity
{
    const char *name;
    char16_t character;
};
// Those that programs which write HTML really use; anything may also come by its number.
constexpr auto entities = std::to_array<Entity>({
    {"amp", u'&'},      {"lt", u'<'},       {"gt", u'>'},       {"quot", u'"'},    {"apos", u'\''},
    {"nbsp", 0xA0},     {"iexcl", 0xA1},    {"cent", 0xA2},     {"pound", 0xA3},   {"yen", 0xA5},
    {"sect", 0xA7},     {"copy", 0xA9},     {"laquo", 0xAB},    {"shy", 0xAD},     {"reg", 0xAE},
    {"deg", 0xB0},      {"plusmn", 0xB1},   {"sup2", 0xB2},     {"sup3", 0xB3},    {"micro", 0xB5},
    {"para", 0xB6},     {"middot", 0xB7},   {"raquo", 0xBB},    {"frac12", 0xBD},  {"iquest", 0xBF},
    {"Agrave", 0xC0},   {"Aacute", 0xC1},   {"Auml", 0xC4},     {"Aring", 0xC5},   {"Ccedil", 0xC7},
    {"Egrave", 0xC8},   {"Eacute", 0xC9},   {"Ntilde", 0xD1},   {"Ouml", 0xD6},    {"times", 0xD7},
    {"Oslash", 0xD8},   {"Uuml", 0xDC},     {"szlig", 0xDF},    {"agrave", 0xE0},  {"aacute", 0xE1},
    {"acirc", 0xE2},    {"atilde", 0xE3},   {"auml", 0xE4},     {"aring", 0xE5},   {"aelig", 0xE6},
    {"ccedil", 0xE7},   {"egrave", 0xE8},   {"eacute", 0xE9},   {"ecirc", 0xEA},   {"euml", 0xEB},
    {"iacute", 0xED},   {"icirc", 0xEE},    {"iuml", 0xEF},     {"ntilde", 0xF1},  {"ograve", 0xF2},
    {"oacute", 0xF3},   {"ocirc", 0xF4},    {"otilde", 0xF5},   {"ouml", 0xF6},    {"divide", 0xF7},
    {"oslash", 0xF8},   {"ugrave", 0xF9},   {"uacute", 0xFA},   {"ucirc", 0xFB},   {"uuml", 0xFC},
    {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009}, {"zwnj", 0x200C},  {"zwj", 0x200D},
    {"lrm", 0x200E},    {"rlm", 0x200F},    {"ndash", 0x2013},  {"mdash", 0x2014}, {"lsquo", 0x2018},
    {"rsquo", 0x2019},  {"sbquo", 0x201A},  {"ldquo", 0x201C},  {"rdquo", 0x201D}, {"bdquo", 0x201E},
    {"bull", 0x2022},   {"hellip", 0x2026}, {"permil", 0x2030}, {"prime", 0x2032}, {"lsaquo", 0x2039},
    {"rsaquo", 0x203A}, {"euro", 0x20AC},   {"trade", 0x2122},  {"larr", 0x2190},  {"rarr", 0x2192},
    {"rArr", 0x21D2},   {"minus", 0x2212},  {"ne", 0x2260},     {"le", 0x2264},    {"ge", 0x2265},
    {"hearts", 0x2665},
});

QString characterOf(uint code)
{
    // Windows-1252 by number is what browsers make of it, too (HTML standard, numeric character references).
    static constexpr char16_t windows[]{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    if (code >= 0x80 && code < 0xA0)
        return QString(QChar(windows[code - 0x80]));
    const bool isSurrogate = code >= 0xD800 && code < 0xE000;
    if (code == 0 || isSurrogate || code > 0x10FFFF)
        return QString(QChar::ReplacementCharacter);
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1);
}

/// The reference between & and ;, if it is one.
QString resolved(QStringView name)
{
    if (name.startsWith(u'#')) {
        const bool isHex = name.size() > 1 && (name.at(1) == u'x' || name.at(1) == u'X');
        bool isNumber = false;
        const uint code = name.mid(isHex ? 2 : 1).toUInt(&isNumber, isHex ? 16 : 10);
        return isNumber ? characterOf(code) : QString();
    }
    for (const Entity &entity : entities) {
        if (name == QLatin1String(entity.name))
            return QString(QChar(entity.character));
    }
    return {};
}

bool isSpace(QChar character)
{
    return character == u' ' || character == u'\t' || character == u'\n' || character == u'\r' || character == u'\f';
}

} // namespace

QString withoutEntities(const QString &text)
{
    constexpr qsizetype longestName = 10;
    QString plain;
    plain.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar character = text.at(at);
        if (character == u'&') {
            // Not looked for further on: a text of nothing but & would take for ever.
            const qsizetype length = QStringView(text).mid(at, longestName + 1).indexOf(u';');
            const qsizetype semicolon = at + length;
            if (length > 0) {
                const QString meant = resolved(QStringView(text).mid(at + 1, semicolon - at - 1));
                if (!meant.isEmpty()) {
                    plain += meant;
                    at = semicolon;
                    continue;
                }
            }
        }
        plain += character.isNull() ? QChar(QChar::ReplacementCharacter) : character;
    }
    return plain;
}

void HtmlTokens::skipSpace()
{
    while (m_at < m_html.size() && isSpace(m_html.at(m_at)))
        ++m_at;
}

std::optional<HtmlToken> HtmlTokens::next()
{
    while (m_at < m_html.size()) {
        const qsizetype begin = m_at;
        if (m_html.at(m_at) == u'<') {
            if (auto token = readMarkup())
                return token;
            if (m_at > begin)
                continue; // a comment
            ++m_at; // "<" that begins nothing
        }
        qsizetype end = m_html.indexOf(u'<', m_at);
        if (end < 0)
            end = m_html.size();
        m_at = end;
        return HtmlToken{HtmlToken::Kind::Text, withoutEntities(m_html.mid(begin, end - begin))};
    }
    return std::nullopt;
}

/// At "<". Nothing, and further on: it was a comment or a declaration. Nothing, and not further on: it is no markup.
std::optional<HtmlToken> HtmlTokens::readMarkup()
{
    const QStringView rest = QStringView(m_html).mid(m_at);
    const auto skipTo = [this](QLatin1String mark, qsizetype from) {
        const qsizetype end = m_html.indexOf(mark, from);
        m_at = end < 0 ? m_html.size() : end + mark.size();
    };
    if (rest.startsWith("<!--"_L1)) {
        skipTo("-->"_L1, m_at + 4);
        return std::nullopt;
    }
    if (rest.startsWith("<!["_L1)) {
        const qsizetype begin = m_at + 3;
        const bool isData = rest.startsWith("<![CDATA["_L1);
        skipTo(isData ? "]]>"_L1 : ">"_L1, begin);
        if (isData)
            return std::nullopt;
        return HtmlToken{HtmlToken::Kind::Condition, m_html.mid(begin, std::min<qsizetype>(m_at - begin, 200))};
    }
    if (rest.startsWith("<!"_L1) || rest.startsWith("<?"_L1)) {
        skipTo(">"_L1, m_at + 2);
        return std::nullopt;
    }
    const qsizetype first = rest.startsWith("</"_L1) ? 2 : 1;
    if (rest.size() <= first
        || !((rest.at(first).unicode() | 0x20) >= u'a' && (rest.at(first).unicode() | 0x20) <= u'z'))
        return std::nullopt;
    return readTag();
}

HtmlToken HtmlTokens::readTag()
{
    HtmlToken token{HtmlToken::Kind::Start, {}};
    ++m_at;
    if (m_html.at(m_at) == u'/') {
        token.kind = HtmlToken::Kind::End;
        ++m_at;
    }
    const qsizetype begin = m_at;
    while (m_at < m_html.size() && !isSpace(m_html.at(m_at)) && m_html.at(m_at) != u'>' && m_html.at(m_at) != u'/')
        ++m_at;
    token.text = m_html.mid(begin, std::min<qsizetype>(m_at - begin, 64)).toLower();
    readAttributes(token);
    if (token.kind == HtmlToken::Kind::Start && !token.isEmptyElement)
        skipRawText(token.text);
    return token;
}

void HtmlTokens::readAttributes(HtmlToken &token)
{
    while (m_at < m_html.size()) {
        skipSpace();
        if (m_at >= m_html.size())
            return;
        if (m_html.at(m_at) == u'>') {
            ++m_at;
            return;
        }
        if (m_html.at(m_at) == u'/') {
            ++m_at;
            token.isEmptyElement = m_at < m_html.size() && m_html.at(m_at) == u'>';
            continue;
        }
        const qsizetype nameBegin = m_at;
        do
            ++m_at;
        while (m_at < m_html.size() && !isSpace(m_html.at(m_at)) && !u"=>/"_s.contains(m_html.at(m_at)));
        const QString name = m_html.mid(nameBegin, std::min<qsizetype>(m_at - nameBegin, 64)).toLower();
        skipSpace();
        QString value;
        if (m_at < m_html.size() && m_html.at(m_at) == u'=') {
            ++m_at;
            skipSpace();
            const QChar quote = m_at < m_html.size() ? m_html.at(m_at) : QChar();
            qsizetype end = m_at;
            if (quote == u'"' || quote == u'\'') {
                const qsizetype close = m_html.indexOf(quote, m_at + 1);
                end = close < 0 ? m_html.size() : close;
                value = m_html.mid(m_at + 1, end - m_at - 1);
                m_at = std::min(end + 1, m_html.size());
            } else {
                while (end < m_html.size() && !isSpace(m_html.at(end)) && m_html.at(end) != u'>')
                    ++end;
                value = m_html.mid(m_at, end - m_at);
                m_at = end;
            }
        }
        // The first of two with one name counts.
        if (token.attributes.size() < mostAttributes && !token.attributes.contains(name))
            token.attributes.insert(name, withoutEntities(value));
    }
}

/// Inside these only their own end tag is markup.
void HtmlTokens::skipRawText(const QString &name)
{
    if (name != u"script" && name != u"style")
        return;
    const qsizetype end = m_html.indexOf(u"</"_s + name, m_at, Qt::CaseInsensitive);
    m_at = end < 0 ? m_html.size() : end;
}

} // namespace Sendoff::Compose
