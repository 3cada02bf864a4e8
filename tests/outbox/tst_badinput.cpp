// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Odd answers and odd files on the way of a mail that goes as a draft: each ends in a state that says why, nothing goes
// out twice, and what a service that has come to its senses can take still arrives whole.
#include "message/limits.h"
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

Q_DECLARE_METATYPE(Sendoff::Net::HttpReply)

namespace {

const QString me = u"me@contoso.example"_s;
constexpr qint64 partBytes = Limits{}.partBytes;
constexpr qint64 fileBytes = 2 * partBytes + 12345;
const QByteArray elsewhere = "https://evil.example/steal";

using Method = Net::HttpRequest::Method;

QByteArray octetsOf(qint64 size)
{
    QByteArray octets(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < octets.size(); ++i)
        octets[i] = static_cast<char>(i * 7 + i / 251);
    return octets;
}

QByteArray ranges(const QByteArray &value, const QByteArray &name = "nextExpectedRanges")
{
    return "{\"" + name + "\":" + value + '}';
}

/// "create", "attach", "session", "part", "ask", "list", "send"…
QString callOf(const Net::HttpRequest &request)
{
    const QString path = request.url.path();
    if (request.method == Method::Put)
        return u"part"_s;
    if (path.startsWith(u"/up/"_s))
        return u"ask"_s;
    if (path.endsWith(u"/messages"_s))
        return request.method == Method::Post ? u"create"_s : u"find"_s;
    if (path.endsWith(u"/createUploadSession"_s))
        return u"session"_s;
    if (path.endsWith(u"/attachments"_s))
        return request.method == Method::Post ? u"attach"_s : u"list"_s;
    if (path.endsWith(u"/send"_s))
        return u"send"_s;
    return u"read"_s;
}

} // namespace

class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_profile = std::make_unique<Profile>();
        m_mailbox = DraftMailbox();
        m_shelf = FakeShelf();
        m_program = std::make_unique<Program>(m_profile->folder(), m_profile->clock, m_profile->dice);
        m_program->tokens.granted = {u"Mail.Send"_s, u"Mail.ReadWrite"_s};
        m_program->transport.respond = [this](const Net::HttpRequest &request) { return m_mailbox(request); };
        m_program->shelf = &m_shelf;
        queue().start();
    }
    void cleanup()
    {
        m_program.reset();
        m_profile.reset();
    }

    // ---- Upload sessions --------------------------------------------------------------------------------------------

    /// One odd answer to the second part; the session itself goes on being what it is.
    void anOddAnswerToAPartIsGotOver_data()
    {
        QTest::addColumn<Net::HttpReply>("answer");
        QTest::addColumn<bool>("isTaken"); // the service has the part all the same
        const auto row = [](const char *name, const Net::HttpReply &answer, bool isTaken = true) {
            QTest::newRow(name) << answer << isTaken;
        };
        row("ranges: from the beginning", answered(200, ranges("[\"0-\"]")));
        row("ranges: in the middle of a part", answered(200, ranges("[\"4000000-\"]")));
        row("ranges: beyond the file", answered(200, ranges("[\"99000000-\"]")));
        row("ranges: below zero", answered(200, ranges("[\"-5\"]")));
        row("ranges: a word", answered(200, ranges("[\"soon\"]")));
        row("ranges: none", answered(200, ranges("[]")));
        row("ranges: an object", answered(200, ranges("[{\"from\":1}]")));
        row("no JSON", answered(200, "<html>"));
        row("416, and it has it", graphRefusal(416, "ErrorInvalidRange"));
        row("416, and it has it not", graphRefusal(416, "ErrorInvalidRange"), false);
        row("400", graphRefusal(400, "ErrorInvalidRange"), false);
        row("409", graphRefusal(409, "conflict"), false);
    }
    void anOddAnswerToAPartIsGotOver()
    {
        QFETCH(const Net::HttpReply, answer);
        QFETCH(const bool, isTaken);
        oneAnswer(u"part"_s, 2, answer, isTaken);
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 30000);
        expectSentOnce();
        QCOMPARE(m_mailbox.parts, QList<qint64>({0, partBytes, 2 * partBytes})); // each once
    }

    void lettersOfAnyCaseAreRead_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name :
             {"NextExpectedRanges", "NEXTEXPECTEDRANGES", "nextexpectedranges", "nExtExpectedranges"})
            QTest::newRow(name) << QByteArray(name);
    }
    void lettersOfAnyCaseAreRead()
    {
        QFETCH(const QByteArray, name);
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (callOf(request) == u"part"_s && m_mailbox.parts.last() + partBytes < fileBytes)
                return answered(200,
                                ranges("[\"" + QByteArray::number(m_mailbox.parts.last() + partBytes) + "\"]", name));
            return {};
        };
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 30000);
        expectSentOnce();
        QCOMPARE(count(u"ask"_s), 0); // it was understood at once
        QCOMPARE(count(u"part"_s), 3);
    }

    /// The session is over in the middle; what it had is gone, and the file goes up in another one.
    void aSessionThatEndsInTheMiddleIsReplaced_data()
    {
        QTest::addColumn<Net::HttpReply>("answer");
        QTest::newRow("404") << graphRefusal(404, "ErrorItemNotFound");
        QTest::newRow("404, empty") << answered(404);
        QTest::newRow("410, expired") << graphRefusal(410, "ErrorUploadSessionExpired");
        QTest::newRow("401, its key refused") << graphRefusal(401, "InvalidAudience");
        QTest::newRow("403") << graphRefusal(403, "ErrorAccessDenied");
    }
    void aSessionThatEndsInTheMiddleIsReplaced()
    {
        QFETCH(const Net::HttpReply, answer);
        m_mailbox.instead
            = [&, first = true](const Net::HttpRequest &request) mutable -> std::optional<Net::HttpReply> {
            if (callOf(request) != u"part"_s || m_mailbox.parts.size() != 1 || !std::exchange(first, false))
                return {};
            m_mailbox.sessions.clear();
            return answer;
        };
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 30000);
        expectSentOnce();
        QCOMPARE(count(u"session"_s), 2);
        QVERIFY(m_program->tokens.refusedTokens.isEmpty()); // the account's token was never shown there
    }

    void aSessionThatNeverWorksIsGivenUp_data()
    {
        QTest::addColumn<Net::HttpReply>("answer");
        QTest::newRow("404 for ever") << graphRefusal(404, "ErrorItemNotFound");
        QTest::newRow("410 for ever: it had expired before it began") << graphRefusal(410, "ErrorUploadSessionExpired");
        QTest::newRow("416 for ever") << graphRefusal(416, "ErrorInvalidRange");
        QTest::newRow("complete, and it is not") << answered(201, {}, {{"Location", "https://up.example/x('1')"}});
        QTest::newRow("wrong ranges for ever") << answered(200, ranges("[\"99000000-\"]"));
    }
    void aSessionThatNeverWorksIsGivenUp()
    {
        QFETCH(const Net::HttpReply, answer);
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (callOf(request) == u"session"_s) // as a service with a clock of its own tells it
                return answered(
                    201, "{\"uploadUrl\":\"https://up.example/up/x\",\"expirationDateTime\":\"2001-01-01T00:00:00Z\"}");
            return {};
        };
        m_mailbox.instead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            return request.isSigned ? std::nullopt : std::optional(answer);
        };
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 30000);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).error.code, u"upload_session_broken"_s);
        QVERIFY(m_mailbox.sends.isEmpty());
        QVERIFY(count(u"part"_s) < 15); // it does not go on for ever
        m_mailbox.instead = {};
        m_mailbox.answerInstead = {};
        queue().retry(id);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 30000);
        expectSentOnce();
    }

    void nothingGoesUpToAnAddressThatIsNotSafe_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<bool>("isReadable");
        QTest::newRow("http") << QByteArray("http://up.example/x") << true;
        QTest::newRow("http to what only looks like this computer") << QByteArray("http://127.0.0.1.example/x") << true;
        QTest::newRow("ftp") << QByteArray("ftp://up.example/x") << true;
        QTest::newRow("a file") << QByteArray("file:///tmp/x") << true;
        QTest::newRow("a script") << QByteArray("javascript:alert(1)") << true;
        QTest::newRow("a path") << QByteArray("/up/x") << false;
        QTest::newRow("nothing") << QByteArray("") << false;
        QTest::newRow("garbage") << QByteArray("https://[up.example") << false;
    }
    void nothingGoesUpToAnAddressThatIsNotSafe()
    {
        QFETCH(const QByteArray, url);
        QFETCH(const bool, isReadable);
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (callOf(request) == u"session"_s)
                return answered(201, "{\"uploadUrl\":\"" + url + "\"}");
            return {};
        };
        const QString id = submit();
        if (isReadable) {
            QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 10000);
            QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).error.kind, Graph::ErrorKind::UnsafeAddress);
        } else {
            QTRY_VERIFY_WITH_TIMEOUT(waitsAfter(id, Graph::ErrorKind::Interfered), 10000);
        }
        QCOMPARE(count(u"part"_s), 0);
        QVERIFY(m_shelf.kept.isEmpty());
        QVERIFY(m_mailbox.sends.isEmpty());
    }

    // ---- Everybody on the way ---------------------------------------------------------------------------------------

    void aRedirectIsFollowedByNoCall_data() { calls(); }
    void aRedirectIsFollowedByNoCall()
    {
        QFETCH(const QString, call);
        oneAnswer(call, 1, answered(307, {}, {{"Location", elsewhere}}), false);
        const QString id = submit();
        if (call == u"send"_s)
            QTRY_COMPARE_WITH_TIMEOUT(state(id), u"uncertain"_s, 20000);
        else
            QTRY_VERIFY_WITH_TIMEOUT(waitsAfter(id, Graph::ErrorKind::Interfered), 20000);
        queue().retry(id);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 20000);
        expectSentOnce();
        for (const auto &sent : std::as_const(m_program->transport.sent))
            QVERIFY(sent.request.url.host() != u"evil.example"_s);
    }

    /// The token says that it may; the service says that it may not.
    void aTokenWithoutTheRightItClaimsIsNamed_data() { signedCalls(); }
    void aTokenWithoutTheRightItClaimsIsNamed()
    {
        QFETCH(const QString, call);
        oneAnswer(call, 1, graphRefusal(403, "ErrorAccessDenied"), false);
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 20000);
        const auto needs = std::get<NeedsUser>(queue().item(id)->state);
        QCOMPARE(needs.error.kind, Graph::ErrorKind::PermissionMissing);
        QVERIFY(m_mailbox.sends.isEmpty());
        queue().retry(id);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 20000);
        expectSentOnce();
    }

    void aRefusedTokenIsRenewedOnceAndThenTold_data() { signedCalls(); }
    void aRefusedTokenIsRenewedOnceAndThenTold()
    {
        QFETCH(const QString, call);
        bool isBack = false;
        m_mailbox.instead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (callOf(request) != call || isBack)
                return {};
            return graphRefusal(401, "InvalidAuthenticationToken");
        };
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 20000);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).why, NeedsUser::Why::SignIn);
        QVERIFY(m_program->tokens.refusedTokens.size() <= 2);
        isBack = true;
        queue().accountSignedIn(me);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 20000);
        expectSentOnce();
    }

    void whatConsentWasRefusedForWaits()
    {
        m_program->tokens.granted = {u"Mail.Send"_s};
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 10000);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).detail, u"Mail.ReadWrite"_s);
        queue().retry(id); // the person has said no; the program asks the service for nothing
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 10000);
        QVERIFY(m_program->transport.sent.isEmpty());
        queue().cancel(id);
        QCOMPARE(state(id), u"cancelled"_s);
    }

    // ---- Files ------------------------------------------------------------------------------------------------------

    void aCopyThatChangesBetweenTwoPartsIsNotSent_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"shrinks", "grows", "vanishes", "is empty", "is another of that size", "is a folder"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void aCopyThatChangesBetweenTwoPartsIsNotSent()
    {
        QFETCH(const QString, what);
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (callOf(request) == u"part"_s && m_mailbox.parts.size() == 1)
                spoil(copyOf(u"big.bin"_s), what);
            return {};
        };
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 20000);
        const auto needs = std::get<NeedsUser>(queue().item(id)->state);
        QCOMPARE(needs.why, NeedsUser::Why::ContentMissing);
        QVERIFY(!needs.detail.isEmpty());
        QCOMPARE(m_mailbox.parts, QList<qint64>{0});
        QVERIFY(m_mailbox.sends.isEmpty());
    }

    void aCopyThatIsOnlyTouchedIsStillGood()
    {
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (callOf(request) == u"part"_s && m_mailbox.parts.size() == 1)
                spoil(copyOf(u"big.bin"_s), u"is touched"_s);
            return {};
        };
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 20000);
        expectSentOnce();
    }

    void aSmallCopyThatChangesIsNotSent_data() { aCopyThatChangesBetweenTwoPartsIsNotSent_data(); }
    void aSmallCopyThatChangesIsNotSent()
    {
        QFETCH(const QString, what);
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (callOf(request) == u"create"_s)
                spoil(copyOf(u"small.txt"_s), what);
            return {};
        };
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 20000);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).why, NeedsUser::Why::ContentMissing);
        QCOMPARE(count(u"attach"_s), 0);
        QVERIFY(m_mailbox.sends.isEmpty());
    }

    void theOriginalMayChangeOnceItIsQueued_data() { aCopyThatChangesBetweenTwoPartsIsNotSent_data(); }
    void theOriginalMayChangeOnceItIsQueued()
    {
        QFETCH(const QString, what);
        m_mailbox.answerInstead = [&](const Net::HttpRequest &request) -> std::optional<Net::HttpReply> {
            if (callOf(request) == u"part"_s && m_mailbox.parts.size() == 1)
                spoil(m_message.attachments.last().file, what);
            return {};
        };
        const QString id = submit();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 20000);
        expectSentOnce();
    }

    void anOriginalThatChangedBeforeItWasQueuedIsRefused_data() { aCopyThatChangesBetweenTwoPartsIsNotSent_data(); }
    void anOriginalThatChangedBeforeItWasQueuedIsRefused()
    {
        QFETCH(const QString, what);
        m_message = mail();
        spoil(m_message.attachments.last().file, what);
        QSignalSpy refused(&queue(), &Queue::refused);
        queue().submit(m_message, me);
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 10000);
        QVERIFY(queue().items().isEmpty());
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    // ---- Too much ---------------------------------------------------------------------------------------------------

    void aFileOverTheLimitIsNotBegun()
    {
        m_message = Profile::message();
        m_message.attachments = {m_profile->attach(u"film.mp4"_s, {})};
        Attachment &film = m_message.attachments.first();
        QVERIFY(QFile::resize(film.file, Limits{}.attachmentBytes + 1)); // 151 MB, and hardly any of it on the disk
        film.size = Limits{}.attachmentBytes + 1;
        film.print = Store::lookAt(film.file).value();
        const QString id = submit(m_message);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"needs-user"_s, 60000);
        QCOMPARE(std::get<NeedsUser>(queue().item(id)->state).error.kind, Graph::ErrorKind::MessageTooLarge);
        QVERIFY(m_program->transport.sent.isEmpty());
    }

    /// As many as Exchange takes; what is more the check of the message refuses before it is queued.
    void twoHundredAndFiftyFilesArriveOnceEach_data()
    {
        QTest::addColumn<qsizetype>("pageSize");
        QTest::newRow("listed at once") << qsizetype(-1);
        QTest::newRow("listed page by page") << qsizetype(100);
    }
    void twoHundredAndFiftyFilesArriveOnceEach()
    {
        QFETCH(const qsizetype, pageSize);
        m_mailbox.pageSize = pageSize;
        const qsizetype many = Limits{}.attachments;
        m_message = Profile::message();
        for (qsizetype number = 0; number < many; ++number)
            m_message.attachments.append(m_profile->attach(u"file-%1.bin"_s.arg(number), QByteArray(20000, 'x')));
        const QString id = submit(m_message);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), u"accepted"_s, 60000);
        QCOMPARE(m_mailbox.sends.size(), 1);
        QCOMPARE(m_mailbox.drafts.size(), 1);
        QCOMPARE(m_mailbox.drafts.first().files.size(), many);
        QCOMPARE(count(u"attach"_s), many);
        QTRY_VERIFY(Store::Spool(m_profile->folder()).items().isEmpty()); // in a thread of its own
    }

private:
    static void signedCalls()
    {
        QTest::addColumn<QString>("call");
        for (const char *call : {"create", "attach", "session", "list", "send"})
            QTest::newRow(call) << QString::fromLatin1(call);
    }
    static void calls()
    {
        signedCalls();
        QTest::newRow("part") << u"part"_s;
    }

    static void spoil(const QString &path, const QString &what)
    {
        QFile file(path);
        const qint64 size = file.size();
        if (what == u"vanishes" || what == u"is a folder") {
            QVERIFY(file.remove());
            if (what == u"is a folder")
                QVERIFY(QDir().mkdir(path));
            return;
        }
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.open(QIODevice::ReadWrite));
        if (what == u"shrinks")
            QVERIFY(file.resize(size - 1));
        else if (what == u"is empty")
            QVERIFY(file.resize(0));
        else if (what == u"grows")
            QVERIFY(file.seek(size) && file.write("x") == 1);
        else if (what == u"is another of that size")
            QVERIFY(file.seek(size - 1) && file.write("?") == 1);
        QVERIFY(file.flush());
        // Apart from the one before, however coarse the clock of the file system is.
        QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(5), QFileDevice::FileModificationTime));
    }

    Queue &queue() { return m_program->queue(); }
    QString state(const QString &id) { return m_program->stateOf(id); }
    bool waitsAfter(const QString &id, Graph::ErrorKind kind)
    {
        const auto item = queue().item(id);
        const auto *waiting = item ? std::get_if<Waiting>(&item->state) : nullptr;
        return waiting && waiting->error.kind == kind;
    }

    qsizetype count(const QString &call) const
    {
        return std::count_if(m_program->transport.sent.cbegin(), m_program->transport.sent.cend(),
                             [&](const auto &sent) { return callOf(sent.request) == call; });
    }

    /// The nth `call` is answered otherwise; `isDone`: it is carried out before.
    void oneAnswer(const QString &call, int nth, const Net::HttpReply &answer, bool isDone)
    {
        const auto odd = [=, seen = 0](const Net::HttpRequest &request) mutable -> std::optional<Net::HttpReply> {
            return callOf(request) == call && ++seen == nth ? std::optional(answer) : std::nullopt;
        };
        (isDone ? m_mailbox.answerInstead : m_mailbox.instead) = odd;
    }

    Message mail()
    {
        Message message = Profile::message();
        message.attachments
            = {m_profile->attach(u"small.txt"_s, "small"), m_profile->attach(u"big.bin"_s, octetsOf(fileBytes))};
        return message;
    }

    QString submit()
    {
        m_message = mail();
        return submit(m_message);
    }
    QString submit(const Message &message)
    {
        QSignalSpy queued(&queue(), &Queue::queued);
        m_submitted = queue().submit(message, me);
        if (queued.isEmpty())
            queued.wait(60000);
        return m_submitted;
    }

    QString copyOf(const QString &name)
    {
        const auto content = OutboxStore(m_program->database(), Store::Spool(m_profile->folder())).content(m_submitted);
        for (const Attachment &attachment : content->message.attachments) {
            if (attachment.name == name)
                return content->snapshots.value(attachment.id).file;
        }
        return {};
    }

    void expectSentOnce()
    {
        QCOMPARE(m_mailbox.sends.size(), 1);
        QCOMPARE(m_mailbox.drafts.size(), 1);
        const DraftMailbox::Draft &draft = m_mailbox.drafts.first();
        QCOMPARE(draft.files.size(), 2);
        QCOMPARE(m_mailbox.contents.value(u"big.bin"_s), octetsOf(fileBytes));
        for (const auto &sent : std::as_const(m_program->transport.sent))
            QCOMPARE(sent.token.isEmpty(), !sent.request.isSigned);
    }

    std::unique_ptr<Profile> m_profile;
    DraftMailbox m_mailbox;
    FakeShelf m_shelf;
    std::unique_ptr<Program> m_program;
    Message m_message;
    QString m_submitted;
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
