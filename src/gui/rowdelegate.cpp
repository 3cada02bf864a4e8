// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rowdelegate.h"

#include "gui/theme.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

constexpr int lineGap = 2;

/// Draws words on one line of a row, from its start or from its end, and takes the room they need.
class LinePainter
{
public:
    LinePainter(QPainter &painter, const QStyleOptionViewItem &option, const QRect &line)
        : m_painter(painter)
        , m_option(option)
        , m_left(line)
    {
    }

    void atStart(const QString &text, const QFont &font, const QColor &colour)
    {
        if (text.isEmpty() || m_left.width() <= 0)
            return;
        const QFontMetrics metrics(font);
        const int width = std::min(m_left.width(), metrics.horizontalAdvance(isolated(text)) + 1);
        draw(QRect(m_left.left(), m_left.top(), width, m_left.height()), text, font, colour);
        m_left.setLeft(m_left.left() + width);
    }

    void atEnd(const QString &text, const QFont &font, const QColor &colour, double share)
    {
        if (text.isEmpty())
            return;
        const QFontMetrics metrics(font);
        const int width
            = std::min(static_cast<int>(m_left.width() * share), metrics.horizontalAdvance(isolated(text)) + 1);
        draw(QRect(m_left.right() + 1 - width, m_left.top(), width, m_left.height()), text, font, colour);
        m_left.setRight(m_left.right() - width - Space::m);
    }

private:
    void draw(const QRect &box, const QString &text, const QFont &font, const QColor &colour)
    {
        m_painter.setFont(font);
        m_painter.setPen(colour);
        const QString shown = QFontMetrics(font).elidedText(isolated(text), Qt::ElideRight, box.width());
        m_painter.drawText(QStyle::visualRect(m_option.direction, m_option.rect, box),
                           Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    }

    QPainter &m_painter;
    const QStyleOptionViewItem &m_option;
    QRect m_left;
};

QFont strong(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

void paintBack(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme)
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    const bool active = option.state & QStyle::State_Active;
    if (selected)
        painter.fillRect(option.rect, mix(theme.base, active ? theme.accent : theme.text, theme.dark ? 0.24 : 0.12));
    else if (hovered)
        painter.fillRect(option.rect, theme.hover);
    const QRect bottom(option.rect.left() + Space::l, option.rect.bottom(), option.rect.width() - 2 * Space::l, 1);
    painter.fillRect(bottom, theme.hairline);
    if (selected) {
        const QRect edge(option.rect.left(), option.rect.top(), 3, option.rect.height());
        painter.fillRect(QStyle::visualRect(option.direction, option.rect, edge), theme.accent);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setPen(QPen(theme.accent, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

} // namespace

QColor colourOf(Ink ink, const Theme &theme)
{
    switch (ink) {
    case Ink::Text:
        return theme.text;
    case Ink::Quiet:
        return theme.secondary;
    case Ink::Accent:
        return theme.accent;
    case Ink::Good:
        return theme.good;
    case Ink::Bad:
        return theme.bad;
    case Ink::Uncertain:
        return readableOn(theme.base, theme.tone(Notice::Kind::Uncertain).strong);
    }
    return theme.text;
}

QString Row::spoken() const
{
    QStringList parts{lead, title, line, note, noteAside, titleAside, lineAside};
    parts.removeAll(QString());
    return parts.join(u". "_s);
}

RowDelegate::RowDelegate(int lines, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_lines(lines)
{
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int line = QFontMetrics(option.font).height();
    return {line * 12, m_lines * line + (m_lines - 1) * lineGap + 2 * Space::s + 1};
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    option.font = option.widget ? option.widget->font() : option.font;
    const Theme theme(option.palette);
    const Row row = index.data(rowRole).value<Row>();
    painter->save();
    paintBack(*painter, option, theme);

    // Where a colour stands on a selected row it must still be readable.
    const bool selected = option.state & QStyle::State_Selected;
    const QColor back = selected ? mix(theme.base, theme.accent, theme.dark ? 0.24 : 0.12) : theme.base;
    const auto ink = [&back](const QColor &colour) { return readableOn(back, colour); };
    const QColor quiet = ink(theme.secondary);
    const QColor state = ink(colourOf(row.ink, theme));

    const int height = QFontMetrics(option.font).height();
    const int extent = height + Space::xs;
    const QRect inner = option.rect.adjusted(Space::m, Space::s, -Space::m, -Space::s);
    const QRect box(inner.left(), inner.top() - 2, extent, extent);
    drawSymbol(*painter, row.symbol, QStyle::visualRect(option.direction, option.rect, box), state);

    const auto lineAt = [&](int number) {
        return QRect(inner.left() + extent + Space::s, inner.top() + number * (height + lineGap),
                     inner.width() - extent - Space::s, height);
    };
    painter->setLayoutDirection(option.direction);
    LinePainter first(*painter, option, lineAt(0));
    first.atEnd(row.titleAside, option.font, quiet, 0.5);
    first.atStart(row.title, strong(option.font), ink(theme.text));
    LinePainter second(*painter, option, lineAt(1));
    second.atEnd(row.lineAside, option.font, quiet, 0.4);
    second.atStart(row.line, option.font, ink(theme.text));
    if (m_lines > 2) {
        LinePainter third(*painter, option, lineAt(2));
        third.atEnd(row.noteAside, option.font, ink(theme.text), 0.5);
        third.atStart(row.lead, strong(option.font), state);
        if (!row.lead.isEmpty() && !row.note.isEmpty())
            third.atStart(u" · "_s, option.font, quiet);
        third.atStart(row.note, option.font, quiet);
    }
    painter->restore();
}

} // namespace Sendoff::Gui
