// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/draftreplies.h"
#include "support/faketransport.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;
using namespace Sendoff::Testing;

Q_DECLARE_METATYPE(Sendoff::Net::HttpReply)

namespace {

const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
constexpr qint64 total = 10'000'000;

/// JSON as it is written here: with single quotes, because moc loses its way in raw strings.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QString inWords(const UploadAnswer &answer)
{
    if (const auto *wants = std::get_if<Wants>(&answer))
        return u"wants %1"_s.arg(wants->from);
    if (const auto *complete = std::get_if<Complete>(&answer))
        return u"complete "_s + complete->attachment;
    static constexpr const char *names[]{"", "", "gone", "ask again", "later"};
    return QString::fromLatin1(names[answer.index()]);
}

Net::HttpReply withHeader(Net::HttpReply reply, const QByteArray &name, const QByteArray &value)
{
    reply.headers.emplaceBack(name, value);
    return reply;
}

} // namespace

class TestDraftReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsDrafts_data()
    {
        QTest::addColumn<Net::HttpReply>("reply");
        QTest::addColumn<QString>("id"); // empty: an error
        QTest::addColumn<bool>("isDraft");
        const auto row = [](const char *name, int status, const QByteArray &body, const char *id, bool isDraft = true) {
            QTest::newRow(name) << answered(status, body) << QString::fromLatin1(id) << isDraft;
        };
        row("made", 201, json("{'id':'AAMk=','isDraft':true,'internetMessageId':'<1@a>'}"), "AAMk=");
        row("looked at", 200, json("{'id':'A','isDraft':false}"), "A", false);
        row("no id", 201, json("{'isDraft':true}"), "");
        row("an id that is a step in a path", 201, json("{'id':'..','isDraft':true}"), "");
        row("does not say whether it is a draft", 201, json("{'id':'A'}"), "");
        row("not JSON", 201, "<html>", "");
        row("accepted", 202, json("{'id':'A','isDraft':true}"), "");
        row("refused", 403, json("{'error':{'code':'ErrorAccessDenied'}}"), "");
        QByteArray longId(501, 'A');
        row("an endless id", 201, json("{'id':'" + longId + "','isDraft':true}"), "");
    }
    void readsDrafts()
    {
        QFETCH(Net::HttpReply, reply);
        QFETCH(QString, id);
        const auto draft = readDraft(reply, now);
        QCOMPARE(bool(draft), !id.isEmpty());
        if (!draft)
            return;
        QCOMPARE(draft.value().id, id);
        QTEST(draft.value().isDraft, "isDraft");
    }

    void readsListsOfAttachments()
    {
        const auto list = readAttachments(
            answered(200, json("{'value':[{'id':'1','name':'a.bin','size':12},{'id':'2','name':'b'}]}")), now);
        QVERIFY(list);
        QCOMPARE(list.value(), (AttachedPage{{{u"1"_s, u"a.bin"_s, 12}, {u"2"_s, u"b"_s, 0}}, {}}));
        QVERIFY(!readAttachments(answered(200, json("{'value':[{'name':'a.bin'}]}")), now));
        const auto more = answered(200, json("{'value':[],'@odata.nextLink':'https://evil.example/'}"));
        QVERIFY(!readAttachments(more, now));
        const auto page = readAttachments(
            answered(200, json("{'value':[],'@odata.nextLink':'https://evil.example/x?$select=id&$skip=10'}")), now);
        QVERIFY(page);
        QCOMPARE(page.value().next, u"$select=id&$skip=10"_s);
        const QByteArray endless(3000, 'x');
        QVERIFY(!readAttachments(
            answered(200, json("{'value':[],'@odata.nextLink':'https://a.example/?" + endless + "'}")), now));
        QVERIFY(!readAttachments(answered(200, "{}"), now));
        QVERIFY(!readAttachments(answered(404, json("{'error':{'code':'ErrorItemNotFound'}}")), now));
    }

    void readsUploadSessions_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("url"); // empty: an error
        QTest::addColumn<bool>("isUnsafe");
        QTest::newRow("as documented") << QByteArray(
            json("{'uploadUrl':'https://outlook.office.example/"
                 "x?authtoken=e','expirationDateTime':'2026-03-01T13:00:00Z','nextExpectedRanges':['0-']}"))
                                       << QByteArray("https://outlook.office.example/x?authtoken=e") << false;
        QTest::newRow("odd case") << QByteArray(json("{'UploadURL':'https://outlook.example/x'}"))
                                  << QByteArray("https://outlook.example/x") << false;
        QTest::newRow("this machine") << QByteArray(json("{'uploadUrl':'http://127.0.0.1:8/x'}"))
                                      << QByteArray("http://127.0.0.1:8/x") << false;
        QTest::newRow("not https") << QByteArray(json("{'uploadUrl':'http://outlook.example/x'}")) << QByteArray()
                                   << true;
        QTest::newRow("with a name in it")
            << QByteArray(json("{'uploadUrl':'https://me@outlook.example/x'}")) << QByteArray() << true;
        QTest::newRow("a file") << QByteArray(json("{'uploadUrl':'file:///etc/passwd'}")) << QByteArray() << true;
        QTest::newRow("relative") << QByteArray(json("{'uploadUrl':'/x'}")) << QByteArray() << false;
        QTest::newRow("none") << QByteArray("{}") << QByteArray() << false;
        QTest::newRow("64 KiB") << json("{'uploadUrl':'https://a.example/" + QByteArray(65536, 'x') + "'}")
                                << QByteArray() << false;
    }
    void readsUploadSessions()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, url);
        QFETCH(bool, isUnsafe);
        const auto session = readUploadSession(answered(201, body), now);
        QCOMPARE(bool(session), !url.isEmpty());
        if (session)
            QCOMPARE(session.value().url.reveal(), url);
        else
            QCOMPARE(session.error().kind == ErrorKind::UnsafeAddress, isUnsafe);
    }

    void readsUploadAnswers_data()
    {
        QTest::addColumn<Net::HttpReply>("reply");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const Net::HttpReply &reply, const char *words) {
            QTest::newRow(name) << reply << QString::fromLatin1(words);
        };
        row("one number", answered(200, json("{'nextExpectedRanges':['2097152']}")), "wants 2097152");
        row("a range", answered(200, json("{'nextExpectedRanges':['3276800-9999999']}")), "wants 3276800");
        row("odd case", answered(200, json("{'ExpirationDateTime':'x','NextExpectedRanges':['0-']}")), "wants 0");
        row("a number that is one", answered(200, json("{'nextExpectedRanges':[7]}")), "wants 7");
        row("no list", answered(200, json("{'nextExpectedRanges':'8-'}")), "wants 8");
        row("null", answered(200, json("{'nextExpectedRanges':null}")), "ask again");
        row("empty list", answered(200, json("{'nextExpectedRanges':[]}")), "ask again");
        row("beyond the end", answered(200, json("{'nextExpectedRanges':['10000000-']}")), "ask again");
        row("negative", answered(200, json("{'nextExpectedRanges':['-5']}")), "ask again");
        row("words", answered(200, json("{'nextExpectedRanges':['all']}")), "ask again");
        row("HTML", answered(200, "<html>Sign in to the hotel</html>"), "ask again");
        row("attached", withHeader(answered(201, {}), "Location", "https://o.example/x/Attachments('AAMk%3D')"),
            "complete AAMk=");
        row("attached, another form", withHeader(answered(201, {}), "Location", "https://o.example/attachments/12"),
            "complete 12");
        row("attached, not saying where", answered(201, {}), "complete ");
        row("wrong range", answered(416, "{}"), "ask again");
        row("overlap", answered(409, "{}"), "ask again");
        row("expired", answered(404, "{}"), "gone");
        row("expired, another word", answered(410, {}), "gone");
        row("not this URL any more", answered(401, {}), "gone");
        row("busy", answered(503, {}), "later");
        row("too fast", answered(429, {}), "later");
        row("a redirect", answered(302, {}), "later");
        row("cut", failed(Net::Outcome::ConnectionLost, true), "later");
        row("not reached", failed(Net::Outcome::HostNotFound, false), "later");
    }
    void readsUploadAnswers()
    {
        QFETCH(Net::HttpReply, reply);
        QTEST(inWords(readUploadAnswer(reply, total, now)), "words");
    }

    void whatIsSaidAboutAnUploadIsNotKept()
    {
        Net::HttpReply lost = failed(Net::Outcome::ConnectionLost, true);
        lost.detail = u"Error transferring https://outlook.example/x?authtoken=secret"_s;
        QCOMPARE(std::get<Later>(readUploadAnswer(lost, total, now)).error.serverText, QString());
        const auto gone = readUploadAnswer(
            answered(404, json("{'error':{'code':'x','message':'https://outlook.example/x?authtoken=secret'}}")), total,
            now);
        QCOMPARE(std::get<SessionGone>(gone).error.serverText, QString());
    }

    void whatIsGoneIsDeleted()
    {
        QVERIFY(readDeleted(answered(204, {}), now));
        QVERIFY(readDeleted(answered(404, {}), now));
        QVERIFY(!readDeleted(answered(200, {}), now));
        QVERIFY(!readDeleted(answered(503, {}), now));
        QVERIFY(!readDeleted(failed(Net::Outcome::ConnectionLost, true), now));
    }

    void aDraftThatIsGoneMayHaveBeenSent()
    {
        const auto missing
            = withHeader(answered(404, json("{'error':{'code':'ErrorItemNotFound'}}")), "request-id", "r");
        QVERIFY(std::holds_alternative<NotAccepted>(readSendReply(missing, now)));
        QVERIFY(std::holds_alternative<Unclear>(readSendDraftReply(missing, now)));
        QVERIFY(std::holds_alternative<Graph::Accepted>(readSendDraftReply(answered(202, {}), now)));
        const auto denied
            = withHeader(answered(403, json("{'error':{'code':'ErrorSendAsDenied'}}")), "request-id", "r");
        QVERIFY(std::holds_alternative<NotAccepted>(readSendDraftReply(denied, now)));
        QVERIFY(std::holds_alternative<Unclear>(readSendDraftReply(failed(Net::Outcome::ConnectionLost, true), now)));
    }
};

QTEST_APPLESS_MAIN(TestDraftReplies)
#include "tst_draftreplies.moc"
