// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/idtoken.h"
#include "support/fakeidentity.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Auth;

namespace {

const QString work = u"72f988bf-86f1-41af-91ab-2d7cd011db47"_s;
const QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000);
const QByteArray nonce = "n-0S6_WzA2Mj";

AuthConfig globalConfig(const QString &tenant = Tenant::work)
{
    AuthConfig config;
    config.clientId = u"11111111-2222-4333-8444-555555555555"_s;
    config.cloud = knownClouds().first();
    config.tenant = tenant;
    return config;
}

QJsonObject ordinary(const QString &tenantId = work)
{
    return {
        {u"iss"_s, u"https://login.microsoftonline.com/"_s + tenantId + u"/v2.0"_s},
        {u"aud"_s, globalConfig().clientId},
        {u"exp"_s, now.toSecsSinceEpoch() + 3600},
        {u"iat"_s, now.toSecsSinceEpoch()},
        {u"nbf"_s, now.toSecsSinceEpoch()},
        {u"nonce"_s, QString::fromLatin1(nonce)},
        {u"sub"_s, u"AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ"_s},
        {u"oid"_s, u"00000000-0000-0000-66f3-3332eca7ea81"_s},
        {u"tid"_s, tenantId},
        {u"name"_s, u"Adele Vance"_s},
        {u"preferred_username"_s, u"adele@contoso.com"_s},
    };
}

QByteArray encoded(const QByteArray &text)
{
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

class TestIdToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsAnAccount();
    void keepsPersonalAccountsAtConsumers();
    void takesWhatIsNotWrong_data();
    void takesWhatIsNotWrong();
    void refusesForgedOnes_data();
    void refusesForgedOnes();
    void refusesWhatIsNotAToken_data();
    void refusesWhatIsNotAToken();
    void refusesTheOtherKindOfAccount();
    void findsTheMailbox_data();
    void findsTheMailbox();
    void makesNamesSafe();
};

void TestIdToken::readsAnAccount()
{
    const auto account = readIdToken(FakeIdentity::jwt(ordinary()), globalConfig(), nonce, now);
    QVERIFY(account);
    QCOMPARE(account.value().id, u"00000000-0000-0000-66f3-3332eca7ea81."_s + work);
    QCOMPARE(account.value().name, u"Adele Vance"_s);
    QCOMPARE(account.value().address, u"adele@contoso.com"_s);
    QCOMPARE(account.value().tenantId, work);
    QVERIFY(!account.value().isGuest);
    QVERIFY(!account.value().isPersonal());
    QCOMPARE(account.value().config, globalConfig());
}

void TestIdToken::keepsPersonalAccountsAtConsumers()
{
    for (const QString &tenant : {Tenant::personal, u"common"_s}) {
        const auto account
            = readIdToken(FakeIdentity::jwt(ordinary(personalTenantId)), globalConfig(tenant), nonce, now);
        QVERIFY(account);
        QVERIFY(account.value().isPersonal());
        QCOMPARE(account.value().config.tenant, Tenant::personal);
    }
}

void TestIdToken::takesWhatIsNotWrong_data()
{
    QTest::addColumn<QJsonObject>("changes");
    const qint64 second = now.toSecsSinceEpoch();
    QTest::newRow("just past its end") << QJsonObject{{u"exp"_s, second - 299}};
    QTest::newRow("clock a little late") << QJsonObject{{u"iat"_s, second + 299}, {u"nbf"_s, second + 299}};
    QTest::newRow("no name") << QJsonObject{{u"name"_s, QJsonValue::Null}};
    QTest::newRow("no oid") << QJsonObject{{u"oid"_s, QJsonValue::Null}};
    QTest::newRow("one audience in a list") << QJsonObject{{u"aud"_s, QJsonArray{globalConfig().clientId}}};
    QTest::newRow("claims nobody knows") << QJsonObject{{u"xms_new"_s, QJsonArray{1, 2, 3}}};
    QTest::newRow("no iat") << QJsonObject{{u"iat"_s, QJsonValue::Null}, {u"nbf"_s, QJsonValue::Null}};
}

void TestIdToken::takesWhatIsNotWrong()
{
    QFETCH(QJsonObject, changes);
    QVERIFY(readIdToken(FakeIdentity::jwt(FakeIdentity::with(ordinary(), changes)), globalConfig(), nonce, now));
}

void TestIdToken::refusesForgedOnes_data()
{
    QTest::addColumn<QJsonObject>("changes");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *tag, const QString &claim, const QJsonValue &value, const char *code) {
        QTest::newRow(tag) << QJsonObject{{claim, value}} << QString::fromLatin1(code);
    };
    const QString root = u"https://login.microsoftonline.com/"_s;
    const qint64 second = now.toSecsSinceEpoch();
    row("no issuer", u"iss"_s, QJsonValue::Null, "id_token_issuer");
    row("issuer of another tenant", u"iss"_s, root + personalTenantId + u"/v2.0"_s, "id_token_issuer");
    row("issuer with a slash", u"iss"_s, root + work + u"/v2.0/"_s, "id_token_issuer");
    row("issuer in capitals", u"iss"_s, u"HTTPS://LOGIN.MICROSOFTONLINE.COM/"_s + work + u"/v2.0"_s, "id_token_issuer");
    row("issuer of version 1", u"iss"_s, u"https://sts.windows.net/"_s + work + u'/', "id_token_issuer");
    row("issuer elsewhere", u"iss"_s, u"https://evil.example/"_s + work + u"/v2.0"_s, "id_token_issuer");
    row("issuer of another cloud", u"iss"_s, u"https://login.microsoftonline.us/"_s + work + u"/v2.0"_s,
        "id_token_issuer");
    row("issuer as template", u"iss"_s, root + u"{tenantid}/v2.0"_s, "id_token_issuer");
    row("issuer as number", u"iss"_s, 7, "id_token_issuer");
    row("no audience", u"aud"_s, QJsonValue::Null, "id_token_audience");
    row("other audience", u"aud"_s, u"66666666-2222-4333-8444-555555555555"_s, "id_token_audience");
    row("two audiences", u"aud"_s, QJsonArray{globalConfig().clientId, u"other"_s}, "id_token_audience");
    row("empty audiences", u"aud"_s, QJsonArray(), "id_token_audience");
    row("no nonce", u"nonce"_s, QJsonValue::Null, "id_token_nonce");
    row("other nonce", u"nonce"_s, u"n-0S6_WzA2Mk"_s, "id_token_nonce");
    row("longer nonce", u"nonce"_s, u"n-0S6_WzA2Mjj"_s, "id_token_nonce");
    row("empty nonce", u"nonce"_s, QString(), "id_token_nonce");
    row("nonce as number", u"nonce"_s, 1, "id_token_nonce");
    row("no end", u"exp"_s, QJsonValue::Null, "id_token_expired");
    row("past its end", u"exp"_s, second - 301, "id_token_expired");
    row("end as text", u"exp"_s, QString::number(second + 3600), "id_token_expired");
    row("end before time began", u"exp"_s, -1, "id_token_expired");
    row("issued in the future", u"iat"_s, second + 301, "id_token_from_the_future");
    row("not good yet", u"nbf"_s, second + 301, "id_token_from_the_future");
    row("no tenant", u"tid"_s, QJsonValue::Null, "id_token_tenant");
    row("tenant not a UUID", u"tid"_s, u"contoso"_s, "id_token_tenant");
    row("tenant with a path", u"tid"_s, QString(work + u"/../x"_s), "id_token_tenant");
    row("tenant of somebody else", u"tid"_s, u"aaaaaaaa-86f1-41af-91ab-2d7cd011db47"_s, "id_token_issuer");
    row("no subject", u"sub"_s, QJsonValue::Null, "id_token_subject");
    row("subject with a line break", u"sub"_s, u"a\nb"_s, "id_token_subject");
    row("subject too long", u"sub"_s, QString(256, u'a'), "id_token_subject");
    row("oid with a space", u"oid"_s, u"a b"_s, "id_token_subject");
}

void TestIdToken::refusesForgedOnes()
{
    QFETCH(QJsonObject, changes);
    QFETCH(QString, code);
    const QByteArray token = FakeIdentity::jwt(FakeIdentity::with(ordinary(), changes));
    const auto account = readIdToken(token, globalConfig(), nonce, now);
    QVERIFY(!account);
    QCOMPARE(account.error().kind, AuthErrorKind::BadAnswer);
    QCOMPARE(account.error().code, code);
}

void TestIdToken::refusesWhatIsNotAToken_data()
{
    QTest::addColumn<QByteArray>("token");
    const QByteArray good = FakeIdentity::jwt(ordinary());
    const QByteArray claims = good.split('.')[1];
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("dots") << QByteArray("..");
    QTest::newRow("five parts") << good + ".a.b";
    QTest::newRow("two parts") << good.left(good.lastIndexOf('.'));
    QTest::newRow("not base64") << QByteArray("e30.{}.x");
    QTest::newRow("space in front") << ' ' + good;
    QTest::newRow("not json") << encoded(R"({"alg":"RS256"})") + '.' + encoded("claims") + ".c2ln";
    QTest::newRow("a list") << encoded(R"({"alg":"RS256"})") + '.' + encoded("[]") + ".c2ln";
    QTest::newRow("no alg") << encoded("{}") + '.' + claims + ".c2ln";
    QTest::newRow("binary") << QByteArray(1000, '\xff');
}

void TestIdToken::refusesWhatIsNotAToken()
{
    QFETCH(QByteArray, token);
    const auto account = readIdToken(token, globalConfig(), nonce, now);
    QVERIFY(!account);
    QCOMPARE(account.error().kind, AuthErrorKind::BadAnswer);
}

void TestIdToken::refusesTheOtherKindOfAccount()
{
    const auto personal = readIdToken(FakeIdentity::jwt(ordinary(personalTenantId)), globalConfig(), nonce, now);
    QVERIFY(!personal);
    QCOMPARE(personal.error().kind, AuthErrorKind::WrongAccountKind);
    const auto atWork = readIdToken(FakeIdentity::jwt(ordinary()), globalConfig(Tenant::personal), nonce, now);
    QVERIFY(!atWork);
    QCOMPARE(atWork.error().kind, AuthErrorKind::WrongAccountKind);
    const AuthConfig named = globalConfig(u"aaaaaaaa-86f1-41af-91ab-2d7cd011db47"_s);
    QVERIFY(!readIdToken(FakeIdentity::jwt(ordinary()), named, nonce, now));
    QVERIFY(readIdToken(FakeIdentity::jwt(ordinary()), globalConfig(work), nonce, now));
}

void TestIdToken::findsTheMailbox_data()
{
    QTest::addColumn<QString>("username");
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isGuest");
    QTest::newRow("username") << u"a@x.example"_s << QString() << u"a@x.example"_s << false;
    QTest::newRow("both") << u"a@x.example"_s << u"b@x.example"_s << u"a@x.example"_s << false;
    QTest::newRow("telephone number") << u"+49 30 1234"_s << u"b@x.example"_s << u"b@x.example"_s << false;
    QTest::newRow("nothing better") << u"+49 30 1234"_s << QString() << u"+49 30 1234"_s << false;
    QTest::newRow("guest") << u"a_x.example#EXT#@y.example"_s << u"a@x.example"_s << u"a@x.example"_s << true;
    QTest::newRow("neither") << QString() << QString() << QString() << false;
}

void TestIdToken::findsTheMailbox()
{
    QFETCH(QString, username);
    QFETCH(QString, email);
    QFETCH(QString, address);
    QFETCH(bool, isGuest);
    const QJsonObject changes{{u"preferred_username"_s, username}, {u"email"_s, email}};
    const QByteArray token = FakeIdentity::jwt(FakeIdentity::with(ordinary(), changes));
    const auto account = readIdToken(token, globalConfig(), nonce, now);
    QVERIFY(account);
    QCOMPARE(account.value().address, address);
    QCOMPARE(account.value().isGuest, isGuest);
}

void TestIdToken::makesNamesSafe()
{
    const QJsonObject changes{{u"name"_s, u"A\u202Egnp.exe\n\x1b[31m"_s}};
    const QByteArray token = FakeIdentity::jwt(FakeIdentity::with(ordinary(), changes));
    QCOMPARE(readIdToken(token, globalConfig(), nonce, now).value().name, u"A.gnp.exe..[31m"_s);
}

QTEST_APPLESS_MAIN(TestIdToken)
#include "tst_idtoken.moc"
