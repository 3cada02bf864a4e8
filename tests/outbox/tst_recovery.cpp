// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/draftstore.h"
#include "outbox/profile.h"

#include <QDir>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Outbox;
using namespace Sendoff::Testing;

namespace {

const QString me = u"me@contoso.example"_s;

} // namespace

/// Drafts that become mail and mail that becomes a draft; what is found after the worst.
class TestRecovery : public QObject
{
    Q_OBJECT

private:
    Queue &queue() { return m_program->queue(); }
    Compose::DraftStore drafts() { return {m_program->database(), m_profile->clock}; }
    QString spoolOf(const QString &id) const { return m_profile->folder() + u"/spool/"_s + id; }

    /// Complete copies that no row tells of.
    QString orphan(bool isClaimed, const QString &draft = {})
    {
        const QString id = m_profile->dice.uuid();
        Message message = Profile::message(u"orphan"_s);
        message.attachments = {m_profile->attach(u"a.txt"_s, "abc")};
        const Store::Spool spool(m_profile->folder());
        const std::atomic_bool cancelled = false;
        const auto taken = spool.take(id, {{message.attachments.first().file, message.attachments.first().print}},
                                      cancelled, {}, toJson(id, {message, me, draft, {}}));
        if (!taken || (isClaimed && !spool.claim(id)))
            qFatal("no copies");
        return id;
    }
    void restart()
    {
        m_program.reset();
        m_program = m_profile->start();
    }
    /// As if everything on the disk were older.
    void makeOld(const QString &id) const
    {
        QDir(spoolOf(id)).refresh();
        const QByteArray path = QFile::encodeName(spoolOf(id));
        const timespec times[2] = {{1, 0}, {1, 0}};
        QCOMPARE(utimensat(AT_FDCWD, path.constData(), times, 0), 0);
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_profile = std::make_unique<Profile>();
        m_program = m_profile->start();
    }
    void cleanup()
    {
        m_program.reset();
        m_profile.reset();
    }

    void aDraftBecomesMailInOneCommit()
    {
        QVERIFY(drafts().save(u"d"_s, Profile::message(), me));
        const QSignalSpy queued(&queue(), &Queue::queued);
        queue().submit({Profile::message(), me, u"d"_s, 10s});
        QVERIFY(drafts().load(u"d"_s)); // not before the mail is safe
        QTRY_COMPARE(queued.size(), 1);
        QVERIFY(!drafts().load(u"d"_s));
    }

    void aMailThatIsHeldBackCanBeUndone()
    {
        Message message = Profile::message(u"oops"_s);
        message.attachments = {m_profile->attach(u"a.txt"_s, "abc")};
        QVERIFY(drafts().save(u"d"_s, message, me));
        const QString id = queue().submit({message, me, u"d"_s, 10s});
        QTRY_COMPARE(m_program->stateOf(id), u"waiting"_s);
        QCOMPARE(std::get<Waiting>(queue().item(id)->state).reason, WaitReason::Undo);
        m_profile->clock.advance(9s);
        QTest::qWait(50);
        QVERIFY(m_program->transport.sent.isEmpty());
        // The file may be gone by then: the copy is not.
        QVERIFY(QFile::remove(message.attachments.first().file));
        queue().cancel(id);
        QCOMPARE(m_program->stateOf(id), u"cancelled"_s);
        const auto draft = drafts().load(u"d"_s);
        QVERIFY(draft);
        QCOMPARE(draft->message.subject, u"oops"_s);
        QVERIFY(draft->message.internetMessageId.isEmpty());
        QFile copy(draft->message.attachments.first().file);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), "abc"_ba);
        m_profile->clock.advance(60s);
        QTest::qWait(50);
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    void aMailThatIsHeldBackGoesWhenTheTimeIsOver()
    {
        const QString id = queue().submit({Profile::message(), me, {}, 10s});
        QTRY_COMPARE(m_program->stateOf(id), u"waiting"_s);
        m_profile->clock.advance(10s);
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
    }

    void sendNowEndsTheHold()
    {
        const QString id = queue().submit({Profile::message(), me, {}, 60s});
        QTRY_COMPARE(m_program->stateOf(id), u"waiting"_s);
        queue().retry(id);
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
    }

    void aHoldOutlivesTheProgram()
    {
        const QString id = queue().submit({Profile::message(), me, {}, 30s});
        QTRY_COMPARE(m_program->stateOf(id), u"waiting"_s);
        restart();
        QTest::qWait(50);
        QVERIFY(m_program->transport.sent.isEmpty());
        m_profile->clock.advance(30s);
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
    }

    void aMailSentAgainAfterUndoTakesItsCopiesWithIt()
    {
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"a.txt"_s, "abc")};
        const QString id = queue().submit({message, me, u"d"_s, 10s});
        QTRY_COMPARE(m_program->stateOf(id), u"waiting"_s);
        queue().cancel(id);
        QVERIFY(QFile::remove(message.attachments.first().file));
        const auto draft = drafts().load(u"d"_s);
        QVERIFY(draft);
        queue().submit({draft->message, me, u"d"_s, 0s});
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
    }

    void anOrphanIsShownAndNeverSentByItself_data()
    {
        QTest::addColumn<bool>("isClaimed");
        QTest::addColumn<QString>("state");
        QTest::newRow("never claimed") << false << u"needs-user"_s;
        QTest::newRow("claimed") << true << u"uncertain"_s;
    }
    void anOrphanIsShownAndNeverSentByItself()
    {
        QFETCH(const bool, isClaimed);
        QFETCH(const QString, state);
        const QString id = orphan(isClaimed);
        makeOld(id);
        restart();
        QTRY_COMPARE(m_program->stateOf(id), state);
        QCOMPARE(queue().item(id)->message.subject, u"orphan"_s);
        m_profile->clock.advance(24h);
        QTest::qWait(50);
        QVERIFY(m_program->transport.sent.isEmpty());
        // A person may send it: with its copies.
        queue().retry(id);
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
    }

    void freshCopiesMayBeAnotherProgramsBusiness()
    {
        const QString id = orphan(false);
        restart();
        QTest::qWait(50);
        QVERIFY(!queue().item(id));
    }

    void anOrphanThatIsStillADraftIsDropped()
    {
        QVERIFY(drafts().save(u"d"_s, Profile::message(), me));
        const QString id = orphan(false, u"d"_s);
        makeOld(id);
        restart();
        QTRY_VERIFY(!QDir(spoolOf(id)).exists());
        QVERIFY(!queue().item(id));
        QVERIFY(drafts().load(u"d"_s));
    }

    void queuedMailOutlivesABrokenDatabase_data()
    {
        QTest::addColumn<bool>("wasOut");
        QTest::addColumn<QString>("state");
        QTest::newRow("nothing was out") << false << u"needs-user"_s;
        QTest::newRow("a request was out") << true << u"uncertain"_s;
    }
    void queuedMailOutlivesABrokenDatabase()
    {
        QFETCH(const bool, wasOut);
        QFETCH(const QString, state);
        Message message = Profile::message(u"precious"_s);
        message.attachments = {m_profile->attach(u"a.txt"_s, "abc")};
        const QString id = queue().submit({message, me, {}, wasOut ? 0s : 60s});
        if (wasOut)
            QTRY_COMPARE(m_program->transport.sent.size(), 1);
        else
            QTRY_COMPARE(m_program->stateOf(id), u"waiting"_s);
        m_program.reset();
        QFile file(m_profile->folder() + u"/sendoff.sqlite"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(QByteArray(20'000, 'x')) > 0);
        file.close();
        m_program = m_profile->start();
        QTRY_COMPARE(m_program->stateOf(id), state);
        QCOMPARE(queue().item(id)->message.subject, u"precious"_s);
        QTest::qWait(50);
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    void copiesADraftHoldsOnToAreKept()
    {
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"a.txt"_s, "abc")};
        const QString kept = queue().submit({message, me, u"d"_s, 10s});
        const QString dropped = queue().submit({message, me, u"e"_s, 10s});
        QTRY_COMPARE(m_program->stateOf(kept), u"waiting"_s);
        QTRY_COMPARE(m_program->stateOf(dropped), u"waiting"_s);
        queue().cancel(kept);
        queue().cancel(dropped);
        QVERIFY(drafts().remove(u"e"_s));
        m_profile->clock.advance(24h * 40);
        restart();
        QTRY_VERIFY(!QDir(spoolOf(dropped)).exists());
        QVERIFY(QDir(spoolOf(kept)).exists());
    }

    void tellsTheHistory()
    {
        const QString id = queue().submit({Profile::message(), me, {}, 10s});
        QTRY_COMPARE(m_program->stateOf(id), u"waiting"_s);
        queue().cancel(id);
        const History history = queue().history(id);
        QStringList events;
        for (const Happening &happening : history.happenings)
            events.append(happening.event + u'>' + happening.state);
        QCOMPARE(events, QStringList({u"queued>waiting"_s, u"cancel-asked>cancelled"_s}));
        QVERIFY(history.attempts.isEmpty());
        QCOMPARE(queue().counts(), (Counts{0, 0, 0, 0, 1}));
        const auto summary = queue().summary(id);
        QVERIFY(summary);
        QCOMPARE(summary->to, QStringList{u"ana@example.org"_s});
        QCOMPARE(summary->recipients, 1);
        QCOMPARE(summary->from, QString());
    }

    void aSummaryNamesAnotherSender()
    {
        Message message = Profile::message();
        message.from = Address{u"Sales"_s, u"sales@contoso.example"_s};
        const QString id = queue().submit({message, me, {}, 10s});
        QTRY_COMPARE(m_program->stateOf(id), u"waiting"_s);
        QCOMPARE(queue().summary(id)->from, u"sales@contoso.example"_s);
        // What cannot be read hides no other mail.
        m_program->database().run(u"UPDATE outbox_item SET message='{' WHERE id=?"_s, {id});
        QCOMPARE(queue().unfinishedSummaries().size(), 1);
        QCOMPARE(queue().summary(id)->from, QString());
    }

    void finishedOnesComeInPages()
    {
        QStringList ids;
        for (int number = 0; number < 7; ++number) {
            ids.prepend(queue().submit({Profile::message(QString::number(number)), me, {}, 10s}));
            QTRY_COMPARE(m_program->stateOf(ids.first()), u"waiting"_s);
            queue().cancel(ids.first());
        }
        QStringList read;
        for (QString after;;) {
            const QList<Summary> page = queue().finishedSummaries(after, 3);
            for (const Summary &summary : page)
                read.append(summary.id);
            if (page.size() < 3)
                break;
            after = page.last().id;
        }
        QCOMPARE(read, ids);
    }

private:
    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<Program> m_program;
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
