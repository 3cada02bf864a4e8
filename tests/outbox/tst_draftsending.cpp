// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Mail that goes as a draft: made, filled and sent by its id, whatever happens in between.
#include "outbox/draftmailbox.h"
#include "outbox/profile.h"
#include "outbox/queue.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Outbox;
using namespace Sendoff::Testing;

namespace {

const QString me = u"me@contoso.example"_s;
constexpr qint64 partBytes = Limits{}.partBytes;

bool isSend(const Net::HttpRequest &request)
{
    return request.url.path().endsWith(u"/send"_s);
}
bool isPut(const Net::HttpRequest &request)
{
    return request.method == Net::HttpRequest::Method::Put;
}

} // namespace

class TestDraftSending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_profile = std::make_unique<Profile>();
        m_mailbox = DraftMailbox();
        m_shelf = FakeShelf();
        begin();
    }
    void cleanup()
    {
        m_program.reset();
        m_profile.reset();
    }

    void aSmallMailIsSentByTheIdOfItsDraft()
    {
        QString onDisk;
        m_program->transport.onSend = [&](const Net::HttpRequest &request) {
            if (isSend(request))
                onDisk = stateOnDisk();
        };
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(m_mailbox.sends.size(), 1);
        QCOMPARE(m_program->transport.sent.size(), 2); // the draft, and that it goes
        QCOMPARE(onDisk, u"sending"_s);
        QCOMPARE(queue().item(id)->requestIds.size(), 1);
        QVERIFY(m_mailbox.drafts.first().internetMessageId.endsWith(u"@contoso.example>"_s));
    }

    void bigFilesArriveWhole()
    {
        QByteArray octets(2 * partBytes + 12345, Qt::Uninitialized);
        for (qsizetype i = 0; i < octets.size(); ++i)
            octets[i] = static_cast<char>(i * 7 + i / 251);
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"small.txt"_s, "small"), m_profile->attach(u"big.bin"_s, octets)};
        QSignalSpy uploading(&queue(), &Queue::uploading);
        const QString id = submit(message);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 30'000);
        QCOMPARE(m_mailbox.contents.value(u"big.bin"_s), octets);
        QCOMPARE(m_mailbox.parts, QList<qint64>({0, partBytes, 2 * partBytes}));
        QCOMPARE(m_mailbox.drafts.first().files.size(), 2);
        const auto last = uploading.last().at(1).value<UploadProgress>();
        QCOMPARE(last.total, octets.size() + 5);
        QCOMPARE(last.sent, last.total);
        QVERIFY(m_shelf.kept.isEmpty()); // nothing is left of a session that is over
        for (const auto &sent : std::as_const(m_program->transport.sent))
            QCOMPARE(sent.token.isEmpty(), !sent.request.isSigned);
    }

    void aRightThatIsMissingIsNamedAndAwaited()
    {
        m_program->tokens.granted = {u"Mail.Send"_s};
        const QString id = submit(withBigFile());
        QTRY_COMPARE(state(id), u"needs-user"_s);
        const auto needs = std::get<NeedsUser>(queue().item(id)->state);
        QCOMPARE(needs.why, NeedsUser::Why::RightMissing);
        QCOMPARE(needs.detail, u"Mail.ReadWrite"_s);
        QVERIFY(m_program->transport.sent.isEmpty());
        m_program->tokens.granted = {u"Mail.Send"_s, u"Mail.ReadWrite"_s};
        queue().accountSignedIn(me);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 30'000);
        QCOMPARE(m_mailbox.sends.size(), 1);
    }

    void aChallengeWaitsForASignInAndSendsOnce_data()
    {
        QTest::addColumn<QString>("call"); // how its path ends
        for (const char *call : {"/messages", "/attachments", "/createUploadSession", "/send"})
            QTest::newRow(call) << QString::fromLatin1(call);
    }
    void aChallengeWaitsForASignInAndSendsOnce()
    {
        QFETCH(QString, call);
        const auto challenge = [this, call](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (!request.url.path().endsWith(call) || !m_program->tokens.challengedTokens.isEmpty())
                return {};
            return graphRefusal(401, "InvalidAuthenticationToken",
                                {{"WWW-Authenticate", R"(Bearer error="insufficient_claims", claims="eyJhIjoxfQ==")"}});
        };
        m_mailbox.instead = challenge;
        const QString id = submit(withBigFile());
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 30'000);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).why, NeedsUser::Why::SignIn);
        QCOMPARE(m_program->tokens.challengedTokens.size(), 1);
        QCOMPARE(m_program->tokens.challengedTokens.first().second, u"{\"a\":1}"_s);
        QVERIFY(m_mailbox.sends.isEmpty());
        // A person's "again" alone sends nothing to Graph.
        const qsizetype asked = m_program->transport.sent.size();
        queue().retry(id);
        QTRY_COMPARE(state(id), u"needs-user"_s);
        QCOMPARE(m_program->transport.sent.size(), asked);
        m_program->tokens.signIn();
        queue().accountSignedIn(me);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 30'000);
        QCOMPARE(m_mailbox.sends.size(), 1);
        QCOMPARE(m_mailbox.drafts.size(), 1);
        QCOMPARE(m_mailbox.contents.value(u"big.bin"_s).size(), 3'500'000);
    }

    void aDraftWhoseAnswerWasLostIsFoundAgain()
    {
        int creates = 0;
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            const bool isCreate
                = request.method == Net::HttpRequest::Method::Post && request.url.path().endsWith(u"/messages"_s);
            if (isCreate && ++creates == 1)
                return failed(Net::Outcome::ConnectionLost, true);
            return {};
        };
        const QString id = submit(Profile::message());
        QTRY_VERIFY(waitsFor(id, WaitReason::Offline));
        m_profile->clock.advance(10min);
        queue().wake();
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(creates, 1);
        QCOMPARE(m_mailbox.drafts.size(), 1);
    }

    void aRestartGoesOnWhereItWas()
    {
        int puts = 0;
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (isPut(request) && ++puts == 2)
                m_isToDie = true;
            return {};
        };
        const QString id = submit(withBigFile(3 * partBytes + 1));
        for (int deaths = 0; deaths < 5 && state(id) != u"accepted"_s; ++deaths) {
            QTRY_VERIFY_WITH_TIMEOUT(m_isToDie || state(id) == u"accepted"_s, 30'000);
            if (!m_isToDie)
                break;
            m_isToDie = false;
            puts = deaths == 0 ? 1 : 0;
            m_program->kill();
            m_program.reset();
            begin();
        }
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 30'000);
        QCOMPARE(m_mailbox.parts, QList<qint64>({0, partBytes, 2 * partBytes, 3 * partBytes}));
        QCOMPARE(m_mailbox.drafts.size(), 1);
        QCOMPARE(m_mailbox.drafts.first().files.size(), 1);
        QCOMPARE(m_mailbox.sends.size(), 1);
    }

    void noPartGoesUpBeforeItsAddressRests()
    {
        m_shelf.isSlow = true;
        const QString id = submit(withBigFile());
        QTRY_VERIFY_WITH_TIMEOUT(!m_mailbox.sessions.isEmpty(), 10'000);
        QTest::qWait(100);
        QVERIFY(m_mailbox.parts.isEmpty()); // a program that ended now would send it again
        m_shelf.arrive();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 10'000);
        QCOMPARE(m_mailbox.parts, QList<qint64>({0, partBytes}));
    }

    void aCancelledMailLeavesNoDraft()
    {
        m_mailbox.instead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            return isPut(request) ? std::optional(failed(Net::Outcome::ConnectionLost, false)) : std::nullopt;
        };
        const QString id = submit(withBigFile());
        QTRY_VERIFY(waitsFor(id, WaitReason::Offline));
        QCOMPARE(m_mailbox.drafts.size(), 1);
        queue().cancel(id);
        QCOMPARE(state(id), u"cancelled"_s);
        QVERIFY(queue().isTidying());
        QTRY_VERIFY_WITH_TIMEOUT(m_mailbox.drafts.isEmpty(), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(!queue().isTidying(), 10'000);
        QVERIFY(m_mailbox.sends.isEmpty());
    }

    void aDraftThatSomebodySentIsLeftAlone()
    {
        m_mailbox.instead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            return isPut(request) ? std::optional(failed(Net::Outcome::ConnectionLost, false)) : std::nullopt;
        };
        const QString id = submit(withBigFile());
        QTRY_VERIFY(waitsFor(id, WaitReason::Offline));
        m_mailbox.drafts.first().isDraft = false; // from Drafts, by hand
        m_profile->clock.advance(10min);
        queue().wake();
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(std::get<Accepted>(queue().item(id)->state).foundId, m_mailbox.drafts.firstKey());
        QVERIFY(m_mailbox.sends.isEmpty());
    }

    void aLostAnswerToTheSendingIsLookedUp()
    {
        loseAnswerToSend(true);
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"uncertain"_s);
        m_profile->clock.advance(3s);
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(m_mailbox.sends.size(), 1);
    }

    void aDraftThatStayedUnsentIsSentOnceMore()
    {
        loseAnswerToSend(false);
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"uncertain"_s);
        for (int look = 1; look <= 8; ++look) {
            m_profile->clock.advance(std::chrono::seconds(1 << look) + 1s);
            QTRY_COMPARE_WITH_TIMEOUT(std::get<Uncertain>(queue().item(id)->state).drafts, look, 10'000);
            QVERIFY(m_mailbox.sends.isEmpty());
        }
        m_profile->clock.advance(15min);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 10'000);
        QCOMPARE(m_mailbox.sends, QList<QString>{m_mailbox.drafts.firstKey()});
        QCOMPARE(m_mailbox.drafts.size(), 1);
        QCOMPARE(queue().item(id)->requestIds.size(), 2);
    }

    void sendingAgainByHandNeverMakesASecondMail()
    {
        loseAnswerToSend(true);
        m_program->tokens.granted = {u"Mail.Send"_s, u"Mail.ReadWrite"_s};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"uncertain"_s);
        queue().retry(id); // at once, before any look
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(m_mailbox.sends.size(), 1);
        QCOMPARE(m_mailbox.drafts.size(), 1);
    }

    void anUploadCanBePaused()
    {
        QPointer<FakeCall> held;
        m_mailbox.instead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (isPut(request) && m_mailbox.parts.size() == 1 && !m_wasPaused)
                return failed(Net::Outcome::ConnectionLost, false);
            return {};
        };
        const QString id = submit(withBigFile(3 * partBytes));
        QTRY_VERIFY_WITH_TIMEOUT(waitsFor(id, WaitReason::Offline), 10'000);
        queue().pauseUpload(id);
        QCOMPARE(std::get<Waiting>(queue().item(id)->state).reason, WaitReason::Paused);
        m_wasPaused = true;
        m_profile->clock.advance(48h);
        queue().wake();
        QTest::qWait(50);
        QCOMPARE(state(id), u"waiting"_s);
        queue().retry(id);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 30'000);
        QCOMPARE(m_mailbox.parts, QList<qint64>({0, partBytes, 2 * partBytes}));
    }

    void aCopyThatIsGoneStopsIt()
    {
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (isPut(request) && m_mailbox.parts.size() == 1) {
                const auto content
                    = OutboxStore(m_program->database(), Store::Spool(m_profile->folder())).content(m_submitted);
                QFile::remove(content->snapshots.begin()->file);
            }
            return {};
        };
        const QString id = submit(withBigFile(3 * partBytes));
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 10'000);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).why, NeedsUser::Why::ContentMissing);
        QVERIFY(m_mailbox.sends.isEmpty());
    }

    void aServiceThatMakesNoSenseIsGivenUp_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no ranges") << QByteArray("{}");
        QTest::newRow("always the beginning") << QByteArray("{\"nextExpectedRanges\":[\"0\"]}");
        QTest::newRow("more than it got") << QByteArray("{\"nextExpectedRanges\":[\"9000000\"]}");
    }
    void aServiceThatMakesNoSenseIsGivenUp()
    {
        QFETCH(QByteArray, answer);
        m_mailbox.instead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            return request.isSigned ? std::nullopt : std::optional(answered(200, answer));
        };
        const QString id = submit(withBigFile(3 * partBytes));
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 20'000);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).error.code, u"upload_session_broken"_s);
        QVERIFY(m_mailbox.sends.isEmpty());
    }

    void anUploadToAnotherMachineInTheClearIsRefused()
    {
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (request.url.path().endsWith(u"/createUploadSession"_s))
                return answered(201, "{\"uploadUrl\":\"http://up.example/x\"}");
            return {};
        };
        const QString id = submit(withBigFile());
        QTRY_COMPARE(state(id), u"needs-user"_s);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).error.kind, Graph::ErrorKind::UnsafeAddress);
    }

    void aTimeIsTheServicesToKeepWhereItCan()
    {
        Message later = Profile::message();
        later.sendAt = m_profile->clock.now().addDays(3);
        queue().accountSignedIn(me);
        m_program->abilities.rights = {u"Mail.ReadWrite"_s};
        const QString id = submit(later);
        QTRY_COMPARE(state(id), u"accepted"_s);
        QVERIFY(m_mailbox.drafts.first().body.contains("SystemTime 0x3FEF"));
        QCOMPARE(std::get<Accepted>(queue().item(id)->state).deferredUntil, later.sendAt);
    }

    void whoeverCannotWaitSendsItWithoutATime()
    {
        m_program->abilities.hasDeferredSend = false;
        Message later = Profile::message();
        later.sendAt = m_profile->clock.now().addDays(3);
        const QString id = submit(later);
        QTRY_COMPARE(state(id), u"waiting"_s);
        // The service could keep it by now; "send it" means at once all the same.
        m_program->abilities.hasDeferredSend = true;
        m_program->abilities.rights = {u"Mail.ReadWrite"_s};
        queue().retry(id);
        QTRY_COMPARE(state(id), u"accepted"_s);
        QVERIFY(!m_mailbox.drafts.first().body.contains("0x3FEF"));
        QVERIFY(!std::get<Accepted>(queue().item(id)->state).deferredUntil.isValid());
        QVERIFY(!queue().item(id)->message.sendAt.isValid());
    }

    void aRightThatIsGoneSendsNothingBeforeItsTime()
    {
        Message later = Profile::message();
        later.sendAt = m_profile->clock.now().addDays(3);
        m_program->abilities.rights = {u"Mail.ReadWrite"_s};
        m_program->tokens.failure = Net::NoToken{Net::NoToken::Kind::Offline, {}, {}};
        const QString id = submit(later);
        QTRY_VERIFY(waitsFor(id, WaitReason::Offline));
        m_program->abilities.hasDeferredSend = false;
        m_program->tokens.failure.reset();
        queue().wake();
        queue().retry(id);
        QTRY_VERIFY(waitsFor(id, WaitReason::Scheduled));
        QCOMPARE(std::get<Waiting>(queue().item(id)->state).notBefore, later.sendAt);
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    void aTimeIsKeptHereWhereItCannot()
    {
        m_program->abilities.hasDeferredSend = false;
        Message later = Profile::message();
        later.sendAt = m_profile->clock.now().addDays(3);
        const QString id = submit(later);
        QTRY_COMPARE(state(id), u"waiting"_s);
        QCOMPARE(std::get<Waiting>(queue().item(id)->state).reason, WaitReason::Scheduled);
        m_profile->clock.advance(71h);
        queue().wake();
        QTest::qWait(30);
        QCOMPARE(state(id), u"waiting"_s);
        m_profile->clock.advance(2h);
        queue().wake();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 10'000);
        QVERIFY(!m_mailbox.drafts.first().body.contains("0x3FEF"));
    }

    void anotherMailPassesALongUpload()
    {
        QPointer<FakeCall> held;
        bool isHeld = false;
        m_program->transport.respond = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (isPut(request)) {
                isHeld = true;
                return {};
            }
            return m_mailbox(request);
        };
        const QString slow = submit(withBigFile());
        QTRY_VERIFY(isHeld);
        const QString quick = submit(Profile::message(u"Quick"_s));
        QTRY_COMPARE(state(quick), u"accepted"_s);
        QCOMPARE(state(slow), u"preparing"_s);
    }

    void fromAnotherMailboxAllCallsGoThere()
    {
        Message message = Profile::message();
        message.from = Address{{}, u"team@contoso.example"_s};
        message.asMailbox = true;
        m_program->tokens.granted
            = {u"Mail.Send"_s, u"Mail.ReadWrite"_s, u"Mail.Send.Shared"_s, u"Mail.ReadWrite.Shared"_s};
        const QString id = submit(message);
        QTRY_COMPARE(m_program->transport.sent.size(), 2);
        for (const auto &sent : std::as_const(m_program->transport.sent))
            QVERIFY(sent.request.url.path().startsWith(u"/v1.0/users/team@contoso.example/messages"_s));
        QTRY_VERIFY(state(id) != u"preparing"_s);
    }

    void inReplyToGoesAsMime()
    {
        Message message = Profile::message();
        message.inReplyTo = u"<asked@example.org>"_s;
        m_program->transport.replies = {answered(202)};
        const QString id = submit(message);
        QTRY_COMPARE(state(id), u"accepted"_s);
        const Net::HttpRequest request = m_program->transport.sent.first().request;
        QCOMPARE(request.url.path(), u"/v1.0/me/sendMail"_s);
        const QByteArray mail = QByteArray::fromBase64(request.body, QByteArray::AbortOnBase64DecodingErrors);
        QVERIFY(mail.contains("In-Reply-To: <asked@example.org>\r\n"));
        QVERIFY(mail.contains("From: me@contoso.example\r\n"));
    }

private:
    void begin()
    {
        m_program = std::make_unique<Program>(m_profile->folder(), m_profile->clock, m_profile->dice);
        m_program->tokens.granted = {u"Mail.Send"_s, u"Mail.ReadWrite"_s};
        m_program->transport.respond = [this](const Net::HttpRequest &request) {
            auto reply = m_mailbox(request);
            return m_isToDie ? std::nullopt : reply;
        };
        m_program->shelf = &m_shelf;
        queue().start();
    }
    Queue &queue() { return m_program->queue(); }
    QString state(const QString &id) { return m_program->stateOf(id); }
    bool waitsFor(const QString &id, WaitReason reason)
    {
        const auto item = queue().item(id);
        const auto *waiting = item ? std::get_if<Waiting>(&item->state) : nullptr;
        return waiting && waiting->reason == reason;
    }
    QString submit(const Message &message)
    {
        QSignalSpy queued(&queue(), &Queue::queued);
        m_submitted = queue().submit(message, me);
        if (queued.isEmpty())
            queued.wait(10'000);
        return m_submitted;
    }
    Message withBigFile(qint64 size = 3'500'000)
    {
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"big.bin"_s, QByteArray(size, 'x'))};
        return message;
    }
    QString stateOnDisk()
    {
        auto second = Store::openProfile(m_profile->folder());
        Store::Database other = std::move(std::move(second).value().database);
        QSqlQuery query = other.run(u"SELECT name FROM outbox_item"_s);
        return query.next() ? query.value(0).toString() : QString();
    }
    /// The first /send gets no answer; `isCarriedOut`: it happens all the same.
    void loseAnswerToSend(bool isCarriedOut)
    {
        const auto lose = [first = true](const Net::HttpRequest &request) mutable -> std::optional<Net::HttpReply> {
            if (!isSend(request) || !std::exchange(first, false))
                return {};
            return failed(Net::Outcome::ConnectionLost, true);
        };
        if (isCarriedOut)
            m_mailbox.answerInstead = lose;
        else
            m_mailbox.instead = lose;
    }

    std::unique_ptr<Profile> m_profile;
    DraftMailbox m_mailbox;
    FakeShelf m_shelf;
    std::unique_ptr<Program> m_program;
    QString m_submitted;
    bool m_isToDie = false;
    bool m_wasPaused = false;
};

QTEST_GUILESS_MAIN(TestDraftSending)
#include "tst_draftsending.moc"
