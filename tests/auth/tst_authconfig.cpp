// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/authconfig.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Auth;

class TestAuthConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void knowsTheClouds_data();
    void knowsTheClouds();
    void takesACustomCloud_data();
    void takesACustomCloud();
    void keepsTheTenantInItsPlace_data();
    void keepsTheTenantInItsPlace();
    void believesOnlyItsOwnIssuer_data();
    void believesOnlyItsOwnIssuer();
    void asksForMoreWithTheCloudsOwnNames();
    void noticesWhatIsMissing();
    void leadsTheAdministratorToTheRightPlace_data();
    void leadsTheAdministratorToTheRightPlace();
};

void TestAuthConfig::knowsTheClouds_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("scopes");
    QTest::addColumn<bool>("personal");
    const QString own = u"openid profile offline_access "_s;
    QTest::newRow("global") << u"https://login.microsoftonline.com"_s << own + u"User.Read Mail.Send"_s << true;
    QTest::newRow("usgov") << u"https://login.microsoftonline.us"_s
                           << own + u"https://graph.microsoft.us/User.Read https://graph.microsoft.us/Mail.Send"_s
                           << false;
    QTest::newRow("usgov-dod") << u"https://login.microsoftonline.us"_s
                               << own
            + u"https://dod-graph.microsoft.us/User.Read https://dod-graph.microsoft.us/Mail.Send"_s
                               << false;
    QTest::newRow("china") << u"https://login.partner.microsoftonline.cn"_s
                           << own
            + u"https://microsoftgraph.chinacloudapi.cn/User.Read https://microsoftgraph.chinacloudapi.cn/Mail.Send"_s
                           << false;
    QTest::newRow("bleu") << u"https://login.sovcloud-identity.fr"_s
                          << own + u"https://graph.svc.sovcloud.fr/User.Read https://graph.svc.sovcloud.fr/Mail.Send"_s
                          << false;
    QTest::newRow("delos") << u"https://login.sovcloud-identity.de"_s
                           << own + u"https://graph.svc.sovcloud.de/User.Read https://graph.svc.sovcloud.de/Mail.Send"_s
                           << false;
}

void TestAuthConfig::knowsTheClouds()
{
    QFETCH(QString, login);
    QFETCH(QString, scopes);
    QFETCH(bool, personal);
    const auto cloud = cloudNamed(QString::fromLatin1(QTest::currentDataTag()), QUrl(u"http://evil.example"_s), {});
    QVERIFY(cloud);
    AuthConfig config;
    config.cloud = cloud.value();
    QCOMPARE(config.authorizeUrl(), QUrl(login + u"/organizations/oauth2/v2.0/authorize"_s));
    QCOMPARE(config.tokenUrl(), QUrl(login + u"/organizations/oauth2/v2.0/token"_s));
    QCOMPARE(config.scopes().join(u' '), scopes);
    QCOMPARE(config.cloud.hasPersonalAccounts, personal);
    QCOMPARE(knownClouds().size(), 6);
}

void TestAuthConfig::takesACustomCloud_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("graph");
    QTest::addColumn<int>("fault"); // -1: none
    const auto row = [](const char *tag, const QString &name, const QString &authority, const QString &graph,
                        int fault) { QTest::newRow(tag) << name << authority << graph << fault; };
    const QString https = u"https://login.example/base"_s;
    const int unsafe = int(CloudFault::UnsafeUrl);
    row("https", u"custom"_s, https, u"https://graph.example"_s, -1);
    row("loopback name", u"custom"_s, u"http://localhost:9400"_s, u"http://localhost:9400"_s, -1);
    row("loopback v4", u"custom"_s, u"http://127.0.0.1:9400"_s, u"http://127.0.0.1:9400"_s, -1);
    row("loopback v6", u"custom"_s, u"http://[::1]:9400"_s, u"http://[::1]:9400"_s, -1);
    row("http authority", u"custom"_s, u"http://login.example"_s, https, unsafe);
    row("http graph", u"custom"_s, https, u"http://graph.example"_s, unsafe);
    row("ftp", u"custom"_s, u"ftp://login.example"_s, https, unsafe);
    row("file", u"custom"_s, u"file:///tmp"_s, https, unsafe);
    row("user info", u"custom"_s, u"https://login.microsoftonline.com@evil.example"_s, https, unsafe);
    row("looks like loopback", u"custom"_s, u"http://localhost.evil.example"_s, https, unsafe);
    row("loopback with a dot name", u"custom"_s, u"http://127.0.0.1.nip.io"_s, https, unsafe);
    row("not a url", u"custom"_s, u"login"_s, https, unsafe);
    row("no authority", u"custom"_s, QString(), https, int(CloudFault::MissingUrl));
    row("no graph", u"custom"_s, https, QString(), int(CloudFault::MissingUrl));
    row("unknown", u"moon"_s, https, https, int(CloudFault::UnknownName));
    row("no name", QString(), https, https, int(CloudFault::UnknownName));
    row("capitals", u"Global"_s, https, https, int(CloudFault::UnknownName));
}

void TestAuthConfig::takesACustomCloud()
{
    QFETCH(QString, name);
    QFETCH(QString, authority);
    QFETCH(QString, graph);
    QFETCH(int, fault);
    const auto cloud = cloudNamed(name, QUrl(authority), QUrl(graph));
    QCOMPARE(bool(cloud), fault < 0);
    if (!cloud) {
        QCOMPARE(int(cloud.error()), fault);
        return;
    }
    AuthConfig config;
    config.cloud = cloud.value();
    QCOMPARE(config.tokenUrl().toString(), authority + u"/organizations/oauth2/v2.0/token"_s);
    QCOMPARE(config.scopes().last(), graph + u"/Mail.Send"_s);
    config.cloud = cloudNamed(name, QUrl(authority + u"//"_s), QUrl(graph + u'/')).value();
    QCOMPARE(config.tokenUrl().toString(), authority + u"/organizations/oauth2/v2.0/token"_s);
    QCOMPARE(config.scopes().last(), graph + u"/Mail.Send"_s);
}

void TestAuthConfig::keepsTheTenantInItsPlace_data()
{
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("personal") << Tenant::personal << QByteArray("/consumers/oauth2/v2.0/token");
    QTest::newRow("domain") << u"contoso.onmicrosoft.com"_s << QByteArray("/contoso.onmicrosoft.com/oauth2/v2.0/token");
    QTest::newRow("path in it") << u"a/../b"_s << QByteArray("/a%2F..%2Fb/oauth2/v2.0/token");
    QTest::newRow("query in it") << u"a?b#c"_s << QByteArray("/a%3Fb%23c/oauth2/v2.0/token");
    QTest::newRow("host in it") << u"@evil.example"_s << QByteArray("/%40evil.example/oauth2/v2.0/token");
}

void TestAuthConfig::keepsTheTenantInItsPlace()
{
    QFETCH(QString, tenant);
    QFETCH(QByteArray, path);
    AuthConfig config;
    config.cloud = knownClouds().first();
    config.tenant = tenant;
    QCOMPARE(config.tokenUrl().host(), u"login.microsoftonline.com"_s);
    QCOMPARE(config.tokenUrl().toEncoded(), "https://login.microsoftonline.com" + path);
    QVERIFY(config.tokenUrl().query().isEmpty());
}

void TestAuthConfig::believesOnlyItsOwnIssuer_data()
{
    QTest::addColumn<bool>("isCustom");
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<QString>("tenantId");
    QTest::addColumn<bool>("isBelieved");
    const QString root = u"https://login.microsoftonline.com/"_s;
    const QString tid = u"72f988bf-86f1-41af-91ab-2d7cd011db47"_s;
    QTest::newRow("exact") << false << root + tid + u"/v2.0"_s << tid << true;
    QTest::newRow("other tenant") << false << root + personalTenantId + u"/v2.0"_s << tid << false;
    QTest::newRow("slash at the end") << false << root + tid + u"/v2.0/"_s << tid << false;
    QTest::newRow("version 1") << false << u"https://sts.windows.net/"_s + tid + u'/' << tid << false;
    QTest::newRow("other host") << false << u"https://login.evil.example/"_s + tid + u"/v2.0"_s << tid << false;
    QTest::newRow("host as a start") << false << u"https://login.microsoftonline.com.evil.example/"_s + tid + u"/v2.0"_s
                                     << tid << false;
    QTest::newRow("http") << false << u"http://login.microsoftonline.com/"_s + tid + u"/v2.0"_s << tid << false;
    QTest::newRow("empty") << false << QString() << tid << false;
    QTest::newRow("any tenant") << false << root + tid + u"/v2.0"_s << QString() << true;
    QTest::newRow("two segments") << false << root + u"a/b/v2.0"_s << QString() << false;
    QTest::newRow("no segment") << false << root + u"/v2.0"_s << QString() << false;
    QTest::newRow("any tenant, other host") << false << u"https://evil.example/a/v2.0"_s << QString() << false;
    QTest::newRow("custom, same host") << true << u"https://login.example/whatever"_s << tid << true;
    QTest::newRow("custom, other host") << true << u"https://evil.example/"_s << tid << false;
    QTest::newRow("custom, user info") << true << u"https://login.example@evil.example/"_s << tid << false;
    QTest::newRow("custom, not a url") << true << u"login.example"_s << tid << false;
}

void TestAuthConfig::believesOnlyItsOwnIssuer()
{
    QFETCH(bool, isCustom);
    QFETCH(QString, issuer);
    QFETCH(QString, tenantId);
    QFETCH(bool, isBelieved);
    AuthConfig config;
    config.cloud = isCustom
        ? cloudNamed(u"custom"_s, QUrl(u"https://login.example"_s), QUrl(u"https://graph.example"_s)).value()
        : knownClouds().first();
    QCOMPARE(config.mayIssue(issuer, tenantId), isBelieved);
}

void TestAuthConfig::asksForMoreWithTheCloudsOwnNames()
{
    AuthConfig config;
    config.cloud = cloudNamed(u"global"_s, {}, {}).value();
    const QStringList before = config.scopes();
    config.extraRights = {u"Mail.ReadWrite"_s, u"Mail.Send"_s};
    QCOMPARE(config.scopes(), before + QStringList(u"Mail.ReadWrite"_s));
    config.cloud = cloudNamed(u"usgov"_s, {}, {}).value();
    QCOMPARE(config.scopes().last(), u"https://graph.microsoft.us/Mail.ReadWrite"_s);
    QCOMPARE(config.scopes().size(), 6);
}

void TestAuthConfig::noticesWhatIsMissing()
{
    const QStringList wanted{u"Mail.Send"_s, u"Mail.ReadWrite"_s};
    QCOMPARE(missingRights(wanted, {u"https://graph.microsoft.us/Mail.Send"_s}), QStringList(u"Mail.ReadWrite"_s));
    QCOMPARE(missingRights(wanted, {u"mail.send"_s, u"Mail.ReadWrite"_s}), QStringList());
    QCOMPARE(missingRights(wanted, {u"Mail.Send.Shared"_s, u"Mail.ReadWrite.Shared"_s}), wanted);
    QCOMPARE(rightIn(u"https://graph.microsoft.us/Mail.Send"_s), u"Mail.Send"_s);
}

void TestAuthConfig::leadsTheAdministratorToTheRightPlace_data()
{
    QTest::addColumn<QString>("cloud");
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QString>("tenantId");
    QTest::addColumn<QString>("start");
    const QString tid = u"72f988bf-86f1-41af-91ab-2d7cd011db47"_s;
    const QString login = u"https://login.microsoftonline.com/"_s;
    const QString end = u"/v2.0/adminconsent?"_s;
    QTest::newRow("known organization") << u"global"_s << Tenant::work << tid << login + tid + end;
    QTest::newRow("unknown organization") << u"global"_s << Tenant::work << QString() << login + Tenant::work + end;
    QTest::newRow("common is not allowed") << u"global"_s << u"common"_s << QString() << login + Tenant::work + end;
    QTest::newRow("personal has no administrator")
        << u"global"_s << Tenant::personal << personalTenantId << login + Tenant::work + end;
    QTest::newRow("by domain") << u"usgov"_s << u"contoso.us"_s << QString()
                               << u"https://login.microsoftonline.us/contoso.us"_s + end;
}

void TestAuthConfig::leadsTheAdministratorToTheRightPlace()
{
    QFETCH(QString, cloud);
    QFETCH(QString, tenant);
    QFETCH(QString, tenantId);
    QFETCH(QString, start);
    AuthConfig config;
    config.clientId = u"id&x=1"_s;
    config.cloud = cloudNamed(cloud, {}, {}).value();
    config.tenant = tenant;
    config.extraRights = {u"Mail.ReadWrite"_s};
    const QUrl url = adminConsentUrl(config, tenantId);
    QVERIFY2(url.toEncoded().startsWith(start.toLatin1()), url.toEncoded().constData());
    const QUrlQuery query(url);
    QCOMPARE(query.queryItemValue(u"client_id"_s, QUrl::FullyDecoded), config.clientId);
    QCOMPARE(query.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded), u"http://localhost"_s);
    const QStringList scopes = query.queryItemValue(u"scope"_s, QUrl::FullyDecoded).split(u' ');
    const QString root = config.cloud.graph.toString();
    QVERIFY(scopes.contains(root + u"/Mail.Send"_s));
    QVERIFY(scopes.contains(root + u"/Mail.ReadWrite"_s));
    QVERIFY(scopes.contains(u"offline_access"_s));
}

QTEST_APPLESS_MAIN(TestAuthConfig)
#include "tst_authconfig.moc"
