// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Testing;

/// The draft route against the started program: made, changed, filled, found, sent once, thrown away.
class TestPracticeDrafts : public QObject
{
    Q_OBJECT

private:
    static QByteArray bytes(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }
    static QJsonObject message(const QJsonObject &changes = {})
    {
        return QJsonDocument::fromJson(sendMailJson(changes)).object().value("message"_L1).toObject();
    }
    QByteArray tokenFor(const QString &scope)
    {
        return m_client->signIn(u"adele@practice.example"_s, scope).value("access_token"_L1).toString().toLatin1();
    }
    Headers headers(const QByteArray &type = "application/json", bool immutable = true) const
    {
        Headers all{{"Authorization", "Bearer " + m_token}};
        if (!type.isEmpty())
            all.append(Headers::value_type{"Content-Type", type});
        if (immutable)
            all.append(Headers::value_type{"Prefer", "IdType=\"ImmutableId\""});
        return all;
    }
    Got post(const QString &rest, const QJsonObject &body)
    {
        return m_client->send("POST", u"/v1.0/me/messages"_s + rest, bytes(body), headers());
    }
    Got get(const QString &rest, bool immutable = true)
    {
        return m_client->get(u"/v1.0/me/messages"_s + rest, headers({}, immutable));
    }
    Got send(const QString &id)
    {
        return m_client->send("POST", u"/v1.0/me/messages/"_s + id + "/send"_L1, {}, sendHeaders());
    }
    Headers sendHeaders() const { return headers({}) + Headers{{"Content-Length", "0"}}; }
    Got remove(const QString &rest)
    {
        return m_client->send("DELETE", u"/v1.0/me/messages/"_s + rest, {}, headers({}));
    }
    QString create(const QJsonObject &changes = {})
    {
        return post({}, message(changes)).json().value("id"_L1).toString();
    }
    static QString filter(const QString &messageId)
    {
        return u"?$filter="_s
            + QString::fromLatin1(QUrl::toPercentEncoding(u"internetMessageId eq '%1'"_s.arg(messageId)));
    }
    static QJsonObject file(const QString &name, const QByteArray &content)
    {
        return {{u"@odata.type"_s, u"#microsoft.graph.fileAttachment"_s},
                {u"name"_s, name},
                {u"contentType"_s, u"application/octet-stream"_s},
                {u"contentBytes"_s, QString::fromLatin1(content.toBase64())}};
    }

    PracticeServer m_server;
    std::unique_ptr<Client> m_client;
    QByteArray m_token;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.complaint().constData()); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_client = std::make_unique<Client>(m_server.origin());
        m_token = tokenFor(u"Mail.Send Mail.ReadWrite"_s);
    }

    void aDraftIsMadeAndShown()
    {
        const Got made = post({}, message({{u"internetMessageId"_s, u"<own@sendoff.example>"_s}}));
        QCOMPARE(made.status, 201);
        QCOMPARE(made.header("Preference-Applied"), QByteArray("IdType=\"ImmutableId\""));
        QCOMPARE(made.json().value("isDraft"_L1).toBool(), true);
        QCOMPARE(made.json().value("internetMessageId"_L1).toString(), u"<own@sendoff.example>"_s);
        const QString id = made.json().value("id"_L1).toString();
        const Got read = get(u'/' + id + "?$select=subject,isDraft"_L1);
        QCOMPARE(read.status, 200);
        QCOMPARE(read.json().value("subject"_L1).toString(), u"Hello"_s);
        QVERIFY(!read.json().contains("body"_L1));
        const QJsonArray found = get(filter(u"<own@sendoff.example>"_s)).json().value("value"_L1).toArray();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.at(0)["id"_L1].toString(), id);
        QCOMPARE(found.at(0)["isDraft"_L1].toBool(), true);
        QCOMPARE(remove(id).status, 204);
    }

    void aDraftWithoutAMessageIdGetsOne()
    {
        const QString id = post({}, message()).json().value("internetMessageId"_L1).toString();
        QVERIFY(id.startsWith(u'<') && id.endsWith(u'>'));
    }

    void aDraftIsChangedMemberByMember()
    {
        const QString id = create();
        const Got changed = m_client->send("PATCH", u"/v1.0/me/messages/"_s + id, R"({"subject":"New"})", headers());
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.json().value("subject"_L1).toString(), u"New"_s);
        QCOMPARE(changed.json().value("toRecipients"_L1).toArray().size(), 1);
        const QByteArray wrong = R"({"internetMessageHeaders":[]})";
        QCOMPARE(m_client->send("PATCH", u"/v1.0/me/messages/"_s + id, wrong, headers()).graphCode(),
                 u"ErrorInvalidPropertySet"_s);
    }

    void aDraftGoesAwayOnce()
    {
        const QString id = create();
        QCOMPARE(remove(id).status, 204);
        const Got again = remove(id);
        QCOMPARE(again.status, 404);
        QCOMPARE(again.graphCode(), u"ErrorItemNotFound"_s);
        QCOMPARE(get(u'/' + id).status, 404);
    }

    void smallFilesAreAttachedListedAndTakenAway()
    {
        const QString id = create();
        const Got made = post(u'/' + id + "/attachments"_L1, file(u"größe.bin"_s, "abc"));
        QCOMPARE(made.status, 201);
        QCOMPARE(post(u'/' + id + "/attachments"_L1, file(u"b"_s, "12")).status, 201);
        const Got list = get(u'/' + id + "/attachments?$select=id,name,size,isInline,contentType"_L1);
        const QJsonArray value = list.json().value("value"_L1).toArray();
        QCOMPARE(value.size(), 2);
        QCOMPARE(value.at(0)["name"_L1].toString(), u"größe.bin"_s);
        QCOMPARE(value.at(0)["size"_L1].toInt(), 3);
        QCOMPARE(value.at(0)["id"_L1], made.json().value("id"_L1));
        const QString second = value.at(1)["id"_L1].toString();
        QCOMPARE(remove(id + "/attachments/"_L1 + second).status, 204);
        QCOMPARE(remove(id + "/attachments/"_L1 + second).status, 404);
        QCOMPARE(get(u'/' + id + "/attachments"_L1).json().value("value"_L1).toArray().size(), 1);
        QCOMPARE(get(u'/' + id + "/attachments?$select=sha"_L1).status, 400);
    }

    void aFileFromThreeMegabytesOnNeedsASession()
    {
        const QString id = create();
        QCOMPARE(post(u'/' + id + "/attachments"_L1, file(u"a"_s, QByteArray(3'145'727, 'a'))).status, 413);
        QCOMPARE(post(u'/' + id + "/attachments"_L1, file(u"a"_s, QByteArray(3'100'000, 'a'))).status, 201);
    }

    void aDraftIsSentOnce()
    {
        const QString id = create({{u"internetMessageId"_s, u"<once@sendoff.example>"_s}});
        QCOMPARE(post(u'/' + id + "/attachments"_L1, file(u"a.bin"_s, "abc")).status, 201);
        const qsizetype before = m_server.ledger().size();
        const Got sent = send(id);
        QCOMPARE(sent.status, 202);
        QCOMPARE(sent.body, QByteArray());
        QCOMPARE(m_server.ledger().size(), before + 1);
        const QJsonObject line = m_server.ledger().constLast();
        QCOMPARE(line.value("requestId"_L1).toString().toLatin1(), sent.header("request-id"));
        QCOMPARE(line.value("internetMessageId"_L1).toString(), u"<once@sendoff.example>"_s);
        QCOMPARE(line.value("attachments"_L1)[0]["sha256"_L1].toString().toLatin1(),
                 QCryptographicHash::hash("abc", QCryptographicHash::Sha256).toHex());
        const Got again = send(id);
        QCOMPARE(again.status, 404);
        QCOMPARE(again.graphCode(), u"ErrorItemNotFound"_s);
        QCOMPARE(m_server.ledger().size(), before + 1);
        QCOMPARE(get(u'/' + id + "?$select=isDraft"_L1).json().value("isDraft"_L1), QJsonValue(false));
        const QJsonArray found = get(filter(u"<once@sendoff.example>"_s)).json().value("value"_L1).toArray();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.at(0)["id"_L1].toString(), id);
        QFile eml(m_server.mailFiles(u"eml"_s).constLast());
        QVERIFY(eml.open(QIODevice::ReadOnly));
        QVERIFY(eml.readAll().contains("YWJj\r\n"));
    }

    void theOrdinaryIdChangesWithTheMove()
    {
        const Got made
            = m_client->send("POST", u"/v1.0/me/messages"_s, bytes(message()), headers("application/json", false));
        const QString id = made.json().value("id"_L1).toString();
        QVERIFY(made.header("Preference-Applied").isEmpty());
        QCOMPARE(send(id).status, 202);
        QCOMPARE(get(u'/' + id, false).status, 404);
        const QString messageId = made.json().value("internetMessageId"_L1).toString();
        const QJsonArray found = get(filter(messageId), false).json().value("value"_L1).toArray();
        QCOMPARE(found.size(), 1);
        QVERIFY(found.at(0)["id"_L1].toString() != id);
    }

    void sendingIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("changes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("nobody") << QJsonObject{{u"toRecipients"_s, QJsonArray()}} << 400 << u"ErrorInvalidRecipients"_s;
        QTest::newRow("somebody else") << QJsonObject{{u"from"_s, recipient(u"boss@practice.example"_s)}} << 403
                                       << u"ErrorSendAsDenied"_s;
        QTest::newRow("team without the scope")
            << QJsonObject{{u"from"_s, recipient(u"team@practice.example"_s)}} << 403 << u"ErrorAccessDenied"_s;
    }

    void sendingIsRefused()
    {
        QFETCH(const QJsonObject, changes);
        const QString id = create(changes);
        const qsizetype before = m_server.ledger().size();
        const Got got = send(id);
        QTEST(got.status, "status");
        QTEST(got.graphCode(), "code");
        QCOMPARE(m_server.ledger().size(), before);
        QCOMPARE(get(u'/' + id).json().value("isDraft"_L1).toBool(), true);
    }

    void aBodyIsNotTakenWithSend()
    {
        const QString id = create();
        QCOMPARE(post(u'/' + id + "/send"_L1, {{u"comment"_s, u"x"_s}}).status, 400);
    }

    void eachCallNeedsItsPermission_data()
    {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<int>("create");
        QTest::addColumn<int>("list");
        QTest::addColumn<int>("read");
        QTest::addColumn<int>("send");
        QTest::newRow("Mail.Send") << u"Mail.Send"_s << 403 << 403 << 403 << 202;
        QTest::newRow("Mail.ReadWrite") << u"Mail.ReadWrite"_s << 201 << 200 << 200 << 403;
        QTest::newRow("Mail.ReadBasic") << u"Mail.ReadBasic"_s << 403 << 403 << 200 << 403;
        QTest::newRow("Mail.Read") << u"Mail.Read"_s << 403 << 200 << 200 << 403;
    }

    void eachCallNeedsItsPermission()
    {
        QFETCH(const QString, scope);
        const QString id = create();
        m_token = tokenFor(scope);
        const Got made = post({}, message());
        QTEST(made.status, "create");
        if (made.status == 403)
            QCOMPARE(made.graphCode(), u"ErrorAccessDenied"_s);
        QTEST(get(u'/' + id + "/attachments"_L1).status, "list");
        const Got read = get(u'/' + id);
        QTEST(read.status, "read");
        QCOMPARE(read.json().contains("body"_L1), read.status == 200 && scope != "Mail.ReadBasic"_L1);
        QTEST(send(id).status, "send");
    }

    void mimeIsKeptOctetForOctet_data()
    {
        QTest::addColumn<bool>("asDraft");
        QTest::newRow("sendMail") << false;
        QTest::newRow("draft") << true;
    }

    void mimeIsKeptOctetForOctet()
    {
        QFETCH(const bool, asDraft);
        const QByteArray mime
            = "From: Adele <adele@practice.example>\r\nTo: =?utf-8?B?w4Ru?= <an@example.org>,\r\n b@example.org\r\n"
              "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <m@sendoff.example>\r\nMIME-Version: 1.0\r\n"
              "Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n\r\nHello\r\n--x\r\n"
              "Content-Disposition: attachment; filename*=utf-8''%C3%A4.bin\r\n"
              "Content-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--x--\r\n";
        if (asDraft) {
            const Got made = m_client->send("POST", u"/v1.0/me/messages"_s, mime.toBase64(), headers("text/plain"));
            QCOMPARE(made.status, 201);
            QCOMPARE(send(made.json().value("id"_L1).toString()).status, 202);
        } else {
            QCOMPARE(m_client->send("POST", u"/v1.0/me/sendMail"_s, mime.toBase64(), headers("text/plain")).status,
                     202);
        }
        QFile eml(m_server.mailFiles(u"eml"_s).constLast());
        QVERIFY(eml.open(QIODevice::ReadOnly));
        QCOMPARE(eml.readAll(), mime);
        const QJsonObject line = m_server.ledger().constLast();
        QCOMPARE(line.value("mime"_L1).toBool(), true);
        QCOMPARE(line.value("subject"_L1).toString(), u"Grüße"_s);
        QCOMPARE(line.value("to"_L1).toArray(), (QJsonArray{u"an@example.org"_s, u"b@example.org"_s}));
        QCOMPARE(line.value("internetMessageId"_L1).toString(), u"<m@sendoff.example>"_s);
        QCOMPARE(line.value("attachments"_L1)[0]["name"_L1].toString(), u"ä.bin"_s);
        QCOMPARE(line.value("attachments"_L1)[0]["size"_L1].toInt(), 3);
    }

    void wrongMimeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("not base64") << QByteArray("From: a");
        QTest::newRow("empty") << QByteArray("\r\n");
        QTest::newRow("without padding") << QByteArray("YWI");
        QTest::newRow("base64url") << QByteArray("__-_");
    }

    void wrongMimeIsRefused()
    {
        QFETCH(const QByteArray, body);
        const Got got = m_client->send("POST", u"/v1.0/me/sendMail"_s, body, headers("text/plain"));
        QCOMPARE(got.status, 400);
        QCOMPARE(got.graphCode(), u"ErrorMimeContentInvalidBase64String"_s);
    }

    void aDeferredMailWaitsAndCanBeCalledBack()
    {
        const auto deferral = [](int seconds) {
            const QString when = QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODate);
            return QJsonObject{{u"singleValueExtendedProperties"_s,
                                QJsonArray{QJsonObject{{u"id"_s, u"SystemTime 0x3FEF"_s}, {u"value"_s, when}}}}};
        };
        const qsizetype before = m_server.ledger().size();
        const QString late = create(deferral(3600));
        QCOMPARE(send(late).status, 202);
        QCOMPARE(send(late).status, 404);
        QCOMPARE(get(u'/' + late).json().value("isDraft"_L1).toBool(), true);
        QCOMPARE(remove(late).status, 204);
        const QString soon = create(deferral(2));
        QCOMPARE(send(soon).status, 202);
        QCOMPARE(m_server.ledger().size(), before);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.ledger().size(), before + 1, 20'000);
        QTRY_COMPARE(get(u'/' + soon).json().value("isDraft"_L1), QJsonValue(false));
    }

    void theMailboxHasASizeLimit()
    {
        QCOMPARE(m_client->send("PUT", u"/settings"_s, R"({"messageLimit":1000000})").status, 204);
        const QString id = create();
        const Got got = post(u'/' + id + "/attachments"_L1, file(u"a"_s, QByteArray(800'000, 'a')));
        QCOMPARE(got.status, 400);
        QCOMPARE(got.graphCode(), u"ErrorMessageSizeExceeded"_s);
        QCOMPARE(post(u'/' + id + "/attachments"_L1, file(u"a"_s, QByteArray(700'000, 'a'))).status, 201);
        QCOMPARE(m_client->send("PUT", u"/settings"_s, R"({"messageLimit":36700160})").status, 204);
        QCOMPARE(m_client->send("PUT", u"/settings"_s, R"({"colour":1})").status, 400);
    }

    void theSharedMailboxHasItsOwnDraftsAndSentItems()
    {
        const QString team = u"/v1.0/users/team@practice.example/messages"_s;
        QCOMPARE(m_client->send("POST", team, bytes(message()), headers()).status, 403);
        m_token = tokenFor(u"Mail.Send Mail.Send.Shared Mail.ReadWrite Mail.ReadWrite.Shared"_s);
        const QString id = m_client->send("POST", team, bytes(message()), headers()).json().value("id"_L1).toString();
        QVERIFY(!id.isEmpty());
        QCOMPARE(get(u'/' + id).status, 404);
        QCOMPARE(m_client->send("POST", team + u'/' + id + "/send"_L1, {}, sendHeaders()).status, 202);
        const QJsonObject line = m_server.ledger().constLast();
        QCOMPARE(line.value("mailbox"_L1).toString(), u"team@practice.example"_s);
        QCOMPARE(line.value("from"_L1).toString(), u"team@practice.example"_s);
        QCOMPARE(line.value("account"_L1).toString(), u"adele@practice.example"_s);
        QCOMPARE(m_client->get(team + u'/' + id, headers({})).status, 200);

        const QString copy = create({{u"from"_s, recipient(u"sales@practice.example"_s)}});
        QCOMPARE(send(copy).status, 202);
        QCOMPARE(m_server.ledger().constLast().value("mailbox"_L1).toString(), u"adele@practice.example"_s);
        const QString sales = u"/v1.0/users/sales@practice.example/sendMail"_s;
        QCOMPARE(m_client->postJson(sales, sendMailJson(), m_token).status, 403);
        QCOMPARE(m_client->postJson(u"/v1.0/users/nobody@practice.example/sendMail"_s, sendMailJson(), m_token).status,
                 404);
    }
};

QTEST_GUILESS_MAIN(TestPracticeDrafts)
#include "tst_practicedrafts.moc"
