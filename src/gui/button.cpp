// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/button.h"

#include "gui/theme.h"

#include <QFocusEvent>
#include <QPainter>
#include <QStyleOption>

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

constexpr std::array<const char16_t *, 5> lookNames = {u"quiet", u"outlined", u"accent", u"link", u"card"};

bool cameByKeyboard(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason
        || reason == Qt::OtherFocusReason;
}

} // namespace

Button::Button(QWidget *parent)
    : QPushButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setAutoDefault(false);
    setFlat(true);
}

Button::Button(Look look, const QString &text, QWidget *parent)
    : Button(parent)
{
    setLook(look);
    setText(text);
}

void Button::setLook(Look look)
{
    m_look = look;
    if (look == Look::Card)
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    updateGeometry();
    update();
}

void Button::setLook(const QString &name)
{
    for (size_t i = 0; i < lookNames.size(); ++i) {
        if (name == QStringView(lookNames.at(i)))
            setLook(static_cast<Look>(i));
    }
}

QString Button::look() const
{
    return QStringView(lookNames.at(static_cast<size_t>(m_look))).toString();
}

void Button::setSymbol(Symbol symbol)
{
    m_symbol = symbol;
    updateGeometry();
    update();
}

void Button::setSymbol(const QString &name)
{
    for (int i = 0; i < symbolCount; ++i) {
        if (symbolFile(static_cast<Symbol>(i)).endsWith(u'/' + name + u".svg"_s))
            setSymbol(static_cast<Symbol>(i));
    }
}

QString Button::symbol() const
{
    return m_symbol ? symbolFile(*m_symbol).section(u'/', -1).chopped(4) : QString();
}

void Button::setForeignText(const QString &text)
{
    m_elides = true;
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setText(QString(text).replace(u'&', u"&&"_s));
}

void Button::setSecondLine(const QString &text)
{
    m_secondLine = text;
    updateGeometry();
    update();
}

void Button::setIconOnly(bool only)
{
    m_iconOnly = only;
    updateGeometry();
    update();
}

void Button::setChevron(bool shown)
{
    m_chevron = shown;
    updateGeometry();
    update();
}

void Button::setBadge(const QString &words)
{
    m_badge = words;
    setAccessibleDescription(words);
    update();
}

int Button::symbolExtent() const
{
    return std::max(16, (fontMetrics().height() * 5 / 4) / 4 * 4);
}

QString Button::shownText() const
{
    QString shown;
    for (qsizetype i = 0; i < text().size(); ++i) {
        if (text().at(i) == u'&' && ++i == text().size())
            break;
        shown += text().at(i);
    }
    return shown;
}

QFont Button::wordsFont() const
{
    QFont words = font();
    if (m_look == Look::Accent)
        words.setWeight(QFont::DemiBold);
    words.setUnderline(m_look == Look::Link && isEnabled() && (underMouse() || (hasFocus() && m_ring)));
    return words;
}

QSize Button::sizeHint() const
{
    const QFontMetrics metrics(wordsFont());
    if (m_look == Look::Card) {
        const int words = std::max(metrics.horizontalAdvance(shownText()), metrics.horizontalAdvance(m_secondLine));
        return {words + symbolExtent() + 2 * Space::l + Space::m, 2 * metrics.height() + 2 * Space::m};
    }
    const int side = (metrics.height() + Space::m + 3) / 4 * 4;
    if (m_iconOnly)
        return {side + Space::xs, side};
    const int padding = m_look == Look::Link ? Space::xs : m_look == Look::Quiet ? Space::s : Space::l;
    int width = metrics.horizontalAdvance(shownText()) + 2 * padding;
    if (m_symbol)
        width += symbolExtent() + Space::s;
    if (m_chevron)
        width += Space::l;
    return {width, m_look == Look::Link ? metrics.height() + Space::s : side};
}

QSize Button::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return m_elides || m_look == Look::Card ? QSize(std::min(whole.width(), 12 * Space::s), whole.height()) : whole;
}

QColor Button::ink() const
{
    const Theme theme(palette());
    if (!isEnabled())
        return mix(theme.base, theme.text, 0.45);
    switch (m_look) {
    case Look::Accent:
        return theme.onAccent;
    case Look::Link:
        return theme.accent;
    case Look::Quiet:
        return m_iconOnly && !underMouse() && !hasFocus() ? theme.secondary : theme.text;
    case Look::Outlined:
    case Look::Card:
        break;
    }
    return theme.text;
}

void Button::paintBack(QPainter &painter) const
{
    const Theme theme(palette());
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool hovered = isEnabled() && underMouse();
    QColor fill = isDown() || isChecked() ? theme.pressed : hovered ? theme.hover : QColor(Qt::transparent);
    QColor line = Qt::transparent;
    if (m_look == Look::Accent) {
        fill = !isEnabled() ? theme.pressed : theme.accent;
        if (isEnabled() && (isDown() || hovered))
            fill = mix(theme.accent, theme.onAccent, isDown() ? 0.2 : 0.1);
    } else if (m_look == Look::Outlined || m_look == Look::Card) {
        line = mix(theme.base, theme.text, 0.28);
    } else if (m_look == Look::Link) {
        fill = Qt::transparent;
    }
    painter.setPen(line.alpha() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, cornerRadius, cornerRadius);
    if (hasFocus() && m_ring) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_look == Look::Accent ? theme.onAccent : theme.accent, 2));
        const qreal inset = m_look == Look::Accent ? 2.5 : 1;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), cornerRadius - 1,
                                cornerRadius - 1);
    }
}

void Button::paintCard(QPainter &painter) const
{
    const Theme theme(palette());
    const int extent = symbolExtent();
    QRect inner = rect().adjusted(Space::l, Space::s, -Space::l, -Space::s);
    if (m_symbol) {
        const QRect box(inner.left(), inner.center().y() - extent / 2, extent, extent);
        drawSymbol(painter, *m_symbol, QStyle::visualRect(layoutDirection(), rect(), box),
                   isEnabled() ? theme.accent : ink());
        inner.setLeft(inner.left() + extent + Space::m);
    }
    const QRect words = QStyle::visualRect(layoutDirection(), rect(), inner);
    const int line = fontMetrics().height();
    const int top = words.center().y() - (m_secondLine.isEmpty() ? line / 2 : line) + 1;
    painter.setPen(ink());
    painter.drawText(QRect(words.left(), top, words.width(), line), Qt::AlignLeading | Qt::AlignVCenter,
                     fontMetrics().elidedText(shownText(), Qt::ElideRight, words.width()));
    painter.setPen(isEnabled() ? theme.secondary : ink());
    painter.drawText(QRect(words.left(), top + line, words.width(), line), Qt::AlignLeading | Qt::AlignVCenter,
                     fontMetrics().elidedText(m_secondLine, Qt::ElideRight, words.width()));
}

void Button::paintContent(QPainter &painter) const
{
    const int extent = symbolExtent();
    const auto visual = [this](const QRect &box) { return QStyle::visualRect(layoutDirection(), rect(), box); };
    if (m_iconOnly && m_symbol) {
        drawSymbol(painter, *m_symbol,
                   QRectF(rect().center().x() - extent / 2, rect().center().y() - extent / 2 + 1, extent, extent),
                   ink());
        return;
    }
    const int padding = m_look == Look::Link ? Space::xs : m_look == Look::Quiet ? Space::s : Space::m;
    QRect inner = rect().adjusted(padding, 0, -padding, 0);
    if (m_symbol) {
        drawSymbol(painter, *m_symbol, visual(QRect(inner.left(), inner.center().y() - extent / 2 + 1, extent, extent)),
                   ink());
        inner.setLeft(inner.left() + extent + Space::s);
    }
    if (m_chevron) {
        drawSymbol(painter, Symbol::Chevron,
                   visual(QRect(inner.right() - Space::m, inner.center().y() - Space::s + 1, Space::l, Space::l)),
                   ink());
        inner.setRight(inner.right() - Space::l);
    }
    const QFont words = wordsFont();
    painter.setFont(words);
    painter.setPen(ink());
    const bool leading = m_symbol || m_chevron || m_look == Look::Quiet;
    const QString shown = QFontMetrics(words).elidedText(shownText(), Qt::ElideMiddle, inner.width() + 1);
    painter.drawText(visual(inner), (leading ? Qt::AlignLeading : Qt::AlignHCenter) | Qt::AlignVCenter,
                     isolated(shown));
}

void Button::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(layoutDirection());
    paintBack(painter);
    if (m_look == Look::Card)
        paintCard(painter);
    else
        paintContent(painter);
    if (!m_badge.isEmpty()) {
        const Theme theme(palette());
        const int extent = Space::s;
        const QRect spot(width() - extent - 3, 3, extent, extent);
        painter.setPen(QPen(theme.base, 2));
        painter.setBrush(theme.bad);
        painter.drawEllipse(QStyle::visualRect(layoutDirection(), rect(), spot));
    }
}

void Button::focusInEvent(QFocusEvent *event)
{
    m_ring = cameByKeyboard(event->reason());
    QPushButton::focusInEvent(event);
}

void Button::focusOutEvent(QFocusEvent *event)
{
    m_ring = false;
    QPushButton::focusOutEvent(event);
}

bool Button::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QPushButton::event(event);
}

} // namespace Sendoff::Gui
