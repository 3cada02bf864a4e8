// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/draftrequests.h"
#include "graph/messagewire.h"
#include "graph/rights.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;

namespace {

const Endpoints global{QUrl(u"https://graph.microsoft.com"_s)};
const QString attempt = u"7c69b6e5-05f7-4c8a-b7eb-7ca95dd012f4"_s;

QByteArray headerOf(const Net::HttpRequest &request, const QByteArray &name)
{
    for (const auto &[key, value] : request.headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Attachment file(qint64 size)
{
    Attachment attachment;
    attachment.id = u"1"_s;
    attachment.name = u"bericht \"1\".bin"_s;
    attachment.contentType = u"application/octet-stream"_s;
    attachment.size = size;
    return attachment;
}

} // namespace

class TestDraftRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void addressesAreTheDocumentedOnes_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<QByteArray>("text");
        const Endpoints shared{QUrl(u"https://graph.microsoft.us/"_s), u"büro+a/b@contoso.example"_s};
        QTest::newRow("draft") << global.messages() << QByteArray("https://graph.microsoft.com/v1.0/me/messages");
        QTest::newRow("send") << global.send(u"AAMk="_s)
                              << QByteArray("https://graph.microsoft.com/v1.0/me/messages/AAMk%3D/send");
        QTest::newRow("an id with a slash")
            << global.message(u"A/../B?c#d"_s)
            << QByteArray("https://graph.microsoft.com/v1.0/me/messages/A%2F..%2FB%3Fc%23d");
        QTest::newRow("attachments") << global.attachments(u"A-_1"_s)
                                     << QByteArray("https://graph.microsoft.com/v1.0/me/messages/A-_1/attachments");
        QTest::newRow("session") << global.uploadSession(
            u"A"_s) << QByteArray("https://graph.microsoft.com/v1.0/me/messages/A/attachments/createUploadSession");
        QTest::newRow("one attachment") << global.attachment(u"A"_s, u"B"_s)
                                        << QByteArray("https://graph.microsoft.com/v1.0/me/messages/A/attachments/B");
        QTest::newRow("another mailbox")
            << shared.sendMail()
            << QByteArray("https://graph.microsoft.us/v1.0/users/b%C3%BCro%2Ba%2Fb@contoso.example/sendMail");
        QTest::newRow("another mailbox's draft")
            << shared.messages()
            << QByteArray("https://graph.microsoft.us/v1.0/users/b%C3%BCro%2Ba%2Fb@contoso.example/messages");
    }
    void addressesAreTheDocumentedOnes()
    {
        QFETCH(QUrl, url);
        QTEST(url.toEncoded(), "text");
    }

    void everyCallKeepsIdsForGood()
    {
        const QList<Net::HttpRequest> requests{
            createDraft(global, "{}", attempt),
            getDraft(global, u"A"_s, attempt),
            deleteDraft(global, u"A"_s, attempt),
            listAttachments(global, u"A"_s, attempt),
            attach(global, u"A"_s, "{}", attempt),
            deleteAttachment(global, u"A"_s, u"B"_s, attempt),
            createUploadSession(global, u"A"_s, "{}", attempt),
            sendDraft(global, u"A"_s, attempt),
        };
        for (const Net::HttpRequest &request : requests) {
            QCOMPARE(headerOf(request, "Prefer"), QByteArray(R"(IdType="ImmutableId")"));
            QCOMPARE(headerOf(request, "client-request-id"), attempt.toLatin1());
            QVERIFY(request.isSigned);
        }
    }

    void sendingHasNoBody()
    {
        const Net::HttpRequest request = sendDraft(global, u"A"_s, attempt);
        QCOMPARE(request.method, Net::HttpRequest::Method::Post);
        QVERIFY(request.body.isEmpty());
        QVERIFY(headerOf(request, "Content-Type").isEmpty());
    }

    void listsAreAskedForWithoutTheOctets()
    {
        QCOMPARE(listAttachments(global, u"A"_s, attempt).url.query(), u"$select=id,name,size,isInline"_s);
        const auto next = listAttachments(global, u"A"_s, attempt, u"$skip=10"_s);
        QCOMPARE(next.url, QUrl(u"https://graph.microsoft.com/v1.0/me/messages/A/attachments?$skip=10"_s));
    }

    void partsGoWithoutOurToken()
    {
        const Secret url("https://outlook.example/api/Up('x')?authtoken=abc%3D");
        const Net::HttpRequest request = putPart(url, QByteArray(10, 'x'), 20, 45);
        QVERIFY(!request.isSigned);
        QCOMPARE(request.method, Net::HttpRequest::Method::Put);
        QCOMPARE(request.url.toEncoded(), url.reveal());
        QCOMPARE(headerOf(request, "Content-Range"), QByteArray("bytes 20-29/45"));
        QCOMPARE(headerOf(request, "Content-Type"), QByteArray("application/octet-stream"));
        QVERIFY(headerOf(request, "client-request-id").isEmpty());
        QVERIFY(!askRange(url).isSigned);
        QCOMPARE(askRange(url).method, Net::HttpRequest::Method::Get);
        QVERIFY(!dropSession(url).isSigned);
        QCOMPARE(dropSession(url).method, Net::HttpRequest::Method::Delete);
    }

    void aSessionIsAskedForWithTheRawSize()
    {
        const auto item = QJsonDocument::fromJson(uploadSessionBody(file(40'000'000)))
                              .object()
                              .value("AttachmentItem"_L1)
                              .toObject();
        QCOMPARE(item.value("attachmentType"_L1).toString(), u"file"_s);
        QCOMPARE(item.value("size"_L1).toInteger(), 40'000'000);
        QCOMPARE(item.value("name"_L1).toString(), u"bericht \"1\".bin"_s);
        QVERIFY(!item.contains("isInline"_L1));
        Attachment picture = file(5'000'000);
        picture.isInline = true;
        picture.contentId = u"p1"_s;
        const auto inlined = QJsonDocument::fromJson(uploadSessionBody(picture)).object();
        QCOMPARE(inlined["AttachmentItem"_L1]["contentId"_L1].toString(), u"p1"_s);
        QCOMPARE(inlined["AttachmentItem"_L1]["isInline"_L1].toBool(), true);
    }

    void aFileIsPostedWithItsOctets()
    {
        const auto json = QJsonDocument::fromJson(attachmentBody(file(5), "12345")).object();
        QCOMPARE(json.value("@odata.type"_L1).toString(), u"#microsoft.graph.fileAttachment"_s);
        QCOMPARE(QByteArray::fromBase64(json.value("contentBytes"_L1).toString().toLatin1()), QByteArray("12345"));
    }

    void aDraftIsTheMessageItself()
    {
        Message message;
        message.subject = u"Bericht"_s;
        message.internetMessageId = u"<1@example.org>"_s;
        message.attachments = {file(5)};
        const Contents contents{{u"1"_s, "12345"}};
        const auto whole = QJsonDocument::fromJson(draftBody(message, contents, Enclosed::All)).object();
        QCOMPARE(whole.value("subject"_L1).toString(), u"Bericht"_s);
        QCOMPARE(whole.value("internetMessageId"_L1).toString(), u"<1@example.org>"_s);
        QCOMPARE(whole.value("attachments"_L1).toArray().size(), 1);
        QVERIFY(!whole.contains("saveToSentItems"_L1));
        QVERIFY(!whole.contains("singleValueExtendedProperties"_L1));
        QCOMPARE(draftBody(message, contents, Enclosed::All).size(), draftBodySize(message, Enclosed::All));
        QVERIFY(draftBody(message, {}, Enclosed::All).isEmpty());
        const auto bare = QJsonDocument::fromJson(draftBody(message, {}, Enclosed::None)).object();
        QVERIFY(!bare.contains("attachments"_L1));
    }

    /// The same files are held against the published contract (tests/e2e/contract.mjs).
    void bodiesAreTheRecordedOnes_data()
    {
        QTest::addColumn<QByteArray>("body");
        Message message;
        Recipient ana;
        ana.address = {u"Ana"_s, u"ana@example.org"_s};
        message.recipients.to = {ana};
        message.from = Address{u"Team"_s, u"team@contoso.example"_s};
        message.subject = u"Bericht"_s;
        message.body = {BodyKind::Html, u"<p>Siehe Bild</p>"_s};
        message.internetMessageId = u"<1@contoso.example>"_s;
        message.sendAt = QDateTime(QDate(2030, 5, 1), QTime(8, 0), Qt::UTC);
        Attachment picture = file(5);
        picture.contentType = u"image/png"_s;
        picture.isInline = true;
        picture.contentId = u"p1"_s;
        message.attachments = {picture};
        QTest::newRow("draft-deferred") << draftBody(message, {}, Enclosed::None, message.sendAt);
        QTest::newRow("draft-whole") << draftBody(message, {{u"1"_s, "12345"}}, Enclosed::All);
        QTest::newRow("attachment-inline") << attachmentBody(picture, "12345");
        picture.size = 5'000'000;
        QTest::newRow("session-inline") << uploadSessionBody(picture);
    }
    void bodiesAreTheRecordedOnes()
    {
        QFETCH(const QByteArray, body);
        QFile recorded(
            QStringLiteral(SENDOFF_FIXTURES "/graph/%1.json").arg(QLatin1StringView(QTest::currentDataTag())));
        QVERIFY2(recorded.open(QIODevice::ReadOnly), qPrintable(recorded.fileName()));
        const QJsonDocument wanted = QJsonDocument::fromJson(recorded.readAll());
        QVERIFY(wanted.isObject());
        QVERIFY2(QJsonDocument::fromJson(body) == wanted, body.constData());
    }

    void aDeferredTimeIsWrittenAsUtc()
    {
        Message message;
        message.sendAt = QDateTime(QDate(2030, 5, 1), QTime(10, 0), Qt::OffsetFromUTC, 7200);
        const auto json = QJsonDocument::fromJson(draftBody(message, {}, Enclosed::All, message.sendAt)).object();
        const auto property = json["singleValueExtendedProperties"_L1][0];
        QCOMPARE(property["id"_L1].toString(), u"SystemTime 0x3FEF"_s);
        QCOMPARE(property["value"_L1].toString(), u"2030-05-01T08:00:00Z"_s);
        QVERIFY(!draftBody(message, {}, Enclosed::All).contains("0x3FEF"));
    }
};

QTEST_APPLESS_MAIN(TestDraftRequests)
#include "tst_draftrequests.moc"
