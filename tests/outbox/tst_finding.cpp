// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Uncertain mail and the mailbox: found as sent it is accepted, and nothing else ever follows from a look.
#include "outbox/profile.h"
#include "outbox/queue.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Outbox;
using namespace Sendoff::Testing;

Q_DECLARE_METATYPE(Sendoff::Net::HttpReply)

namespace {

const QString me = u"me@contoso.example"_s;

bool isLook(const Net::HttpRequest &request)
{
    return request.method == Net::HttpRequest::Method::Get;
}

Net::HttpReply nothingThere()
{
    return answered(200, R"({"value":[]})");
}

} // namespace

class TestFinding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_profile = std::make_unique<Profile>();
        begin();
    }
    void cleanup()
    {
        m_program.reset();
        m_profile.reset();
    }

    void sentMailThatIsFoundIsAccepted()
    {
        const QString id = uncertain();
        m_mailbox = [this](const QString &name) { return holding(name, false); };
        m_profile->clock.advance(2s);
        QTRY_COMPARE(state(id), u"accepted"_s);
        const auto accepted = std::get<Accepted>(queue().item(id)->state);
        QCOMPARE(accepted.foundId, u"found-1"_s);
        QVERIFY(!accepted.saidByPerson);
        QCOMPARE(posts(), 1);
        QCOMPARE(looks().size(), 1);
        QCOMPARE(looks().first().token, "token-1"_ba);
        // What was posted is what was looked for.
        const QJsonObject mail = QJsonDocument::fromJson(m_program->transport.sent.first().request.body).object();
        const QString posted = mail.value(u"message"_s).toObject().value(u"internetMessageId"_s).toString();
        QVERIFY(!posted.isEmpty());
        QCOMPARE(m_asked, QStringList{posted});
    }

    void nothingElseProvesAnything_data()
    {
        QTest::addColumn<Net::HttpReply>("reply");
        QTest::newRow("nothing there") << nothingThere();
        QTest::newRow("a draft") << answered(200, "DRAFT");
        QTest::newRow("not allowed after all") << graphRefusal(403, "ErrorAccessDenied");
        QTest::newRow("token refused") << graphRefusal(401, "InvalidAuthenticationToken");
        QTest::newRow("busy") << answered(503);
        QTest::newRow("somebody on the way") << answered(200, "<html></html>");
        QTest::newRow("a redirect") << answered(302, {}, {{"Location", "https://evil.example"}});
        QTest::newRow("no connection") << failed(Net::Outcome::HostNotFound, false);
    }
    void nothingElseProvesAnything()
    {
        QFETCH(Net::HttpReply, reply);
        const QString id = uncertain();
        m_mailbox = [&](const QString &name) { return reply.body == "DRAFT" ? holding(name, true) : reply; };
        for (int turn = 0; turn < 12; ++turn) {
            m_profile->clock.advance(10min);
            queue().wake();
            QTest::qWait(20);
        }
        QVERIFY(!looks().isEmpty());
        QCOMPARE(state(id), u"uncertain"_s);
        QCOMPARE(posts(), 1);
    }

    void withoutARightToReadNobodyLooks_data()
    {
        QTest::addColumn<QStringList>("granted");
        QTest::newRow("nothing is said") << QStringList();
        QTest::newRow("sending only") << QStringList{u"Mail.Send"_s, u"User.Read"_s};
    }
    void withoutARightToReadNobodyLooks()
    {
        QFETCH(QStringList, granted);
        m_program->tokens.granted = granted;
        const QString id = uncertain();
        const int asked = m_program->tokens.asked;
        for (int turn = 0; turn < 5; ++turn) {
            m_profile->clock.advance(1min);
            queue().wake();
            QTest::qWait(20);
        }
        QVERIFY(looks().isEmpty());
        QCOMPARE(state(id), u"uncertain"_s);
        // A token is not fetched for nothing again and again; wake() gives it another chance each time.
        QVERIFY(m_program->tokens.asked <= asked + (granted.isEmpty() ? 6 : 0));
    }

    void aMailOfASharedMailboxIsLookedForThere_data()
    {
        QTest::addColumn<QString>("right");
        QTest::addColumn<bool>("mayLook");
        QTest::newRow("a right to read what is shared") << u"Mail.ReadWrite.Shared"_s << true;
        QTest::newRow("a right to the own mailbox only") << u"Mail.ReadBasic"_s << false;
    }
    void aMailOfASharedMailboxIsLookedForThere()
    {
        QFETCH(const QString, right);
        QFETCH(const bool, mayLook);
        m_program->tokens.granted = {u"Mail.Send.Shared"_s, right};
        m_program->abilities.rights = {u"Mail.Send.Shared"_s};
        m_program->transport.replies = {failed(Net::Outcome::ConnectionLost, true)};
        Message shared = Profile::message();
        shared.from = Address{{}, u"info@contoso.example"_s};
        shared.asMailbox = true;
        shared.saveToSent = false; // no draft of it
        const QString id = queue().submit(shared, me);
        QTRY_COMPARE(state(id), u"uncertain"_s);
        m_mailbox = [this](const QString &name) { return holding(name, false); };
        m_profile->clock.advance(2s);
        if (mayLook) {
            QTRY_COMPARE(state(id), u"accepted"_s);
            QCOMPARE(looks().first().request.url.path(), u"/v1.0/users/info@contoso.example/messages"_s);
        }
        // Either way the account's own mail is looked for in its own mailbox.
        m_program->tokens.granted.append(u"Mail.ReadBasic"_s);
        const QString own = uncertain();
        m_profile->clock.advance(2s);
        QTRY_COMPARE(state(own), u"accepted"_s);
        QCOMPARE(state(id), mayLook ? u"accepted"_s : u"uncertain"_s);
        QCOMPARE(looks().last().request.url.path(), u"/v1.0/me/messages"_s);
    }

    void itLooksLessAndLessOftenAndThenNoMore()
    {
        const QString id = uncertain();
        const QSignalSpy changes(&queue(), &Queue::changed);
        m_mailbox = [](const QString &) { return nothingThere(); };
        for (int second = 0; second < 1000 && looks().size() < 3; second += 2) {
            m_profile->clock.advance(2s);
            queue().wake();
            QTest::qWait(10);
        }
        QCOMPARE(looks().size(), 3);
        for (int turn = 0; turn < 12; ++turn) {
            m_profile->clock.advance(16min);
            queue().wake();
            QTest::qWait(20);
        }
        QCOMPARE(looks().size(), 9);
        QCOMPARE(state(id), u"uncertain"_s);
        QCOMPARE(changes.size(), 0); // there is nothing new to tell
    }

    void aRestartIsNoReasonToLookAgainAtOnce()
    {
        const QString id = uncertain();
        m_mailbox = [](const QString &) { return nothingThere(); };
        m_profile->clock.advance(2s);
        QTRY_COMPARE(looks().size(), 1);
        QTRY_COMPARE(std::get<Uncertain>(queue().item(id)->state).looks, 1);
        for (int start = 0; start < 3; ++start) {
            begin();
            m_mailbox = [](const QString &) { return nothingThere(); };
            QTest::qWait(50);
            QVERIFY(looks().isEmpty());
        }
        m_profile->clock.advance(5s);
        QTRY_COMPARE(looks().size(), 1);
    }

    void afterACrashItIsLookedForAtTheNextStart()
    {
        const QString id = submit();
        QTRY_COMPARE(posts(), 1);
        m_program->kill();
        m_profile->clock.advance(1h);
        begin();
        m_mailbox = [this](const QString &name) { return holding(name, false); };
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(posts(), 0);
    }

    void oneAtATimeAndBesideTheSending()
    {
        m_program->transport.replies
            = {failed(Net::Outcome::ConnectionLost, true), failed(Net::Outcome::ConnectionLost, true)};
        const QStringList ids{submit(), submit()};
        for (const QString &id : ids)
            QTRY_COMPARE(state(id), u"uncertain"_s);
        m_profile->clock.advance(2s);
        QTRY_COMPARE(looks().size(), 1);
        QVERIFY(queue().isLookingUp());
        QTest::qWait(50);
        QCOMPARE(looks().size(), 1);
        QVERIFY(!queue().isWorking()); // it can be broken off

        m_program->transport.replies = {answered(202)};
        const QString next = submit();
        QTRY_COMPARE(state(next), u"accepted"_s);
        QCOMPARE(looks().size(), 1);

        looks().first().call->finish(nothingThere());
        QTRY_COMPARE(looks().size(), 2);
    }

    void aDecisionDuringALookCounts()
    {
        const QString id = uncertain();
        m_profile->clock.advance(2s);
        QTRY_COMPARE(looks().size(), 1);
        queue().takeBack(id);
        looks().first().call->finish(holding(nameLookedFor(looks().first().request), false));
        QTRY_VERIFY(!queue().isLookingUp());
        QCOMPARE(state(id), u"cancelled"_s);
    }

    void anAccountThatGoesDuringALookEndsIt()
    {
        const QString id = uncertain();
        m_program->tokens.isHeld = true;
        m_profile->clock.advance(2s);
        QTRY_VERIFY(queue().isLookingUp());
        m_program->hasRoute = false;
        m_program->tokens.letGo();
        QTRY_VERIFY(!queue().isLookingUp());
        QVERIFY(looks().isEmpty());

        // And the other way round: it comes back.
        m_program->hasRoute = true;
        m_mailbox = [this](const QString &name) { return holding(name, false); };
        queue().accountSignedIn(me);
        QTRY_COMPARE(state(id), u"accepted"_s);
    }

    void aTokenThatNeverComesIsAskedForAgain()
    {
        const QString id = uncertain();
        m_program->tokens.isHeld = true;
        m_profile->clock.advance(2s);
        QTRY_VERIFY(queue().isLookingUp());
        m_program->tokens.isHeld = false; // the one that was asked for is lost
        m_mailbox = [this](const QString &name) { return holding(name, false); };
        queue().accountSignedIn(me);
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(looks().size(), 1);
        m_program->tokens.letGo();
        QTest::qWait(50);
        QCOMPARE(looks().size(), 1);
    }

    void whoOnlyWatchesDoesNotLook()
    {
        uncertain();
        m_program.reset();
        Program watcher(m_profile->folder(), m_profile->clock, m_profile->dice);
        watcher.tokens.granted = {u"Mail.Read"_s};
        watcher.queue().watch();
        m_profile->clock.advance(1min);
        QTest::qWait(1200);
        QVERIFY(watcher.transport.sent.isEmpty());
    }

private:
    Queue &queue() { return m_program->queue(); }
    QString state(const QString &id) const { return m_program->stateOf(id); }

    /// Starts the program anew, with a token that may read.
    void begin()
    {
        m_program.reset();
        m_mailbox = {};
        m_asked.clear();
        m_program = std::make_unique<Program>(m_profile->folder(), m_profile->clock, m_profile->dice);
        m_program->tokens.granted = {u"Mail.Send"_s, u"Mail.ReadBasic"_s};
        m_program->transport.respond = [this](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (!isLook(request))
                return std::nullopt;
            m_asked.append(nameLookedFor(request));
            return m_mailbox ? std::optional(m_mailbox(m_asked.last())) : std::nullopt;
        };
        queue().start();
    }
    QString submit()
    {
        QSignalSpy queued(&queue(), &Queue::queued);
        const QString id = queue().submit(Profile::message(), me);
        if (queued.isEmpty())
            queued.wait();
        return queued.isEmpty() ? QString() : id;
    }
    QString uncertain()
    {
        m_program->transport.replies = {failed(Net::Outcome::ConnectionLost, true)};
        const QString id = submit();
        const bool isThere = QTest::qWaitFor([&] { return state(id) == u"uncertain"; });
        return isThere ? id : QString();
    }
    QList<FakeTransport::Sent> looks() const
    {
        QList<FakeTransport::Sent> found;
        for (const FakeTransport::Sent &sent : m_program->transport.sent) {
            if (isLook(sent.request))
                found.append(sent);
        }
        return found;
    }
    qsizetype posts() const { return m_program->transport.sent.size() - looks().size(); }
    static QString nameLookedFor(const Net::HttpRequest &request)
    {
        const QString filter = QUrlQuery(request.url).queryItemValue(u"$filter"_s, QUrl::FullyDecoded);
        return filter.section(u'\'', 1, 1);
    }
    static Net::HttpReply holding(const QString &name, bool isDraft)
    {
        return answered(200,
                        R"({"value":[{"id":"found-1","internetMessageId":")" + name.toUtf8() + R"(","isDraft":)"
                            + (isDraft ? "true" : "false") + "}]}");
    }

    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<Program> m_program;
    std::function<Net::HttpReply(const QString &)> m_mailbox; ///< empty: looks wait for finish()
    QStringList m_asked;
};

QTEST_GUILESS_MAIN(TestFinding)
#include "tst_finding.moc"
