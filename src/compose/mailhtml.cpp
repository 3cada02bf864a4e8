// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/mailhtml.h"

#include "compose/documentwalk.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>
#include <QTextTable>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

// Sizes in points: words such as "large" mean different things to different readers of mail.
constexpr std::pair<int, const char16_t *> sizes[]{{-1, u"10pt"}, {1, u"14pt"}, {2, u"18pt"}};
// Outlook's engine knows no style sheet in mail it can rely on: each table says how it looks.
const QString tableBegin = u"<table style=\"border-collapse:collapse\">"_s;
const QString cellStyle = u"border:1px solid #999;padding:2px 6px"_s;
const QString quoteBegin = u"<blockquote style=\"margin:0 0 0 8px;border-left:2px solid #999;padding-left:8px\">"_s;

QString sizeOf(int adjustment)
{
    for (const auto &[step, points] : sizes) {
        if (step == std::clamp(adjustment, -1, 2))
            return QString::fromUtf16(points);
    }
    return {};
}

/// Runs of white space survive, and lines may still break between words. `afterSpace`: at the start of a line, where a
/// space would be dropped, or behind one.
QString escaped(const QString &text, bool &afterSpace)
{
    QString html;
    html.reserve(text.size() + text.size() / 8);
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar character = text.at(at);
        switch (character.unicode()) {
        case u' ':
            html += afterSpace ? u"&nbsp;"_s : u" "_s;
            afterSpace = !afterSpace;
            continue;
        case 0xA0:
            html += u"&nbsp;"_s;
            break;
        case u'\t':
            html += u"&nbsp;&nbsp;&nbsp; "_s;
            break;
        case QChar::LineSeparator:
            html += u"<br>"_s;
            afterSpace = true;
            continue;
        case u'<':
            html += u"&lt;"_s;
            break;
        case u'>':
            html += u"&gt;"_s;
            break;
        case u'&':
            html += u"&amp;"_s;
            break;
        case u'"':
            html += u"&quot;"_s;
            break;
        case QChar::ObjectReplacementCharacter:
            break;
        default:
            // Control characters mean nothing in HTML, and a lone half of a pair nothing anywhere.
            if (character.unicode() >= 0x20 && !(character.isSurrogate() && !isPaired(text, at)))
                html += character;
        }
        afterSpace = false;
    }
    return html;
}

/// Of one run of characters: what is opened before and closed after it.
struct Marks
{
    QString link;
    QStringList tags;
    QString style;
    friend bool operator==(const Marks &, const Marks &) = default;
};

Marks marksOf(const QTextCharFormat &format, const BlockKind &kind)
{
    Marks marks;
    marks.link = linkOf(format);
    if (format.fontWeight() >= QFont::DemiBold && kind.heading == 0 && !kind.isHeader)
        marks.tags.append(u"b"_s);
    if (format.fontItalic())
        marks.tags.append(u"i"_s);
    if (format.fontUnderline() && marks.link.isEmpty())
        marks.tags.append(u"u"_s);
    if (format.fontStrikeOut())
        marks.tags.append(u"s"_s);
    if (format.verticalAlignment() == QTextCharFormat::AlignSuperScript)
        marks.tags.append(u"sup"_s);
    if (format.verticalAlignment() == QTextCharFormat::AlignSubScript)
        marks.tags.append(u"sub"_s);
    if (format.fontFixedPitch() && !kind.isCode)
        marks.tags.append(u"code"_s);
    if (format.hasProperty(QTextFormat::ForegroundBrush) && marks.link.isEmpty()
        && format.foreground().style() == Qt::SolidPattern)
        marks.style += u"color:"_s + format.foreground().color().name();
    const QString size = sizeOf(format.intProperty(Format::size));
    if (!size.isEmpty() && kind.heading == 0)
        marks.style += (marks.style.isEmpty() ? u""_s : u";"_s) + u"font-size:"_s + size;
    return marks;
}

class HtmlWriter final : public DocumentVisitor
{
public:
    QString html;

    void beginQuote() override { html += quoteBegin; }
    void endQuote() override { html += u"</blockquote>"_s; }
    void beginList(const BlockKind &kind) override
    {
        html += (kind.isOrdered ? u"<ol"_s : u"<ul"_s)
            + (kind.start > 1 ? u" start=\"%1\""_s.arg(kind.start) : QString()) + u'>';
    }
    void endList(bool isOrdered) override { html += isOrdered ? u"</ol>"_s : u"</ul>"_s; }
    void beginItem() override { html += u"<li>"_s; }
    void endItem() override { html += u"</li>"_s; }
    void beginTable(const QTextTable &) override { html += tableBegin; }
    void endTable() override { html += u"</table>"_s; }
    void beginRow() override { html += u"<tr>"_s; }
    void endRow() override { html += u"</tr>"_s; }
    void beginCell(const QTextTableCell &cell, bool isHeader) override
    {
        html += (isHeader ? u"<th"_s : u"<td"_s);
        if (cell.columnSpan() > 1)
            html += u" colspan=\"%1\""_s.arg(cell.columnSpan());
        if (cell.rowSpan() > 1)
            html += u" rowspan=\"%1\""_s.arg(cell.rowSpan());
        html += u" style=\""_s + cellStyle + u"\">"_s;
    }
    void endCell(bool isHeader) override { html += isHeader ? u"</th>"_s : u"</td>"_s; }
    void rule() override { html += u"<hr>"_s; }
    void block(const QTextBlock &block, const BlockKind &kind) override
    {
        const QString name = nameOf(kind);
        const QString attributes = attributesOf(block, kind);
        if (!name.isEmpty())
            html += u'<' + name + (name == u"p"_s ? styled(attributes) : attributes) + u'>';
        else if (!attributes.isEmpty())
            html += u"<div"_s + attributes + u'>';
        const QString inside = contentOf(block, kind);
        html += inside.isEmpty() ? u"<br>"_s : inside;
        if (!name.isEmpty())
            html += u"</"_s + name + u'>';
        else if (!attributes.isEmpty())
            html += u"</div>"_s;
    }

private:
    static QString nameOf(const BlockKind &kind)
    {
        if (kind.heading > 0)
            return u'h' + QString::number(kind.heading);
        if (kind.isCode)
            return u"pre"_s;
        return kind.isItem || kind.isAlone ? QString() : u"p"_s;
    }

    /// A mail's paragraphs are its lines: the distance is an empty one, as it was typed.
    static QString styled(const QString &attributes)
    {
        const QString margin = u" style=\"margin:0"_s;
        const qsizetype style = attributes.indexOf(u" style=\"");
        return style < 0 ? attributes + margin + u'"' : QString(attributes).insert(style + 8, u"margin:0;"_s);
    }

    static QString attributesOf(const QTextBlock &block, const BlockKind &)
    {
        QString attributes;
        if (block.textDirection() == Qt::RightToLeft && !block.text().isEmpty())
            attributes += u" dir=\"rtl\""_s;
        const Qt::Alignment align = block.blockFormat().alignment() & Qt::AlignHorizontal_Mask;
        if (!block.blockFormat().hasProperty(QTextFormat::BlockAlignment))
            return attributes;
        if (align & Qt::AlignHCenter)
            attributes += u" style=\"text-align:center\""_s;
        else if (align & Qt::AlignRight)
            attributes += u" style=\"text-align:right\""_s;
        else if (align & Qt::AlignJustify)
            attributes += u" style=\"text-align:justify\""_s;
        return attributes;
    }

    static QString pictureOf(const QTextImageFormat &format)
    {
        const QString id = contentIdOf(format);
        if (id.isEmpty())
            return {};
        QString picture = u"<img src=\"cid:"_s + id.toHtmlEscaped() + u'"';
        if (format.width() > 0)
            picture += u" width=\"%1\""_s.arg(qRound(format.width()));
        if (format.height() > 0)
            picture += u" height=\"%1\""_s.arg(qRound(format.height()));
        const QString alt = format.stringProperty(QTextFormat::ImageAltText);
        return picture + u" alt=\""_s + alt.toHtmlEscaped() + u"\">"_s;
    }

    static QString contentOf(const QTextBlock &block, const BlockKind &kind)
    {
        QString text;
        Marks open;
        QString run;
        bool afterSpace = true;
        qsizetype spaceAt = -1; // of the last thing that is read, if that is a space
        const auto flush = [&] {
            if (run.isEmpty())
                return;
            text += kind.isCode ? run.toHtmlEscaped().replace(QChar(QChar::LineSeparator), u'\n')
                                : escaped(run, afterSpace);
            spaceAt = text.endsWith(u' ') && !kind.isCode ? text.size() - 1 : -1;
            run.clear();
        };
        const auto close = [&text](const Marks &marks) {
            for (auto tag = marks.tags.crbegin(); tag != marks.tags.crend(); ++tag)
                text += u"</"_s + *tag + u'>';
            if (!marks.style.isEmpty())
                text += u"</span>"_s;
            if (!marks.link.isEmpty())
                text += u"</a>"_s;
        };
        const auto begin = [&text](const Marks &marks) {
            if (!marks.link.isEmpty())
                text += u"<a href=\""_s + marks.link.toHtmlEscaped() + u"\">"_s;
            if (!marks.style.isEmpty())
                text += u"<span style=\""_s + marks.style + u"\">"_s;
            for (const QString &tag : marks.tags)
                text += u'<' + tag + u'>';
        };
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment fragment = at.fragment();
            const QTextCharFormat format = fragment.charFormat();
            const Marks marks = marksOf(format, kind);
            if (marks != open) {
                flush();
                close(open);
                begin(marks);
                open = marks;
            }
            if (!format.isImageFormat()) {
                run += fragment.text();
                continue;
            }
            flush();
            for (qsizetype picture = fragment.text().count(QChar::ObjectReplacementCharacter); picture > 0; --picture)
                text += pictureOf(format.toImageFormat());
            afterSpace = false;
            spaceAt = -1;
        }
        flush();
        close(open);
        // The end of a line would swallow it.
        return spaceAt < 0 ? text : text.replace(spaceAt, 1, u"&nbsp;"_s);
    }
};

class TextWriter final : public DocumentVisitor
{
public:
    QString text() const { return m_lines.join(u'\n'); }

    void beginQuote() override { ++m_quotes; }
    void endQuote() override { --m_quotes; }
    void beginList(const BlockKind &kind) override { m_counters.append(kind.isOrdered ? std::max(1, kind.start) : 0); }
    void endList(bool) override { m_counters.removeLast(); }
    void beginItem() override { m_isFirst = true; }
    void endItem() override { }
    void beginTable(const QTextTable &) override { ++m_tables; }
    void endTable() override { --m_tables; }
    void beginRow() override { m_row.clear(); }
    void endRow() override { add(m_row.join(u" | "_s)); }
    void beginCell(const QTextTableCell &, bool) override { m_cell.clear(); }
    void endCell(bool) override { m_row.append(m_cell.join(u' ')); }
    void rule() override { add(u"----------"_s); }
    void block(const QTextBlock &block, const BlockKind &kind) override
    {
        const QString content = contentOf(block);
        if (m_tables > 0) {
            m_cell.append(content);
            return;
        }
        for (const QString &line : content.split(QChar(QChar::LineSeparator)))
            add(kind.isItem ? indented(line) : line);
    }

private:
    void add(const QString &line)
    {
        QString quotes(m_quotes, u'>');
        if (m_quotes > 0 && !line.isEmpty())
            quotes += u' ';
        m_lines.append(quotes + line);
    }
    QString indented(const QString &line)
    {
        const QString before(2 * std::max<qsizetype>(0, m_counters.size() - 1), u' ');
        if (!std::exchange(m_isFirst, false))
            return before + u"  "_s + line;
        if (m_counters.isEmpty() || m_counters.last() == 0)
            return before + u"- "_s + line;
        return before + u"%1. "_s.arg(m_counters.last()++) + line;
    }
    static QString contentOf(const QTextBlock &block)
    {
        QString text;
        QString link;
        QString words;
        const auto endLink = [&] {
            if (link.isEmpty())
                return;
            QString bare = link;
            if (bare.startsWith(u"mailto:"))
                bare.remove(0, 7);
            const bool isSaid = words.trimmed() == bare || words.trimmed() == link
                || u"http://"_s + words.trimmed() == link || u"https://"_s + words.trimmed() == link
                || words.trimmed() + u'/' == link;
            if (!isSaid)
                text += u" <"_s + link + u'>';
            link.clear();
            words.clear();
        };
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment fragment = at.fragment();
            const QTextCharFormat format = fragment.charFormat();
            if (linkOf(format) != link) {
                endLink();
                link = linkOf(format);
            }
            QString said = fragment.text();
            if (format.isImageFormat()) {
                const QString alt = format.stringProperty(QTextFormat::ImageAltText);
                said = alt.isEmpty() ? QString() : u'[' + alt + u']';
            }
            said.replace(QChar::Nbsp, u' ').remove(QChar::ObjectReplacementCharacter);
            text += said;
            words += said;
        }
        endLink();
        return text;
    }

    QStringList m_lines;
    QStringList m_row;
    QStringList m_cell;
    QList<int> m_counters;
    int m_quotes = 0;
    int m_tables = 0;
    bool m_isFirst = false;
};

} // namespace

// ---- The document --------------------------------------------------------------------------------------------------

MailDocument::MailDocument(QObject *parent)
    : QTextDocument(parent)
{
    setDocumentMargin(0);
}

void MailDocument::setPicture(const QString &contentId, const QImage &picture)
{
    m_pictures.insert(contentId, picture);
    addResource(QTextDocument::ImageResource, QUrl(u"cid:"_s + contentId), picture);
}

QVariant MailDocument::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource || name.scheme() != u"cid")
        return QByteArray(""); // not null: nobody goes on looking for it
    const auto known = m_pictures.constFind(name.path());
    return known == m_pictures.cend() ? QVariant(QImage()) : QVariant(*known);
}

void MailDocument::setMailHtml(const QString &html, HtmlOrigin origin)
{
    setHtml(cleanHtml(html, origin));
    dropParagraphsAfterTables(*this);
    normalize(*this, 0, characterCount());
}

QString mailHtml(const QTextDocument &document)
{
    HtmlWriter writer;
    walk(document, writer);
    return u"<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head><body>"_s
        + writer.html + u"</body></html>"_s;
}

QString mailText(const QTextDocument &document)
{
    TextWriter writer;
    walk(document, writer);
    return writer.text();
}

} // namespace Sendoff::Compose
