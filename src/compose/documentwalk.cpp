// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/documentwalk.h"

#include "compose/mailhtml.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>
#include <QTextTable>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

/// A text begins and ends with a paragraph, even where all there is is a table.
bool isOnlyAroundTable(const QTextBlock &block)
{
    if (block.length() > 1 || block.textList())
        return false;
    const auto isInTable = [](const QTextBlock &other) {
        return other.isValid() && qobject_cast<QTextTable *>(QTextCursor(other).currentFrame());
    };
    if (isInTable(block))
        return false;
    const bool isFirst = !block.previous().isValid() && isInTable(block.next());
    const bool isLast = !block.next().isValid() && isInTable(block.previous());
    return isFirst || isLast;
}

/// Keeps what is open in order: quotes outside, lists inside them, items inside these.
class Walker
{
public:
    explicit Walker(DocumentVisitor &visitor)
        : m_visitor(visitor)
    {
    }

    void frame(const QTextFrame &frame)
    {
        for (auto at = frame.begin(); !at.atEnd(); ++at) {
            if (QTextFrame *inside = at.currentFrame()) {
                if (const auto *table = qobject_cast<const QTextTable *>(inside)) {
                    closeLists(0);
                    closeQuotes(0);
                    this->table(*table);
                } else {
                    this->frame(*inside);
                }
            } else if (at.currentBlock().isValid()) {
                block(at.currentBlock(), kindOf(at.currentBlock()));
            }
        }
        closeLists(0);
        closeQuotes(0);
    }

private:
    struct OpenList
    {
        const QTextList *list;
        int indent;
        bool isOrdered;
    };

    void table(const QTextTable &table)
    {
        m_visitor.beginTable(table);
        const int headers = table.format().headerRowCount();
        for (int row = 0; row < table.rows(); ++row) {
            m_visitor.beginRow();
            for (int column = 0; column < table.columns(); ++column) {
                const QTextTableCell cell = table.cellAt(row, column);
                if (cell.row() != row || cell.column() != column)
                    continue; // covered by one that spans
                m_visitor.beginCell(cell, row < headers);
                Walker(m_visitor).cell(cell, row < headers);
                m_visitor.endCell(row < headers);
            }
            m_visitor.endRow();
        }
        m_visitor.endTable();
    }

    void cell(const QTextTableCell &cell, bool isHeader)
    {
        const bool isAlone = cell.firstCursorPosition().block() == cell.lastCursorPosition().block();
        for (auto at = cell.begin(); !at.atEnd(); ++at) {
            if (const auto *inside = qobject_cast<const QTextTable *>(at.currentFrame())) {
                table(*inside);
            } else if (at.currentBlock().isValid()) {
                BlockKind kind = kindOf(at.currentBlock());
                kind.isHeader = isHeader;
                kind.isAlone = isAlone;
                block(at.currentBlock(), kind);
            }
        }
        closeLists(0);
        closeQuotes(0);
    }

    void block(const QTextBlock &block, const BlockKind &kind)
    {
        if (isOnlyAroundTable(block))
            return;
        if (kind.quotes != m_quotes || !kind.isItem)
            closeLists(0);
        closeQuotes(kind.quotes);
        while (m_quotes < kind.quotes) {
            m_visitor.beginQuote();
            ++m_quotes;
        }
        if (block.blockFormat().hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth) && block.text().isEmpty()) {
            closeLists(0);
            m_visitor.rule();
            return;
        }
        if (kind.isItem)
            openItem(block, kind);
        m_visitor.block(block, kind);
    }

    void openItem(const QTextBlock &block, const BlockKind &kind)
    {
        const QTextList *list = block.textList();
        const int indent = list->format().indent();
        while (!m_lists.isEmpty()
               && (m_lists.last().indent > indent || (m_lists.last().indent == indent && m_lists.last().list != list)))
            closeLists(m_lists.size() - 1);
        if (!m_lists.isEmpty() && m_lists.last().indent == indent) {
            m_visitor.endItem();
        } else {
            m_visitor.beginList(kind);
            m_lists.append({list, indent, kind.isOrdered});
        }
        m_visitor.beginItem();
    }

    void closeLists(qsizetype depth)
    {
        while (m_lists.size() > depth) {
            m_visitor.endItem();
            m_visitor.endList(m_lists.takeLast().isOrdered);
        }
    }

    void closeQuotes(int depth)
    {
        if (m_quotes > depth)
            closeLists(0);
        for (; m_quotes > depth; --m_quotes)
            m_visitor.endQuote();
    }

    DocumentVisitor &m_visitor;
    QList<OpenList> m_lists;
    int m_quotes = 0;
};

bool isOrderedStyle(QTextListFormat::Style style)
{
    return style <= QTextListFormat::ListDecimal; // of the numbered ones the decimals come first in the negative range
}

class PlainLooker final : public DocumentVisitor
{
public:
    bool isPlain = true;
    QStringList pictures;

    void beginQuote() override { isPlain = false; }
    void endQuote() override { }
    void beginList(const BlockKind &) override { isPlain = false; }
    void endList(bool) override { }
    void beginItem() override { }
    void endItem() override { }
    void beginTable(const QTextTable &) override { isPlain = false; }
    void endTable() override { }
    void beginRow() override { }
    void endRow() override { }
    void beginCell(const QTextTableCell &, bool) override { }
    void endCell(bool) override { }
    void rule() override { isPlain = false; }
    void block(const QTextBlock &block, const BlockKind &kind) override
    {
        const Qt::Alignment align = block.blockFormat().alignment() & Qt::AlignHorizontal_Mask;
        if (kind.heading > 0 || kind.isCode
            || (block.blockFormat().hasProperty(QTextFormat::BlockAlignment)
                && align & (Qt::AlignHCenter | Qt::AlignRight | Qt::AlignJustify)))
            isPlain = false;
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextCharFormat format = at.fragment().charFormat();
            if (format.isImageFormat()) {
                isPlain = false;
                const QString id = contentIdOf(format.toImageFormat());
                if (!id.isEmpty() && !pictures.contains(id))
                    pictures.append(id);
            }
            const bool isMarked = format.fontWeight() >= QFont::DemiBold || format.fontItalic()
                || format.fontUnderline() || format.fontStrikeOut() || format.fontFixedPitch()
                || !linkOf(format).isEmpty() || format.verticalAlignment() != QTextCharFormat::AlignNormal
                || format.intProperty(Format::size) != 0 || format.hasProperty(QTextFormat::ForegroundBrush);
            isPlain = isPlain && !isMarked;
        }
    }
};

} // namespace

BlockKind kindOf(const QTextBlock &block)
{
    const QTextBlockFormat format = block.blockFormat();
    BlockKind kind;
    kind.heading = std::clamp(format.headingLevel(), 0, 6);
    kind.quotes = std::clamp(format.intProperty(Format::quoteLevel), 0, 32);
    kind.isCode = format.nonBreakableLines();
    if (const QTextList *list = block.textList()) {
        kind.isItem = true;
        kind.isOrdered = isOrderedStyle(list->format().style());
    }
    return kind;
}

QString linkOf(const QTextCharFormat &format)
{
    if (!format.isAnchor() || format.anchorHref().isEmpty())
        return {};
    const QUrl url(format.anchorHref(), QUrl::StrictMode);
    static const QStringList schemes{u"http"_s, u"https"_s, u"mailto"_s, u"tel"_s};
    return url.isValid() && schemes.contains(url.scheme()) ? QString::fromLatin1(url.toEncoded()) : QString();
}

QString contentIdOf(const QTextImageFormat &format)
{
    return format.name().startsWith(u"cid:") ? format.name().mid(4) : QString();
}

bool isPaired(const QString &text, qsizetype at)
{
    if (text.at(at).isHighSurrogate())
        return at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
    return at > 0 && text.at(at - 1).isHighSurrogate();
}

void walk(const QTextDocument &document, DocumentVisitor &visitor)
{
    Walker(visitor).frame(*document.rootFrame());
}

bool isPlain(const QTextDocument &document)
{
    PlainLooker looker;
    walk(document, looker);
    return looker.isPlain;
}

QStringList picturesIn(const QTextDocument &document)
{
    PlainLooker looker;
    walk(document, looker);
    return looker.pictures;
}

} // namespace Sendoff::Compose
