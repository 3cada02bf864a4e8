// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/profile.h"
#include "outbox/queue.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Outbox;
using namespace Sendoff::Testing;

Q_DECLARE_METATYPE(Sendoff::Net::HttpReply)

namespace {

const QString me = u"me@contoso.example"_s;

QByteArray header(const Net::HttpRequest &request, const QByteArray &name)
{
    for (const auto &[key, value] : request.headers) {
        if (key == name)
            return value;
    }
    return {};
}

/// What stands on the disk, seen by a connection of its own.
QString onDisk(const QString &folder, const QString &sql)
{
    auto database = Store::Database::open(folder);
    if (!database)
        return u"cannot open"_s;
    QSqlQuery query = database.value().run(sql);
    return query.next() ? query.value(0).toString() : QString();
}

/// Keeps everybody else from writing while it lives.
class WriteLock
{
public:
    explicit WriteLock(const QString &folder)
        : m_database(Store::Database::open(folder))
    {
        m_isHeld = m_database.value().run(u"BEGIN IMMEDIATE"_s).isActive();
    }
    ~WriteLock() { m_database.value().run(u"ROLLBACK"_s); }
    bool isHeld() const { return m_isHeld; }

private:
    Result<Store::Database, Store::StoreError> m_database;
    bool m_isHeld = false;
};

void expectWriteWarning()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"could not be written"_s));
}

} // namespace

class TestQueue : public QObject
{
    Q_OBJECT

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

    // ---- Handing over
    // -------------------------------------------------------------------------------------------------

    void saysQueuedOnlyWhenItIsOnDisk()
    {
        QSignalSpy queued(&queue(), &Queue::queued);
        QString seen;
        connect(&queue(), &Queue::queued, this, [&](const QString &id) {
            seen = onDisk(folder(), u"SELECT name FROM outbox_item WHERE id='%1'"_s.arg(id));
            QVERIFY(QFile::exists(folder() + u"/spool/"_s + id + u"/DONE"_s));
        });
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"a.txt"_s, "octets")};
        const QString id = queue().submit(message, me);
        QVERIFY(queued.isEmpty());
        QTRY_COMPARE(queued.size(), 1);
        QCOMPARE(queued.first().first().toString(), id);
        QCOMPARE(seen, u"waiting"_s);
    }

    void sendsWhatWasWrittenAndAttached()
    {
        m_program->transport.replies = {answered(202, {}, {{"request-id", "r-1"}})};
        Message message = Profile::message(u"Grüße 👋"_s);
        message.attachments = {m_profile->attach(u"a.txt"_s, "octets"), m_profile->attach(u"empty"_s, {})};
        const QString id = submit(message);
        QTRY_COMPARE(state(id), u"accepted"_s);

        QCOMPARE(m_program->transport.sent.size(), 1);
        const auto &sent = m_program->transport.sent.first();
        QCOMPARE(sent.request.url, QUrl(u"https://graph.example/v1.0/me/sendMail"_s));
        QCOMPARE(sent.token, "token-1"_ba);
        const QJsonObject mail = QJsonDocument::fromJson(sent.request.body).object().value(u"message"_s).toObject();
        QCOMPARE(mail.value(u"subject"_s).toString(), u"Grüße 👋"_s);
        const QJsonArray attachments = mail.value(u"attachments"_s).toArray();
        QCOMPARE(attachments.size(), 2);
        QCOMPARE(attachments.at(0).toObject().value(u"contentBytes"_s).toString(),
                 QString::fromLatin1("octets"_ba.toBase64()));
        QCOMPARE(attachments.at(1).toObject().value(u"contentBytes"_s).toString(), QString());

        const auto item = queue().item(id);
        QVERIFY(item);
        QCOMPARE(std::get<Accepted>(item->state).requestId, u"r-1"_s);
        QCOMPARE(item->requestIds, QStringList{QString::fromLatin1(header(sent.request, "client-request-id"))});
        QTRY_VERIFY(!QDir(folder() + u"/spool/"_s + id).exists());
    }

    void sendsTheSnapshotEvenIfTheFileChangesLater()
    {
        m_program->tokens.isHeld = true;
        m_program->transport.replies = {answered(202)};
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"a.txt"_s, "before")};
        const QString id = submit(message);
        m_profile->attach(u"a.txt"_s, "after!");
        m_program->tokens.letGo();
        QTRY_COMPARE(state(id), u"accepted"_s);
        QVERIFY(m_program->transport.sent.first().request.body.contains("before"_ba.toBase64()));
    }

    void aRefusedMailLeavesNothing()
    {
        QSignalSpy refused(&queue(), &Queue::refused);
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"a.txt"_s, "before")};
        m_profile->attach(u"a.txt"_s, "changed since");
        const QString id = queue().submit(message, me);
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().at(0).toString(), id);
        QCOMPARE(refused.first().at(1).value<Store::StoreError>().kind, Store::StoreError::Kind::Changed);
        expectNothingKept(id);
    }

    void aMailThatCannotBeWrittenDownLeavesNothing()
    {
        QSignalSpy refused(&queue(), &Queue::refused);
        m_program->database().run(u"PRAGMA busy_timeout=20"_s);
        const WriteLock lock(folder());
        QVERIFY(lock.isHeld());
        const QString id = queue().submit(Profile::message(), me);
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().at(1).value<Store::StoreError>().kind, Store::StoreError::Kind::Busy);
        expectNothingKept(id);
    }

    void copyingCanBeGivenUp()
    {
        QSignalSpy refused(&queue(), &Queue::refused);
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"a.bin"_s, QByteArray(20'000'000, 'x'))};
        const QString id = queue().submit(message, me);
        QVERIFY(queue().mayCancel(id));
        queue().cancel(id);
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().at(1).value<Store::StoreError>().kind, Store::StoreError::Kind::Cancelled);
        expectNothingKept(id);
    }

    void tellsHowMuchIsCopied()
    {
        QSignalSpy copying(&queue(), &Queue::copying);
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"a.bin"_s, QByteArray(2'000'000, 'x'))};
        submit(message);
        QVERIFY(!copying.isEmpty());
        QCOMPARE(copying.last().at(2).toLongLong(), 2'000'000);
    }

    void givesAMessageIdInTheSendersDomain_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("domain");
        QTest::newRow("the account's") << QString() << u"@contoso.example>"_s;
        QTest::newRow("the named sender's") << u"info@münchen.example"_s << u"@xn--mnchen-3ya.example>"_s;
    }
    void givesAMessageIdInTheSendersDomain()
    {
        QFETCH(const QString, from);
        QFETCH(const QString, domain);
        Message message = Profile::message();
        if (!from.isEmpty())
            message.from = Address{{}, from};
        const QString id = submit(message);
        const QString given = queue().item(id)->message.internetMessageId;
        QVERIFY2(given.startsWith(u'<') && given.endsWith(domain), qPrintable(given));
    }

    // ---- On disk before the first octet
    // -------------------------------------------------------------------------------

    void isOnDiskAsSendingBeforeItIsPosted()
    {
        QString name;
        QString attempt;
        QByteArray requestId;
        m_program->transport.onSend = [&](const Net::HttpRequest &request) {
            name = onDisk(folder(), u"SELECT name FROM outbox_item"_s);
            attempt = onDisk(folder(), u"SELECT id FROM outbox_attempt WHERE ended IS NULL"_s);
            requestId = header(request, "client-request-id");
        };
        m_program->transport.replies = {answered(202)};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(name, u"sending"_s);
        QVERIFY(!attempt.isEmpty());
        QCOMPARE(QString::fromLatin1(requestId), attempt);
    }

    void postsNothingThatCouldNotBeWrittenDown()
    {
        m_program->tokens.isHeld = true;
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->tokens.asked, 1);
        QSignalSpy failed(&queue(), &Queue::recordingFailed);
        m_program->database().run(u"PRAGMA busy_timeout=20"_s);
        {
            const WriteLock lock(folder());
            QVERIFY(lock.isHeld());
            expectWriteWarning();
            m_program->tokens.letGo();
            QTRY_COMPARE(failed.size(), 1);
            QTRY_COMPARE(state(id), u"waiting"_s);
            QVERIFY(m_program->transport.sent.isEmpty());
        }
        QCOMPARE(onDisk(folder(), u"SELECT name FROM outbox_item"_s), u"preparing"_s);
        m_program->transport.replies = {answered(202)};
        m_profile->clock.advance(60s);
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(m_program->transport.sent.size(), 1);
    }

    void aVerdictThatCannotBeWrittenDownIsToldAndWrittenLater()
    {
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        QSignalSpy failed(&queue(), &Queue::recordingFailed);
        m_program->database().run(u"PRAGMA busy_timeout=20"_s);
        {
            const WriteLock lock(folder());
            expectWriteWarning();
            m_program->transport.sent.first().call->finish(answered(202));
            QTRY_COMPARE(failed.size(), 1);
            QTRY_COMPARE(state(id), u"accepted"_s);
        }
        QCOMPARE(onDisk(folder(), u"SELECT name FROM outbox_item"_s), u"sending"_s);
        m_profile->clock.advance(10s);
        QTRY_COMPARE(onDisk(folder(), u"SELECT name FROM outbox_item"_s), u"accepted"_s);
        QCOMPARE(onDisk(folder(), u"SELECT verdict FROM outbox_attempt"_s), u"accepted"_s);
        QCOMPARE(m_program->transport.sent.size(), 1);
    }

    void aCancelThatCannotBeWrittenDownIsNotClaimed()
    {
        m_program->tokens.isHeld = true;
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"preparing"_s);
        m_program->database().run(u"PRAGMA busy_timeout=20"_s);
        const WriteLock lock(folder());
        expectWriteWarning();
        queue().cancel(id);
        QCOMPARE(state(id), u"preparing"_s);
    }

    // ---- What comes back
    // ----------------------------------------------------------------------------------------------

    void eachEndHasItsVerdict_data()
    {
        QTest::addColumn<Net::HttpReply>("reply");
        QTest::addColumn<QString>("state");
        using Net::Outcome;
        QTest::newRow("202") << answered(202) << u"accepted"_s;
        QTest::newRow("202 with Retry-After") << answered(202, {}, {{"Retry-After", "10"}}) << u"accepted"_s;
        QTest::newRow("200") << answered(200, "<html>Log in</html>") << u"uncertain"_s;
        QTest::newRow("307") << answered(307, {}, {{"Location", "https://evil.example/"}}) << u"uncertain"_s;
        QTest::newRow("400") << graphRefusal(400, "ErrorInvalidRecipients") << u"needs-user"_s;
        QTest::newRow("403") << graphRefusal(403, "ErrorAccessDenied") << u"needs-user"_s;
        QTest::newRow("403 of a proxy") << answered(403, "<html>Blocked</html>") << u"uncertain"_s;
        QTest::newRow("413") << graphRefusal(413, "RequestEntityTooLarge") << u"needs-user"_s;
        QTest::newRow("429") << graphRefusal(429, "ApplicationThrottled", {{"Retry-After", "60"}}) << u"waiting"_s;
        QTest::newRow("500") << graphRefusal(500, "ErrorInternalServerError") << u"uncertain"_s;
        QTest::newRow("503") << graphRefusal(503, "ErrorServerBusy", {{"Retry-After", "1"}}) << u"uncertain"_s;
        QTest::newRow("504") << answered(504) << u"uncertain"_s;
        QTest::newRow("no such host") << failed(Outcome::HostNotFound, false) << u"waiting"_s;
        QTest::newRow("nobody listens") << failed(Outcome::Refused, false) << u"waiting"_s;
        QTest::newRow("no route") << failed(Outcome::Unreachable, false) << u"waiting"_s;
        QTest::newRow("bad certificate") << failed(Outcome::TlsFailed, false) << u"waiting"_s;
        QTest::newRow("lost in the body") << failed(Outcome::ConnectionLost, false) << u"waiting"_s;
        QTest::newRow("lost after the body") << failed(Outcome::ConnectionLost, true) << u"uncertain"_s;
        QTest::newRow("no connection in time") << failed(Outcome::TimedOut, false) << u"waiting"_s;
        QTest::newRow("no answer in time") << failed(Outcome::TimedOut, true) << u"uncertain"_s;
        QTest::newRow("unsafe address") << failed(Outcome::UnsafeUrl, false) << u"needs-user"_s;
    }
    void eachEndHasItsVerdict()
    {
        QFETCH(const Net::HttpReply, reply);
        QFETCH(const QString, state);
        m_program->transport.replies = {reply};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(onDisk(folder(),
                            u"SELECT name FROM outbox_item WHERE name NOT IN ('preparing', 'sending')"
                            " AND EXISTS(SELECT 1 FROM outbox_attempt WHERE ended NOTNULL)"_s),
                     state);
        QCOMPARE(this->state(id), state);
        QCOMPARE(stateName(m_program->states.value(id)), state);
        QCOMPARE(m_program->transport.sent.size(), 1);
        // Nothing that is not certainly "not accepted" is ever posted by itself again.
        m_profile->clock.advance(48h);
        queue().wake();
        if (state == u"waiting"_s) {
            QTRY_COMPARE(m_program->transport.sent.size(), 2);
        } else {
            QTest::qWait(30); // wake() has looked at what is due
            QCOMPARE(m_program->transport.sent.size(), 1);
        }
    }

    void aRefusedTokenIsRenewedOnce()
    {
        m_program->transport.replies = {graphRefusal(401, "InvalidAuthenticationToken"), answered(202)};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(m_program->tokens.refusedTokens, QList<QByteArray>{"token-1"});
        QCOMPARE(m_program->transport.sent.size(), 2);
        QCOMPARE(m_program->transport.sent.at(0).token, "token-1"_ba);
        QCOMPARE(m_program->transport.sent.at(1).token, "token-2"_ba);
        QCOMPARE(m_program->transport.sent.at(0).request.body, m_program->transport.sent.at(1).request.body);
        const QStringList ids = queue().item(id)->requestIds;
        QCOMPARE(ids.size(), 2);
        QVERIFY(ids.at(0) != ids.at(1));
        for (qsizetype at = 0; at < 2; ++at)
            QCOMPARE(QString::fromLatin1(header(m_program->transport.sent.at(at).request, "client-request-id")),
                     ids.at(at));
    }

    void aTokenRefusedTwiceNeedsThePerson()
    {
        const auto refusal = graphRefusal(401, "InvalidAuthenticationToken");
        m_program->transport.replies = {refusal, refusal};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"needs-user"_s);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).why, NeedsUser::Why::SignIn);
        QCOMPARE(m_program->transport.sent.size(), 2);
        // Signing in is all it takes.
        m_program->transport.replies = {answered(202)};
        queue().accountSignedIn(me);
        QTRY_COMPARE(state(id), u"accepted"_s);
    }

    void withoutATokenNothingIsPosted_data()
    {
        QTest::addColumn<Net::NoToken::Kind>("kind");
        QTest::addColumn<QString>("state");
        QTest::newRow("sign-in needed") << Net::NoToken::Kind::SignInNeeded << u"needs-user"_s;
        QTest::newRow("vault locked") << Net::NoToken::Kind::VaultLocked << u"needs-user"_s;
        QTest::newRow("offline") << Net::NoToken::Kind::Offline << u"waiting"_s;
        QTest::newRow("service trouble") << Net::NoToken::Kind::ServiceTrouble << u"waiting"_s;
    }
    void withoutATokenNothingIsPosted()
    {
        QFETCH(const Net::NoToken::Kind, kind);
        QFETCH(const QString, state);
        m_program->tokens.failure = Net::NoToken{kind, u"code"_s, {}};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->tokens.asked, 1);
        QTRY_COMPARE(this->state(id), state);
        QVERIFY(m_program->transport.sent.isEmpty());
        QVERIFY(queue().item(id)->requestIds.isEmpty());
    }

    void withoutAnAccountThePersonIsAsked()
    {
        m_program->hasRoute = false;
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"needs-user"_s);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).why, NeedsUser::Why::SignIn);
    }

    void aDamagedCopyIsNotSent()
    {
        m_program->tokens.isHeld = true;
        Message message = Profile::message();
        message.attachments = {m_profile->attach(u"a.txt"_s, "octets")};
        const QString id = submit(message);
        QFile copy(folder() + u"/spool/"_s + id + u"/0"_s);
        QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write("OCTETS") == 6);
        copy.close();
        m_program->tokens.letGo();
        QTRY_COMPARE(state(id), u"needs-user"_s);
        const auto needs = std::get<NeedsUser>(queue().item(id)->state);
        QCOMPARE(needs.why, NeedsUser::Why::ContentMissing);
        QCOMPARE(needs.detail, u"a.txt"_s);
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    void anUncertainMailWaitsForThePerson()
    {
        m_program->transport.replies = {failed(Net::Outcome::ConnectionLost, true), answered(202)};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"uncertain"_s);
        QVERIFY(!queue().mayCancel(id));
        queue().cancel(id);
        queue().accountSignedIn(me);
        queue().wake();
        QCOMPARE(state(id), u"uncertain"_s);
        queue().retry(id);
        QTRY_COMPARE(state(id), u"accepted"_s);
        QCOMPARE(m_program->transport.sent.size(), 2);
        QCOMPARE(m_program->transport.sent.at(0).request.body, m_program->transport.sent.at(1).request.body);
    }

    void aPersonCanSayItWasSent()
    {
        m_program->transport.replies = {failed(Net::Outcome::TimedOut, true)};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"uncertain"_s);
        queue().saidSent(id);
        QCOMPARE(state(id), u"accepted"_s);
        QVERIFY(std::get<Accepted>(queue().item(id)->state).saidByPerson);
        QCOMPARE(onDisk(folder(), u"SELECT event FROM outbox_event ORDER BY revision DESC LIMIT 1"_s), u"said-sent"_s);
    }

    void anUncertainMailCanBeTakenBack()
    {
        m_program->transport.replies = {failed(Net::Outcome::TimedOut, true)};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"uncertain"_s);
        queue().takeBack(id);
        QCOMPARE(state(id), u"cancelled"_s);
        QVERIFY(std::get<Cancelled>(queue().item(id)->state).mayHaveBeenSent);
    }

    // ---- Whose turn it is
    // ---------------------------------------------------------------------------------------------

    void oneAfterTheOtherInTheirOrder()
    {
        QStringList ids;
        for (const QString &subject : {u"1"_s, u"2"_s, u"3"_s})
            ids.append(submit(Profile::message(subject)));
        for (qsizetype at = 0; at < 3; ++at) {
            QTRY_COMPARE(m_program->transport.sent.size(), at + 1);
            QVERIFY(
                m_program->transport.sent.last().request.body.contains("\"subject\":\"" + QByteArray::number(at + 1)));
            QTest::qWait(20);
            QCOMPARE(m_program->transport.sent.size(), at + 1);
            m_program->transport.sent.last().call->finish(answered(202));
        }
        QTRY_COMPARE(state(ids.last()), u"accepted"_s);
    }

    void throttlingPausesTheWholeAccountAcrossRestarts()
    {
        m_program->transport.replies = {graphRefusal(429, "ApplicationThrottled", {{"Retry-After", "600"}})};
        const QString first = submit(Profile::message());
        QTRY_COMPARE(onDisk(folder(), u"SELECT count(*) FROM account_pause"_s), u"1"_s);
        const QString second = submit(Profile::message());
        QTRY_VERIFY(std::holds_alternative<Waiting>(queue().item(second)->state)
                    && std::get<Waiting>(queue().item(second)->state).reason == WaitReason::Throttled);
        const QString other = submit(Profile::message(), u"other@contoso.example"_s);
        QTRY_COMPARE(m_program->transport.sent.size(), 2);
        m_program->transport.sent.last().call->finish(answered(202));
        QTRY_COMPARE(state(other), u"accepted"_s);

        m_program.reset();
        m_program = m_profile->start();
        queue().retry(first);
        QTest::qWait(100);
        QVERIFY(m_program->transport.sent.isEmpty());
        m_profile->clock.advance(601s);
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
    }

    void knowsWhatIsUnfinishedAndWhetherItWorks()
    {
        QTRY_VERIFY(!queue().isWorking());
        const QString first = submit(Profile::message(u"1"_s));
        const QString second = submit(Profile::message(u"2"_s));
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        QVERIFY(queue().isWorking());
        QCOMPARE(queue().unfinished().size(), 2);
        QCOMPARE(queue().unfinished().first().id, first);
        m_program->transport.replies = {answered(202)};
        m_program->transport.sent.first().call->finish(answered(202));
        QTRY_COMPARE(state(second), u"accepted"_s);
        QVERIFY(queue().unfinished().isEmpty());
        QVERIFY(!queue().isWorking());
        QCOMPARE(queue().items().size(), 2);
    }

    void theNetworkComingBackEndsTheWait()
    {
        m_program->transport.replies = {failed(Net::Outcome::HostNotFound, false), answered(202)};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        QTRY_COMPARE(state(id), u"waiting"_s);
        QCOMPARE(std::get<Waiting>(queue().item(id)->state).attempts, 0);
        queue().wake();
        QTRY_COMPARE(state(id), u"accepted"_s);
    }

    // ---- Taking it back
    // -----------------------------------------------------------------------------------------------

    void canBeCancelledWhileItWaits()
    {
        m_program->transport.replies = {failed(Net::Outcome::HostNotFound, false)};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        QTRY_COMPARE(state(id), u"waiting"_s);
        QVERIFY(queue().mayCancel(id));
        queue().cancel(id);
        QCOMPARE(state(id), u"cancelled"_s);
        QVERIFY(!queue().mayCancel(id));
        m_profile->clock.advance(48h);
        queue().wake();
        QTest::qWait(50);
        QCOMPARE(m_program->transport.sent.size(), 1);
    }

    void canBeCancelledWhileATokenIsFetched()
    {
        m_program->tokens.isHeld = true;
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"preparing"_s);
        queue().cancel(id);
        QCOMPARE(state(id), u"cancelled"_s);
        m_program->tokens.letGo();
        QTest::qWait(50);
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    void anUploadCanBeBrokenOffBeforeItsEnd()
    {
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        QVERIFY(queue().mayCancel(id));
        queue().cancel(id);
        QTRY_COMPARE(state(id), u"cancelled"_s);
        QVERIFY(m_program->transport.sent.first().call.isNull());
        QCOMPARE(onDisk(folder(), u"SELECT verdict FROM outbox_attempt"_s), u"not-accepted"_s);
    }

    void anUploadThatIsOutCannotBeTakenBack()
    {
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        FakeCall *call = m_program->transport.sent.first().call;
        call->isHandedOver = true;
        QVERIFY(!queue().mayCancel(id));
        queue().cancel(id);
        QVERIFY(!call->wasCancelled);
        call->finish(answered(202));
        QTRY_COMPARE(state(id), u"accepted"_s);
    }

    void aBreakThatCameTooLateIsUncertain()
    {
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        FakeCall *call = m_program->transport.sent.first().call;
        queue().cancel(id);
        QVERIFY(call->wasCancelled);
        QTRY_COMPARE(state(id), u"cancelled"_s);

        const QString late = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 2);
        m_program->transport.sent.last().call->finish(failed(Net::Outcome::Cancelled, true));
        queue().cancel(late);
        QTRY_COMPARE(state(late), u"uncertain"_s);
    }

    // ---- When programs end
    // --------------------------------------------------------------------------------------------

    void whatWasBeingSentIsUncertainAfterACrash()
    {
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        const QString attempt = queue().item(id)->requestIds.first();
        m_program->kill();
        m_program = m_profile->start();
        QCOMPARE(state(id), u"uncertain"_s);
        const auto uncertain = std::get<Uncertain>(queue().item(id)->state);
        QVERIFY(uncertain.crashed);
        QCOMPARE(uncertain.error.clientRequestId, attempt);
        m_profile->clock.advance(48h);
        queue().wake();
        QTest::qWait(50);
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    void whatWasBeingPreparedIsSentAfterACrash()
    {
        m_program->tokens.isHeld = true;
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"preparing"_s);
        m_program->kill();
        m_program = m_profile->start();
        m_program->transport.replies = {answered(202)};
        QTRY_COMPARE(state(id), u"accepted"_s);
    }

    /// Its row came back after a commit that had failed; its copies were thrown away when it was refused.
    void aRefusedMailThatComesBackIsNotSent()
    {
        m_program->tokens.isHeld = true;
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"preparing"_s);
        m_program->kill();
        QVERIFY(QDir(folder() + u"/spool/"_s + id).removeRecursively());
        m_program = m_profile->start();
        QTRY_COMPARE(state(id), u"needs-user"_s);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).why, NeedsUser::Why::ContentMissing);
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    /// As after a commit that failed, and is in the file all the same when it is read again.
    void whatIsInNobodysHandsGoesOn()
    {
        m_program->tokens.failure = Net::NoToken{Net::NoToken::Kind::Offline, {}, {}};
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"waiting"_s);
        QTRY_VERIFY(!queue().isWorking());
        m_program->tokens.failure.reset();
        m_program->transport.replies = {answered(202)};
        auto other = Store::Database::open(folder());
        QVERIFY(other.value()
                    .run(u"UPDATE outbox_item SET revision=revision+1, name='preparing', state='{\"format\":1,"
                         "\"state\":\"preparing\",\"attempts\":0,\"renewed\":false,\"fruitless\":0}'"_s)
                    .isActive());
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 20'000);
        QCOMPARE(m_program->transport.sent.size(), 1);
    }

    void leftOversOfTheSpoolGoAtStart()
    {
        const auto makeFolder = [&](const QString &name, bool isComplete) {
            QVERIFY(QDir().mkpath(folder() + u"/spool/"_s + name));
            QFile file(folder() + u"/spool/"_s + name + (isComplete ? u"/DONE"_s : u"/0"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
        };
        const auto exists = [&](const QString &name) { return QDir(folder() + u"/spool/"_s + name).exists(); };
        m_program->transport.replies = {failed(Net::Outcome::HostNotFound, false), answered(202)};
        const QString waiting = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        QTRY_COMPARE(state(waiting), u"waiting"_s);
        const QString accepted = submit(Profile::message(), u"other@contoso.example"_s);
        QTRY_COMPARE(state(accepted), u"accepted"_s);
        QTRY_VERIFY(!exists(accepted));
        m_program.reset();

        makeFolder(accepted, true); // killed between the verdict and the tidying
        makeFolder(u"nearly-queued"_s, true);
        makeFolder(u"cut-off"_s, false);
        m_program = m_profile->start();
        QTRY_VERIFY(!exists(accepted));
        QVERIFY(exists(u"cut-off"_s)); // perhaps somebody is copying just now
        m_program.reset();

        m_profile->clock.advance(25h);
        m_program = m_profile->start();
        QTRY_VERIFY(!exists(u"cut-off"_s));
        QVERIFY(exists(u"nearly-queued"_s));
        QVERIFY(exists(waiting));
    }

    void aRowThatCannotBeReadIsUncertain()
    {
        m_program->tokens.isHeld = true;
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"preparing"_s);
        m_program->kill();
        m_program->database().run(u"UPDATE outbox_item SET state='{\"format\":9}'"_s);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be read"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be read"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be read"_s));
        m_program = m_profile->start();
        QCOMPARE(state(id), u"uncertain"_s);
    }

    void twoProgramsHaveOneSender()
    {
        const auto other = m_profile->start();
        QVERIFY(queue().isSender());
        QVERIFY(!other->queue().isSender());

        // What the other one takes is sent by this one, and both see it.
        m_program->transport.replies = {answered(202)};
        const QString id = other->queue().submit(Profile::message(), me);
        QTRY_COMPARE(state(id), u"accepted"_s);
        QTRY_COMPARE(stateName(other->states.value(id)), u"accepted"_s);
        QCOMPARE(m_program->transport.sent.size(), 1);
        QVERIFY(other->transport.sent.isEmpty());

        // When this one ends, the other takes over.
        m_program.reset();
        other->transport.replies = {answered(202)};
        const QString next = other->queue().submit(Profile::message(), me);
        QTRY_COMPARE_WITH_TIMEOUT(other->stateOf(next), u"accepted"_s, 10'000);
    }

    void anotherProgramCanCancelWhatIsNotOut()
    {
        m_program->tokens.isHeld = true;
        const QString id = submit(Profile::message());
        QTRY_COMPARE(state(id), u"preparing"_s);
        const auto other = m_profile->start();
        QVERIFY(other->queue().mayCancel(id));
        other->queue().cancel(id);
        QCOMPARE(other->stateOf(id), u"cancelled"_s);
        m_program->tokens.letGo();
        QTRY_COMPARE(stateName(m_program->states.value(id)), u"cancelled"_s);
        QTest::qWait(50);
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    void anotherProgramCannotCancelWhatIsBeingSent()
    {
        const QString id = submit(Profile::message());
        QTRY_COMPARE(m_program->transport.sent.size(), 1);
        const auto other = m_profile->start();
        QVERIFY(!other->queue().mayCancel(id));
        other->queue().cancel(id);
        m_program->transport.sent.first().call->finish(answered(202));
        QTRY_COMPARE(state(id), u"accepted"_s);
    }

private:
    Queue &queue() { return m_program->queue(); }
    QString folder() const { return m_profile->folder(); }
    QString state(const QString &id) const { return m_program->stateOf(id); }

    /// Hands it over and waits until it is on disk.
    QString submit(const Message &message, const QString &account = me)
    {
        QSignalSpy queued(&queue(), &Queue::queued);
        const QString id = queue().submit(message, account);
        if (queued.isEmpty())
            queued.wait();
        return queued.isEmpty() ? QString() : id;
    }

    void expectNothingKept(const QString &id)
    {
        QVERIFY(queue().items().isEmpty());
        QVERIFY(!queue().mayCancel(id));
        QTRY_VERIFY(!QDir(folder() + u"/spool/"_s + id).exists());
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<Program> m_program;
};

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
