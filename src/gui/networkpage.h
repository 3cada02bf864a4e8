// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QLineEdit;
class QRadioButton;

namespace Sendoff::Gui {

class Button;

/// How the network is reached, as a person sets it.
struct ProxyChoice
{
    enum class Mode { System, None, Manual };
    Mode mode = Mode::System;
    QString host;
    quint16 port = 0;

    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

/// Which proxy to use. User name and password are asked for when a proxy wants them, and kept in the keychain.
class NetworkPage : public QWidget
{
    Q_OBJECT
public:
    explicit NetworkPage(QWidget *parent = nullptr);

    void setChoice(const ProxyChoice &choice);
    /// Empty: nothing to tell.
    void showState(const QString &words, bool isTrouble);

Q_SIGNALS:
    void chosen(const Sendoff::Gui::ProxyChoice &choice);
    void loginRequested(); ///< to give user name and password again
    void forgetRequested(); ///< the login leaves the keychain

private:
    void take();

    QRadioButton *m_system;
    QRadioButton *m_none;
    QRadioButton *m_manual;
    QLineEdit *m_host;
    QLineEdit *m_port;
    QLabel *m_state;
};

} // namespace Sendoff::Gui
