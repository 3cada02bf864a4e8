// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/owntext.h"

#include "compose/htmltokens.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

/// From here on it is not this mail any more. Editors take the blank after the two hyphens away.
bool endsOwnText(QStringView line)
{
    const QStringView words = line.trimmed();
    if (words == u"--" && !line.startsWith(u' '))
        return true;
    const bool isOutlookRule
        = words.size() > 20 && std::all_of(words.begin(), words.end(), [](QChar c) { return c == u'_'; });
    return isOutlookRule || (words.size() > 10 && words.startsWith(u"-----") && words.endsWith(u"-----"));
}

/// Takes the lines of a mail until its own text is over.
class Lines
{
public:
    bool isOver() const { return m_isOver; }
    void add(QStringView line)
    {
        m_isOver = m_isOver || endsOwnText(line);
        if (!m_isOver)
            m_text.append(line).append(u'\n');
    }
    QString take() { return std::move(m_text); }

private:
    QString m_text;
    bool m_isOver = false;
};

OwnText ofPlain(QStringView text)
{
    Lines lines;
    while (!text.isEmpty() && !lines.isOver()) {
        const qsizetype end = text.indexOf(u'\n');
        const QStringView line = end < 0 ? text : text.first(end);
        if (!line.startsWith(u'>'))
            lines.add(line);
        text = end < 0 ? QStringView() : text.sliced(end + 1);
    }
    return {lines.take(), {}};
}

template <size_t size>
bool isOneOf(const QString &name, const std::array<QStringView, size> &names)
{
    return std::find(names.begin(), names.end(), QStringView(name)) != names.end();
}

bool isSkipped(const QString &element)
{
    static constexpr auto names = std::to_array<QStringView>({u"blockquote", u"pre", u"code", u"title"});
    return isOneOf(element, names);
}

bool breaksLine(const QString &element)
{
    static constexpr auto names = std::to_array<QStringView>(
        {u"br", u"p",  u"div", u"tr", u"td", u"th", u"li", u"ul",         u"ol",  u"table",
         u"hr", u"h1", u"h2",  u"h3", u"h4", u"h5", u"h6", u"blockquote", u"pre", u"body"});
    return isOneOf(element, names);
}

class HtmlReader
{
public:
    OwnText read(const QString &html)
    {
        HtmlTokens tokens(html);
        while (!m_lines.isOver()) {
            const auto token = tokens.next();
            if (!token)
                break;
            take(*token);
        }
        breakLine();
        return {m_lines.take(), m_links};
    }

private:
    void take(const HtmlToken &token)
    {
        const bool starts = token.kind == HtmlToken::Kind::Start;
        if (token.kind == HtmlToken::Kind::Text) {
            if (m_skipping == 0)
                add(token.text);
            return;
        }
        if (!starts && token.kind != HtmlToken::Kind::End)
            return;
        if (breaksLine(token.text))
            breakLine();
        if (isSkipped(token.text) && !token.isEmptyElement)
            m_skipping = std::max(0, m_skipping + (starts ? 1 : -1));
        if (token.text == u"a" && m_skipping == 0) {
            endLink();
            if (starts)
                m_link = WrittenLink{{}, token.attributes.value(u"href"_s)};
        }
    }

    void add(const QString &text)
    {
        for (const QChar c : text) {
            const bool blank = c == u' ' || c == u'\n' || c == u'\t' || c == u'\r';
            if (!blank)
                m_line += c;
            else if (!m_line.isEmpty() && !m_line.back().isSpace())
                m_line += u' ';
        }
        if (m_link)
            m_link->text += text;
    }

    void endLink()
    {
        if (m_link && !m_link->target.isEmpty())
            m_links.append({m_link->text.simplified(), m_link->target});
        m_link.reset();
    }

    void breakLine()
    {
        if (!m_line.isEmpty())
            m_lines.add(m_line);
        m_line.clear();
    }

    Lines m_lines;
    QString m_line;
    QList<WrittenLink> m_links;
    std::optional<WrittenLink> m_link;
    int m_skipping = 0;
};

} // namespace

OwnText ownText(const Body &body)
{
    return body.kind == BodyKind::Html ? HtmlReader().read(body.content) : ofPlain(body.content);
}

} // namespace Sendoff::Compose
