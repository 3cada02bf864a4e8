// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <optional>

namespace Sendoff::Compose {

struct HtmlToken
{
    enum class Kind {
        Text, ///< entities resolved, white space as it came
        Start,
        End,
        Condition, ///< "if !supportLists", "endif": what Office writes for its own kind
    };
    Kind kind = Kind::Text;
    QString text; ///< or the name of the element, in lower case
    QHash<QString, QString> attributes = {}; ///< names in lower case, entities resolved; at most 64
    bool isEmptyElement = false; ///< <a/>
};

/// HTML as a browser's tokenizer sees it, roughly (HTML standard, 13.2.5): any text is taken, nothing is refused.
/// Comments and declarations are left out; the content of script and style is never told.
class HtmlTokens
{
public:
    explicit HtmlTokens(const QString &html)
        : m_html(html)
    {
    }

    std::optional<HtmlToken> next();

private:
    std::optional<HtmlToken> readMarkup();
    HtmlToken readTag();
    void readAttributes(HtmlToken &token);
    void skipRawText(const QString &name);
    void skipSpace();

    QString m_html;
    qsizetype m_at = 0;
};

/// Character references (&amp;, &#8364;, &#x20AC;) resolved; what is none stays as it is. NUL and what is no character
/// become U+FFFD.
QString withoutEntities(const QString &text);

} // namespace Sendoff::Compose
