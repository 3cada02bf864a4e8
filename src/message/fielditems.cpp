// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/fielditems.h"

namespace Sendoff {

namespace {

// What an item is made of so far, kept up to date token by token so that no item is looked through twice.
struct Contents
{
    int words = 0; // Text and Quoted
    int angles = 0;
    int wordsBeforeAngle = 0;
    bool at = false;
    bool other = false; // Literal or Colon
    bool stray = false;

    void add(QStringView text, const FieldToken &token)
    {
        const QStringView part = text.sliced(token.start, token.end - token.start);
        switch (token.kind) {
        case FieldToken::Text:
        case FieldToken::Quoted:
            ++words;
            at = at || part.contains(u'@');
            break;
        case FieldToken::Comment:
            at = at || part.contains(u'@');
            break;
        case FieldToken::Angle:
            if (angles++ == 0)
                wordsBeforeAngle = words;
            break;
        case FieldToken::Literal:
        case FieldToken::Colon:
            other = true;
            break;
        case FieldToken::StrayQuote:
        case FieldToken::StrayBracket:
            stray = true;
            break;
        default:
            break;
        }
    }

    bool isPhrase() const { return words > 0 && angles == 0 && !at && !other; }
};

class FieldItemReader
{
public:
    FieldItemReader(QStringView text, const std::vector<FieldToken> &tokens)
        : m_text(text)
        , m_tokens(tokens)
    {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (tokens[i].kind == FieldToken::Semicolon)
                m_lastSemicolon = i;
        }
        begin(0);
    }

    std::vector<FieldItem> read()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i)
            take(i);
        finish(m_tokens.size(), false);
        return std::move(m_items);
    }

private:
    void begin(std::size_t token)
    {
        m_item = {};
        m_item.first = token;
        m_item.start = token < m_tokens.size() ? m_tokens[token].start : m_text.size();
        m_contents = {};
    }

    void finish(std::size_t end, bool comma)
    {
        m_item.last = end;
        m_item.endsInComma = comma;
        const bool isRestOfName = m_contents.angles == 1 && m_contents.wordsBeforeAngle > 0;
        if (m_mayJoin && isRestOfName) {
            m_items.back().last = end;
            m_items.back().endsInComma = comma;
            m_mayJoin = false;
        } else {
            m_items.push_back(m_item);
            m_mayJoin = comma && m_contents.isPhrase();
        }
        begin(end + 1);
    }

    void take(std::size_t i)
    {
        switch (m_tokens[i].kind) {
        case FieldToken::Comma:
            return finish(i, true);
        case FieldToken::Semicolon:
        case FieldToken::LineBreak:
            return finish(i, false);
        case FieldToken::Colon:
            if (startsLink(i))
                return takePrefix(i);
            if (startsGroup(i))
                return takeGroupName(i);
            [[fallthrough]];
        default:
            m_contents.add(m_text, m_tokens[i]);
        }
    }

    // "mailto:" pasted with the address
    bool startsLink(std::size_t colon) const
    {
        if (colon == m_item.first || m_contents.words != 1 || m_tokens[colon - 1].kind != FieldToken::Text)
            return false;
        const FieldToken &word = m_tokens[colon - 1];
        return m_contents.isPhrase()
            && m_text.sliced(word.start, word.end - word.start).compare(u"mailto", Qt::CaseInsensitive) == 0;
    }

    bool startsGroup(std::size_t colon) const
    {
        // A URL is no group of people.
        const bool isUrl = m_text.sliced(m_tokens[colon].end).startsWith(u"//");
        return m_contents.isPhrase() && !m_contents.stray && !isUrl;
    }

    void takePrefix(std::size_t colon)
    {
        const qsizetype start = m_item.start;
        begin(colon + 1);
        m_item.start = start;
        m_item.hasPrefix = true;
        m_mayJoin = false;
    }

    void takeGroupName(std::size_t colon)
    {
        const qsizetype start = m_item.start;
        begin(colon + 1);
        m_mayJoin = false;
        // Without the semicolon that ends a group it may be no group at all, so nothing of it gets lost.
        if (m_lastSemicolon < colon) {
            m_item.start = start;
            m_item.hasPrefix = true;
        }
    }

    QStringView m_text;
    const std::vector<FieldToken> &m_tokens;
    std::vector<FieldItem> m_items;
    FieldItem m_item;
    Contents m_contents;
    std::size_t m_lastSemicolon = 0;
    bool m_mayJoin = false;
};

} // namespace

std::vector<FieldItem> readFieldItems(QStringView text, const std::vector<FieldToken> &tokens)
{
    return FieldItemReader(text, tokens).read();
}

} // namespace Sendoff
