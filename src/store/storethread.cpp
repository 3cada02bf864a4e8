// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storethread.h"

#include <QSemaphore>
#include <QThread>

using namespace std::chrono_literals;

namespace Sendoff::Store {

static constexpr auto patienceAtEnd = 10s;

/// Lives in the thread.
class StoreThread::Room : public QObject
{
public:
    explicit Room(QString folder)
        : m_folder(std::move(folder))
    {
    }
    ~Room() override
    {
        // Those that use the database go before it.
        qDeleteAll(children());
    }

    Result<Database *, StoreError> database(const std::function<void(const MovedAside &)> &tell)
    {
        if (!m_database) {
            auto opened = openProfile(m_folder);
            if (!opened)
                return Failure{opened.error()};
            if (opened.value().moved)
                tell(*opened.value().moved);
            m_database = std::make_unique<Database>(std::move(std::move(opened).value().database));
        }
        return m_database.get();
    }

private:
    QString m_folder;
    std::unique_ptr<Database> m_database;
};

class StoreThread::Private
{
public:
    QThread *thread = nullptr;
    Room *room = nullptr;
};

StoreThread::StoreThread(QString folder, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    qRegisterMetaType<MovedAside>();
    d->thread = new QThread;
    d->thread->setObjectName(QStringLiteral("store"));
    d->room = new Room(std::move(folder));
    d->room->moveToThread(d->thread);
    connect(d->thread, &QThread::finished, d->room, &QObject::deleteLater);
    d->thread->start();
}

StoreThread::~StoreThread()
{
    // Behind all jobs in the queue.
    QMetaObject::invokeMethod(
        d->room, [thread = d->thread] { thread->quit(); }, Qt::QueuedConnection);
    if (d->thread->wait(QDeadlineTimer(patienceAtEnd)))
        delete d->thread;
}

void StoreThread::finish(const std::function<void()> &act)
{
    const auto over = std::make_shared<QSemaphore>();
    QMetaObject::invokeMethod(
        d->room,
        [act, over] {
            act();
            over->release();
        },
        Qt::QueuedConnection);
    over->tryAcquire(1, int(patienceAtEnd / 1ms));
}

QObject *StoreThread::home() const
{
    return d->room;
}

void StoreThread::post(Job job)
{
    ++m_pending;
    QMetaObject::invokeMethod(
        d->room,
        [this, room = d->room, job = std::move(job)] {
            const auto tell = [this](const MovedAside &what) {
                QMetaObject::invokeMethod(
                    this, [this, what] { Q_EMIT movedAside(what); }, Qt::QueuedConnection);
            };
            const std::function<void()> answer = job(room->database(tell));
            QMetaObject::invokeMethod(
                this,
                [this, answer] {
                    --m_pending;
                    answer();
                    if (m_pending == 0)
                        Q_EMIT becameIdle();
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void StoreThread::call(std::function<void(const Result<Database *, StoreError> &)> act)
{
    post([act = std::move(act)](const Result<Database *, StoreError> &database) -> std::function<void()> {
        act(database);
        return [] {};
    });
}

} // namespace Sendoff::Store
