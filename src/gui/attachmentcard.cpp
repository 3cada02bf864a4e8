// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/attachmentcard.h"

#include "gui/button.h"
#include "gui/theme.h"
#include "gui/wording.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

Symbol symbolForType(const QString &contentType)
{
    const QString type = contentType.toLower();
    const auto names = [&type](std::initializer_list<QStringView> words) {
        return std::any_of(words.begin(), words.end(), [&type](QStringView word) { return type.contains(word); });
    };
    if (type.startsWith(u"image/"))
        return Symbol::Image;
    if (names({u"zip", u"tar", u"compressed", u"rar", u"bzip", u"/x-xz", u"/zstd"}))
        return Symbol::Archive;
    if (type.startsWith(u"text/")
        || names({u"pdf", u"msword", u"officedocument", u"opendocument", u"ms-excel", u"ms-powerpoint", u"rtf"}))
        return Symbol::Document;
    return Symbol::File;
}

AttachmentCard::AttachmentCard(const Attachment &attachment, QWidget *parent)
    : QPushButton(parent)
    , m_attachment(attachment)
    , m_remove(new Button(Button::Look::Quiet, tr("Remove"), this))
{
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(u"%1, %2"_s.arg(attachment.name, sizeInWords(attachment.size)));
    setAccessibleDescription(tr("Attachment. Press Delete to remove it."));
    setToolTip(plainTip(u"%1\n%2"_s.arg(attachment.name, sizeInWords(attachment.size))));
    m_remove->setSymbol(Symbol::Close);
    m_remove->setIconOnly(true);
    m_remove->setAccessibleName(tr("Remove %1").arg(attachment.name));
    m_remove->setToolTip(tr("Remove (Delete)"));
    connect(m_remove, &Button::clicked, this, &AttachmentCard::removeRequested);
}

void AttachmentCard::setRemovable(bool removable)
{
    m_remove->setVisible(removable);
}

void AttachmentCard::setProgress(double share)
{
    if (m_progress == share)
        return;
    m_progress = share;
    setAccessibleName(share < 0 ? u"%1, %2"_s.arg(m_attachment.name, sizeInWords(m_attachment.size))
                                : tr("%1, %2 % uploaded").arg(m_attachment.name).arg(static_cast<int>(share * 100)));
    update();
}

QSize AttachmentCard::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 27, 2 * fontMetrics().height() + Space::l};
}

void AttachmentCard::resizeEvent(QResizeEvent *event)
{
    QPushButton::resizeEvent(event);
    const QSize size = m_remove->sizeHint();
    const QRect box(width() - size.width() - Space::xs, (height() - size.height()) / 2, size.width(), size.height());
    m_remove->setGeometry(QStyle::visualRect(layoutDirection(), rect(), box));
}

void AttachmentCard::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(layoutDirection());
    painter.setPen(hasFocus() ? QPen(theme.accent, 2) : QPen(theme.hairline, 1));
    painter.setBrush(underMouse() ? theme.hover : theme.chip);
    const qreal inset = hasFocus() ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), cornerRadius, cornerRadius);

    const int extent = fontMetrics().height() + Space::s;
    const QRect icon(Space::m, (height() - extent) / 2, extent, extent);
    drawSymbol(painter, symbolForType(m_attachment.contentType), QStyle::visualRect(layoutDirection(), rect(), icon),
               theme.secondary);

    const int line = fontMetrics().height();
    const int left = icon.right() + 1 + Space::s;
    const QRect words(left, (height() - 2 * line) / 2, width() - left - m_remove->width() - Space::s, line);
    const QRect name = QStyle::visualRect(layoutDirection(), rect(), words);
    const QRect size = QStyle::visualRect(layoutDirection(), rect(), words.translated(0, line));
    painter.setPen(theme.text);
    painter.drawText(name, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
                     isolated(fontMetrics().elidedText(m_attachment.name, Qt::ElideMiddle, name.width())));
    painter.setPen(theme.secondary);
    const QString octets = sizeInWords(m_attachment.size);
    painter.drawText(size, Qt::AlignLeading | Qt::AlignVCenter,
                     m_progress < 0 ? isolated(octets)
                         : m_progress >= 1
                         ? tr("%1, uploaded").arg(isolated(octets))
                         : tr("%1, %2 %").arg(isolated(octets)).arg(static_cast<int>(m_progress * 100)));
    if (m_progress >= 0) {
        const QRect done(Space::s, height() - 4, static_cast<int>((width() - 2 * Space::s) * m_progress), 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        painter.drawRoundedRect(QStyle::visualRect(layoutDirection(), rect(), done), 1, 1);
    }
}

void AttachmentCard::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? Qt::Key_Left : Qt::Key_Right;
    const int back = layoutDirection() == Qt::RightToLeft ? Qt::Key_Right : Qt::Key_Left;
    if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) && m_remove->isVisible())
        Q_EMIT removeRequested();
    else if (event->key() == forward || event->key() == Qt::Key_Down)
        Q_EMIT stepRequested(1);
    else if (event->key() == back || event->key() == Qt::Key_Up)
        Q_EMIT stepRequested(-1);
    else
        QPushButton::keyPressEvent(event);
}

} // namespace Sendoff::Gui
