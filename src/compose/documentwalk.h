// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextDocument>
#include <QTextFormat>

class QTextBlock;
class QTextBlockFormat;
class QTextCharFormat;
class QTextImageFormat;
class QTextTable;
class QTextTableCell;

namespace Sendoff::Compose {

/// What a block is, beside its text.
struct BlockKind
{
    int heading = 0; ///< 1 … 6; 0: none
    int quotes = 0; ///< how deep in quotes it stands
    bool isCode = false;
    bool isItem = false; ///< of a list
    bool isOrdered = false; ///< of which list
    int start = 1; ///< and its first number
    bool isHeader = false; ///< in a table's first row that is one
    bool isAlone = false; ///< in its cell
};

/// Is told of all that a text has, in order and properly nested.
class DocumentVisitor
{
public:
    virtual ~DocumentVisitor() = default;
    virtual void beginQuote() = 0;
    virtual void endQuote() = 0;
    virtual void beginList(const BlockKind &kind) = 0;
    virtual void endList(bool isOrdered) = 0;
    virtual void beginItem() = 0;
    virtual void endItem() = 0;
    virtual void beginTable(const QTextTable &table) = 0;
    virtual void endTable() = 0;
    virtual void beginRow() = 0;
    virtual void endRow() = 0;
    virtual void beginCell(const QTextTableCell &cell, bool isHeader) = 0;
    virtual void endCell(bool isHeader) = 0;
    virtual void rule() = 0;
    virtual void block(const QTextBlock &block, const BlockKind &kind) = 0;
};

void walk(const QTextDocument &document, DocumentVisitor &visitor);

BlockKind kindOf(const QTextBlock &block);
/// What the editor shows such a block as; alignment, direction, list and rule of `given` stay.
QTextBlockFormat blockFormatFor(const QTextBlockFormat &given, const BlockKind &kind);
/// How much larger than the text a heading is shown, as a font size adjustment.
int headingStep(int heading);
void asCode(QTextCharFormat &format);
void asLink(QTextCharFormat &format, const QString &address);
/// Where a link leads; empty: it is none that may be kept.
QString linkOf(const QTextCharFormat &format);
/// Of a picture of the mail itself; empty: it is none.
QString contentIdOf(const QTextImageFormat &format);
/// Whether the surrogate there has its other half.
bool isPaired(const QString &text, qsizetype at);

} // namespace Sendoff::Compose
