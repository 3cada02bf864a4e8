// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/drawer.h"

#include <QEvent>
#include <QVBoxLayout>

namespace Sendoff::Gui {

Drawer::Drawer(QWidget *parent)
    : QScrollArea(parent)
    , m_inside(new QWidget)
    , m_column(new QVBoxLayout(m_inside))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    viewport()->setBackgroundRole(QPalette::Base);
    m_inside->setBackgroundRole(QPalette::Base);
    m_inside->installEventFilter(this);
    setWidget(m_inside);
}

void Drawer::fit()
{
    const int wanted = std::max(m_column->totalHeightForWidth(width()), m_column->totalMinimumSize().height());
    const int share = window()->height() * 9 / 20;
    // Decided here: a bar that is there takes the room that would make it needless.
    setVerticalScrollBarPolicy(wanted > share ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    setFixedHeight(std::min(wanted, share));
}

bool Drawer::eventFilter(QObject *watched, QEvent *event)
{
    const bool handled = QScrollArea::eventFilter(watched, event);
    if (watched == m_inside && event->type() == QEvent::LayoutRequest)
        fit();
    return handled;
}

void Drawer::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

} // namespace Sendoff::Gui
