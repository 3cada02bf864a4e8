// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/formatting.h"

#include "compose/mailhtml.h"

#include <QTextBlock>
#include <QTextEdit>
#include <QTextList>
#include <QTextTable>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

using Compose::BlockKind;
namespace Format = Compose::Format;

/// Every block that the selection touches, as one step to be undone.
void eachBlock(QTextEdit &edit, const std::function<void(QTextBlock)> &change)
{
    QTextCursor all = edit.textCursor();
    QTextBlock block = edit.document()->findBlock(all.selectionStart());
    const int end = all.selectionEnd();
    QList<int> numbers;
    for (; block.isValid() && block.position() <= end; block = block.next()) {
        const bool isOnlyTouched
            = all.hasSelection() && block.position() == end && block.position() > all.selectionStart();
        if (!isOnlyTouched)
            numbers.append(block.blockNumber());
    }
    all.beginEditBlock();
    for (const int number : std::as_const(numbers))
        change(edit.document()->findBlockByNumber(number));
    all.endEditBlock();
}

void reshape(const QTextBlock &block, const BlockKind &kind)
{
    QTextCursor cursor(block);
    cursor.setBlockFormat(Compose::blockFormatFor(block.blockFormat(), kind));
}

/// For all of the block, and for what is typed into an empty one.
void reformat(const QTextBlock &block, const std::function<void(QTextCharFormat &)> &change)
{
    struct Run
    {
        int at;
        int length;
        QTextCharFormat format;
    };
    QList<Run> runs;
    for (auto at = block.begin(); !at.atEnd(); ++at)
        runs.append({at.fragment().position(), at.fragment().length(), at.fragment().charFormat()});
    QTextCursor cursor(block);
    for (Run &run : runs) {
        change(run.format);
        cursor.setPosition(run.at);
        cursor.setPosition(run.at + run.length, QTextCursor::KeepAnchor);
        cursor.setCharFormat(run.format);
    }
    QTextCharFormat typed = block.charFormat();
    change(typed);
    cursor.setPosition(block.position());
    cursor.setBlockCharFormat(typed);
    if (block.length() == 1)
        cursor.setCharFormat(typed);
}

bool has(const QTextCharFormat &format, Mark mark)
{
    switch (mark) {
    case Mark::Bold:
        return format.fontWeight() >= QFont::DemiBold;
    case Mark::Italic:
        return format.fontItalic();
    case Mark::Underline:
        return format.fontUnderline() && !format.isAnchor();
    case Mark::Strike:
        return format.fontStrikeOut();
    case Mark::Code:
        return format.fontFixedPitch();
    case Mark::Superscript:
        return format.verticalAlignment() == QTextCharFormat::AlignSuperScript;
    case Mark::Subscript:
        return format.verticalAlignment() == QTextCharFormat::AlignSubScript;
    }
    return false;
}

void set(QTextCharFormat &format, Mark mark, bool on)
{
    const auto flag = [&](int property) { on ? format.setProperty(property, true) : format.clearProperty(property); };
    switch (mark) {
    case Mark::Bold:
        on ? format.setFontWeight(QFont::Bold) : format.clearProperty(QTextFormat::FontWeight);
        break;
    case Mark::Italic:
        flag(QTextFormat::FontItalic);
        break;
    case Mark::Underline:
        if (!format.isAnchor())
            on ? format.setFontUnderline(true) : format.clearProperty(QTextFormat::TextUnderlineStyle);
        break;
    case Mark::Strike:
        flag(QTextFormat::FontStrikeOut);
        break;
    case Mark::Code:
        if (on) {
            Compose::asCode(format);
        } else {
            format.clearProperty(QTextFormat::FontFixedPitch);
            format.clearProperty(QTextFormat::FontFamilies);
        }
        break;
    case Mark::Superscript:
    case Mark::Subscript:
        on ? format.setVerticalAlignment(mark == Mark::Superscript ? QTextCharFormat::AlignSuperScript
                                                                   : QTextCharFormat::AlignSubScript)
           : format.clearProperty(QTextFormat::TextVerticalAlignment);
        break;
    }
}

/// On the selection as it is, or on what is typed next. `change` sees each run's own format.
void changeCharacters(QTextEdit &edit, const std::function<void(QTextCharFormat &)> &change)
{
    QTextCursor all = edit.textCursor();
    if (!all.hasSelection()) {
        QTextCharFormat format = edit.currentCharFormat();
        change(format);
        edit.setCurrentCharFormat(format);
        return;
    }
    struct Run
    {
        int from;
        int to;
        QTextCharFormat format;
    };
    QList<Run> runs;
    const int from = all.selectionStart();
    const int to = all.selectionEnd();
    for (QTextBlock block = edit.document()->findBlock(from); block.isValid() && block.position() < to;
         block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const int begin = std::max(from, at.fragment().position());
            const int end = std::min(to, at.fragment().position() + at.fragment().length());
            if (begin < end)
                runs.append({begin, end, at.fragment().charFormat()});
        }
    }
    all.beginEditBlock();
    for (Run &run : runs) {
        change(run.format);
        QTextCursor cursor(edit.document());
        cursor.setPosition(run.from);
        cursor.setPosition(run.to, QTextCursor::KeepAnchor);
        cursor.setCharFormat(run.format);
    }
    all.endEditBlock();
}

/// Whether all of the selection has it; without one, whether what is typed next has.
bool allHave(const QTextEdit &edit, Mark mark)
{
    const QTextCursor all = edit.textCursor();
    if (!all.hasSelection())
        return has(edit.currentCharFormat(), mark);
    for (QTextBlock block = edit.document()->findBlock(all.selectionStart());
         block.isValid() && block.position() < all.selectionEnd(); block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment run = at.fragment();
            if (run.position() + run.length() > all.selectionStart() && run.position() < all.selectionEnd()
                && !has(run.charFormat(), mark))
                return false;
        }
    }
    return true;
}

ParagraphStyle styleOf(const BlockKind &kind)
{
    if (kind.isCode)
        return ParagraphStyle::Code;
    switch (kind.heading) {
    case 0:
        return ParagraphStyle::Text;
    case 1:
        return ParagraphStyle::Heading1;
    case 2:
        return ParagraphStyle::Heading2;
    default:
        return ParagraphStyle::Heading3;
    }
}

void leaveList(const QTextBlock &block)
{
    if (QTextList *list = block.textList())
        list->remove(block);
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    format.setObjectIndex(-1);
    format.setIndent(0);
    cursor.setBlockFormat(format);
}

void putIntoList(const QTextBlock &block, bool isOrdered, int indent)
{
    QTextListFormat format;
    format.setStyle(isOrdered ? QTextListFormat::ListDecimal : QTextListFormat::ListDisc);
    format.setIndent(indent);
    // With its neighbour, so that numbers go on.
    for (const QTextBlock &near : {block.previous(), block.next()}) {
        QTextList *list = near.isValid() ? near.textList() : nullptr;
        if (list && list->format().style() == format.style() && list->format().indent() == indent) {
            list->add(block);
            return;
        }
    }
    QTextCursor(block).createList(format);
}

} // namespace

QString linkMeant(const QString &typed)
{
    const QString text = typed.simplified();
    QTextCharFormat format;
    format.setAnchor(true);
    format.setAnchorHref(text);
    if (const QString link = Compose::linkOf(format); !link.isEmpty())
        return link;
    if (text.isEmpty() || text.contains(u' ') || text.contains(u"://"_s))
        return {};
    const bool isMail = text.count(u'@') == 1 && !text.contains(u'/') && text.indexOf(u'@') > 0;
    const bool isHost = text.contains(u'.') && !text.startsWith(u'.') && !text.startsWith(u'/')
        && !text.section(u'/', 0, 0).contains(u':');
    format.setAnchorHref(isMail ? u"mailto:"_s + text : isHost ? u"https://"_s + text : QString());
    return Compose::linkOf(format);
}

namespace Formatting {

FormatState stateOf(const QTextEdit &edit)
{
    const QTextCharFormat format = edit.currentCharFormat();
    const QTextBlock block = edit.textCursor().block();
    const BlockKind kind = Compose::kindOf(block);
    FormatState state;
    state.isBold = has(format, Mark::Bold);
    state.isItalic = has(format, Mark::Italic);
    state.isUnderlined = has(format, Mark::Underline);
    state.isStruck = has(format, Mark::Strike);
    state.isCode = has(format, Mark::Code) && !kind.isCode;
    state.isLink = !Compose::linkOf(format).isEmpty();
    state.isBulleted = kind.isItem && !kind.isOrdered;
    state.isNumbered = kind.isItem && kind.isOrdered;
    state.isQuoted = kind.quotes > 0;
    state.isInTable = edit.textCursor().currentTable() != nullptr;
    state.size = kind.heading > 0 ? 0 : std::clamp(format.intProperty(Format::size), -1, 2);
    state.style = styleOf(kind);
    return state;
}

void toggle(QTextEdit &edit, Mark mark)
{
    const bool on = !allHave(edit, mark);
    changeCharacters(edit, [mark, on](QTextCharFormat &format) { set(format, mark, on); });
}

void setSize(QTextEdit &edit, int size)
{
    changeCharacters(edit, [size](QTextCharFormat &format) {
        size == 0 ? format.clearProperty(Format::size) : format.setProperty(Format::size, size);
    });
}

void setColour(QTextEdit &edit, const QColor &colour)
{
    changeCharacters(edit, [&colour](QTextCharFormat &format) {
        colour.isValid() ? format.setForeground(colour) : format.clearForeground();
    });
}

void setStyle(QTextEdit &edit, ParagraphStyle style)
{
    eachBlock(edit, [style](const QTextBlock &block) {
        BlockKind kind = Compose::kindOf(block);
        const BlockKind before = kind;
        kind.heading = style == ParagraphStyle::Heading1 ? 1
            : style == ParagraphStyle::Heading2          ? 2
            : style == ParagraphStyle::Heading3          ? 3
                                                         : 0;
        kind.isCode = style == ParagraphStyle::Code;
        if (style != ParagraphStyle::Text)
            leaveList(block);
        reshape(block, kind);
        reformat(block, [&](QTextCharFormat &format) {
            if (before.heading > 0 || kind.heading > 0) {
                set(format, Mark::Bold, kind.heading > 0);
                kind.heading > 0 ? format.setProperty(Format::size, Compose::headingStep(kind.heading))
                                 : format.clearProperty(Format::size);
            }
            if (before.isCode || kind.isCode)
                set(format, Mark::Code, kind.isCode);
        });
    });
}

void setAlignment(QTextEdit &edit, Qt::Alignment alignment)
{
    eachBlock(edit, [alignment](const QTextBlock &block) {
        QTextBlockFormat format = block.blockFormat();
        if (alignment & (Qt::AlignHCenter | Qt::AlignRight | Qt::AlignJustify))
            format.setAlignment(alignment);
        else
            format.clearProperty(QTextFormat::BlockAlignment);
        QTextCursor(block).setBlockFormat(format);
    });
}

void toggleList(QTextEdit &edit, bool isOrdered)
{
    const FormatState state = stateOf(edit);
    const bool isThere = isOrdered ? state.isNumbered : state.isBulleted;
    eachBlock(edit, [&](const QTextBlock &block) {
        const int indent = block.textList() ? block.textList()->format().indent() : 1;
        if (isThere) {
            leaveList(block);
            return;
        }
        BlockKind kind = Compose::kindOf(block);
        if (block.textList())
            leaveList(block);
        kind.heading = 0;
        kind.isCode = false;
        reshape(block, kind);
        putIntoList(block, isOrdered, indent);
    });
}

bool indent(QTextEdit &edit, int by)
{
    bool didSomething = false;
    eachBlock(edit, [&](const QTextBlock &block) {
        if (QTextList *list = block.textList()) {
            const int level = list->format().indent() + by;
            const bool isOrdered = Compose::kindOf(block).isOrdered;
            leaveList(block);
            if (level >= 1)
                putIntoList(block, isOrdered, std::min(level, 9));
            didSomething = true;
            return;
        }
        BlockKind kind = Compose::kindOf(block);
        const int quotes = std::clamp(kind.quotes + by, 0, 9);
        if (quotes == kind.quotes || (kind.quotes == 0 && by > 0))
            return;
        kind.quotes = quotes;
        reshape(block, kind);
        didSomething = true;
    });
    return didSomething;
}

void toggleQuote(QTextEdit &edit)
{
    const bool on = !stateOf(edit).isQuoted;
    eachBlock(edit, [on](const QTextBlock &block) {
        BlockKind kind = Compose::kindOf(block);
        kind.quotes = on ? std::max(1, kind.quotes) : 0;
        reshape(block, kind);
    });
}

QString linkAt(QTextEdit &edit)
{
    QTextCursor cursor = edit.textCursor();
    const int at = cursor.selectionStart();
    const QTextBlock block = edit.document()->findBlock(at);
    QString found;
    int from = -1;
    int to = -1;
    for (auto run = block.begin(); !run.atEnd(); ++run) {
        const QString link = Compose::linkOf(run.fragment().charFormat());
        const int begin = run.fragment().position();
        const int end = begin + run.fragment().length();
        if (link.isEmpty() || (link != found && to != begin)) {
            if (to >= at)
                break;
            found.clear();
        }
        if (link.isEmpty())
            continue;
        if (found != link) {
            if (to >= at && !found.isEmpty())
                break;
            found = link;
            from = begin;
        }
        to = end;
    }
    if (found.isEmpty() || at < from || at > to)
        return {};
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    edit.setTextCursor(cursor);
    return found;
}

bool setLink(QTextEdit &edit, const QString &words, const QString &address)
{
    const QString link = linkMeant(address);
    if (link.isEmpty())
        return false;
    QTextCursor cursor = edit.textCursor();
    QTextCharFormat format = cursor.hasSelection() ? cursor.charFormat() : edit.currentCharFormat();
    const QTextCharFormat after = format;
    Compose::asLink(format, link);
    cursor.beginEditBlock();
    cursor.insertText(words.simplified().isEmpty() ? address.simplified() : words, format);
    cursor.endEditBlock();
    edit.setTextCursor(cursor);
    QTextCharFormat next = after;
    next.setAnchor(false);
    next.clearProperty(QTextFormat::AnchorHref);
    next.clearProperty(QTextFormat::IsAnchor);
    next.clearProperty(QTextFormat::TextUnderlineStyle);
    edit.setCurrentCharFormat(next);
    return true;
}

void removeLink(QTextEdit &edit)
{
    if (!edit.textCursor().hasSelection() && linkAt(edit).isEmpty())
        return;
    changeCharacters(edit, [](QTextCharFormat &format) {
        if (!format.isAnchor())
            return;
        format.clearProperty(QTextFormat::IsAnchor);
        format.clearProperty(QTextFormat::AnchorHref);
        format.clearProperty(QTextFormat::TextUnderlineStyle);
    });
}

void insertRule(QTextEdit &edit)
{
    QTextCursor cursor = edit.textCursor();
    cursor.beginEditBlock();
    QTextBlockFormat rule = Compose::blockFormatFor({}, {});
    rule.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth, QTextLength(QTextLength::PercentageLength, 100));
    const bool isEmptyLine = cursor.block().length() == 1 && !cursor.block().textList();
    isEmptyLine ? cursor.setBlockFormat(rule) : cursor.insertBlock(rule, {});
    cursor.insertBlock(Compose::blockFormatFor({}, {}), {});
    cursor.endEditBlock();
    edit.setTextCursor(cursor);
}

void insertTable(QTextEdit &edit, int rows, int columns)
{
    QTextCursor cursor = edit.textCursor();
    cursor.beginEditBlock();
    QTextTableFormat format;
    format.setBorder(1);
    format.setBorderCollapse(true);
    format.setBorderBrush(Qt::gray);
    format.setCellPadding(4);
    format.setCellSpacing(0);
    QList<QTextLength> widths(columns, QTextLength(QTextLength::PercentageLength, 100.0 / columns));
    format.setColumnWidthConstraints(widths);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    const QTextTable *table = cursor.insertTable(rows, columns, format);
    cursor.endEditBlock();
    edit.setTextCursor(table->cellAt(0, 0).firstCursorPosition());
}

void changeTable(QTextEdit &edit, TableChange change)
{
    QTextCursor cursor = edit.textCursor();
    QTextTable *table = cursor.currentTable();
    if (!table)
        return;
    const QTextTableCell cell = table->cellAt(cursor);
    cursor.beginEditBlock();
    switch (change) {
    case TableChange::AddRow:
        table->insertRows(cell.row() + cell.rowSpan(), 1);
        break;
    case TableChange::AddColumn:
        table->insertColumns(cell.column() + cell.columnSpan(), 1);
        break;
    case TableChange::RemoveRow:
        table->removeRows(cell.row(), 1);
        break;
    case TableChange::RemoveColumn:
        table->removeColumns(cell.column(), 1);
        break;
    case TableChange::RemoveTable:
        table->removeRows(0, table->rows());
        break;
    }
    cursor.endEditBlock();
}

void clear(QTextEdit &edit)
{
    changeCharacters(edit, [](QTextCharFormat &format) {
        if (!format.isImageFormat())
            format = {};
    });
    eachBlock(edit, [](const QTextBlock &block) {
        leaveList(block);
        QTextCursor cursor(block);
        cursor.setBlockFormat(Compose::blockFormatFor({}, {}));
        if (block.length() == 1)
            cursor.setBlockCharFormat({});
    });
}

} // namespace Formatting

} // namespace Sendoff::Gui
