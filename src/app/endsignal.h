// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace Sendoff::App {

/// SIGTERM, SIGINT and SIGHUP as a Qt signal: the desktop's session ends, or somebody asks from a terminal. One object
/// in a process. Handlers, not a blocked signal mask: a browser started from here would inherit that.
class EndSignal : public QObject
{
    Q_OBJECT
public:
    explicit EndSignal(QObject *parent = nullptr);
    ~EndSignal() override;

Q_SIGNALS:
    void received();
};

} // namespace Sendoff::App
