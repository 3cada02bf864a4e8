// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/quiettabs.h"

#include "gui/theme.h"

#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QStylePainter>

namespace Sendoff::Gui {

QuietTabs::QuietTabs(QWidget *parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

QSize QuietTabs::tabSizeHint(int index) const
{
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(strong);
    return {metrics.horizontalAdvance(tabText(index)) + 2 * Space::m, metrics.height() + 2 * Space::s};
}

QSize QuietTabs::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void QuietTabs::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QStylePainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < count(); ++i) {
        const bool chosen = i == currentIndex();
        const QRect rect = tabRect(i);
        if (!chosen && rect.contains(mapFromGlobal(QCursor::pos())) && underMouse())
            painter.fillRect(rect, theme.hover);
        QFont words = font();
        words.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
        painter.setFont(words);
        painter.setPen(chosen ? theme.text : theme.secondary);
        painter.drawText(rect, Qt::AlignCenter, tabText(i));
        if (chosen)
            painter.fillRect(rect.adjusted(Space::m, rect.height() - 2, -Space::m, 0), theme.accent);
        if (chosen && hasFocus()) {
            QStyleOptionFocusRect focus;
            focus.initFrom(this);
            focus.rect = rect.adjusted(Space::xs, Space::xs, -Space::xs, -Space::xs);
            painter.drawPrimitive(QStyle::PE_FrameFocusRect, focus);
        }
    }
}

} // namespace Sendoff::Gui
