// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flowlayout.h"

#include <QStyle>
#include <QWidget>

namespace Sendoff::Gui {

FlowLayout::FlowLayout(int gap)
{
    setSpacing(gap);
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::setWrapping(bool wraps)
{
    if (std::exchange(m_wraps, wraps) != wraps)
        invalidate();
}

void FlowLayout::insertWidget(qsizetype index, QWidget *widget)
{
    addChildWidget(widget);
    m_items.insert(index, new QWidgetItem(widget));
    invalidate();
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        const QSize wanted = item->sizeHint();
        size = QSize(size.width() + wanted.width() + (size.isEmpty() ? 0 : spacing()),
                     std::max(size.height(), wanted.height()));
    }
    return size;
}

QSize FlowLayout::minimumSize() const
{
    if (!m_wraps)
        return sizeHint();
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size;
}

int FlowLayout::arrange(const QRect &room, bool place) const
{
    int x = 0;
    int y = 0;
    int rowHeight = 0;
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize wanted = item->sizeHint().boundedTo(QSize(std::max(1, room.width()), item->sizeHint().height()));
        if (m_wraps && x > 0 && x + wanted.width() > room.width()) {
            x = 0;
            y += rowHeight + spacing();
            rowHeight = 0;
        }
        if (place) {
            const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
            item->setGeometry(QStyle::visualRect(direction, room, QRect(room.topLeft() + QPoint(x, y), wanted)));
        }
        x += wanted.width() + spacing();
        rowHeight = std::max(rowHeight, wanted.height());
    }
    return y + rowHeight;
}

} // namespace Sendoff::Gui
