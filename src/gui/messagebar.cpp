// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/messagebar.h"

#include "gui/button.h"
#include "gui/flowlayout.h"
#include "gui/theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

Symbol symbolOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Info:
        return Symbol::Info;
    case Notice::Kind::Warning:
        return Symbol::Warning;
    case Notice::Kind::Error:
        return Symbol::Error;
    case Notice::Kind::Uncertain:
        return Symbol::Uncertain;
    case Notice::Kind::Good:
        return Symbol::Check;
    }
    return Symbol::Info;
}

} // namespace

MessageBar::MessageBar(const Notice &notice, bool closable, QWidget *parent)
    : QWidget(parent)
    , m_notice(notice)
{
    setAccessibleName(notice.more.isEmpty() ? notice.text : notice.text + u' ' + notice.more);
    auto *outer = new QHBoxLayout(this);
    const int icon = fontMetrics().height() + Space::xs;
    outer->setContentsMargins(Space::s, Space::s, Space::s, Space::s);
    outer->setSpacing(Space::s);
    m_symbolRoom = icon + Space::l;
    outer->addSpacing(m_symbolRoom); // unlike a margin, on the right where one reads from there
    m_row = new QBoxLayout(QBoxLayout::TopToBottom);
    m_row->setSpacing(Space::s);
    outer->addLayout(m_row, 1);
    m_words = new QVBoxLayout;
    m_words->setSpacing(2);
    m_words->setContentsMargins(0, Space::xs, 0, Space::xs);
    m_row->addLayout(m_words, 1);
    addLabel(notice.text, !notice.more.isEmpty());
    if (!notice.more.isEmpty())
        addLabel(notice.more, false);
    addButtons();
    if (closable) {
        m_close = new Button(Button::Look::Quiet, tr("Close this message"), this);
        m_close->setSymbol(Symbol::Close);
        m_close->setIconOnly(true);
        m_close->setAccessibleName(m_close->text());
        m_close->setToolTip(tr("Close (Esc)"));
        connect(m_close, &Button::clicked, this, &MessageBar::closeRequested);
        outer->addWidget(m_close, 0, Qt::AlignTop);
    }
    colour();
    arrange();
}

QLabel *MessageBar::addLabel(const QString &text, bool strong)
{
    auto *label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    if (strong) {
        QFont font = label->font();
        font.setWeight(QFont::DemiBold);
        label->setFont(font);
    }
    m_words->addWidget(label);
    m_labels.append(label);
    return label;
}

void MessageBar::say(const QString &text)
{
    m_notice.text = text;
    m_labels.front()->setText(text);
    setAccessibleName(m_notice.more.isEmpty() ? text : text + u' ' + m_notice.more);
    arrange();
}

void MessageBar::setCard(bool card)
{
    m_card = card;
    update();
}

void MessageBar::ensureButtonRow()
{
    if (m_buttons)
        return;
    m_buttons = new FlowLayout(Space::s);
    m_row->addLayout(m_buttons);
}

Button *MessageBar::addButton(const QString &label)
{
    ensureButtonRow();
    auto *button = new Button(Button::Look::Outlined, label, this);
    // Before "Details", if that is there.
    m_buttons->insertWidget(m_buttons->count() - (m_unfold ? 1 : 0), button);
    button->show();
    arrange();
    return button;
}

void MessageBar::addButtons()
{
    for (const NoticeButton &each : m_notice.buttons)
        connect(addButton(each.label), &Button::clicked, this,
                [this, action = each.action] { Q_EMIT pressed(action); });
    if (m_notice.details.isEmpty())
        return;
    ensureButtonRow();
    m_unfold = new Button(Button::Look::Quiet, tr("Details"), this);
    m_unfold->setChevron(true);
    m_unfold->setCheckable(true);
    connect(m_unfold, &Button::clicked, this, &MessageBar::toggleDetails);
    m_buttons->insertWidget(m_buttons->count(), m_unfold);
}

void MessageBar::addDetails()
{
    m_details = new QWidget(this);
    auto *column = new QVBoxLayout(m_details);
    column->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(m_details);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(m_notice.details);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(tr("Details"));
    label->setAccessibleDescription(m_notice.details);
    column->addWidget(label);
    const bool copies = std::any_of(m_notice.buttons.begin(), m_notice.buttons.end(),
                                    [](const NoticeButton &each) { return each.action == Action::CopyDetails; });
    if (!copies) {
        auto *copy = new Button(Button::Look::Outlined, tr("Copy details"), m_details);
        connect(copy, &Button::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_notice.details); });
        column->addWidget(copy, 0, Qt::AlignLeading);
    }
    m_labels.append(label);
    m_row->addWidget(m_details);
    colour();
}

void MessageBar::toggleDetails()
{
    if (!m_details)
        addDetails();
    m_details->setVisible(m_unfold->isChecked());
    arrange();
    Q_EMIT resized();
}

// A short line has its button beside it; everything else has them below, where the reading ends.
void MessageBar::arrange()
{
    const bool unfolded = m_unfold && m_unfold->isChecked();
    const int words = fontMetrics().horizontalAdvance(m_notice.text) + Space::xl;
    const QMargins margins = layout()->contentsMargins();
    const int room
        = width() - margins.left() - margins.right() - (m_close ? m_close->sizeHint().width() + Space::s : 0);
    const bool beside
        = m_buttons && m_notice.more.isEmpty() && !unfolded && words + m_buttons->sizeHint().width() <= room;
    const QBoxLayout::Direction direction = beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (m_buttons)
        m_buttons->setWrapping(!beside);
    if (m_row->direction() != direction)
        m_row->setDirection(direction);
}

void MessageBar::colour()
{
    const Tone tone = Theme(palette()).tone(m_notice.kind);
    for (QLabel *label : std::as_const(m_labels))
        setInk(label, tone.text);
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const Tone tone = Theme(palette()).tone(m_notice.kind);
    QPainter painter(this);
    if (m_card) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(tone.border);
        painter.setBrush(tone.back);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
    } else {
        painter.fillRect(rect(), tone.back);
        painter.fillRect(QRect(0, 0, width(), 1), tone.border);
    }
    const int extent = fontMetrics().height() + Space::xs;
    const QRect line = m_labels.front()->geometry();
    const int first = m_labels.front()->fontMetrics().height();
    const int middle = line.height() < 2 * first || m_row->direction() == QBoxLayout::LeftToRight
        ? line.center().y()
        : line.top() + first / 2;
    const QRect box(Space::l, middle - extent / 2 + 1, extent, extent);
    drawSymbol(painter, symbolOf(m_notice.kind), QStyle::visualRect(layoutDirection(), rect(), box), tone.strong);
}

void MessageBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void MessageBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

MessageStack::MessageStack(QWidget *parent)
    : Drawer(parent)
{
}

MessageBar *MessageStack::bar(const QString &key) const
{
    for (MessageBar *each : m_bars) {
        if (each->notice().key == key)
            return each;
    }
    return nullptr;
}

void MessageStack::put(const Notice &notice, bool closable)
{
    MessageBar *old = bar(notice.key);
    if (old && old->notice() == notice)
        return;
    const int place = old ? column()->indexOf(old) : column()->count();
    remove(notice.key);
    auto *fresh = new MessageBar(notice, closable, widget());
    connect(fresh, &MessageBar::pressed, this,
            [this, key = notice.key](Action action) { Q_EMIT pressed(key, action); });
    connect(fresh, &MessageBar::closeRequested, this, [this, key = notice.key] {
        remove(key);
        Q_EMIT closed(key);
    });
    column()->insertWidget(place, fresh);
    m_bars.insert(place, fresh);
    fresh->show();
    show();
}

void MessageStack::remove(const QString &key)
{
    MessageBar *gone = bar(key);
    if (!gone)
        return;
    m_bars.removeOne(gone);
    gone->hide();
    gone->deleteLater();
    column()->removeWidget(gone);
    setVisible(!m_bars.isEmpty());
}

bool MessageStack::closeNewest()
{
    for (qsizetype i = m_bars.size(); i-- > 0;) {
        if (m_bars.at(i)->isClosable()) {
            const QString key = m_bars.at(i)->notice().key;
            remove(key);
            Q_EMIT closed(key);
            return true;
        }
    }
    return false;
}

} // namespace Sendoff::Gui
