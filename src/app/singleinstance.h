// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/profile.h"

#include <QLocalServer>
#include <QObject>

namespace Sendoff::App {

/// One program per profile shows windows: a second one hands its message over and ends. A socket in the person's own
/// runtime folder; what comes in is data to show, never a command to send.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const Profile &profile, QObject *parent = nullptr);

    /// Tries to hand `note` (a JSON object) to a running program; true if it took it. Waits at most two seconds.
    bool handOver(const QJsonObject &note);
    /// Listens from now on. Nothing happens if that is not possible; windows work all the same.
    void listen();

Q_SIGNALS:
    void handedOver(const QJsonObject &note);

private:
    QString m_path;
    QLocalServer m_server;
};

} // namespace Sendoff::App
