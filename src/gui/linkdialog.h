// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace Sendoff::Gui {

/// Asks for the words and the address of a link. Open it with open(); it deletes itself.
class LinkDialog : public QDialog
{
    Q_OBJECT
public:
    /// `address` not empty: there is a link already, which can be removed.
    LinkDialog(const QString &words, const QString &address, QWidget *parent = nullptr);

Q_SIGNALS:
    void given(const QString &words, const QString &address); ///< the address is one that a mail may hold
    void removed();

private:
    void check();

    QLineEdit *m_words;
    QLineEdit *m_address;
    QLabel *m_trouble;
    QPushButton *m_use = nullptr;
};

} // namespace Sendoff::Gui
