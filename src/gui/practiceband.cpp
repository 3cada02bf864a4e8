// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/practiceband.h"

#include "gui/button.h"
#include "gui/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>

namespace Sendoff::Gui {

PracticeBand::PracticeBand(QWidget *parent)
    : QWidget(parent)
    , m_words(new QLabel(tr("Practice: nothing leaves this computer"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Space::l, 2, Space::l, 3);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    auto *link = new Button(Button::Look::Link, tr("Open the practice mailbox"), this);
    connect(link, &Button::clicked, this, &PracticeBand::mailboxWanted);
    row->addWidget(m_words, 1);
    row->addWidget(link);
    colour();
}

void PracticeBand::colour()
{
    setInk(m_words, Theme(palette()).practice().strong);
}

void PracticeBand::paintEvent(QPaintEvent *)
{
    const Tone tone = Theme(palette()).practice();
    QPainter painter(this);
    painter.fillRect(rect(), tone.back);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tone.border);
}

void PracticeBand::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace Sendoff::Gui
