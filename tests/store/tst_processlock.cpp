// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/processlock.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Sendoff::Store;

class TestProcessLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
    }

    void onlyOneHoldsIt()
    {
        auto first = std::make_unique<ProcessLock>(m_root->path(), u"sender"_s);
        ProcessLock second(m_root->path(), u"sender"_s);
        QVERIFY(first->take());
        QVERIFY(first->take());
        QVERIFY(!second.take());
        QVERIFY(!second.isHeld());
        first.reset();
        QVERIFY(second.take());
    }

    void otherNamesAreOtherLocks()
    {
        ProcessLock first(m_root->path(), u"sender"_s);
        ProcessLock second(m_root->path(), u"window"_s);
        QVERIFY(first.take());
        QVERIFY(second.take());
    }

    void aKilledHolderHoldsItNoMore()
    {
        int ready[2] = {-1, -1};
        QCOMPARE(pipe(ready), 0);
        const pid_t child = fork();
        if (child == 0) {
            ProcessLock theirs(m_root->path(), u"sender"_s);
            const char answer = theirs.take() ? 'y' : 'n';
            [[maybe_unused]] const auto written = write(ready[1], &answer, 1);
            for (;;)
                pause();
        }
        char answer = 0;
        QCOMPARE(read(ready[0], &answer, 1), ssize_t(1));
        QCOMPARE(answer, 'y');
        ProcessLock ours(m_root->path(), u"sender"_s);
        QVERIFY(!ours.take());
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        QVERIFY(ours.take());
        close(ready[0]);
        close(ready[1]);
    }

    void aPlantedLinkIsNotFollowed()
    {
        const QString victim = m_root->filePath(u"victim"_s);
        QVERIFY(QFile::link(victim, m_root->filePath(u"sender.lock"_s)));
        ProcessLock lock(m_root->path(), u"sender"_s);
        QVERIFY(!lock.take());
        QVERIFY(!QFile::exists(victim));
    }

private:
    std::unique_ptr<QTemporaryDir> m_root;
};

QTEST_GUILESS_MAIN(TestProcessLock)
#include "tst_processlock.moc"
