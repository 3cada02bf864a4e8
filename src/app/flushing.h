// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine.h"
#include "app/exitstatus.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace Sendoff::App {

/// Sends what is due until nothing is, and tells of each item where it came to. What is not due yet is not waited for;
/// what another process has in hand is, as long as it gets on.
class Flushing : public QObject
{
    Q_OBJECT
public:
    /// `item`: the one whose end is asked for; empty: all of them.
    Flushing(Engine &engine, QString item, QObject *parent = nullptr);

    /// How long another process may take for one step (3 min).
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }
    void start();

Q_SIGNALS:
    /// `line` says what to do; empty with Done.
    void finished(Sendoff::App::ExitStatus status, const QString &line);

private:
    void begin();
    void wakeWhatWaitsForASignIn();
    void tell(const QString &id, const Outbox::SendState &state);
    void look();
    bool isStillGoing(const Outbox::Row &row) const;
    void sumUp();
    void end(ExitStatus status, const QString &line);

    Engine &m_engine;
    const QString m_item;
    Outbox::Queue *m_queue = nullptr;
    QTimer m_timer;
    std::chrono::milliseconds m_patience = std::chrono::minutes(3);
    std::chrono::milliseconds m_movedAt{0};
    std::optional<Store::StoreError> m_unwritten;
};

} // namespace Sendoff::App
