// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Testing;

/// GET /me/messages and what an account had agreed to before, against the started program.
class TestPracticeMessages : public QObject
{
    Q_OBJECT

private:
    void consent(const QByteArray &json, int status = 204)
    {
        QCOMPARE(m_client->send("PUT", u"/consents"_s, json).status, status);
    }
    Got ask(const QString &query, const QByteArray &token)
    {
        return m_client->get(u"/v1.0/me/messages?"_s + query, {{"Authorization", "Bearer " + token}});
    }
    static QString filterBy(const QString &id)
    {
        QString literal = id;
        literal.replace(u'\'', u"''"_s);
        return u"$filter="_s
            + QString::fromLatin1(QUrl::toPercentEncoding(u"internetMessageId eq '"_s + literal + u'\''));
    }
    QByteArray readingToken()
    {
        m_client->send("PUT", u"/consents"_s, R"({"adele@practice.example": ["Mail.ReadBasic"]})");
        return m_client->accessToken();
    }

    std::unique_ptr<PracticeServer> m_server;
    std::unique_ptr<Client> m_client;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_server = std::make_unique<PracticeServer>();
        QVERIFY2(m_server->start(), m_server->complaint().constData());
        m_client = std::make_unique<Client>(m_server->origin());
    }

    void aTokenHoldsWhatWasAgreedToBefore_data()
    {
        QTest::addColumn<QByteArray>("consents");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("nothing") << "{}"_ba << false;
        QTest::newRow("by name") << R"({"adele@practice.example": ["Mail.ReadBasic"]})"_ba << true;
        QTest::newRow("with the root in front")
            << R"({"ADELE@practice.example": ["https://graph.microsoft.com/Mail.ReadBasic"]})"_ba << true;
        QTest::newRow("of somebody else") << R"({"paul@outlook.practice.example": ["Mail.ReadBasic"]})"_ba << false;
    }
    void aTokenHoldsWhatWasAgreedToBefore()
    {
        QFETCH(const QByteArray, consents);
        consent(consents);
        const QJsonObject answer = m_client->signIn();
        const QString scopes = answer.value("scope"_L1).toString();
        QVERIFY(scopes.contains(u"Mail.Send"_s));
        QTEST(scopes.contains(u"Mail.ReadBasic"_s), "isThere");
        const QByteArray token = answer.value("access_token"_L1).toString().toLatin1();
        QCOMPARE(ask(filterBy(u"<a@b>"_s), token).status, scopes.contains(u"Mail.ReadBasic"_s) ? 200 : 403);
    }

    void aRefreshedTokenHoldsItToo()
    {
        const QJsonObject before = m_client->signIn();
        QVERIFY(!before.value("scope"_L1).toString().contains(u"Mail.Read"_s));
        consent(R"({"adele@practice.example": ["Mail.Read"]})");
        const Got refreshed = m_client->postForm(u"/organizations/oauth2/v2.0/token"_s,
                                                 {{u"client_id"_s, Client::authorization().first().second},
                                                  {u"grant_type"_s, u"refresh_token"_s},
                                                  {u"refresh_token"_s, before.value("refresh_token"_L1).toString()}});
        QCOMPARE(refreshed.status, 200);
        QVERIFY(refreshed.json().value("scope"_L1).toString().contains(u"Mail.Read"_s));
        QCOMPARE(m_client->send("DELETE", u"/consents"_s).status, 204);
        QVERIFY(!m_client->signIn().value("scope"_L1).toString().contains(u"Mail.Read"_s));
    }

    void consentsAreChecked_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no JSON") << "Mail.Read"_ba;
        QTest::newRow("a list") << R"(["Mail.Read"])"_ba;
        QTest::newRow("nobody") << R"({"nobody@practice.example": ["Mail.Read"]})"_ba;
        QTest::newRow("no list") << R"({"adele@practice.example": "Mail.Read"})"_ba;
        QTest::newRow("an unknown scope") << R"({"adele@practice.example": ["Mail.Burn"]})"_ba;
    }
    void consentsAreChecked()
    {
        QFETCH(const QByteArray, json);
        consent(json, 400);
        QCOMPARE(m_client->get(u"/consents"_s).json(), QJsonObject());
        QCOMPARE(m_client->send("PUT", u"/consents"_s, "{}", {{"Origin", "http://evil.example"}}).status, 403);
    }

    void whatWasSentIsFoundByItsMessageId()
    {
        const QByteArray token = readingToken();
        const QString id = u"<o'brien+7a@practice.example>"_s;
        const auto post = [&](const QJsonObject &changes) {
            QCOMPARE(m_client->postJson(u"/v1.0/me/sendMail"_s, sendMailJson(changes), token).status, 202);
        };
        post({{u"internetMessageId"_s, u"<other@practice.example>"_s}});
        const QString query
            = filterBy(id) + u"&$select=id,internetMessageId,isDraft,sentDateTime,parentFolderId&$top=5"_s;
        QCOMPARE(ask(query, token).json().value("value"_L1).toArray().size(), 0);
        post({{u"internetMessageId"_s, id}});
        const QJsonArray found = ask(query, token).json().value("value"_L1).toArray();
        QCOMPARE(found.size(), 1);
        const QJsonObject message = found.first().toObject();
        QCOMPARE(message.value("internetMessageId"_L1).toString(), id);
        QCOMPARE(message.value("isDraft"_L1), QJsonValue(false));
        QVERIFY(!message.value("id"_L1).toString().isEmpty());
        QVERIFY(!message.contains("subject"_L1));
    }

    void questionsAreChecked_data()
    {
        QTest::addColumn<QString>("query");
        QTest::newRow("nothing") << QString();
        QTest::newRow("another filter") << u"$filter=subject%20eq%20'x'"_s;
        QTest::newRow("a quote that is not doubled") << u"$filter=internetMessageId%20eq%20'a'b'"_s;
        QTest::newRow("no quotes") << u"$filter=internetMessageId%20eq%20x"_s;
        QTest::newRow("two filters") << filterBy(u"<a@b>"_s) + u'&' + filterBy(u"<a@b>"_s);
        QTest::newRow("an unknown member") << filterBy(u"<a@b>"_s) + u"&$select=id,shoeSize"_s;
        QTest::newRow("no number") << filterBy(u"<a@b>"_s) + u"&$top=0"_s;
        QTest::newRow("another option") << filterBy(u"<a@b>"_s) + u"&$expand=attachments"_s;
    }
    void questionsAreChecked()
    {
        QFETCH(const QString, query);
        QCOMPARE(ask(query, readingToken()).status, 400);
    }

    void readingIsNotWriting()
    {
        const QByteArray token = readingToken();
        QCOMPARE(m_client->postJson(u"/v1.0/me/messages"_s, "{}", token).status, 403);
    }
};

QTEST_GUILESS_MAIN(TestPracticeMessages)
#include "tst_practicemessages.moc"
