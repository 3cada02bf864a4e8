// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace Sendoff::Testing;

namespace {

QJsonObject file(const QString &name, const QByteArray &content, const QJsonObject &changes = {})
{
    QJsonObject object{{u"@odata.type"_s, u"#microsoft.graph.fileAttachment"_s},
                       {u"name"_s, name},
                       {u"contentType"_s, u"application/octet-stream"_s},
                       {u"contentBytes"_s, QString::fromLatin1(content.toBase64())}};
    for (auto at = changes.begin(); at != changes.end(); ++at)
        object.insert(at.key(), at.value());
    return object;
}

QJsonObject without(QJsonObject object, const QString &member)
{
    object.remove(member);
    return object;
}

QJsonArray people(int count)
{
    QJsonArray list;
    for (int index = 0; index < count; ++index)
        list.append(recipient(u"p%1@example.org"_s.arg(index)));
    return list;
}

} // namespace

/// GET /me and POST /me/sendMail against the started program: what is accepted, and each refusal as a row.
class TestPracticeGraph : public QObject
{
    Q_OBJECT

private:
    Got post(const QByteArray &json, const Headers &headers = {})
    {
        return m_client->postJson(u"/v1.0/me/sendMail"_s, json, m_token, headers);
    }

    PracticeServer m_server;
    std::unique_ptr<Client> m_client;
    QByteArray m_token;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), m_server.complaint().constData());
        m_client = std::make_unique<Client>(m_server.origin());
        m_token = m_client->accessToken();
        QVERIFY(!m_token.isEmpty());
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void meSaysWhoIsSignedIn()
    {
        const Got got = m_client->get(u"/v1.0/me?$select=displayName,mail"_s, {{"Authorization", "Bearer " + m_token}});
        QCOMPARE(got.status, 200);
        QCOMPARE(got.json().value("mail"_L1).toString(), u"adele@practice.example"_s);
        QCOMPARE(got.json().value("displayName"_L1).toString(), u"Adele Practice"_s);
        QVERIFY(!got.json().contains("surname"_L1));
    }

    void meWantsKnownMembers_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("unknown member") << u"/v1.0/me?$select=mail,shoeSize"_s;
        QTest::newRow("unknown option") << u"/v1.0/me?$expand=manager"_s;
        QTest::newRow("empty member") << u"/v1.0/me?$select=mail,"_s;
    }

    void meWantsKnownMembers()
    {
        QFETCH(const QString, target);
        QCOMPARE(m_client->get(target, {{"Authorization", "Bearer " + m_token}}).status, 400);
    }

    void acceptedMailIsInTheLedgerBeforeTheAnswer()
    {
        const QByteArray odd = QByteArray::fromHex("00ff0d0a1a80");
        const QByteArray json
            = sendMailJson({{u"subject"_s, u"Grüße 🎉"_s},
                            {u"ccRecipients"_s, QJsonArray{recipient(u"c@example.org"_s)}},
                            {u"bccRecipients"_s, QJsonArray{recipient(u"b@example.org"_s)}},
                            {u"internetMessageId"_s, u"<a.b@practice.example>"_s},
                            {u"attachments"_s, QJsonArray{file(u"größe.bin"_s, odd), file(u"empty.txt"_s, {})}}});
        const QByteArray mark = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        const qsizetype before = m_server.ledger().size();

        const Got got = post(json, {{"client-request-id", mark}});
        QCOMPARE(got.status, 202);
        QCOMPARE(got.body, QByteArray());
        QCOMPARE(got.header("Content-Length"), QByteArray("0"));
        QCOMPARE(got.header("client-request-id"), mark);
        QVERIFY(!got.header("Date").isEmpty());

        QCOMPARE(m_server.ledger().size(), before + 1);
        const QJsonObject line = m_server.ledger().constLast();
        QCOMPARE(line.value("requestId"_L1).toString().toLatin1(), got.header("request-id"));
        QCOMPARE(line.value("clientRequestId"_L1).toString().toLatin1(), mark);
        QCOMPARE(line.value("account"_L1).toString(), u"adele@practice.example"_s);
        QCOMPARE(line.value("from"_L1).toString(), u"adele@practice.example"_s);
        QCOMPARE(line.value("to"_L1).toArray(), QJsonArray{u"ana@example.org"_s});
        QCOMPARE(line.value("cc"_L1).toArray(), QJsonArray{u"c@example.org"_s});
        QCOMPARE(line.value("bcc"_L1).toArray(), QJsonArray{u"b@example.org"_s});
        QCOMPARE(line.value("subject"_L1).toString(), u"Grüße 🎉"_s);
        QCOMPARE(line.value("internetMessageId"_L1).toString(), u"<a.b@practice.example>"_s);
        QCOMPARE(line.value("bytes"_L1).toInteger(), json.size());
        QCOMPARE(line.value("contentSha256"_L1).toString().toLatin1(),
                 QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex());
        QCOMPARE(line.value("bodySha256"_L1).toString().toLatin1(),
                 QCryptographicHash::hash("Good morning", QCryptographicHash::Sha256).toHex());
        const QJsonArray files = line.value("attachments"_L1).toArray();
        QCOMPARE(files.size(), 2);
        QCOMPARE(files.at(0)["name"_L1].toString(), u"größe.bin"_s);
        QCOMPARE(files.at(0)["size"_L1].toInteger(), odd.size());
        QCOMPARE(files.at(0)["sha256"_L1].toString().toLatin1(),
                 QCryptographicHash::hash(odd, QCryptographicHash::Sha256).toHex());
        QCOMPARE(files.at(1)["size"_L1].toInteger(), 0);
    }

    void copiesAreCounted()
    {
        const QByteArray json = sendMailJson({{u"subject"_s, u"Twice"_s}});
        QCOMPARE(post(json).status, 202);
        QCOMPARE(post(json).status, 202);
        QCOMPARE(m_server.ledger().constLast().value("copy"_L1).toInt(), 2);
        QCOMPARE(m_server.ledger().constLast().value("duplicateOf"_L1).toInt(), 1);
    }

    void everyMemberAComposerMaySetIsTaken()
    {
        const QJsonObject moment{{u"dateTime"_s, u"2026-12-01T08:00:00"_s}, {u"timeZone"_s, u"UTC"_s}};
        const QJsonObject property{{u"id"_s, u"String {00020329-0000-0000-c000-000000000046} Name x"_s},
                                   {u"value"_s, u"1"_s}};
        const QJsonObject multi{{u"id"_s, u"StringArray 0x1"_s}, {u"value"_s, QJsonArray{u"1"_s}}};
        const Got got = post(sendMailJson(
            {{u"body"_s, QJsonObject{{u"contentType"_s, u"html"_s}, {u"content"_s, u"<b>x</b>"_s}}},
             {u"replyTo"_s, QJsonArray{recipient(u"r@example.org"_s)}},
             {u"from"_s, recipient(u"Adele@practice.example"_s)},
             {u"importance"_s, u"high"_s},
             {u"isReadReceiptRequested"_s, true},
             {u"isDeliveryReceiptRequested"_s, false},
             {u"internetMessageHeaders"_s, QJsonArray{QJsonObject{{u"name"_s, u"X-A"_s}, {u"value"_s, u"b"_s}}}},
             {u"categories"_s, QJsonArray{u"red"_s}},
             {u"flag"_s,
              QJsonObject{{u"flagStatus"_s, u"flagged"_s}, {u"startDateTime"_s, moment}, {u"dueDateTime"_s, moment}}},
             {u"inferenceClassification"_s, u"focused"_s},
             {u"singleValueExtendedProperties"_s, QJsonArray{property}},
             {u"multiValueExtendedProperties"_s, QJsonArray{multi}},
             {u"attachments"_s,
              QJsonArray{
                  file(u"a.png"_s, "x",
                       {{u"isInline"_s, true}, {u"contentId"_s, u"a@b"_s}, {u"contentType"_s, u"image/png"_s}})}}}));
        QVERIFY2(got.status == 202, got.body.constData());
    }

    void fiveHundredPeopleAreTaken()
    {
        QCOMPARE(post(sendMailJson({{u"toRecipients"_s, QJsonArray()}, {u"bccRecipients"_s, people(500)}})).status,
                 202);
    }

    void wrongMessageIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto raw = [](const char *name, const QByteArray &json, const QString &code, int status = 400) {
            QTest::newRow(name) << json << status << code;
        };
        const auto row = [&raw](const char *name, const QJsonObject &changes, const QString &code, int status = 400) {
            raw(name, sendMailJson(changes), code, status);
        };
        const QString shape = u"RequestBodyRead"_s;
        const QString value = u"ErrorPropertyValidationFailure"_s;
        const QString person = u"ErrorInvalidRecipients"_s;

        raw("empty", "", u"BadRequest"_s);
        raw("cut", sendMailJson().chopped(1), u"BadRequest"_s);
        raw("array", "[]", u"BadRequest"_s);
        raw("not UTF-8", "{\"message\":{\"subject\":\"\xff\"}}", u"BadRequest"_s);
        raw("no message", "{}", u"BadRequest"_s);
        raw("message is null", R"({"message":null})", u"BadRequest"_s);
        raw("no wrapper", R"({"subject":"x"})", shape);
        raw("capital", R"({"Message":{}})", shape);
        raw("save is text", sendMailJson().chopped(1) + R"(,"saveToSentItems":"false"})", shape);
        raw("save is null", sendMailJson().chopped(1) + R"(,"saveToSentItems":null})", shape);
        raw("message twice", sendMailJson().chopped(1) + R"(,"message":{}})", shape);
        raw("member twice", R"({"message":{"subject":"a","toRecipients":[],"subject":"b"}})", shape);

        row("unknown member", {{u"subjekt"_s, u"x"_s}}, shape);
        row("deep unknown member", {{u"body"_s, QJsonObject{{u"contenttype"_s, u"text"_s}}}}, shape);
        row("subject is a number", {{u"subject"_s, 1}}, shape);
        row("receipt is text", {{u"isReadReceiptRequested"_s, u"true"_s}}, shape);
        row("unknown importance", {{u"importance"_s, u"urgent"_s}}, shape);
        row("capital importance", {{u"importance"_s, u"High"_s}}, shape);
        row("body is text", {{u"body"_s, u"hello"_s}}, shape);
        row("capital body type", {{u"body"_s, QJsonObject{{u"contentType"_s, u"HTML"_s}, {u"content"_s, u""_s}}}},
            shape);
        row("people are an object", {{u"toRecipients"_s, recipient(u"a@b.example"_s)}}, shape);
        row("people are null", {{u"ccRecipients"_s, QJsonValue::Null}}, shape);
        row("a person is text", {{u"toRecipients"_s, QJsonArray{u"a@b.example"_s}}}, shape);
        row("address is flat", {{u"toRecipients"_s, QJsonArray{QJsonObject{{u"address"_s, u"a@b.example"_s}}}}}, shape);
        row("categories hold numbers", {{u"categories"_s, QJsonArray{1}}}, shape);
        row("read-only member", {{u"id"_s, u"x"_s}}, u"ErrorInvalidPropertySet"_s);
        row("isDraft", {{u"isDraft"_s, true}}, u"ErrorInvalidPropertySet"_s);

        row("nobody", {{u"toRecipients"_s, QJsonArray()}}, person);
        row("501 people", {{u"toRecipients"_s, people(501)}}, u"ErrorExceededMaxRecipientLimit"_s);
        for (const char *address :
             {"", "ana", "ana@", "@b.example", "a b@c.example", "a@b@c.example", "a@-b.example", "a@b..example",
              "a@b.example\n", "<a@b.example>", "a@b.example;c@d.example", ".a@b.example", "a..b@c.example",
              "a@bücher.example", "a@[1.2.3.4]", "a@b.example."}) {
            row((QByteArray("address: ") + address).constData(),
                {{u"bccRecipients"_s, QJsonArray{recipient(QString::fromUtf8(address))}}}, person);
        }
        row("no address", {{u"toRecipients"_s, QJsonArray{QJsonObject{{u"emailAddress"_s, QJsonObject()}}}}}, person);
        row("no emailAddress", {{u"toRecipients"_s, QJsonArray{QJsonObject()}}}, person);
        row("line feed in a name", {{u"toRecipients"_s, QJsonArray{recipient(u"a@b.example"_s, u"A\r\nBcc: x"_s)}}},
            person);
        row("wrong reply address", {{u"replyTo"_s, QJsonArray{recipient(u"x"_s)}}}, person);

        row("somebody else", {{u"from"_s, recipient(u"boss@practice.example"_s)}}, u"ErrorSendAsDenied"_s, 403);
        row("team without the scope", {{u"from"_s, recipient(u"team@practice.example"_s)}}, u"ErrorAccessDenied"_s,
            403);

        row("256 characters", {{u"subject"_s, QString(256, u'x')}}, value);
        row("line feed in the subject", {{u"subject"_s, u"a\r\nBcc: b@c.example"_s}}, value);
        row("message id", {{u"internetMessageId"_s, u"a@b"_s}}, value);
        row("header without x-",
            {{u"internetMessageHeaders"_s, QJsonArray{QJsonObject{{u"name"_s, u"Subject"_s}, {u"value"_s, u"b"_s}}}}},
            u"InvalidInternetMessageHeader"_s);
        row("header with a line feed",
            {{u"internetMessageHeaders"_s, QJsonArray{QJsonObject{{u"name"_s, u"x-a"_s}, {u"value"_s, u"b\nc"_s}}}}},
            u"InvalidInternetMessageHeader"_s);
        row("header without value",
            {{u"internetMessageHeaders"_s,
              QJsonArray{QJsonObject{{u"name"_s, u"x-a"_s}, {u"value"_s, QJsonValue::Null}}}}},
            shape);
        row("due without start",
            {{u"flag"_s, QJsonObject{{u"dueDateTime"_s, QJsonObject{{u"dateTime"_s, u"2026-12-01T08:00:00"_s}}}}}},
            u"ErrorInvalidRequest"_s);

        const QJsonObject good = file(u"a.txt"_s, "abc");
        const auto attached = [&row](const char *name, const QJsonObject &object, const QString &code) {
            row(name, {{u"attachments"_s, QJsonArray{object}}}, code);
        };
        attached("attachment without type", without(good, u"@odata.type"_s), shape);
        attached("type without #", file(u"a"_s, "x", {{u"@odata.type"_s, u"microsoft.graph.fileAttachment"_s}}), shape);
        attached("item attachment", file(u"a"_s, "x", {{u"@odata.type"_s, u"#microsoft.graph.itemAttachment"_s}}),
                 shape);
        attached("attachment without name", without(good, u"name"_s), shape);
        attached("attachment with empty name", file({}, "x"), value);
        attached("line feed in a file name", file(u"a\nb"_s, "x"), value);
        attached("attachment without content", without(good, u"contentBytes"_s), shape);
        attached("content is null", file(u"a"_s, {}, {{u"contentBytes"_s, QJsonValue::Null}}), shape);
        attached("base64 without padding", file(u"a"_s, {}, {{u"contentBytes"_s, u"YQ"_s}}), shape);
        attached("base64 with a line break", file(u"a"_s, {}, {{u"contentBytes"_s, u"YWJj\nYWI="_s}}), shape);
        attached("base64url", file(u"a"_s, {}, {{u"contentBytes"_s, u"__-_"_s}}), shape);
        attached("base64 with stray bits", file(u"a"_s, {}, {{u"contentBytes"_s, u"YR=="_s}}), shape);
        attached("media type", file(u"a"_s, "x", {{u"contentType"_s, u"text"_s}}), value);
        attached("media type with a line feed", file(u"a"_s, "x", {{u"contentType"_s, u"text/plain; x=\"\r\ny\""_s}}),
                 value);
        attached("contentId in brackets", file(u"a"_s, "x", {{u"contentId"_s, u"<a>"_s}}), value);
        attached("size", file(u"a"_s, "x", {{u"size"_s, 1}}), u"ErrorInvalidPropertySet"_s);
        attached("unknown member of an attachment", file(u"a"_s, "x", {{u"filename"_s, u"a"_s}}), shape);
        const QJsonObject inlined = file(u"a"_s, "x", {{u"contentId"_s, u"same"_s}});
        row("contentId twice", {{u"attachments"_s, QJsonArray{inlined, inlined}}}, value);
        QJsonArray many;
        for (int index = 0; index < 251; ++index)
            many.append(good);
        row("251 attachments", {{u"attachments"_s, many}}, value);
        row("request over 4 MiB",
            {{u"body"_s, QJsonObject{{u"contentType"_s, u"text"_s}, {u"content"_s, QString(4'194'304, u'x')}}}},
            u"RequestEntityTooLarge"_s, 413);
    }

    void wrongMessageIsRefused()
    {
        QFETCH(const QByteArray, json);
        const qsizetype before = m_server.ledger().size();
        const QByteArray mark = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        const Got got = post(json, {{"client-request-id", mark}});
        QTEST(got.status, "status");
        QTEST(got.graphCode(), "code");
        const QJsonValue inner = got.json().value("error"_L1)["innerError"_L1];
        QCOMPARE(inner["client-request-id"_L1].toString().toLatin1(), mark);
        QCOMPARE(inner["request-id"_L1].toString().toLatin1(), got.header("request-id"));
        QVERIFY(!inner["date"_L1].toString().isEmpty());
        QCOMPARE(m_server.ledger().size(), before);
    }

    void exactlyFourMebibytesAreTaken()
    {
        const qsizetype empty
            = sendMailJson({{u"body"_s, QJsonObject{{u"contentType"_s, u"text"_s}, {u"content"_s, u""_s}}}}).size();
        const QString text(4'194'304 - empty, u'x');
        const QByteArray json
            = sendMailJson({{u"body"_s, QJsonObject{{u"contentType"_s, u"text"_s}, {u"content"_s, text}}}});
        QCOMPARE(json.size(), 4'194'304);
        QCOMPARE(post(json).status, 202);
    }

    void wrongEnvelopeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("target");
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const QString place = u"/v1.0/me/sendMail"_s;
        const Headers json{{"Content-Type", "application/json"}};
        const QString token = u"InvalidAuthenticationToken"_s;
        QTest::newRow("no token") << QByteArray("POST") << place << json << 401 << token;
        QTest::newRow("empty token") << QByteArray("POST") << place << (json + Headers{{"Authorization", "Bearer "}})
                                     << 401 << token;
        QTest::newRow("invented token") << QByteArray("POST") << place
                                        << (json + Headers{{"Authorization", "Bearer abc"}}) << 401 << token;
        QTest::newRow("no scheme") << QByteArray("POST") << place << (json + Headers{{"Authorization", m_token}}) << 401
                                   << token;
        QTest::newRow("basic") << QByteArray("POST") << place << (json + Headers{{"Authorization", "Basic YTpi"}})
                               << 401 << token;
        const Headers good{{"Authorization", "Bearer " + m_token}};
        QTest::newRow("HTML") << QByteArray("POST") << place << (good + Headers{{"Content-Type", "text/html"}}) << 415
                              << u"RequestBodyRead"_s;
        QTest::newRow("charset") << QByteArray("POST") << place
                                 << (good + Headers{{"Content-Type", "application/json; charset=latin1"}}) << 415
                                 << u"RequestBodyRead"_s;
        QTest::newRow("compressed") << QByteArray("POST") << place
                                    << (good + json + Headers{{"Content-Encoding", "gzip"}}) << 415
                                    << u"UnsupportedMediaType"_s;
        QTest::newRow("query") << QByteArray("POST") << place + "?x=1"_L1 << (good + json) << 400 << u"BadRequest"_s;
        QTest::newRow("PUT") << QByteArray("PUT") << place << (good + json) << 405 << u"BadRequest"_s;
        QTest::newRow("slash") << QByteArray("POST") << place + u'/' << (good + json) << 400 << u"BadRequest"_s;
        QTest::newRow("case") << QByteArray("POST") << u"/v1.0/me/sendmail"_s << (good + json) << 400
                              << u"BadRequest"_s;
        QTest::newRow("other call") << QByteArray("POST") << u"/v1.0/me/events"_s << (good + json) << 400
                                    << u"BadRequest"_s;
        QTest::newRow("only read or made here")
            << QByteArray("DELETE") << u"/v1.0/me/messages"_s << (good + json) << 405 << u"BadRequest"_s;
        QTest::newRow("beta") << QByteArray("POST") << u"/beta/me/sendMail"_s << (good + json) << 404 << QString();
    }

    void wrongEnvelopeIsRefused()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QString, target);
        QFETCH(const Headers, headers);
        const qsizetype before = m_server.ledger().size();
        const Got got = m_client->send(method, target, sendMailJson(), headers);
        QTEST(got.status, "status");
        QTEST(got.graphCode(), "code");
        if (got.status == 401)
            QVERIFY(got.header("WWW-Authenticate").startsWith("Bearer "));
        if (got.status != 404)
            QVERIFY(!got.header("request-id").isEmpty());
        QCOMPARE(m_server.ledger().size(), before);
    }

    void scopeIsNeeded()
    {
        const QByteArray reader = m_client->signIn(u"adele@practice.example"_s, u"User.Read"_s)
                                      .value("access_token"_L1)
                                      .toString()
                                      .toLatin1();
        const Got refused = m_client->postJson(u"/v1.0/me/sendMail"_s, sendMailJson(), reader);
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.graphCode(), u"ErrorAccessDenied"_s);
        const QByteArray sender = m_client->signIn(u"adele@practice.example"_s, u"Mail.Send"_s)
                                      .value("access_token"_L1)
                                      .toString()
                                      .toLatin1();
        QCOMPARE(m_client->get(u"/v1.0/me"_s, {{"Authorization", "Bearer " + sender}}).status, 403);
    }

    void teamMailboxNeedsTheSharedScope()
    {
        const QByteArray token = m_client->signIn(u"adele@practice.example"_s, u"Mail.Send Mail.Send.Shared"_s)
                                     .value("access_token"_L1)
                                     .toString()
                                     .toLatin1();
        const QByteArray json = sendMailJson({{u"from"_s, recipient(u"team@practice.example"_s)}});
        QCOMPARE(m_client->postJson(u"/v1.0/me/sendMail"_s, json, token).status, 202);
        QCOMPARE(m_server.ledger().constLast().value("from"_L1).toString(), u"team@practice.example"_s);
        QCOMPARE(m_server.ledger().constLast().value("account"_L1).toString(), u"adele@practice.example"_s);
    }
};

QTEST_GUILESS_MAIN(TestPracticeGraph)
#include "tst_practicegraph.moc"
