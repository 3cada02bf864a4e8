// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/opening.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace Sendoff::Store {

/// A thread with the profile's database in it. A disk that takes its time keeps this thread waiting and nobody else.
/// The database is opened with the first job, and tried again with the next one if that failed.
class StoreThread : public QObject
{
    Q_OBJECT
public:
    explicit StoreThread(QString folder, QObject *parent = nullptr);
    /// Finishes the jobs it was given, unless the disk hangs: then the thread is left to itself after some seconds.
    ~StoreThread() override;

    /// Runs `work` there, one job after the other in the order of the calls, and gives its result to `answer` in the
    /// thread of this object; to nobody if `context` has died meanwhile.
    template <typename Value>
    void run(QObject *context, std::function<Result<Value, StoreError>(Database &)> work,
             std::function<void(const Result<Value, StoreError> &)> answer)
    {
        post([this, context = QPointer<QObject>(context), work = std::move(work),
              answer = std::move(answer)](const Result<Database *, StoreError> &database) {
            const auto result = std::make_shared<Result<Value, StoreError>>(
                database ? work(*database.value()) : Result<Value, StoreError>(Failure{database.error()}));
            return [context, answer, result] {
                if (context && answer)
                    answer(*result);
            };
        });
    }
    /// Calls `act` there, with the database or why there is none. For objects that live in the thread: they are
    /// children of home().
    void call(std::function<void(const Result<Database *, StoreError> &)> act);
    QObject *home() const;
    /// Runs `act` there and waits for it, though not for ever: for what must be over before this goes on, at the end.
    void finish(const std::function<void()> &act);
    /// Whether a job is still to be done.
    bool isBusy() const { return m_pending > 0; }

Q_SIGNALS:
    void becameIdle();
    /// The database was broken and has been replaced.
    void movedAside(const Sendoff::Store::MovedAside &what);

private:
    using Job = std::function<std::function<void()>(const Result<Database *, StoreError> &)>;
    void post(Job job);

    class Room;
    class Private;
    int m_pending = 0;
    std::unique_ptr<Private> d;
};

} // namespace Sendoff::Store
