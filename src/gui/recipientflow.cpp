// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the pills of a RecipientEdit stand.
#include "gui/button.h"
#include "gui/recipientedit.h"
#include "gui/recipientline.h"
#include "gui/recipientpill.h"
#include "gui/theme.h"

#include <QCoreApplication>
#include <QFocusEvent>
#include <QScrollBar>
#include <QStyle>
#include <QWheelEvent>

namespace Sendoff::Gui {

namespace {

constexpr int foldedRows = 3;
constexpr int openRows = 6;
/// Before the first pill, so that it stands where other fields begin.
constexpr int inset = Space::s;
constexpr int padding = Space::xs; ///< above the first row and below the last
/// What a line edit leaves free before its text.
constexpr int lineMargin = 2;

} // namespace

int RecipientEdit::openHeight() const
{
    return openRows * rowHeight() + 2 * padding;
}

int RecipientEdit::rowHeight() const
{
    return RecipientPill::heightFor(fontMetrics()) + Space::xs;
}

bool RecipientEdit::isActive() const
{
    // The window's own idea of focus: it stays while another window is in front.
    const QWidget *focus = window()->focusWidget();
    return focus && isAncestorOf(focus);
}

QSize RecipientEdit::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 30, m_height};
}

QSize RecipientEdit::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 10, m_height};
}

RecipientEdit::Flow RecipientEdit::flow(int room, bool open) const
{
    const int rowLimit = open ? 0 : foldedRows;
    Flow flow;
    const int height = RecipientPill::heightFor(fontMetrics());
    const int lineWidth = std::min(room, fontMetrics().averageCharWidth() * 14);
    const int moreWidth = rowLimit > 0 ? fontMetrics().averageCharWidth() * 14 : 0;
    int x = inset;
    int row = 0;
    const auto put = [&](int wanted, int reserve) {
        const int width = std::min(wanted, room - inset);
        const bool last = rowLimit > 0 && row + 1 == rowLimit;
        if (x > inset && x + width + (last ? reserve : 0) > room)
            x = inset, ++row;
        const QRect rect(x, padding + row * rowHeight() + Space::xs / 2, width, height);
        x += width + Space::xs;
        return rect;
    };
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        if (i == m_at)
            flow.line = put(std::max(lineWidth, m_line->fontMetrics().horizontalAdvance(m_line->text()) + Space::l), 0);
        const int rememberX = x;
        const int rememberRow = row;
        const QRect rect = put(m_widths.at(i), i + 1 < m_entries.size() ? moreWidth + lineWidth : 0);
        if (rowLimit > 0 && row >= rowLimit) {
            x = rememberX;
            row = rememberRow;
            flow.more = put(moreWidth, 0);
            break;
        }
        flow.pills.append(rect);
    }
    if (m_at >= m_entries.size() || flow.line.isNull()) {
        // While nobody writes here, the line makes do with what is left of the last row.
        const int left = room - x;
        flow.line = put(open && !m_readOnly ? lineWidth : std::clamp(left, 1, lineWidth), 0);
        flow.line.setRight(std::max(flow.line.left(), room - 1));
        if (flow.line.left() == inset)
            flow.line.setLeft(inset - lineMargin);
    }
    flow.rows = row + 1;
    return flow;
}

void RecipientEdit::arrange()
{
    const bool active = isActive();
    m_wasActive = active;
    int room = width();
    Flow places = flow(room, active);
    if (active && places.rows > openRows) {
        room -= style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this) + Space::xs;
        places = flow(room, true);
    }
    updateScrolling(places.rows);
    place(places, room);
    const int wanted = std::min(places.rows, openRows) * rowHeight() + 2 * padding;
    if (std::exchange(m_height, wanted) != wanted)
        updateGeometry();
}

void RecipientEdit::place(const Flow &flow, int room)
{
    syncPills(flow.pills.size());
    const QRect whole(0, 0, room, height());
    const auto visual = [&](const QRect &rect) {
        QRect shown = QStyle::visualRect(layoutDirection(), whole, rect.translated(0, -m_offset));
        if (layoutDirection() == Qt::RightToLeft)
            shown.translate(width() - room, 0);
        return shown;
    };
    for (qsizetype i = 0; i < flow.pills.size(); ++i) {
        m_pills.at(i)->setGeometry(visual(flow.pills.at(i)));
        m_pills.at(i)->show();
    }
    for (qsizetype i = flow.pills.size(); i < m_pills.size(); ++i)
        m_pills.at(i)->hide();
    m_line->setGeometry(visual(flow.line));
    const qsizetype hidden = m_entries.size() - flow.pills.size();
    if (hidden > 0 && !m_more) {
        m_more = new Button(Button::Look::Link, {}, this);
        m_more->setFocusPolicy(Qt::NoFocus); // Tab into the line unfolds as well
        connect(m_more, &Button::clicked, this, [this] { m_line->setFocus(Qt::OtherFocusReason); });
    }
    if (m_more) {
        m_more->setText(tr("+%n more", nullptr, static_cast<int>(hidden)));
        m_more->setGeometry(visual(flow.more));
        m_more->setVisible(hidden > 0);
    }
}

void RecipientEdit::syncPills(qsizetype count)
{
    while (m_pills.size() < count) {
        auto *pill = new RecipientPill(this);
        const qsizetype index = m_pills.size();
        pill->setRemovable(!m_readOnly);
        pill->installEventFilter(this);
        connect(pill, &RecipientPill::removeRequested, this, [this, index] { removeRange(index, index); });
        connect(pill, &RecipientPill::editRequested, this, [this, index] { edit(index); });
        m_pills.append(pill);
    }
    for (qsizetype i = 0; i < count; ++i) {
        if (m_pills.at(i)->recipient() != m_entries.at(i))
            m_pills.at(i)->setRecipient(m_entries.at(i));
    }
}

void RecipientEdit::updateScrolling(int rows)
{
    const bool needed = rows > openRows;
    if (needed && !m_bar) {
        m_bar = new QScrollBar(Qt::Vertical, this);
        m_bar->setFocusPolicy(Qt::NoFocus);
        m_bar->setCursor(Qt::ArrowCursor);
        connect(m_bar, &QScrollBar::valueChanged, this, [this](int value) {
            if (std::exchange(m_offset, value) != value)
                arrange();
        });
    }
    if (!needed)
        m_offset = 0;
    if (!m_bar)
        return;
    m_bar->setVisible(needed);
    m_bar->setPageStep(openHeight());
    m_bar->setSingleStep(rowHeight());
    const int span = m_bar->sizeHint().width();
    m_bar->setGeometry(layoutDirection() == Qt::RightToLeft ? 0 : width() - span, 0, span, height());
    m_bar->setRange(0, std::max(0, rows * rowHeight() + 2 * padding - openHeight()));
    m_offset = m_bar->value();
}

void RecipientEdit::reveal(const QRect &shown)
{
    if (!m_bar || m_bar->isHidden())
        return;
    if (shown.top() < 0)
        m_bar->setValue(m_offset + shown.top() - Space::xs);
    else if (shown.bottom() > openHeight())
        m_bar->setValue(m_offset + shown.bottom() - openHeight() + Space::xs);
}

void RecipientEdit::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void RecipientEdit::focusInEvent(QFocusEvent *event)
{
    // Not a focus proxy: Tab would then stop here for the line wherever in the order the line stands.
    m_line->setFocus(event->reason());
}

void RecipientEdit::mousePressEvent(QMouseEvent *)
{
    m_line->setFocus(Qt::MouseFocusReason);
}

void RecipientEdit::wheelEvent(QWheelEvent *event)
{
    if (m_bar && m_bar->isVisible())
        QCoreApplication::sendEvent(m_bar, event);
    else
        QWidget::wheelEvent(event);
}

void RecipientEdit::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange) {
        measure();
        arrange();
    }
}

} // namespace Sendoff::Gui
