// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader of HTML adds by itself is taken off again, so that a text looks the same however it came.
#include "compose/documentwalk.h"
#include "compose/mailhtml.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>
#include <QTextTable>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

constexpr qreal lineHeight = 140; // percent
constexpr int deepestQuote = 32;
constexpr qreal quoteStep = 16; // device-independent pixels

int stepOf(const QTextCharFormat &format)
{
    const qreal points = format.doubleProperty(QTextFormat::FontPointSize);
    if (points > 0)
        return points >= 17 ? 2 : points >= 13.5 ? 1 : points <= 10.5 ? -1 : 0;
    return std::clamp(format.intProperty(Format::size), -1, 2);
}

QTextCharFormat clean(const QTextCharFormat &given, const BlockKind &kind)
{
    QTextCharFormat format;
    if (given.isImageFormat()) {
        const QTextImageFormat picture = given.toImageFormat();
        QTextImageFormat kept;
        kept.setName(picture.name());
        if (picture.hasProperty(QTextFormat::ImageWidth))
            kept.setWidth(picture.width());
        if (picture.hasProperty(QTextFormat::ImageHeight))
            kept.setHeight(picture.height());
        if (picture.hasProperty(QTextFormat::ImageAltText))
            kept.setProperty(QTextFormat::ImageAltText, picture.property(QTextFormat::ImageAltText));
        format = kept;
    }
    if (given.fontWeight() >= QFont::DemiBold || kind.heading > 0)
        format.setFontWeight(QFont::Bold);
    if (given.fontItalic())
        format.setFontItalic(true);
    if (given.fontStrikeOut())
        format.setFontStrikeOut(true);
    const auto vertical = given.verticalAlignment();
    if (vertical == QTextCharFormat::AlignSuperScript || vertical == QTextCharFormat::AlignSubScript)
        format.setVerticalAlignment(vertical);
    const QStringList families = given.fontFamilies().toStringList();
    const bool isCourier = !families.isEmpty()
        && (families.first().startsWith(u"courier", Qt::CaseInsensitive) || families.first() == u"monospace");
    if (given.fontFixedPitch() || isCourier || kind.isCode)
        asCode(format);
    if (const QString link = linkOf(given); !link.isEmpty()) {
        asLink(format, link);
        return format;
    }
    if (given.fontUnderline())
        format.setFontUnderline(true);
    if (given.hasProperty(QTextFormat::ForegroundBrush) && given.foreground().style() == Qt::SolidPattern)
        format.setForeground(given.foreground());
    const int step = kind.heading > 0 ? headingStep(kind.heading) : stepOf(given);
    if (step != 0)
        format.setProperty(Format::size, step);
    return format;
}

/// A break at the end of a paragraph shows nothing (HTML standard, 15.3.2), but the reader of HTML keeps it.
void dropLastBreak(const QTextBlock &block)
{
    if (!block.text().endsWith(QChar(QChar::LineSeparator)))
        return;
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + block.length() - 2);
    cursor.deleteChar();
}

void normalizeBlock(QTextBlock block, int from, int to)
{
    dropLastBreak(block);
    const QTextBlockFormat given = block.blockFormat();
    BlockKind kind = kindOf(block);
    kind.quotes = std::clamp(std::max(kind.quotes, given.indent()), 0, deepestQuote);
    QTextCursor cursor(block);
    cursor.setBlockFormat(blockFormatFor(given, kind));
    struct Run
    {
        int at;
        int length;
        QTextCharFormat format;
    };
    QList<Run> runs;
    for (auto at = block.begin(); !at.atEnd(); ++at) {
        const QTextFragment fragment = at.fragment();
        if (fragment.position() + fragment.length() > from && fragment.position() < to)
            runs.append({fragment.position(), fragment.length(), fragment.charFormat()});
    }
    for (const Run &run : std::as_const(runs)) {
        const QTextCharFormat format = clean(run.format, kind);
        if (format == run.format)
            continue;
        cursor.setPosition(run.at);
        cursor.setPosition(run.at + run.length, QTextCursor::KeepAnchor);
        cursor.setCharFormat(format);
    }
    QTextCharFormat empty;
    if (kind.heading > 0)
        empty = clean({}, kind);
    cursor.setPosition(block.position());
    if (block.text().isEmpty())
        cursor.setBlockCharFormat(empty);
}

} // namespace

int headingStep(int heading)
{
    return std::clamp(4 - heading, 0, 3);
}

void asCode(QTextCharFormat &format)
{
    format.setFontFixedPitch(true);
    format.setFontFamilies({u"monospace"_s});
}

void asLink(QTextCharFormat &format, const QString &address)
{
    format.setAnchor(true);
    format.setAnchorHref(address);
    format.setFontUnderline(true);
}

QTextBlockFormat blockFormatFor(const QTextBlockFormat &given, const BlockKind &kind)
{
    QTextBlockFormat format;
    format.setLineHeight(lineHeight, QTextBlockFormat::ProportionalHeight);
    if (kind.heading > 0)
        format.setHeadingLevel(kind.heading);
    if (kind.quotes > 0) {
        format.setProperty(Format::quoteLevel, kind.quotes);
        format.setLeftMargin(quoteStep * kind.quotes);
    }
    if (kind.isCode)
        format.setNonBreakableLines(true);
    if (given.hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth))
        format.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth,
                           given.property(QTextFormat::BlockTrailingHorizontalRulerWidth));
    const Qt::Alignment align = given.alignment() & Qt::AlignHorizontal_Mask;
    if (given.hasProperty(QTextFormat::BlockAlignment)
        && align & (Qt::AlignHCenter | Qt::AlignRight | Qt::AlignJustify))
        format.setAlignment(align);
    if (given.hasProperty(QTextFormat::LayoutDirection))
        format.setLayoutDirection(given.layoutDirection());
    if (given.objectIndex() >= 0)
        format.setObjectIndex(given.objectIndex()); // the list it stands in
    return format;
}

/// The reader of HTML puts an empty paragraph between a table and the paragraph that follows it.
void dropParagraphsAfterTables(QTextDocument &document)
{
    const auto isInTable = [](const QTextBlock &block) {
        return qobject_cast<QTextTable *>(QTextCursor(block).currentFrame()) != nullptr;
    };
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QTextBlock next = block.next();
        if (block.length() > 1 || !next.isValid() || !block.previous().isValid() || !isInTable(block.previous())
            || isInTable(block) || isInTable(next))
            continue;
        const QTextBlockFormat format = next.blockFormat();
        const QTextCharFormat characters = next.charFormat();
        QTextCursor cursor(block);
        cursor.deleteChar();
        cursor.setBlockFormat(format);
        cursor.setBlockCharFormat(characters);
    }
}

void normalize(QTextDocument &document, int from, int to)
{
    for (QTextBlock block = document.findBlock(from); block.isValid() && block.position() < to; block = block.next())
        normalizeBlock(block, from, to);
    const QTextFrame::iterator end = document.rootFrame()->end();
    for (auto at = document.rootFrame()->begin(); at != end; ++at) {
        auto *table = qobject_cast<QTextTable *>(at.currentFrame());
        if (!table || table->lastPosition() < from || table->firstPosition() > to)
            continue;
        QTextTableFormat format;
        format.setHeaderRowCount(table->format().headerRowCount());
        format.setBorder(1);
        format.setBorderCollapse(true);
        format.setBorderBrush(Qt::gray);
        format.setCellPadding(4);
        format.setCellSpacing(0);
        table->setFormat(format);
    }
}

} // namespace Sendoff::Compose
