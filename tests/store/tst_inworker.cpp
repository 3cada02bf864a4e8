// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/inworker.h"

#include <QRegularExpression>
#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace Sendoff::Store;

class TestInWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void worksInAnotherThreadAndAnswersInThisOne()
    {
        QThread *answeredIn = nullptr;
        QThread *workedIn = nullptr;
        inWorker<QThread *>(
            this, [](const auto &) { return QThread::currentThread(); },
            [&](QThread *thread) {
                workedIn = thread;
                answeredIn = QThread::currentThread();
            });
        QVERIFY(!answeredIn);
        QTRY_VERIFY(answeredIn);
        QCOMPARE(answeredIn, QThread::currentThread());
        QVERIFY(workedIn != answeredIn);
    }

    void tellsHowFarItIs()
    {
        QList<int> told;
        bool isDone = false;
        inWorker<int>(
            this,
            [](const std::function<void(int)> &tell) {
                tell(500);
                return 1;
            },
            [&](int) { isDone = true; }, [&](int thousandths) { told.append(thousandths); });
        QTRY_VERIFY(isDone);
        QVERIFY(told.contains(500));
    }

    void answersNobodyWhoIsGone()
    {
        QSemaphore go;
        QSemaphore done;
        bool isAnswered = false;
        {
            QObject context;
            inWorker<int>(
                &context,
                [&](const auto &) {
                    go.acquire();
                    done.release();
                    return 1;
                },
                [&](int) { isAnswered = true; });
        }
        go.release();
        done.acquire();
        QTest::qWait(0);
        bool isAnotherDone = false;
        inWorker<int>(
            this, [](const auto &) { return 1; }, [&](int) { isAnotherDone = true; });
        QTRY_VERIFY(isAnotherDone);
        QVERIFY(!isAnswered);
    }
};

QTEST_GUILESS_MAIN(TestInWorker)
#include "tst_inworker.moc"
