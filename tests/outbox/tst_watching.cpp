// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A queue that only looks and decides, beside one that sends or after it.
#include "outbox/profile.h"
#include "outbox/queue.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Outbox;
using namespace Sendoff::Testing;

class TestWatching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_profile = std::make_unique<Profile>();
        m_sender = m_profile->start();
    }
    void cleanup()
    {
        m_sender.reset();
        m_profile.reset();
    }

    void sendsNothingAndLetsOthersSend()
    {
        m_sender->transport.replies = {failed(Net::Outcome::HostNotFound, false)};
        const QString id = submit();
        QTRY_COMPARE(m_sender->stateOf(id), u"waiting"_s);
        m_sender.reset();

        const auto watcher = watch();
        watcher->queue().retry(id);
        QTest::qWait(1500); // longer than a tick
        QVERIFY(!watcher->queue().isSender());
        QVERIFY(watcher->transport.sent.isEmpty());
        QCOMPARE(watcher->tokens.asked, 0);

        m_sender = m_profile->start();
        QVERIFY(m_sender->queue().isSender());
        QTRY_COMPARE(m_sender->transport.sent.size(), 1);
    }

    void setsRightWhatADeadSenderHadInHand()
    {
        const QString id = submit();
        QTRY_COMPARE(m_sender->transport.sent.size(), 1);
        m_sender.reset();
        QCOMPARE(watch()->stateOf(id), u"uncertain"_s);
    }

    void leavesALivingSendersMailAlone()
    {
        const QString id = submit();
        QTRY_COMPARE(m_sender->transport.sent.size(), 1);
        const auto watcher = watch();
        QCOMPARE(watcher->stateOf(id), u"sending"_s);
        watcher->queue().cancel(id);
        QCOMPARE(watcher->stateOf(id), u"sending"_s);
        m_sender->transport.sent.first().call->finish(answered(202));
        QTRY_COMPARE(m_sender->stateOf(id), u"accepted"_s);
        QTRY_VERIFY(watcher->queue().unfinishedRows().isEmpty());
    }

    void decisionsReachTheSender()
    {
        m_sender->transport.replies = {failed(Net::Outcome::ConnectionLost, true), answered(202)};
        const QString said = submit();
        QTRY_COMPARE(m_sender->stateOf(said), u"uncertain"_s);
        const auto watcher = watch();
        watcher->queue().saidSent(said);
        QCOMPARE(watcher->stateOf(said), u"accepted"_s);
        QTRY_COMPARE(stateName(m_sender->states.value(said)), u"accepted"_s);
        QCOMPARE(m_sender->transport.sent.size(), 1);
    }

    void findsIdsByTheirBeginning()
    {
        const QStringList ids{submit(), submit(), submit()};
        const auto watcher = watch();
        QCOMPARE(watcher->queue().idsLike({}, 9), ids);
        QCOMPARE(watcher->queue().idsLike({}, 2), ids.first(2));
        QCOMPARE(watcher->queue().idsLike(ids.at(1), 2), QStringList{ids.at(1)});
        QCOMPARE(watcher->queue().idsLike(u"%"_s, 2), QStringList());
        QCOMPARE(watcher->queue().idsLike(ids.at(1) + u'x', 2), QStringList());
    }

private:
    std::unique_ptr<Program> watch()
    {
        auto program = std::make_unique<Program>(m_profile->folder(), m_profile->clock, m_profile->dice);
        program->queue().watch();
        return program;
    }
    QString submit()
    {
        QSignalSpy queued(&m_sender->queue(), &Queue::queued);
        const QString id = m_sender->queue().submit(Profile::message(), u"me@contoso.example"_s);
        if (queued.isEmpty())
            queued.wait();
        return queued.isEmpty() ? QString() : id;
    }

    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<Program> m_sender;
};

QTEST_GUILESS_MAIN(TestWatching)
#include "tst_watching.moc"
