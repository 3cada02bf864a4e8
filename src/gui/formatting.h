// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compose/documentwalk.h"

#include <QColor>
#include <QString>
#include <QTextCharFormat>
#include <QTextCursor>

class QTextEdit;

namespace Sendoff::Gui {

enum class Mark { Bold, Italic, Underline, Strike, Code, Superscript, Subscript };
enum class ParagraphStyle { Text, Heading1, Heading2, Heading3, Code };

/// What holds at the cursor, for buttons to show.
struct FormatState
{
    bool isBold = false;
    bool isItalic = false;
    bool isUnderlined = false;
    bool isStruck = false;
    bool isCode = false;
    bool isLink = false;
    bool isBulleted = false;
    bool isNumbered = false;
    bool isQuoted = false;
    bool isInTable = false;
    int size = 0; ///< -1 small, 0, 1 large, 2 very large
    ParagraphStyle style = ParagraphStyle::Text;
    friend bool operator==(const FormatState &, const FormatState &) = default;
};

/// What can be done to the text of an editor. Each is one step of its undo stack and acts on the selection, or on what
/// is typed next, or on the paragraphs the cursor stands in.
namespace Formatting {

FormatState stateOf(const QTextEdit &edit);

void toggle(QTextEdit &edit, Mark mark);
void setSize(QTextEdit &edit, int size);
/// Invalid: the reader's own colour.
void setColour(QTextEdit &edit, const QColor &colour);
void setStyle(QTextEdit &edit, ParagraphStyle style);
void setAlignment(QTextEdit &edit, Qt::Alignment alignment);
void toggleList(QTextEdit &edit, bool isOrdered);
/// Of list items their level, of paragraphs their quotes. False: nothing to do there.
bool indent(QTextEdit &edit, int by);
void toggleQuote(QTextEdit &edit);
/// The address of the link at the cursor, and its words selected if there is one.
QString linkAt(QTextEdit &edit);
/// In place of the selection. An address without a scheme gets https or, if it is one of mail, mailto. False: no
/// address that a mail may hold.
bool setLink(QTextEdit &edit, const QString &words, const QString &address);
void removeLink(QTextEdit &edit);
void insertRule(QTextEdit &edit);
void insertTable(QTextEdit &edit, int rows, int columns);
/// Rows and columns of the table the cursor stands in.
enum class TableChange { AddRow, AddColumn, RemoveRow, RemoveColumn, RemoveTable };
void changeTable(QTextEdit &edit, TableChange change);
/// Text as if it had just been typed, links and lists gone too.
void clear(QTextEdit &edit);

} // namespace Formatting

/// "example.org" is meant as https, "ann@example.org" as mailto. Empty: nothing a mail may link to.
QString linkMeant(const QString &typed);

} // namespace Sendoff::Gui
