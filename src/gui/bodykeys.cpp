// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What keys do to the text beside writing it.
#include "compose/mailhtml.h"
#include "gui/bodyedit.h"
#include "gui/formatting.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTextList>
#include <QTextTable>

#include <array>
#include <functional>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

using Act = void (*)(QTextEdit &);

struct Shortcut
{
    QKeyCombination keys;
    Act act;
};

constexpr auto ctrlShift = Qt::CTRL | Qt::SHIFT;
constexpr auto ctrlAlt = Qt::CTRL | Qt::ALT;

const auto shortcuts = std::to_array<Shortcut>({
    {Qt::CTRL | Qt::Key_B, [](QTextEdit &edit) { Formatting::toggle(edit, Mark::Bold); }},
    {Qt::CTRL | Qt::Key_I, [](QTextEdit &edit) { Formatting::toggle(edit, Mark::Italic); }},
    {Qt::CTRL | Qt::Key_U, [](QTextEdit &edit) { Formatting::toggle(edit, Mark::Underline); }},
    {ctrlShift | Qt::Key_X, [](QTextEdit &edit) { Formatting::toggle(edit, Mark::Strike); }},
    {Qt::CTRL | Qt::Key_E, [](QTextEdit &edit) { Formatting::toggle(edit, Mark::Code); }},
    {Qt::CTRL | Qt::Key_Backslash, [](QTextEdit &edit) { Formatting::clear(edit); }},
    {Qt::CTRL | Qt::Key_Space, [](QTextEdit &edit) { Formatting::clear(edit); }},
    {ctrlAlt | Qt::Key_0, [](QTextEdit &edit) { Formatting::setStyle(edit, ParagraphStyle::Text); }},
    {ctrlAlt | Qt::Key_1, [](QTextEdit &edit) { Formatting::setStyle(edit, ParagraphStyle::Heading1); }},
    {ctrlAlt | Qt::Key_2, [](QTextEdit &edit) { Formatting::setStyle(edit, ParagraphStyle::Heading2); }},
    {ctrlAlt | Qt::Key_3, [](QTextEdit &edit) { Formatting::setStyle(edit, ParagraphStyle::Heading3); }},
    {Qt::CTRL | Qt::Key_BracketRight, [](QTextEdit &edit) { Formatting::indent(edit, 1); }},
    {Qt::CTRL | Qt::Key_BracketLeft, [](QTextEdit &edit) { Formatting::indent(edit, -1); }},
});

/// Shift changes what a digit types, and each layout differently: the place of the key counts.
bool isDigit(const QKeyEvent &event, int digit)
{
    constexpr quint32 firstDigitScanCode = 10; // of "1" in X11 and Wayland, evdev + 8
    return event.key() == Qt::Key_0 + digit
        || event.nativeScanCode() == firstDigitScanCode + quint32(digit == 0 ? 9 : digit - 1);
}

} // namespace

void BodyEdit::keyPressEvent(QKeyEvent *event)
{
    if (isReadOnly())
        return QTextEdit::keyPressEvent(event);
    if (isRich() && formatByKey(event)) {
        event->accept();
        return;
    }
    if (event->matches(QKeySequence::InsertParagraphSeparator)) {
        event->accept();
        if (!isRich() || !breakLine()) {
            // On an empty line with a format of its own, QTextEdit would only take the format away: no new line, no
            // line height.
            textCursor().insertBlock();
        }
        ensureCursorVisible();
        return;
    }
    if (isRich() && event->key() == Qt::Key_Backspace && event->modifiers() == Qt::NoModifier && stepBack()) {
        event->accept();
        return;
    }
    const QString typed = event->text();
    if (isRich() && !typed.isEmpty() && typed.at(0).isPrint())
        leaveLink();
    QTextEdit::keyPressEvent(event);
    if (!isRich() || typed.size() != 1 || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))
        return;
    if (typed == u" ")
        shapeParagraph();
    else if (typed == u"*" || typed == u"`" || typed == u"~")
        closeMark(typed.at(0));
}

bool BodyEdit::formatByKey(QKeyEvent *event)
{
    const QKeyCombination keys = event->keyCombination();
    const auto done = [this] {
        m_mayBeFormatted = true;
        Q_EMIT currentCharFormatChanged(currentCharFormat());
        return true;
    };
    for (const Shortcut &shortcut : shortcuts) {
        if (shortcut.keys == keys) {
            shortcut.act(*this);
            return done();
        }
    }
    if (keys == (Qt::CTRL | Qt::Key_K)) {
        Q_EMIT linkWanted();
        return true;
    }
    if (event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (isDigit(*event, 7)) {
            Formatting::toggleList(*this, true);
            return done();
        }
        if (isDigit(*event, 8)) {
            Formatting::toggleList(*this, false);
            return done();
        }
        if (isDigit(*event, 9)) {
            Formatting::toggleQuote(*this);
            return done();
        }
    }
    const bool isTab = event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier;
    const bool isBackTab = event->key() == Qt::Key_Backtab;
    if (!isTab && !isBackTab)
        return false;
    if (moveInTable(isTab ? 1 : -1))
        return true;
    return textCursor().block().textList() && Formatting::indent(*this, isTab ? 1 : -1);
}

bool BodyEdit::moveInTable(int by)
{
    QTextTable *table = textCursor().currentTable();
    if (!table)
        return false;
    const QTextTableCell cell = table->cellAt(textCursor());
    int at = cell.row() * table->columns() + cell.column() + by;
    if (at < 0)
        return false;
    if (at >= table->rows() * table->columns())
        table->appendRows(1);
    setTextCursor(table->cellAt(at / table->columns(), at % table->columns()).firstCursorPosition());
    return true;
}

/// What Enter does where a paragraph is more than text. False: a new line and nothing else.
bool BodyEdit::breakLine()
{
    QTextCursor cursor = textCursor();
    const QTextBlock block = cursor.block();
    Compose::BlockKind kind = Compose::kindOf(block);
    const bool isEmpty = block.length() == 1;
    const bool atEnd = cursor.atBlockEnd();
    if (block.text() == u"---" && atEnd && !kind.isItem && !kind.isCode) {
        cursor.select(QTextCursor::BlockUnderCursor);
        cursor.movePosition(QTextCursor::StartOfBlock);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
        setTextCursor(cursor);
        m_mayBeFormatted = true;
        Formatting::insertRule(*this);
        return true;
    }
    if (block.text() == u"```" && atEnd && !kind.isItem) {
        cursor.movePosition(QTextCursor::StartOfBlock);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
        setTextCursor(cursor);
        m_mayBeFormatted = true;
        Formatting::setStyle(*this, ParagraphStyle::Code);
        return true;
    }
    if (isEmpty && kind.isItem)
        return Formatting::indent(*this, -1);
    if (isEmpty && kind.quotes > 0) {
        Formatting::indent(*this, -1);
        return true;
    }
    if (isEmpty && kind.isCode) {
        Formatting::setStyle(*this, ParagraphStyle::Text);
        return true;
    }
    const bool isRule = block.blockFormat().hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth);
    if ((kind.heading > 0 && atEnd) || isRule) {
        kind.heading = 0;
        QTextBlockFormat format = block.blockFormat();
        format.clearProperty(QTextFormat::BlockTrailingHorizontalRulerWidth);
        cursor.insertBlock(Compose::blockFormatFor(format, kind), {});
        setTextCursor(cursor);
        setCurrentCharFormat({});
        return true;
    }
    return false;
}

/// At the start of a paragraph that is more than text Backspace makes it less.
bool BodyEdit::stepBack()
{
    QTextCursor cursor = textCursor();
    if (cursor.hasSelection() || !cursor.atBlockStart())
        return false;
    const Compose::BlockKind kind = Compose::kindOf(cursor.block());
    if (kind.isItem || kind.quotes > 0)
        return Formatting::indent(*this, -1);
    if (kind.heading > 0 || kind.isCode) {
        Formatting::setStyle(*this, ParagraphStyle::Text);
        return true;
    }
    return false;
}

/// Behind a link one writes on without it.
void BodyEdit::leaveLink()
{
    if (!m_mayBeFormatted)
        return;
    QTextCharFormat format = currentCharFormat();
    if (!format.isAnchor())
        return;
    QTextCursor next = textCursor();
    const bool isInside
        = !next.atBlockEnd() && next.movePosition(QTextCursor::NextCharacter) && next.charFormat().isAnchor();
    if (isInside)
        return;
    format.clearProperty(QTextFormat::IsAnchor);
    format.clearProperty(QTextFormat::AnchorHref);
    format.clearProperty(QTextFormat::TextUnderlineStyle);
    setCurrentCharFormat(format);
}

/// "- ", "1. ", "# ", "> " at the start of a line, just typed. What was typed comes back with one undo.
bool BodyEdit::shapeParagraph()
{
    QTextCursor cursor = textCursor();
    const QTextBlock block = cursor.block();
    const Compose::BlockKind kind = Compose::kindOf(block);
    const QString before = block.text().first(cursor.positionInBlock());
    if (kind.isItem || kind.isCode || kind.heading > 0 || before.size() > 4 || cursor.currentTable())
        return false;
    std::function<void()> shape;
    if (before == u"- " || before == u"* ")
        shape = [this] { Formatting::toggleList(*this, false); };
    else if (before == u"1. " || before == u"1) ")
        shape = [this] { Formatting::toggleList(*this, true); };
    else if (before == u"> ")
        shape = [this] { Formatting::toggleQuote(*this); };
    else if (before == u"# ")
        shape = [this] { Formatting::setStyle(*this, ParagraphStyle::Heading1); };
    else if (before == u"## ")
        shape = [this] { Formatting::setStyle(*this, ParagraphStyle::Heading2); };
    else if (before == u"### ")
        shape = [this] { Formatting::setStyle(*this, ParagraphStyle::Heading3); };
    else
        return false;
    m_mayBeFormatted = true;
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    setTextCursor(cursor);
    shape();
    cursor.endEditBlock();
    return true;
}

/// **bold**, *italic*, `code` and ~~strike~~, as the last mark is typed.
bool BodyEdit::closeMark(QChar mark)
{
    QTextCursor cursor = textCursor();
    const QTextBlock block = cursor.block();
    if (Compose::kindOf(block).isCode)
        return false;
    const QString before = block.text().first(cursor.positionInBlock());
    const bool isDouble = (mark == u'*' || mark == u'~') && before.endsWith(QString(2, mark));
    if (mark == u'~' && !isDouble)
        return false;
    const qsizetype length = isDouble ? 2 : 1;
    const QString marks(length, mark);
    const qsizetype end = before.size() - length;
    const qsizetype begin = end > 0 ? before.lastIndexOf(marks, end - 1) : -1;
    if (begin < 0)
        return false;
    const QString inside = before.mid(begin + length, end - begin - length);
    // As people write it: words between the marks, and the first mark at the start of a word.
    const bool isWord
        = !inside.isEmpty() && !inside.front().isSpace() && !inside.back().isSpace() && !inside.contains(mark);
    const bool startsWord = begin == 0 || before.at(begin - 1).isSpace() || before.at(begin - 1).isPunct();
    const bool isPartOfDouble = !isDouble && begin > 0 && before.at(begin - 1) == mark;
    if (!isWord || !startsWord || isPartOfDouble)
        return false;
    m_mayBeFormatted = true;
    const int at = block.position();
    // A heading is bold anyway.
    const bool isSaid = isDouble && mark == u'*' && Compose::kindOf(block).heading > 0;
    const Mark meant = mark == u'`' ? Mark::Code : mark == u'~' ? Mark::Strike : isDouble ? Mark::Bold : Mark::Italic;
    cursor.beginEditBlock();
    cursor.setPosition(at + int(end));
    cursor.setPosition(at + int(before.size()), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.setPosition(at + int(begin));
    cursor.setPosition(at + int(begin + length), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.setPosition(at + int(begin));
    cursor.setPosition(at + int(begin) + int(inside.size()), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    if (!isSaid)
        Formatting::toggle(*this, meant);
    cursor.endEditBlock();
    cursor.clearSelection();
    cursor.setPosition(at + int(begin) + int(inside.size()));
    setTextCursor(cursor);
    if (!isSaid)
        Formatting::toggle(*this, meant);
    return true;
}

} // namespace Sendoff::Gui
