// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Testing;

namespace {

const QString clientId = u"11111111-2222-4333-8444-555555555555"_s;
const QString tenant = u"c0ffee00-7a2b-4d19-8e35-0d1f5a6b7c88"_s;
const QString tokenPlace = u'/' + tenant + "/oauth2/v2.0/token"_L1;

QString segment(const QJsonObject &object)
{
    return QString::fromLatin1(QJsonDocument(object)
                                   .toJson(QJsonDocument::Compact)
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

/// Who may do what: consent that is refused or kept for an administrator, a claims challenge, and programs that act as
/// themselves.
class TestPracticeRights : public QObject
{
    Q_OBJECT

private:
    void set(const QByteArray &settings) { QCOMPARE(m_client->send("PUT", u"/settings"_s, settings).status, 204); }
    QUrlQuery authorize(const Fields &changes)
    {
        return m_client->get(Client::authorizeTarget(u"organizations"_s, Client::authorization(changes)))
            .redirectedTo();
    }
    QString assertion(const QJsonObject &changedHeader = {}, const QJsonObject &changedClaims = {})
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        QJsonObject header{{u"alg"_s, u"PS256"_s}, {u"typ"_s, u"JWT"_s}, {u"x5t#S256"_s, QString(43, u'a')}};
        QJsonObject claims{
            {u"aud"_s, m_server.origin().toString() + tokenPlace}, {u"iss"_s, clientId}, {u"sub"_s, clientId},
            {u"jti"_s, QString::number(++m_statements)},           {u"nbf"_s, now},      {u"exp"_s, now + 600}};
        for (auto at = changedHeader.begin(); at != changedHeader.end(); ++at)
            header.insert(at.key(), at.value());
        for (auto at = changedClaims.begin(); at != changedClaims.end(); ++at)
            claims.insert(at.key(), at.value());
        return segment(header) + u'.' + segment(claims) + u'.' + QString(342, u's');
    }
    Fields program(const QString &statement) const
    {
        return {{u"client_id"_s, clientId},
                {u"grant_type"_s, u"client_credentials"_s},
                {u"scope"_s, u"https://graph.microsoft.com/.default"_s},
                {u"client_assertion_type"_s, u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_s},
                {u"client_assertion"_s, statement}};
    }
    static Fields withSecret(const QString &secret)
    {
        return {{u"client_id"_s, clientId},
                {u"grant_type"_s, u"client_credentials"_s},
                {u"scope"_s, u"https://graph.microsoft.com/.default"_s},
                {u"client_secret"_s, secret}};
    }

    PracticeServer m_server;
    std::unique_ptr<Client> m_client;
    int m_statements = 0;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.complaint().constData()); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_client = std::make_unique<Client>(m_server.origin());
        set(R"({"consent":"given","demandsClaims":false})");
    }

    void onlyWhatIsAskedForIsGranted()
    {
        const QString first
            = m_client->signIn(u"adele@practice.example"_s, u"openid Mail.Send"_s)["scope"_L1].toString();
        QVERIFY(!first.contains("Mail.ReadWrite"_L1));
        const QString more
            = m_client->signIn(u"adele@practice.example"_s, u"openid Mail.Send Mail.ReadWrite"_s)["scope"_L1]
                  .toString();
        QVERIFY(more.contains("Mail.ReadWrite"_L1));
    }

    void consentIsRefused()
    {
        set(R"({"consent":"refused"})");
        const QUrlQuery answer = authorize({});
        QCOMPARE(answer.queryItemValue(u"error"_s), u"access_denied"_s);
        QVERIFY(answer.queryItemValue(u"error_description"_s, QUrl::FullyDecoded).startsWith("AADSTS65004:"_L1));
    }

    void anAdministratorIsNeededForReadingOnly()
    {
        set(R"({"consent":"administrator"})");
        QVERIFY(!authorize({}).queryItemValue(u"code"_s).isEmpty());
        const QUrlQuery answer = authorize({{u"scope"_s, u"Mail.Send Mail.ReadWrite"_s}});
        QCOMPARE(answer.queryItemValue(u"error"_s), u"access_denied"_s);
        QVERIFY(answer.queryItemValue(u"error_description"_s, QUrl::FullyDecoded).startsWith("AADSTS90094:"_L1));
        QVERIFY(!m_client->signIn(u"paul@outlook.practice.example"_s, u"Mail.Send Mail.ReadWrite"_s).isEmpty());
    }

    void aClaimsChallengeIsMetByASignInWithClaims()
    {
        const QByteArray old = m_client->accessToken();
        set(R"({"demandsClaims":true})");
        const Got refused = m_client->postJson(u"/v1.0/me/sendMail"_s, sendMailJson(), old);
        QCOMPARE(refused.status, 401);
        const QRegularExpression claims(u"error=\"insufficient_claims\", claims=\"([A-Za-z0-9+/=]+)\""_s);
        const auto match = claims.match(QString::fromLatin1(refused.header("WWW-Authenticate")));
        QVERIFY(match.hasMatch());
        const QString wanted = QString::fromUtf8(QByteArray::fromBase64(match.captured(1).toLatin1()));
        QVERIFY(QJsonDocument::fromJson(wanted.toUtf8())["access_token"_L1]["nbf"_L1].isObject());

        const QString code = authorize({{u"claims"_s, wanted}}).queryItemValue(u"code"_s, QUrl::FullyDecoded);
        const Got tokens = m_client->postForm(u"/organizations/oauth2/v2.0/token"_s, Client::redemption(code));
        const QByteArray fresh = tokens.json().value("access_token"_L1).toString().toLatin1();
        QCOMPARE(m_client->postJson(u"/v1.0/me/sendMail"_s, sendMailJson(), fresh).status, 202);
        QCOMPARE(authorize({{u"claims"_s, u"nbf"_s}}).queryItemValue(u"error"_s), u"invalid_request"_s);
    }

    void aProgramSendsAsAnyMailboxButHasNoneOfItsOwn_data()
    {
        QTest::addColumn<Fields>("form");
        QTest::newRow("secret") << withSecret(u"practice~secret"_s);
        QTest::newRow("statement") << program(assertion());
        QTest::newRow("statement, RS256") << program(assertion({{u"alg"_s, u"RS256"_s}}));
    }

    void aProgramSendsAsAnyMailboxButHasNoneOfItsOwn()
    {
        QFETCH(const Fields, form);
        const Got got = m_client->postForm(tokenPlace, form);
        QVERIFY2(got.status == 200, got.body.constData());
        QVERIFY(!got.json().contains("refresh_token"_L1));
        const QByteArray token = got.json().value("access_token"_L1).toString().toLatin1();
        QCOMPARE(m_client->postJson(u"/v1.0/me/sendMail"_s, sendMailJson(), token).status, 400);
        const QString boss = u"/v1.0/users/boss@practice.example/sendMail"_s;
        QCOMPARE(m_client->postJson(boss, sendMailJson(), token).status, 202);
        const QJsonObject line = m_server.ledger().constLast();
        QCOMPARE(line.value("account"_L1).toString(), clientId);
        QCOMPARE(line.value("from"_L1).toString(), u"boss@practice.example"_s);
        QCOMPARE(line.value("mailbox"_L1).toString(), u"boss@practice.example"_s);
        const QByteArray other = sendMailJson({{u"from"_s, recipient(u"team@practice.example"_s)}});
        QCOMPARE(m_client->postJson(boss, other, token).graphCode(), u"ErrorSendAsDenied"_s);
    }

    void aWrongProgramIsRefused_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<Fields>("form");
        QTest::addColumn<int>("number");
        const auto row = [](const char *name, const Fields &form, int number, const QString &place = tokenPlace) {
            QTest::newRow(name) << place << form << number;
        };
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        row("wrong secret", withSecret(u"guess"_s), 7000215);
        row("nothing to show", withSecret({}).first(3), 7000216);
        row("common", withSecret(u"practice~secret"_s), 50194, u"/common/oauth2/v2.0/token"_s);
        Fields scoped = withSecret(u"practice~secret"_s);
        scoped[2].second = u"https://graph.microsoft.com/Mail.Send"_s;
        row("a single scope", scoped, 1002012);
        row("no signature", program(assertion().section(u'.', 0, 1) + u'.'), 50027);
        row("algorithm none", program(assertion({{u"alg"_s, u"none"_s}})), 50027);
        row("no certificate", program(assertion({{u"x5t#S256"_s, QJsonValue::Null}})), 50027);
        row("other reader", program(assertion({}, {{u"aud"_s, u"https://example.org"_s}})), 700023);
        row("other client", program(assertion({}, {{u"sub"_s, u"x"_s}})), 700021);
        row("expired", program(assertion({}, {{u"exp"_s, now - 3600}})), 700024);
        row("not yet", program(assertion({}, {{u"nbf"_s, now + 3600}})), 700024);
    }

    void aWrongProgramIsRefused()
    {
        QFETCH(const QString, place);
        QFETCH(const Fields, form);
        QFETCH(const int, number);
        const Got got = m_client->postForm(place, form);
        QVERIFY(got.status == 400 || got.status == 401);
        QCOMPARE(got.json().value("error_codes"_L1)[0].toInt(), number);
    }

    void aStatementIsGoodOnce()
    {
        const Fields form = program(assertion());
        QCOMPARE(m_client->postForm(tokenPlace, form).status, 200);
        QCOMPARE(m_client->postForm(tokenPlace, form).status, 401);
    }
};

QTEST_GUILESS_MAIN(TestPracticeRights)
#include "tst_practicerights.moc"
