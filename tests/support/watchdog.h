// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <memory>

namespace Sendoff::Testing {

/// Measures the longest time for which the event loop of this thread did not turn, and beside it the longest time for
/// which a thread that does nothing at all was not run: what the machine itself is to blame for.
class Watchdog
{
public:
    Watchdog()
    {
        m_since.start();
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] {
            m_longest = std::max(m_longest, m_since.restart());
            ++m_beats;
        });
        m_beat.start(beatMs);
        m_idler.reset(QThread::create([this] {
            QElapsedTimer since;
            since.start();
            while (!m_isOver) {
                QThread::msleep(beatMs);
                m_idle = std::max<qint64>(m_idle, since.restart());
            }
        }));
        m_idler->start();
    }
    ~Watchdog()
    {
        m_isOver = true;
        m_idler->wait();
    }

    int beats() const { return m_beats; }
    /// Milliseconds of the longest stall that are not the machine's.
    qint64 stall() const { return std::max<qint64>(0, std::max(m_longest, m_since.elapsed()) - m_idle); }

private:
    static constexpr int beatMs = 5;
    QTimer m_beat;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    int m_beats = 0;
    std::atomic<qint64> m_idle = 0;
    std::atomic_bool m_isOver = false;
    std::unique_ptr<QThread> m_idler;
};

} // namespace Sendoff::Testing
