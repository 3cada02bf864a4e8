// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recipientpill.h"

#include "gui/symbol.h"
#include "gui/theme.h"
#include "gui/wording.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

constexpr int iconSide = 16;

bool wantsMark(const Recipient &recipient)
{
    return !recipient.isReadable() || recipient.flags.testFlag(AddressFlag::NameLooksLikeAddress);
}

} // namespace

QString shownFor(const Recipient &recipient)
{
    if (!recipient.isReadable())
        return recipient.unreadable.simplified();
    // A name that shows another address than the one the mail goes to is not worth showing alone.
    if (recipient.flags.testFlag(AddressFlag::NameLooksLikeAddress))
        return toText(recipient.address);
    return recipient.address.name.isEmpty() ? recipient.address.mailbox : recipient.address.name.simplified();
}

RecipientPill::RecipientPill(QWidget *parent)
    : QPushButton(parent)
{
    setAutoDefault(false);
    setFocusPolicy(Qt::ClickFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::ArrowCursor);
}

void RecipientPill::setRecipient(const Recipient &recipient)
{
    m_recipient = recipient;
    const QString shown = shownFor(recipient);
    setAccessibleName(shown);
    if (recipient.isReadable()) {
        setToolTip(plainTip(toText(recipient.address)));
        setAccessibleDescription(recipient.address.mailbox);
    } else {
        const QString reason = wordsFor(recipient.fault);
        setToolTip(plainTip(shown + u'\n' + reason + u'\n' + tr("Press Enter or double-click to change it.")));
        setAccessibleDescription(tr("Cannot be used. %1").arg(reason));
    }
    update();
}

void RecipientPill::setSelected(bool selected)
{
    if (std::exchange(m_selected, selected) != selected)
        update();
}

void RecipientPill::setRemovable(bool removable)
{
    if (std::exchange(m_removable, removable) != removable)
        update();
}

int RecipientPill::heightFor(const QFontMetrics &metrics)
{
    return (metrics.height() + Space::s + 3) / 4 * 4;
}

int RecipientPill::widthFor(const Recipient &recipient, const QFontMetrics &metrics, bool removable)
{
    // A megabyte of somebody's text need not be measured to know that it is too long.
    const int words = metrics.horizontalAdvance(shownFor(recipient).left(300));
    return Space::s + (wantsMark(recipient) ? iconSide + Space::xs : 0) + words
        + (removable ? Space::xs + iconSide + Space::xs : Space::s);
}

QSize RecipientPill::sizeHint() const
{
    return {widthFor(m_recipient, fontMetrics(), m_removable), heightFor(fontMetrics())};
}

QRect RecipientPill::crossBox() const
{
    const QRect box(width() - Space::xs - iconSide, (height() - iconSide) / 2, iconSide, iconSide);
    return QStyle::visualRect(layoutDirection(), rect(), box);
}

void RecipientPill::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    const bool wrong = !m_recipient.isReadable();
    const Tone tone = theme.tone(wrong ? Notice::Kind::Error : Notice::Kind::Warning);
    const bool chosen = m_selected || hasFocus();
    const bool marked = wantsMark(m_recipient);
    const QColor back = chosen ? (wrong ? tone.strong : theme.accent) : marked ? tone.back : theme.chip;
    const QColor ink = chosen ? readableOn(back, theme.onAccent) : wrong ? tone.strong : theme.text;

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(layoutDirection());
    painter.setPen(marked && !chosen ? QPen(tone.strong, 1) : QPen(Qt::NoPen));
    painter.setBrush(back);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);

    QRect words = rect().adjusted(Space::s, 0, m_removable ? -Space::xs - iconSide - Space::xs : -Space::s, 0);
    if (marked) {
        const QRect box(words.left(), (height() - iconSide) / 2, iconSide, iconSide);
        drawSymbol(painter, Symbol::Warning, QStyle::visualRect(layoutDirection(), rect(), box),
                   chosen ? ink : tone.strong);
        words.setLeft(words.left() + iconSide + Space::xs);
    }
    painter.setPen(ink);
    painter.drawText(
        QStyle::visualRect(layoutDirection(), rect(), words), Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
        isolated(fontMetrics().elidedText(shownFor(m_recipient).left(300), Qt::ElideMiddle, words.width() + 1)));
    if (m_removable)
        drawSymbol(painter, Symbol::Close, crossBox().adjusted(1, 1, -1, -1),
                   chosen             ? ink
                       : underMouse() ? theme.text
                                      : mix(back, ink, 0.6));
}

void RecipientPill::mouseReleaseEvent(QMouseEvent *event)
{
    QPushButton::mouseReleaseEvent(event);
    if (m_removable && event->button() == Qt::LeftButton && crossBox().contains(event->position().toPoint()))
        Q_EMIT removeRequested();
}

void RecipientPill::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_removable && event->button() == Qt::LeftButton && !crossBox().contains(event->position().toPoint()))
        Q_EMIT editRequested();
}

bool RecipientPill::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverLeave:
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        update();
        break;
    default:
        break;
    }
    return QPushButton::event(event);
}

} // namespace Sendoff::Gui
