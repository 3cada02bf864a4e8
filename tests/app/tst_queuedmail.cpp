// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of waiting mail when its account goes.
#include "app/queuedmail.h"
#include "outbox/profile.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using Sendoff::Testing::failed;

class QueuedMailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void waitingMailBecomesDraftsAndTheRestStays()
    {
        Testing::Profile profile;
        const auto program = profile.start();
        const QString ana = u"ana@contoso.example"_s;
        const QString ben = u"ben@contoso.example"_s;
        const auto submit = [&](const QString &account, const Net::HttpReply &reply, const QString &state) {
            program->transport.replies = {reply};
            const QString id = program->queue().submit(Testing::Profile::message(), account);
            // Waiting is the first state too; it counts when the answer was taken.
            const auto isOver = [&] { return program->transport.replies.isEmpty() && program->stateOf(id) == state; };
            const bool isThere = QTest::qWaitFor(isOver, 10'000);
            if (!isThere)
                qFatal("it did not become what it should");
            return id;
        };
        const QString unclear = submit(ana, failed(Net::Outcome::ConnectionLost, true), u"uncertain"_s);
        const QString ofBen = submit(ben, failed(Net::Outcome::HostNotFound, false), u"waiting"_s);
        const QString first = submit(ana, failed(Net::Outcome::HostNotFound, false), u"waiting"_s);

        QCOMPARE(App::queuedMailOf(ana, program->queue()).waiting, 1);
        QCOMPARE(App::queuedMailOf(ana, program->queue()).unsettled, 1);
        QCOMPARE(App::takeBack(ana, program->queue()), 1);
        QCOMPARE(program->stateOf(first), u"cancelled"_s);
        QCOMPARE(program->stateOf(unclear), u"uncertain"_s);
        QVERIFY(program->stateOf(ofBen) != u"cancelled"); // it may be tried again just now
        QCOMPARE(App::queuedMailOf(ana, program->queue()).waiting, 0);
        QCOMPARE(App::takeBack(ana, program->queue()), 0);
    }
};

QTEST_GUILESS_MAIN(QueuedMailTest)
#include "tst_queuedmail.moc"
