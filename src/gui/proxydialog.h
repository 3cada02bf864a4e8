// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;

namespace Sendoff::Gui {

/// Asks once for what a proxy wants to know. Never waited for: open() it and listen.
class ProxyDialog : public QDialog
{
    Q_OBJECT
public:
    /// `wereRefused`: it was given a name and a password already, and they are wrong.
    ProxyDialog(const QString &proxy, const QString &user, bool wereRefused, QWidget *parent = nullptr);

Q_SIGNALS:
    void given(const QString &user, const Sendoff::Secret &password, bool keep);

private:
    QLineEdit *m_user;
    QLineEdit *m_password;
    QCheckBox *m_keep;
};

} // namespace Sendoff::Gui
