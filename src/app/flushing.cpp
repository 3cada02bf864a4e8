// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/flushing.h"

#include "app/outboxlines.h"
#include "app/terminal.h"
#include "gui/wording.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Sendoff::App {

namespace {

constexpr auto lookSpan = 100ms;

bool waitsForSignIn(const Outbox::SendState &state)
{
    const auto *needs = std::get_if<Outbox::NeedsUser>(&state);
    using Why = Outbox::NeedsUser::Why;
    return needs && (needs->why == Why::SignIn || needs->why == Why::VaultLocked || needs->why == Why::RightMissing);
}

} // namespace

Flushing::Flushing(Engine &engine, QString item, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_item(std::move(item))
{
    connect(&m_timer, &QTimer::timeout, this, &Flushing::look);
}

void Flushing::start()
{
    if (!m_engine.profile().isPractice || m_engine.practice()) {
        begin();
        return;
    }
    connect(&m_engine, &Engine::practiceReady, this, &Flushing::begin);
    connect(&m_engine, &Engine::practiceFailed, this,
            [this](const QString &detail) { end(ExitStatus::Queued, detail); });
    m_engine.startPractice();
}

void Flushing::begin()
{
    const auto opened = m_engine.queue();
    if (!opened) {
        end(ExitStatus::NotStored, Gui::inOneLine(Gui::wordingFor(opened.error())));
        return;
    }
    m_queue = opened.value();
    m_movedAt = m_engine.clock().monotonic();
    connect(m_queue, &Outbox::Queue::changed, this, &Flushing::tell);
    connect(m_queue, &Outbox::Queue::progressed, this, [this] { m_movedAt = m_engine.clock().monotonic(); });
    connect(m_queue, &Outbox::Queue::recordingFailed, this,
            [this](const QString &, const Store::StoreError &why) { m_unwritten = why; });
    wakeWhatWaitsForASignIn();
    m_timer.start(lookSpan);
}

/// The sign-in may have come by another process. If it did not, the mail is back where it was, and nothing has left.
void Flushing::wakeWhatWaitsForASignIn()
{
    QSet<QString> accounts;
    for (const Outbox::Row &row : m_queue->unfinishedRows()) {
        if (m_item.isEmpty() && waitsForSignIn(row.state))
            accounts.insert(row.account);
    }
    for (const QString &account : std::as_const(accounts))
        m_queue->accountSignedIn(account);
}

void Flushing::tell(const QString &id, const Outbox::SendState &state)
{
    m_movedAt = m_engine.clock().monotonic();
    const QDateTime now = m_engine.clock().now();
    const auto *waiting = std::get_if<Outbox::Waiting>(&state);
    const bool isUnderWay
        = Outbox::isInHand(state) || Outbox::isRenewal(state) || (waiting && Outbox::isDue(*waiting, now));
    if (isUnderWay || (!m_item.isEmpty() && id != m_item))
        return;
    if (const auto item = m_queue->item(id))
        print(outboxLine(*item, outboxFacts(m_engine, *m_queue, item->account), now));
}

bool Flushing::isStillGoing(const Outbox::Row &row) const
{
    if (Outbox::isInHand(row.state) || Outbox::isRenewal(row.state))
        return true;
    const auto *waiting = std::get_if<Outbox::Waiting>(&row.state);
    return waiting && Outbox::isDue(*waiting, m_engine.clock().now()) && !m_queue->pausedUntil(row.account);
}

void Flushing::look()
{
    const QList<Outbox::Row> rows = m_queue->unfinishedRows();
    // Nothing hangs on it, and the next start takes it up again.
    const bool isTidying = m_queue->isTidying() && m_engine.clock().monotonic() - m_movedAt < m_patience;
    const bool goesOn = isTidying || m_queue->isLookingUp()
        || std::any_of(rows.cbegin(), rows.cend(), [this](const Outbox::Row &row) { return isStillGoing(row); });
    if (!goesOn) {
        sumUp();
        return;
    }
    // What is in our own hands ends by its own time-outs, and to leave it now would make it uncertain.
    if (m_queue->isWorking() || m_engine.clock().monotonic() - m_movedAt < m_patience)
        return;
    if (m_unwritten)
        end(ExitStatus::NotStored, unwrittenLine(*m_unwritten));
    else
        end(ExitStatus::Queued,
            tr("Another Sendoff has the outbox in hand and does not get on. Look at its window, or end it and "
               "try again."));
}

void Flushing::sumUp()
{
    QList<Outbox::Row> rows = m_queue->unfinishedRows();
    if (!m_item.isEmpty())
        erase_if(rows, [this](const Outbox::Row &row) { return row.id != m_item; });
    if (m_unwritten && !rows.isEmpty()) {
        end(ExitStatus::NotStored, unwrittenLine(*m_unwritten));
        return;
    }
    const auto factsOf = [this](const QString &account) { return outboxFacts(m_engine, *m_queue, account); };
    const OutboxEnd sum = endOf(rows, factsOf, m_engine.clock().now());
    // "No connection" is no help where a proxy keeps everything in.
    const QString proxy = sum.status == ExitStatus::Queued ? m_engine.proxyAdvice() : QString();
    end(sum.status, proxy.isEmpty() ? sum.line : proxy + u' ' + sum.line);
}

void Flushing::end(ExitStatus status, const QString &line)
{
    m_timer.stop();
    disconnect(&m_engine, nullptr, this, nullptr);
    if (m_queue)
        disconnect(m_queue, nullptr, this, nullptr);
    Q_EMIT finished(status, line);
}

} // namespace Sendoff::App
