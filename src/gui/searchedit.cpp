// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/searchedit.h"

#include "gui/symbol.h"
#include "gui/theme.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPainter>
#include <QStyle>

namespace Sendoff::Gui {

SearchEdit::SearchEdit(QWidget *parent)
    : QLineEdit(parent)
{
    setFrame(false);
    setClearButtonEnabled(true);
    setMaxLength(200);
    const int room = symbolExtent() + Space::m;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    setTextMargins(mirrored ? Space::xs : room, 0, mirrored ? room : Space::xs, 0);
    colour();
}

int SearchEdit::symbolExtent() const
{
    return fontMetrics().height();
}

QSize SearchEdit::sizeHint() const
{
    return {QLineEdit::sizeHint().width(), (fontMetrics().height() + Space::m + 3) / 4 * 4};
}

void SearchEdit::paintEvent(QPaintEvent *event)
{
    const Theme theme(around());
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hasFocus() ? QPen(theme.accent, 1.5) : QPen(Qt::NoPen));
        painter.setBrush(theme.chip);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
        const QRect box(Space::s, (height() - symbolExtent()) / 2, symbolExtent(), symbolExtent());
        drawSymbol(painter, Symbol::Search, QStyle::visualRect(layoutDirection(), rect(), box), theme.secondary);
    }
    QLineEdit::paintEvent(event);
}

/// Its own has no base to go by.
QPalette SearchEdit::around() const
{
    return parentWidget() ? parentWidget()->palette() : QGuiApplication::palette();
}

void SearchEdit::colour()
{
    const Theme theme(around());
    QPalette clear = palette();
    const QColor quiet = readableOn(theme.chip, theme.secondary);
    if (clear.color(QPalette::PlaceholderText) == quiet && clear.color(QPalette::Base) == Qt::transparent)
        return;
    clear.setColor(QPalette::PlaceholderText, quiet);
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);
}

void SearchEdit::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace Sendoff::Gui
