// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/linkdialog.h"

#include "gui/formatting.h"
#include "gui/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace Sendoff::Gui {

LinkDialog::LinkDialog(const QString &words, const QString &address, QWidget *parent)
    : QDialog(parent)
    , m_words(new QLineEdit(words, this))
    , m_address(new QLineEdit(address, this))
    , m_trouble(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Link"));
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(Space::xl, Space::l, Space::xl, Space::l);
    m_words->setAccessibleName(tr("Words"));
    m_address->setAccessibleName(tr("Address"));
    m_address->setPlaceholderText(tr("example.org, or a mail address"));
    form->addRow(tr("&Words"), m_words);
    form->addRow(tr("&Address"), m_address);
    m_trouble->setTextFormat(Qt::PlainText);
    setInk(m_trouble, Theme(palette()).bad);
    form->addRow(m_trouble);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_use = buttons->addButton(address.isEmpty() ? tr("Insert") : tr("Change"), QDialogButtonBox::AcceptRole);
    m_use->setDefault(true);
    if (!address.isEmpty()) {
        connect(buttons->addButton(tr("Remove the link"), QDialogButtonBox::DestructiveRole), &QPushButton::clicked,
                this, [this] {
                    Q_EMIT removed();
                    accept();
                });
    }
    form->addRow(buttons);
    connect(m_address, &QLineEdit::textChanged, this, &LinkDialog::check);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT given(m_words->text(), m_address->text());
        accept();
    });
    (words.isEmpty() ? m_words : m_address)->setFocus();
    check();
}

void LinkDialog::check()
{
    const QString typed = m_address->text().simplified();
    const bool isGood = !linkMeant(typed).isEmpty();
    m_use->setEnabled(isGood);
    // Nobody is told off for what is not finished.
    const bool isOdd = !isGood && typed.contains(u':');
    m_trouble->setText(isOdd ? tr("A mail can link to http, https, mailto and tel only.") : QString());
}

} // namespace Sendoff::Gui
