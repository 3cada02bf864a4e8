// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/proxydialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace Sendoff::Gui {

ProxyDialog::ProxyDialog(const QString &proxy, const QString &user, bool wereRefused, QWidget *parent)
    : QDialog(parent)
    , m_user(new QLineEdit(user, this))
    , m_password(new QLineEdit(this))
    , m_keep(new QCheckBox(tr("&Keep them in the keychain"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Proxy"));
    auto *form = new QFormLayout(this);
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
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton *use = buttons->button(QDialogButtonBox::Ok);
    use->setText(tr("Use them"));
    use->setEnabled(!user.isEmpty());
    connect(m_user, &QLineEdit::textChanged, use,
            [use](const QString &name) { use->setEnabled(!name.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT given(m_user->text().trimmed(), Secret(m_password->text().toUtf8()), m_keep->isChecked());
        accept();
    });
    form->addRow(buttons);
    (user.isEmpty() ? m_user : m_password)->setFocus();
}

} // namespace Sendoff::Gui
