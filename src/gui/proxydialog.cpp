// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/proxydialog.h"

#include "gui/button.h"
#include "gui/outline.h"
#include "gui/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace Sendoff::Gui {

ProxyDialog::ProxyDialog(const QString &proxy, const QString &user, bool wereRefused, QWidget *parent)
    : QDialog(parent)
    , m_user(new QLineEdit(user, this))
    , m_password(new QLineEdit(this))
    , m_keep(new QCheckBox(tr("&Keep them in the keychain"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Proxy"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(Space::xl, Space::l, Space::xl, Space::l);
    form->setSpacing(Space::m);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *words = new QLabel(
        proxy.isEmpty() ? tr("What the proxy of this network wants to know before anything leaves it.")
            : wereRefused
            ? tr("The proxy %1 refused this user name or password. Please give them again.").arg(proxy)
            : tr("The proxy %1 wants a user name and a password before anything leaves this network.").arg(proxy),
        this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    form->addRow(words);
    m_user->setAccessibleName(tr("User name"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_keep->setChecked(true);
    form->addRow(tr("&User name"), m_user);
    form->addRow(tr("&Password"), m_password);
    form->addRow(m_keep);
    auto *use = new Button(Button::Look::Accent, tr("Use them"), this);
    auto *cancel = new Button(Button::Look::Quiet, tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Space::s);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(use);
    for (Button *each : {use, cancel})
        each->setAccessibleName(each->text());
    const auto take = [this] {
        if (m_user->text().trimmed().isEmpty())
            return;
        Q_EMIT given(m_user->text().trimmed(), Secret(m_password->text().toUtf8()), m_keep->isChecked());
        accept();
    };
    use->setEnabled(!user.isEmpty());
    connect(m_user, &QLineEdit::textChanged, use,
            [use](const QString &name) { use->setEnabled(!name.trimmed().isEmpty()); });
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(use, &Button::clicked, this, take);
    connect(m_user, &QLineEdit::returnPressed, m_password, [this] { m_password->setFocus(Qt::OtherFocusReason); });
    connect(m_password, &QLineEdit::returnPressed, this, take);
    form->addRow(buttons);
    for (QWidget *each : QList<QWidget *>{m_user, m_password, m_keep})
        showOutline(each);
    (user.isEmpty() ? m_user : m_password)->setFocus();
}

} // namespace Sendoff::Gui
