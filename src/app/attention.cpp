// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/attention.h"

#include "compose/pastedfile.h"
#include "compose/pastedstore.h"
#include "gui/outboxwording.h"

#include <QNetworkInformation>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Sendoff::App {

static constexpr auto sweepDelay = 20s; // long after the window is there

Attention::Attention(Engine &engine, IsSeen isSeen, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_isSeen(std::move(isSeen))
{
    connect(&engine.desk(), &Outbox::Desk::changed, this, &Attention::changed);
    connect(&m_notifications, &Notifications::activated, this, &Attention::activated);
    QTimer::singleShot(sweepDelay, this, &Attention::sweep);
}

void Attention::changed(const QString &id, const Outbox::SendState &state)
{
    const bool isSettled
        = !std::holds_alternative<Outbox::NeedsUser>(state) && !std::holds_alternative<Outbox::Uncertain>(state);
    if (isSettled || m_isSeen(id))
        m_notifications.withdraw(id);
    else
        tell(id, state);
    const auto *waiting = std::get_if<Outbox::Waiting>(&state);
    if (waiting && waiting->reason == Outbox::WaitReason::Offline)
        watchNetwork();
}

void Attention::tell(const QString &id, const Outbox::SendState &state)
{
    m_engine.desk().ask<std::optional<Outbox::Summary>>(
        this, [id](Outbox::Queue &queue) { return queue.summary(id); },
        [this, id, state](const std::optional<Outbox::Summary> &item) {
            if (!item)
                return;
            if (const auto *needs = std::get_if<Outbox::NeedsUser>(&state))
                m_notifications.tell(id, Gui::notificationFor(*needs, item->subject));
            else if (const auto *uncertain = std::get_if<Outbox::Uncertain>(&state))
                m_notifications.tell(id, Gui::notificationFor(*uncertain, item->subject));
        });
}

/// Only once a mail waits for the network: the look at it costs time that most runs need not spend.
void Attention::watchNetwork()
{
    if (std::exchange(m_watchesNetwork, true)
        || !QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reachability) {
                if (reachability == QNetworkInformation::Reachability::Online)
                    m_engine.desk().wake();
            });
}

void Attention::sweep()
{
    if (!m_engine.hasDatabase())
        return;
    m_engine.withDrafts<Done>(this, [](Compose::DraftStore &drafts) { return drafts.sweep(); });
    m_engine.store().run<QSet<QString>>(
        this,
        [](Store::Database &database) -> Result<QSet<QString>, Store::StoreError> {
            return Compose::pastedNamedIn(database);
        },
        [this](const Result<QSet<QString>, Store::StoreError> &named) {
            if (named)
                Compose::sweepPasted(m_engine.profile().data, named.value(), m_engine.clock().now());
        });
}

} // namespace Sendoff::App
