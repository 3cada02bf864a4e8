// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/fieldtokens.h"

#include "message/characters.h"

namespace Sendoff {

namespace {

bool isNewLine(QChar c)
{
    return c == u'\r' || c == u'\n';
}

// The line and paragraph separators of Unicode come with pasted text and part words, not people.
bool isGap(QChar c)
{
    return isBlank(c.unicode()) || (isLineBreak(c.unicode()) && !isNewLine(c));
}

bool isGapAt(QStringView text, qsizetype place)
{
    return place < text.size() && isGap(text.at(place));
}

// Every search for a partner is done once: what was not found from one place is not found from a later one either. That
// keeps a megabyte of opening brackets linear.
class FieldTokenReader
{
public:
    explicit FieldTokenReader(QStringView text)
        : m_text(text)
    {
        if (text.contains(u'('))
            pairParentheses();
    }

    std::vector<FieldToken> read()
    {
        while (m_place < m_text.size())
            readOne();
        return std::move(m_tokens);
    }

private:
    qsizetype closingQuote(qsizetype from);
    qsizetype closingAngle(qsizetype from);
    qsizetype closingParenthesis(qsizetype from) const;
    qsizetype closingSquare(qsizetype from) const;
    void pairParentheses();
    void readOne();
    void readText();
    void readPaired(FieldToken::Kind kind, qsizetype closing, FieldToken::Kind stray);
    bool readLineBreak();
    void add(FieldToken::Kind kind, qsizetype end);

    QStringView m_text;
    qsizetype m_place = 0;
    std::vector<FieldToken> m_tokens;
    std::vector<qsizetype> m_partner; // of each opening parenthesis; empty if there is none
    bool m_noMoreQuotes = false;
    bool m_noMoreAngles = false;
    bool m_afterAt = false; // the last character that counts was an @
};

// Gives the place of the closing character, or -1.
qsizetype FieldTokenReader::closingQuote(qsizetype from)
{
    if (m_noMoreQuotes)
        return -1;
    for (qsizetype i = from + 1; i < m_text.size(); ++i) {
        if (m_text.at(i) == u'\\')
            ++i;
        else if (m_text.at(i) == u'"')
            return i;
    }
    m_noMoreQuotes = true;
    return -1;
}

qsizetype FieldTokenReader::closingParenthesis(qsizetype from) const
{
    return m_partner.empty() ? -1 : m_partner[std::size_t(from)];
}

qsizetype FieldTokenReader::closingAngle(qsizetype from)
{
    if (m_noMoreAngles)
        return -1;
    for (qsizetype i = from + 1; i < m_text.size(); ++i) {
        const QChar c = m_text.at(i);
        if (c == u'>')
            return i;
        if (c == u'<') // the earlier one is the odd one out
            return -1;
        const qsizetype skip = c == u'"' ? closingQuote(i) : c == u'(' ? closingParenthesis(i) : -1;
        if (skip >= 0)
            i = skip;
    }
    m_noMoreAngles = true;
    return -1;
}

qsizetype FieldTokenReader::closingSquare(qsizetype from) const
{
    for (qsizetype i = from + 1; i < m_text.size(); ++i) {
        const QChar c = m_text.at(i);
        if (c == u']')
            return i;
        if (isGap(c) || isNewLine(c) || QStringView(u"[<>()\",;@").contains(c))
            return -1;
    }
    return -1;
}

void FieldTokenReader::pairParentheses()
{
    m_partner.assign(std::size_t(m_text.size()), -1);
    std::vector<qsizetype> open;
    for (qsizetype i = 0; i < m_text.size(); ++i) {
        const QChar c = m_text.at(i);
        if (c == u'\\' && !open.empty()) {
            ++i;
        } else if (c == u'"' && open.empty()) {
            const qsizetype closing = closingQuote(i);
            i = closing < 0 ? i : closing;
        } else if (c == u'(') {
            open.push_back(i);
        } else if (c == u')' && !open.empty()) {
            m_partner[std::size_t(open.back())] = i;
            open.pop_back();
        }
    }
    m_noMoreQuotes = false; // escapes count differently inside a comment that turns out to be none
}

void FieldTokenReader::add(FieldToken::Kind kind, qsizetype end)
{
    m_tokens.push_back({kind, m_place, end});
    if (kind == FieldToken::Text)
        m_afterAt = m_text.at(end - 1) == u'@';
    else if (kind != FieldToken::Blank && kind != FieldToken::Comment)
        m_afterAt = false;
    m_place = end;
}

void FieldTokenReader::readPaired(FieldToken::Kind kind, qsizetype closing, FieldToken::Kind stray)
{
    if (closing < 0)
        add(stray, m_place + 1);
    else
        add(kind, closing + 1);
}

bool FieldTokenReader::readLineBreak()
{
    if (!isNewLine(m_text.at(m_place)))
        return false;
    qsizetype end = m_place + 1;
    if (m_text.at(m_place) == u'\r' && end < m_text.size() && m_text.at(end) == u'\n')
        ++end;
    const bool folded = end < m_text.size() && (m_text.at(end) == u' ' || m_text.at(end) == u'\t');
    add(folded ? FieldToken::Blank : FieldToken::LineBreak, end);
    return true;
}

void FieldTokenReader::readText()
{
    qsizetype end = m_place;
    while (end < m_text.size()) {
        const QChar c = m_text.at(end);
        if (isGap(c) || isNewLine(c) || QStringView(u"\"()<>,;:").contains(c))
            break;
        ++end;
        const bool literalFollows = c == u'@' && end < m_text.size() && m_text.at(end) == u'[';
        if (literalFollows && closingSquare(end) >= 0)
            break;
    }
    add(FieldToken::Text, end);
}

void FieldTokenReader::readOne()
{
    if (isGapAt(m_text, m_place)) {
        qsizetype end = m_place + 1;
        while (isGapAt(m_text, end))
            ++end;
        return add(FieldToken::Blank, end);
    }
    if (readLineBreak())
        return;
    switch (m_text.at(m_place).unicode()) {
    case u'"':
        return readPaired(FieldToken::Quoted, closingQuote(m_place), FieldToken::StrayQuote);
    case u'(':
        return readPaired(FieldToken::Comment, closingParenthesis(m_place), FieldToken::StrayBracket);
    case u'<':
        return readPaired(FieldToken::Angle, closingAngle(m_place), FieldToken::StrayBracket);
    case u')':
    case u'>':
        return add(FieldToken::StrayBracket, m_place + 1);
    case u',':
        return add(FieldToken::Comma, m_place + 1);
    case u';':
        return add(FieldToken::Semicolon, m_place + 1);
    case u':':
        return add(FieldToken::Colon, m_place + 1);
    case u'[':
        if (const qsizetype closing = m_afterAt ? closingSquare(m_place) : -1; closing >= 0)
            return add(FieldToken::Literal, closing + 1);
        return readText();
    default:
        return readText();
    }
}

} // namespace

std::vector<FieldToken> readFieldTokens(QStringView text)
{
    return FieldTokenReader(text).read();
}

} // namespace Sendoff
