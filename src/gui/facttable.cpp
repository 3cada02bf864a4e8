// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/facttable.h"

#include "gui/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace Sendoff::Gui {

FactTable::FactTable(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_heading(new QLabel(this))
    , m_note(new QLabel(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Space::s);
    for (QLabel *each : {m_heading, m_note}) {
        each->setTextFormat(Qt::PlainText);
        each->setWordWrap(true);
        m_column->addWidget(each);
    }
    QFont font = m_heading->font();
    font.setWeight(QFont::DemiBold);
    m_heading->setFont(font);
    hide();
}

QLabel *FactTable::addValue(const QString &text)
{
    auto *label = new QLabel(m_inside);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    // An id that finds no place to wrap must not push everything else out of sight.
    label->setMinimumWidth(1);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void FactTable::setFacts(const QString &heading, const QList<Fact> &facts, const QString &note)
{
    setVisible(!facts.isEmpty());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_heading->setText(heading);
    if (m_inside && m_facts == facts)
        return;
    m_facts = facts;
    delete m_inside;
    m_loud.clear();
    m_quiet.clear();
    m_inside = new QWidget(this);
    m_grid = new QGridLayout(m_inside);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(Space::m);
    m_grid->setVerticalSpacing(Space::xs);
    m_grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Fact &fact : facts) {
        auto *name = new QLabel(fact.name, m_inside);
        name->setTextFormat(Qt::PlainText);
        m_quiet.append(name);
        m_grid->addWidget(name, row, 0, Qt::AlignTop | Qt::AlignLeading);
        m_loud.append(addValue(fact.value));
        if (fact.below)
            m_grid->addWidget(m_loud.back(), ++row, 0, 1, 2, Qt::AlignTop);
        else
            m_grid->addWidget(m_loud.back(), row, 1, Qt::AlignTop);
        ++row;
        if (!fact.more.isEmpty()) {
            m_quiet.append(addValue(fact.more));
            m_grid->addWidget(m_quiet.back(), row++, 1, Qt::AlignTop);
        }
    }
    m_column->insertWidget(1, m_inside);
    m_inside->show();
    colour();
}

void FactTable::colour()
{
    const Theme theme(palette());
    setInk(m_heading, theme.text);
    setInk(m_note, theme.secondary);
    for (QLabel *each : std::as_const(m_loud))
        setInk(each, theme.text);
    for (QLabel *each : std::as_const(m_quiet))
        setInk(each, theme.secondary);
}

void FactTable::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace Sendoff::Gui
