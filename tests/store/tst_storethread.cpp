// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storethread.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Store;

class TestStoreThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<StoreThread>(folder());
    }
    void cleanup() { m_store.reset(); }

    void worksElsewhereAndAnswersHere()
    {
        QThread *there = nullptr;
        QThread *here = nullptr;
        std::optional<int> answer;
        m_store->run<int>(
            this,
            [&there](Database &) -> Result<int, StoreError> {
                there = QThread::currentThread();
                return 7;
            },
            [&](const Result<int, StoreError> &result) {
                here = QThread::currentThread();
                answer = result.value();
            });
        QVERIFY(m_store->isBusy());
        QVERIFY(!answer);
        QTRY_COMPARE(answer, 7);
        QVERIFY(there != QThread::currentThread());
        QCOMPARE(here, QThread::currentThread());
        QVERIFY(!m_store->isBusy());
    }

    void oneJobComesAfterTheOther()
    {
        QList<int> order;
        for (int job = 0; job < 100; ++job) {
            m_store->run<Done>(this,
                               [&order, job](Database &) -> Result<Done, StoreError> {
                                   order.append(job);
                                   return Done{};
                               },
                               {});
        }
        const QSignalSpy idle(m_store.get(), &StoreThread::becameIdle);
        QTRY_COMPARE(idle.size(), 1);
        QCOMPARE(order.size(), 100);
        QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
    }

    void aJobThatHangsKeepsNobodyHere()
    {
        QSemaphore hanging;
        m_store->call([&hanging](const Result<Database *, StoreError> &) { hanging.acquire(); });
        int turns = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&turns] { ++turns; });
        turn.start(0);
        QTRY_VERIFY(turns > 1'000);
        QVERIFY(m_store->isBusy());
        hanging.release();
        QTRY_VERIFY(!m_store->isBusy());
    }

    void nobodyIsAnsweredWhoIsGone()
    {
        auto asker = std::make_unique<QObject>();
        bool isAnswered = false;
        m_store->run<Done>(
            asker.get(), [](Database &) -> Result<Done, StoreError> { return Done{}; },
            [&isAnswered](const Result<Done, StoreError> &) { isAnswered = true; });
        asker.reset();
        QTRY_VERIFY(!m_store->isBusy());
        QVERIFY(!isAnswered);
    }

    void whatWasAskedForIsDoneBeforeTheEnd()
    {
        m_store->run<Done>(this,
                           [](Database &database) -> Result<Done, StoreError> {
                               database.run(u"INSERT INTO account_pause(account, until) VALUES('me', 5)"_s);
                               return Done{};
                           },
                           {});
        m_store.reset();
        auto database = Database::open(folder());
        QVERIFY(database);
        QVERIFY(database.value().run(u"SELECT 1 FROM account_pause WHERE account='me'"_s).next());
    }

    void aDatabaseThatCannotBeOpenedIsTriedAgain()
    {
        QFile obstacle(folder());
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        obstacle.close();
        std::optional<bool> works;
        const auto ask = [&] {
            works.reset();
            m_store->run<Done>(
                this, [](Database &) -> Result<Done, StoreError> { return Done{}; },
                [&works](const Result<Done, StoreError> &result) { works = bool(result); });
        };
        ask();
        QTRY_COMPARE(works, false);
        QVERIFY(obstacle.remove());
        ask();
        QTRY_COMPARE(works, true);
    }

    void tellsOfADamagedDatabase()
    {
        QVERIFY(QDir().mkpath(folder()));
        QFile broken(folder() + u"/sendoff.sqlite"_s);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        QVERIFY(broken.write(QByteArray(10'000, 'x')) > 0);
        broken.close();
        const QSignalSpy moved(m_store.get(), &StoreThread::movedAside);
        m_store->call([](const Result<Database *, StoreError> &) {});
        QTRY_COMPARE(moved.size(), 1);
        QVERIFY(QFile::exists(moved.first().first().value<MovedAside>().file));
    }

private:
    QString folder() const { return m_root->filePath(u"profile"_s); }

    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<StoreThread> m_store;
};

QTEST_GUILESS_MAIN(TestStoreThread)
#include "tst_storethread.moc"
