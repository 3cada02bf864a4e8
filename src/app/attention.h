// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine.h"
#include "app/notifications.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace Sendoff::App {

/// What goes on beside the windows while the program runs: the desktop tells of mail that needs the person, waiting
/// mail goes on when the network is back, and what nobody needs any more is swept once.
class Attention : public QObject
{
    Q_OBJECT
public:
    /// Whether the person is looking at this item right now.
    using IsSeen = std::function<bool(const QString &item)>;
    Attention(Engine &engine, IsSeen isSeen, QObject *parent = nullptr);

Q_SIGNALS:
    void activated(const QString &item);

private:
    void changed(const QString &id, const Outbox::SendState &state);
    void tell(const QString &id, const Outbox::SendState &state);
    void watchNetwork();
    void sweep();

    Engine &m_engine;
    IsSeen m_isSeen;
    Notifications m_notifications;
    bool m_watchesNetwork = false;
};

} // namespace Sendoff::App
