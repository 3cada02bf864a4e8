// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "net/transport.h"
#include "outbox/outboxstore.h"
#include "outbox/route.h"

#include <QObject>

#include <chrono>
#include <optional>

namespace Sendoff::Outbox {

/// Deletes the drafts that cancelled mail left at the service, one after the other and without haste: an account that
/// cannot be asked now is asked later, and what was sent after all is left alone.
class Leftovers : public QObject
{
    Q_OBJECT
public:
    Leftovers(Net::Transport &transport, OutboxStore &store, Routes routes, const Clock &clock, Dice &dice,
              QObject *parent = nullptr);

    /// Takes up the next one, if it is time and none is being deleted.
    void goOn();
    /// There may be one more, or an account can be asked again.
    void wake();
    /// Whether there is one that has not been tried in vain.
    bool isAtWork() const { return m_isBusy || (!m_isEmpty && !m_notBefore); }

private:
    void look(const Leftover &leftover, const Route &route, const Secret &token);
    void remove(const Leftover &leftover, const Route &route, const Secret &token, const QString &draft);
    void done(const Leftover &leftover);
    void later();
    Graph::Endpoints endpointsOf(const Leftover &leftover, const Route &route) const;

    Net::Transport &m_transport;
    OutboxStore &m_store;
    Routes m_routes;
    const Clock &m_clock;
    Dice &m_dice;
    bool m_isBusy = false;
    bool m_isEmpty = false; ///< nothing was left the last time
    qint64 m_after = 0; ///< the number of the last one that was tried
    std::optional<std::chrono::milliseconds> m_notBefore; ///< by the monotonic clock
};

} // namespace Sendoff::Outbox
