// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/cleanhtml.h"

#include "compose/htmltokens.h"

#include <QColor>
#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

constexpr qsizetype deepest = 64;
constexpr int widestCell = 1000; // of colspan and rowspan

/// What an element is written as. Empty: it is left out, and what is in it stays.
QString writtenAs(const QString &name)
{
    static const QHash<QString, QString> names = [] {
        QHash<QString, QString> all;
        for (const char *same : {"p",     "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",  "li",  "blockquote", "pre",
                                 "table", "tr", "td", "th", "b",  "i",  "u",  "s",  "sub", "sup", "code",       "a"})
            all.insert(QLatin1String(same), QLatin1String(same));
        for (const auto &[from, to] : {std::pair{"strong", "b"},
                                       {"em", "i"},
                                       {"cite", "i"},
                                       {"ins", "u"},
                                       {"strike", "s"},
                                       {"del", "s"},
                                       {"tt", "code"},
                                       {"kbd", "code"},
                                       {"samp", "code"},
                                       {"div", "p"},
                                       {"section", "p"},
                                       {"article", "p"},
                                       {"header", "p"},
                                       {"footer", "p"},
                                       {"address", "p"},
                                       {"dt", "p"},
                                       {"dd", "p"},
                                       {"figure", "p"},
                                       {"figcaption", "p"},
                                       {"center", "p"},
                                       {"main", "p"},
                                       {"aside", "p"},
                                       {"nav", "p"},
                                       {"span", "span"},
                                       {"font", "span"}})
            all.insert(QLatin1String(from), QLatin1String(to));
        return all;
    }();
    return names.value(name);
}

/// Elements whose content is no text for people.
bool isUnseen(const QString &name)
{
    static const QSet<QString> names{
        u"script"_s, u"style"_s,    u"head"_s,   u"title"_s,    u"template"_s, u"noscript"_s, u"svg"_s,    u"math"_s,
        u"object"_s, u"iframe"_s,   u"select"_s, u"textarea"_s, u"audio"_s,    u"video"_s,    u"canvas"_s, u"applet"_s,
        u"xml"_s,    u"noframes"_s, u"map"_s,    u"frameset"_s, u"datalist"_s, u"button"_s};
    return names.contains(name);
}

bool isInline(const QString &written)
{
    static const QSet<QString> names{u"b"_s, u"i"_s, u"u"_s, u"s"_s, u"sub"_s, u"sup"_s, u"code"_s, u"a"_s, u"span"_s};
    return names.contains(written);
}

bool isTablePart(const QString &written)
{
    return written == u"table"_s || written == u"tr"_s || written == u"td"_s || written == u"th"_s;
}

bool isParagraph(const QString &written)
{
    return written == u"p" || written == u"pre" || written == u"li"
        || (written.size() == 2 && written.startsWith(u'h'));
}

QString safeLink(const QString &address)
{
    const QString text = address.simplified();
    const QUrl url(text, QUrl::StrictMode);
    static const QSet<QString> schemes{u"http"_s, u"https"_s, u"mailto"_s, u"tel"_s};
    if (text.size() > 8000 || !url.isValid() || !schemes.contains(url.scheme()))
        return {};
    return QString::fromLatin1(url.toEncoded());
}

/// Declarations of a style attribute that mean something here, by name in lower case.
QHash<QString, QString> declarations(const QString &style)
{
    QHash<QString, QString> found;
    for (const QString &part : style.left(4000).split(u';', Qt::SkipEmptyParts)) {
        const qsizetype colon = part.indexOf(u':');
        if (colon > 0)
            found.insert(part.first(colon).trimmed().toLower(), part.mid(colon + 1).trimmed().toLower());
    }
    return found;
}

/// "#rgb", a name or "rgb(1, 2, 3)"; invalid otherwise.
QColor colourFrom(const QString &text)
{
    if (text.startsWith(u"rgb")) {
        const QStringList numbers = text.section(u'(', 1).section(u')', 0, 0).split(u',');
        bool red = false;
        bool green = false;
        bool blue = false;
        const QColor colour(numbers.value(0).trimmed().toInt(&red), numbers.value(1).trimmed().toInt(&green),
                            numbers.value(2).trimmed().toInt(&blue));
        return red && green && blue && numbers.size() == 3 ? colour : QColor();
    }
    // Qt says aloud what it cannot read.
    return QColor::isValidColor(text) ? QColor(text) : QColor();
}

/// Of a colour that says something and can be read on white: text that is merely black, grey or white stays as the
/// reader has it.
QString tellingColour(const QString &text)
{
    const QColor colour = colourFrom(text);
    if (!colour.isValid() || colour.alpha() < 255 || colour.hslSaturationF() < 0.15F)
        return {};
    const auto linear
        = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    const double light
        = 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    const double contrastOnWhite = 1.05 / (light + 0.05);
    return contrastOnWhite < 2.5 ? QString() : colour.name();
}

struct Open
{
    QString name; ///< as it came
    QString written; ///< empty: nothing is written for it
    int extra = 0; ///< elements opened with it for what its style says
};

/// Writes the clean text.
class Cleaner
{
public:
    Cleaner(const QString &html, HtmlOrigin origin)
        : m_tokens(html)
        , m_origin(origin)
    {
    }

    QString run()
    {
        while (const auto token = m_tokens.next()) {
            switch (token->kind) {
            case HtmlToken::Kind::Text:
                addText(token->text);
                break;
            case HtmlToken::Kind::Start:
                start(*token);
                break;
            case HtmlToken::Kind::End:
                end(token->text);
                break;
            case HtmlToken::Kind::Condition:
                condition(token->text);
                break;
            }
        }
        closeTo(0);
        closeWordLists(0);
        return m_out;
    }

private:
    void addText(const QString &text)
    {
        if (m_unseen > 0)
            return;
        if (m_isMarker) {
            m_marker += text;
            return;
        }
        // White space between the parts of a table is no text.
        const bool isBetween
            = !m_open.isEmpty() && (m_open.last().written == u"table" || m_open.last().written == u"tr");
        if (isBetween && text.trimmed().isEmpty())
            return;
        if (!text.trimmed().isEmpty())
            openQuotedParagraph();
        openWordItem();
        m_out += text.toHtmlEscaped().replace(QChar::Nbsp, u"&nbsp;"_s);
    }

    void start(const HtmlToken &token)
    {
        if (isUnseen(token.text)) {
            if (!token.isEmptyElement)
                ++m_unseen;
            return;
        }
        if (m_unseen > 0)
            return;
        if (m_isMarker)
            return;
        if (token.text == u"br") {
            openWordItem();
            m_out += u"<br>"_s;
            return;
        }
        if (token.text == u"hr") {
            closeInline();
            m_out += u"<hr>"_s;
            return;
        }
        if (token.text == u"img")
            return addPicture(token);
        const QString written = writtenAs(token.text);
        if (written.isEmpty() || m_open.size() >= deepest)
            return;
        if (token.isEmptyElement)
            return;
        open(token, written);
    }

    void open(const HtmlToken &token, const QString &written)
    {
        const auto style = declarations(token.attributes.value(u"style"_s));
        if (written == u"p" || written.startsWith(u'h'))
            closeParagraph();
        if (written == u"p" && style.contains(u"mso-list"_s) && style.value(u"mso-list"_s) != u"none") {
            beginWordItem(style.value(u"mso-list"_s));
            m_open.append({token.text, {}, 0});
            return;
        }
        if (!isInline(written)) {
            closeWordLists(0);
            m_word = {};
        } else {
            openWordItem();
        }
        if (isInline(written))
            openQuotedParagraph();
        Open opened{token.text, written, 0};
        if (written == u"span" || isInline(written))
            openInline(token, style, opened);
        else
            m_out += u'<' + written + attributesOf(token, written, style)
                + (isParagraph(written) ? quoteStyle() : QString()) + u'>';
        m_open.append(opened);
        if (!isInline(written))
            m_open.last().extra += openMarks(style, written);
    }

    void openInline(const HtmlToken &token, const QHash<QString, QString> &style, Open &opened)
    {
        if (opened.written == u"a") {
            const QString link = safeLink(token.attributes.value(u"href"_s));
            if (link.isEmpty())
                opened.written.clear();
            else
                m_out += u"<a href=\""_s + link.toHtmlEscaped() + u"\">"_s;
        } else if (opened.written == u"span") {
            const QString colour = tellingColour(
                token.attributes.contains(u"color"_s) ? token.attributes.value(u"color"_s) : style.value(u"color"_s));
            QStringList kept;
            if (!colour.isEmpty())
                kept.append(u"color:"_s + colour);
            const QString size = style.value(u"font-size"_s);
            if (m_origin == HtmlOrigin::Own && (size == u"10pt" || size == u"14pt" || size == u"18pt"))
                kept.append(u"font-size:"_s + size);
            if (kept.isEmpty())
                opened.written.clear();
            else
                m_out += u"<span style=\""_s + kept.join(u';') + u"\">"_s;
        } else {
            m_out += u'<' + opened.written + u'>';
        }
        opened.extra += openMarks(style, opened.written);
    }

    /// What a style says with words that elements have, too. How many elements that were.
    int openMarks(const QHash<QString, QString> &style, const QString &written)
    {
        QStringList marks;
        const QString weight = style.value(u"font-weight"_s);
        const bool isHeavy = weight.startsWith(u"bold") || weight.toInt() >= 600;
        if (isHeavy && written != u"b" && !written.startsWith(u'h') && written != u"th")
            marks.append(u"b"_s);
        if (style.value(u"font-style"_s).startsWith(u"italic"))
            marks.append(u"i"_s);
        const QString line = style.value(u"text-decoration"_s) + u' ' + style.value(u"text-decoration-line"_s);
        if (line.contains(u"underline") && written != u"a" && written != u"u")
            marks.append(u"u"_s);
        if (line.contains(u"line-through"))
            marks.append(u"s"_s);
        for (const QString &mark : std::as_const(marks)) {
            m_out += u'<' + mark + u'>';
            m_marks.append(mark);
        }
        return int(marks.size());
    }

    static QString attributesOf(const HtmlToken &token, const QString &written, const QHash<QString, QString> &style)
    {
        QString text;
        if (token.attributes.value(u"dir"_s).toLower() == u"rtl")
            text += u" dir=\"rtl\""_s;
        const QString given = token.text == u"center" ? u"center"_s : token.attributes.value(u"align"_s).toLower();
        const QString align = style.value(u"text-align"_s, given);
        if (written != u"table" && (align == u"center" || align == u"right" || align == u"justify"))
            text += u" align=\""_s + align + u'"';
        if (written == u"td" || written == u"th") {
            for (const QString &span : {u"colspan"_s, u"rowspan"_s}) {
                const int cells = token.attributes.value(span).toInt();
                if (cells > 1)
                    text += u' ' + span + u"=\""_s + QString::number(std::min(cells, widestCell)) + u'"';
            }
        }
        return text;
    }

    void addPicture(const HtmlToken &token)
    {
        const QString source = token.attributes.value(u"src"_s).trimmed();
        if (!source.startsWith(u"cid:", Qt::CaseInsensitive) || source.size() > 1000) {
            // What it was about may be in its words.
            addText(token.attributes.value(u"alt"_s).simplified().left(200));
            return;
        }
        openWordItem();
        m_out += u"<img src=\"cid:"_s + source.mid(4).toHtmlEscaped() + u'"';
        for (const QString &side : {u"width"_s, u"height"_s}) {
            const int pixels = token.attributes.value(side).toInt();
            if (pixels > 0 && pixels <= 10'000)
                m_out += u' ' + side + u"=\""_s + QString::number(pixels) + u'"';
        }
        const QString alt = token.attributes.value(u"alt"_s).simplified().left(1000);
        if (!alt.isEmpty())
            m_out += u" alt=\""_s + alt.toHtmlEscaped() + u'"';
        m_out += u'>';
    }

    void end(const QString &name)
    {
        if (isUnseen(name)) {
            m_unseen = std::max(0, m_unseen - 1);
            return;
        }
        if (m_unseen > 0 || m_isMarker)
            return;
        // Only as far as the cell or table it stands in: a stray end does not tear a table apart.
        for (qsizetype at = m_open.size() - 1; at >= 0; --at) {
            if (m_open.at(at).name == name) {
                closeTo(at);
                return;
            }
            if (isTablePart(m_open.at(at).written) && !isTablePart(writtenAs(name)))
                return;
        }
    }

    void closeTo(qsizetype depth)
    {
        while (m_open.size() > depth) {
            const Open last = m_open.takeLast();
            for (int mark = 0; mark < last.extra; ++mark)
                m_out += u"</"_s + m_marks.takeLast() + u'>';
            if (!last.written.isEmpty())
                m_out += u"</"_s + last.written + u'>';
            if (last.written.isEmpty() && last.name == u"p")
                m_word = {};
        }
    }

    /// A paragraph ends where the next begins.
    void closeParagraph()
    {
        for (qsizetype at = m_open.size() - 1; at >= 0; --at) {
            const QString &written = m_open.at(at).written;
            if (m_open.at(at).name == u"p") {
                closeTo(at);
                return;
            }
            if (!isInline(written) && !written.isEmpty())
                return;
        }
    }

    void closeInline()
    {
        qsizetype at = m_open.size();
        while (at > 0 && (isInline(m_open.at(at - 1).written) || m_open.at(at - 1).written.isEmpty()))
            --at;
        closeTo(at);
    }

    // ---- Word writes lists as paragraphs with a marker of its own

    void condition(const QString &words)
    {
        if (words.contains(u"!supportLists"_s, Qt::CaseInsensitive) && m_word.isPending) {
            m_isMarker = true;
            m_marker.clear();
        } else if (m_isMarker && words.contains(u"endif"_s, Qt::CaseInsensitive)) {
            m_isMarker = false;
            m_word.isOrdered = isOrdered(m_marker);
        }
    }

    static bool isOrdered(const QString &marker)
    {
        const QString text = marker.simplified();
        return text.size() >= 2 && text.at(0).isLetterOrNumber() && (text.contains(u'.') || text.contains(u')'))
            && text.at(0) != u'o';
    }

    void beginWordItem(const QString &list)
    {
        const qsizetype level = list.indexOf(u"level");
        m_word.level = level < 0 ? 1 : std::clamp(list.mid(level + 5).section(u' ', 0, 0).toInt(), 1, 9);
        m_word.list = list.section(u' ', -1);
        m_word.isPending = true;
        m_word.isOpen = false;
        m_word.isOrdered = false;
    }

    /// With the first word of it: by then its marker has told what kind of list it is.
    void openWordItem()
    {
        if (!m_word.isPending || m_word.isOpen)
            return;
        closeWordLists(m_word.level);
        if (m_wordLists.size() == m_word.level && m_wordLists.last().list == m_word.list)
            m_out += u"</li><li>";
        else
            closeWordLists(m_word.level - 1);
        while (m_wordLists.size() < m_word.level) {
            const QString kind = m_word.isOrdered ? u"ol"_s : u"ul"_s;
            m_out += u'<' + kind + u"><li>"_s;
            m_wordLists.append({kind, m_word.list});
        }
        m_word.isOpen = true;
    }

    /// How deep in quotes a block stands is lost on the reader of HTML, so each says it by itself.
    QString quoteStyle() const
    {
        const auto quotes = std::count_if(m_open.begin(), m_open.end(),
                                          [](const Open &open) { return open.written == u"blockquote"; });
        return quotes == 0 ? QString() : u" style=\"-qt-block-indent:%1\""_s.arg(quotes);
    }

    void openQuotedParagraph()
    {
        for (auto open = m_open.crbegin(); open != m_open.crend(); ++open) {
            if (open->written.isEmpty() || isInline(open->written))
                continue;
            if (open->written != u"blockquote")
                return;
            break;
        }
        if (m_open.isEmpty() || m_open.last().written != u"blockquote" || m_open.size() >= deepest)
            return;
        m_out += u"<p"_s + quoteStyle() + u'>';
        m_open.append({u"p"_s, u"p"_s, 0});
    }

    void closeWordLists(qsizetype level)
    {
        while (m_wordLists.size() > level)
            m_out += u"</li></"_s + m_wordLists.takeLast().kind + u'>';
    }

    struct WordItem
    {
        bool isPending = false;
        bool isOpen = false;
        bool isOrdered = false;
        int level = 1;
        QString list = {}; ///< its name in Word, so that two lists in a row stay two
    };
    struct WordList
    {
        QString kind;
        QString list;
    };

    HtmlTokens m_tokens;
    HtmlOrigin m_origin;
    QString m_out;
    QList<Open> m_open;
    QStringList m_marks;
    int m_unseen = 0;
    bool m_isMarker = false;
    QString m_marker;
    WordItem m_word;
    QList<WordList> m_wordLists;
};

} // namespace

QString cleanHtml(const QString &foreign, HtmlOrigin origin, qsizetype limit)
{
    return Cleaner(foreign.left(limit), origin).run();
}

} // namespace Sendoff::Compose
