// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/emptyhint.h"

#include "gui/button.h"
#include "gui/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace Sendoff::Gui {

namespace {

constexpr int drawing = 48;

} // namespace

EmptyHint::EmptyHint(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_more(new QLabel(this))
    , m_button(new Button(Button::Look::Outlined, {}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Space::xl, Space::xl, Space::xl, Space::xl);
    column->setSpacing(Space::s);
    column->addStretch(2);
    column->addSpacing(drawing + Space::s);
    for (QLabel *each : {m_title, m_more}) {
        each->setTextFormat(Qt::PlainText);
        each->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        each->setWordWrap(true);
        column->addWidget(each);
    }
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    column->addSpacing(Space::s);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_button, &Button::clicked, this, &EmptyHint::pressed);
    colour();
}

void EmptyHint::say(Symbol symbol, const QString &title, const QString &more, const QString &verb)
{
    m_symbol = symbol;
    m_title->setText(title);
    m_more->setText(more);
    m_button->setText(verb);
    m_button->setVisible(!verb.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(more);
    update();
}

QString EmptyHint::title() const
{
    return m_title->text();
}

void EmptyHint::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect box(width() / 2 - drawing / 2, m_title->y() - drawing - Space::m, drawing, drawing);
    const Theme theme(palette());
    drawSymbol(painter, m_symbol, box, mix(theme.base, theme.text, 0.4));
}

void EmptyHint::colour()
{
    const Theme theme(palette());
    setInk(m_title, theme.text);
    setInk(m_more, theme.secondary);
}

void EmptyHint::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace Sendoff::Gui
