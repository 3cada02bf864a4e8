// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace Sendoff::Store {

/// Threads for work on files. They are never waited for: a thread that hangs on a dead mount ends with the process.
QThreadPool &fileThreads();

/// Runs `work` in a thread and gives its result to `answer` in the thread of `context`, or to nobody if `context` has
/// died. `work` may report how far it is, in thousandths, which arrives as `progressed`.
template <typename Value>
void inWorker(QObject *context, std::function<Value(const std::function<void(int)> &)> work,
              std::function<void(Value)> answer, std::function<void(int)> progressed = {})
{
    const auto promise = std::make_shared<QPromise<Value>>();
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, answer = std::move(answer)] {
        watcher->deleteLater();
        answer(watcher->future().takeResult());
    });
    if (progressed)
        QObject::connect(watcher, &QFutureWatcherBase::progressValueChanged, context, std::move(progressed));
    promise->setProgressRange(0, 1000);
    promise->start();
    watcher->setFuture(promise->future());
    fileThreads().start([promise, work = std::move(work)] {
        promise->addResult(work([&promise](int thousandths) { promise->setProgressValue(thousandths); }));
        promise->finish();
    });
}

} // namespace Sendoff::Store
