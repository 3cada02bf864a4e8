// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainterPath>
#include <QRectF>

#include <optional>

class QPainter;
class QIODevice;

namespace Sendoff::Gui {

enum class Symbol {
    Attach,
    Send,
    Close,
    Info,
    Warning,
    Error,
    Uncertain,
    File,
    Image,
    Archive,
    Document,
    Plus,
    Chevron,
    Menu,
    Account,
    Check,
    Clock,
    Work,
    Practice,
    Search,
    Format,
    Bold,
    Italic,
    Underline,
    Strike,
    Style,
    Colour,
    Bullets,
    Numbers,
    Quote,
    Link,
    Table,
    Rule,
    Clear,
};
inline constexpr int symbolCount = static_cast<int>(Symbol::Clear) + 1;

/// A drawing on a grid of 20: lines of 1.5 with round ends, and filled spots.
struct Glyph
{
    QPainterPath lines;
    QPainterPath spots;
};

/// Reads the part of SVG our own drawings use: path (M, L, C, Z, absolute), circle and rect. Anything else: nothing.
/// Lines are a few curves, so they are drawn as such: sharp at every scale, in any colour, without loading Qt Svg
/// before the first window.
std::optional<Glyph> readGlyph(QIODevice &svg);

/// The resource a symbol is read from.
QString symbolFile(Symbol symbol);

/// Draws it into the middle of `box`, as large as fits.
void drawSymbol(QPainter &painter, Symbol symbol, const QRectF &box, const QColor &colour);

} // namespace Sendoff::Gui
