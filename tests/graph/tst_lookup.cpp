// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/lookup.h"
#include "support/faketransport.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;
using namespace Sendoff::Testing;

Q_DECLARE_METATYPE(Sendoff::Net::HttpReply)

namespace {

const Endpoints global{QUrl(u"https://graph.microsoft.com"_s)};
const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
const QString ours = u"<0a1b@contoso.example>"_s;

QByteArray message(const QByteArray &id, const QByteArray &messageId, const QByteArray &isDraft)
{
    return R"({"id":")" + id + R"(","internetMessageId":")" + messageId + R"(","isDraft":)" + isDraft + '}';
}

Net::HttpReply list(const QByteArray &messages)
{
    return answered(200, R"({"@odata.context":"x","value":[)" + messages + "]}");
}

QString inWords(const LookUp &result)
{
    if (const auto *found = std::get_if<Found>(&result))
        return (found->isDraft ? u"draft "_s : u"sent "_s) + found->id;
    return std::holds_alternative<NotFound>(result) ? u"not found"_s : u"unclear"_s;
}

} // namespace

class TestLookUp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void knowsTheRightsToRead_data()
    {
        QTest::addColumn<QString>("scopes");
        QTest::addColumn<QString>("root");
        QTest::addColumn<bool>("may");
        const auto row = [](const char *scopes, bool may, const char *root = "https://graph.microsoft.com") {
            QTest::addRow("%s at %s", scopes, root) << QString::fromLatin1(scopes) << QString::fromLatin1(root) << may;
        };
        row("", false);
        row("User.Read Mail.Send openid", false);
        row("Mail.Send Mail.ReadBasic", true);
        row("mail.read", true);
        row("https://graph.microsoft.com/MAIL.READWRITE", true);
        row("HTTPS://Graph.Microsoft.com/Mail.Read User.Read", true);
        row("https://graph.microsoft.us/Mail.Read", true, "https://graph.microsoft.us");
        row("http://localhost:8025/Mail.ReadBasic", true, "http://localhost:8025/");
        row("https://other.example/Mail.Read", false);
        row("Mail.Read.Shared", false);
        row("Mail.ReadBasic.All", false);
        row("MailboxSettings.Read", false);
    }
    void knowsTheRightsToRead()
    {
        QFETCH(QString, scopes);
        QFETCH(QString, root);
        QTEST(mayLookUp(scopes.split(u' ', Qt::SkipEmptyParts), {QUrl(root)}), "may");
    }

    void aSharedMailboxNeedsASharedRight()
    {
        QVERIFY(mayLookUp({u"Mail.Read.Shared"_s}, global, true));
        QVERIFY(mayLookUp({u"https://graph.microsoft.com/Mail.ReadWrite.Shared"_s}, global, true));
        QVERIFY(!mayLookUp({u"Mail.ReadWrite"_s, u"Mail.ReadBasic"_s, u"Mail.Send.Shared"_s}, global, true));
    }

    void asksForTheMessageIdInAllFolders()
    {
        const auto request = findMessage(global, ours, u"c-1"_s);
        QCOMPARE(request.method, Net::HttpRequest::Method::Get);
        QCOMPARE(request.url.toEncoded(),
                 "https://graph.microsoft.com/v1.0/me/messages?$filter=internetMessageId%20eq%20"
                 "%27%3C0a1b%40contoso.example%3E%27"
                 "&$select=id,internetMessageId,isDraft,sentDateTime,parentFolderId&$top=10");
        QVERIFY(request.isSigned);
        QVERIFY(request.body.isEmpty());
        QVERIFY(request.headers.contains({"Prefer", R"(IdType="ImmutableId")"}));
        QVERIFY(request.headers.contains({"client-request-id", "c-1"}));
    }

    void nothingInAMessageIdLeavesTheLiteral_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("literal");
        QTest::newRow("a quote") << u"<o'b@c>"_s << "%27%3Co%27%27b%40c%3E%27"_ba;
        QTest::newRow("an end") << u"' or 1 eq 1"_s << "%27%27%27%20or%201%20eq%201%27"_ba;
        QTest::newRow("signs of a query") << u"<a&b=c#d+e%20@f>"_s << "%27%3Ca%26b%3Dc%23d%2Be%2520%40f%3E%27"_ba;
        QTest::newRow("letters of the world") << u"<ü@é>"_s << "%27%3C%C3%BC%40%C3%A9%3E%27"_ba;
    }
    void nothingInAMessageIdLeavesTheLiteral()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, literal);
        const QByteArray url = findMessage(global, id, u"c"_s).url.toEncoded();
        QVERIFY2(url.contains("$filter=internetMessageId%20eq%20" + literal + "&$select="), url.constData());
    }

    void onlyASentMessageOfThisNameIsFound_data()
    {
        QTest::addColumn<Net::HttpReply>("reply");
        QTest::addColumn<QString>("words");
        const QByteArray name = ours.toLatin1();
        const auto row = [](const char *title, const Net::HttpReply &reply, const QString &words) {
            QTest::newRow(title) << reply << words;
        };
        row("sent", list(message("m1", name, "false")), u"sent m1"_s);
        row("a draft", list(message("m1", name, "true")), u"draft m1"_s);
        row("both", list(message("m1", name, "true") + ',' + message("m2", name, "false")), u"sent m2"_s);
        row("none", list({}), u"not found"_s);
        row("another one", list(message("m1", "<x@y>", "false")), u"unclear"_s);
        row("ours among others", list(message("m1", "<x@y>", "false") + ',' + message("m2", name, "false")),
            u"sent m2"_s);
        row("without an id", list(message("", name, "false")), u"draft "_s);
        row("without a word on drafts", list(R"({"id":"m1","internetMessageId":")" + name + R"("})"), u"unclear"_s);
        row("a word that is no truth", list(message("m1", name, R"("false")")), u"unclear"_s);
        row("no list", answered(200, R"({"value":{}})"), u"unclear"_s);
        row("no JSON", answered(200, "<html>sign in</html>"), u"unclear"_s);
        row("nothing", answered(200), u"unclear"_s);
        row("another status", answered(202, R"({"value":[]})"), u"unclear"_s);
        row("not allowed", graphRefusal(403, "ErrorAccessDenied"), u"unclear"_s);
        row("not found", graphRefusal(404, "ErrorItemNotFound"), u"unclear"_s);
        row("throttled", graphRefusal(429, "TooManyRequests"), u"unclear"_s);
        row("redirect", answered(302, {}, {{"Location", "https://evil.example"}}), u"unclear"_s);
        row("no connection", failed(Net::Outcome::HostNotFound, false), u"unclear"_s);
        Net::HttpReply cut = list(message("m1", name, "false"));
        cut.isTruncated = true;
        row("cut", cut, u"unclear"_s);
    }
    void onlyASentMessageOfThisNameIsFound()
    {
        QFETCH(Net::HttpReply, reply);
        QTEST(inWords(readLookUp(reply, ours, now)), "words");
    }
};

QTEST_APPLESS_MAIN(TestLookUp)
#include "tst_lookup.moc"
