// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dropoverlay.h"

#include "gui/dropped.h"
#include "gui/symbol.h"
#include "gui/theme.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QTimer>

namespace Sendoff::Gui {

DropOverlay::DropOverlay(QWidget *window)
    : QWidget(window)
{
    setAcceptDrops(true);
    setAccessibleName(tr("Attach"));
}

void DropOverlay::open()
{
    m_entered = false;
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void DropOverlay::closeUnlessEntered()
{
    // The window system tells "left there" before "entered here".
    QTimer::singleShot(50, this, [this] {
        if (!m_entered)
            hide();
    });
}

void DropOverlay::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = theme.base;
    veil.setAlphaF(0.86F);
    painter.fillRect(rect(), veil);
    const QRectF zone = QRectF(rect()).adjusted(Space::l, Space::l, -Space::l, -Space::l);
    QColor tint = theme.accent;
    tint.setAlphaF(0.08F);
    painter.setBrush(tint);
    painter.setPen(QPen(theme.accent, 2, Qt::DashLine));
    painter.drawRoundedRect(zone, cornerRadius, cornerRadius);
    QFont font = painter.font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.accent);
    const int line = QFontMetrics(font).height();
    const QRectF words(zone.left(), zone.center().y(), zone.width(), line + Space::s);
    painter.drawText(words, Qt::AlignCenter, tr("Attach"));
    drawSymbol(painter, Symbol::Attach,
               QRectF(zone.center().x() - line, words.top() - 2 * line - Space::s, 2 * line, 2 * line), theme.accent);
}

void DropOverlay::dragEnterEvent(QDragEnterEvent *event)
{
    if (localFiles(*event->mimeData()).isEmpty())
        return;
    m_entered = true;
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void DropOverlay::dragMoveEvent(QDragMoveEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void DropOverlay::dragLeaveEvent(QDragLeaveEvent *)
{
    hide();
}

void DropOverlay::dropEvent(QDropEvent *event)
{
    hide();
    event->setDropAction(Qt::CopyAction);
    event->accept();
    Q_EMIT dropped(localFiles(*event->mimeData()));
}

} // namespace Sendoff::Gui
