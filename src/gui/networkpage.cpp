// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/networkpage.h"

#include "gui/button.h"
#include "gui/flowlayout.h"
#include "gui/outline.h"
#include "gui/theme.h"

#include <QBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

NetworkPage::NetworkPage(QWidget *parent)
    : QWidget(parent)
    , m_system(new QRadioButton(tr("&As this computer is set up"), this))
    , m_none(new QRadioButton(tr("&No proxy"), this))
    , m_manual(new QRadioButton(tr("&This proxy:"), this))
    , m_host(new QLineEdit(this))
    , m_port(new QLineEdit(this))
    , m_state(new QLabel(this))
{
    setAccessibleName(tr("Network"));
    setFocusProxy(m_system);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Space::xl, Space::l, Space::xl, Space::l);
    column->setSpacing(Space::s);
    auto *title = new QLabel(tr("How Sendoff reaches Microsoft"), this);
    title->setTextFormat(Qt::PlainText);
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    column->addWidget(title);
    for (QRadioButton *each : {m_system, m_none, m_manual})
        column->addWidget(each);
    auto *script
        = new QLabel(tr("An automatic script (PAC) counts where this computer's proxy library (libproxy) can "
                        "run scripts. If Sendoff does not get through by it, enter here what the script says."),
                     this);
    script->setTextFormat(Qt::PlainText);
    script->setWordWrap(true);
    script->setContentsMargins(Space::xl, 0, 0, Space::s);
    setInk(script, Theme(palette()).secondary);
    column->insertWidget(column->indexOf(m_none), script);
    m_host->setAccessibleName(tr("Proxy host"));
    m_host->setPlaceholderText(u"proxy.example.org"_s);
    m_port->setAccessibleName(tr("Proxy port"));
    m_port->setPlaceholderText(u"3128"_s);
    m_port->setValidator(new QIntValidator(1, 65535, this));
    m_port->setMaximumWidth(fontMetrics().averageCharWidth() * 12);
    auto *where = new QHBoxLayout;
    where->setContentsMargins(Space::xl, 0, 0, 0);
    where->addWidget(m_host, 1);
    where->addWidget(m_port);
    column->addLayout(where);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->setAccessibleName(tr("State of the network"));
    m_state->hide();
    column->addWidget(m_state);
    auto *row = new QWidget(this);
    row->setLayout(new FlowLayout(Space::s));
    auto *use = new Button(Button::Look::Accent, tr("Use this"), this);
    auto *login = new Button(Button::Look::Outlined, tr("User name and password…"), this);
    auto *forget = new Button(Button::Look::Quiet, tr("Forget the password"), this);
    for (Button *each : {use, login, forget}) {
        each->setAccessibleName(each->text());
        row->layout()->addWidget(each);
    }
    column->addWidget(row);
    column->addStretch(1);
    connect(use, &Button::clicked, this, &NetworkPage::take);
    connect(login, &Button::clicked, this, &NetworkPage::loginRequested);
    connect(forget, &Button::clicked, this, &NetworkPage::forgetRequested);
    connect(m_host, &QLineEdit::textEdited, this, [this] { m_manual->setChecked(true); });
    for (QWidget *each : QList<QWidget *>{m_system, m_none, m_manual, m_host, m_port})
        showOutline(each);
    setChoice({});
}

void NetworkPage::setChoice(const ProxyChoice &choice)
{
    m_system->setChecked(choice.mode == ProxyChoice::Mode::System);
    m_none->setChecked(choice.mode == ProxyChoice::Mode::None);
    m_manual->setChecked(choice.mode == ProxyChoice::Mode::Manual);
    m_host->setText(choice.host);
    m_port->setText(choice.port > 0 ? QString::number(choice.port) : QString());
}

void NetworkPage::showState(const QString &words, bool isTrouble)
{
    const Theme theme(palette());
    setInk(m_state, isTrouble ? theme.bad : theme.good);
    m_state->setText(words);
    m_state->setVisible(!words.isEmpty());
}

void NetworkPage::take()
{
    ProxyChoice choice;
    choice.mode = m_none->isChecked() ? ProxyChoice::Mode::None
        : m_manual->isChecked()       ? ProxyChoice::Mode::Manual
                                      : ProxyChoice::Mode::System;
    choice.host = m_host->text().trimmed();
    choice.port = m_port->text().toUShort();
    if (choice.mode == ProxyChoice::Mode::Manual && (choice.host.isEmpty() || choice.port == 0)) {
        showState(tr("A proxy needs a host and a port."), true);
        (choice.host.isEmpty() ? m_host : m_port)->setFocus(Qt::OtherFocusReason);
        return;
    }
    Q_EMIT chosen(choice);
}

} // namespace Sendoff::Gui
