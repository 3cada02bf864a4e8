// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/authconfig.h"

#include "net/urlsafety.h"

#include <algorithm>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

const QString customName = u"custom"_s;

QUrl withoutTrailingSlash(QUrl url)
{
    url.setQuery(QString());
    url.setFragment(QString());
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path);
    return url;
}

QUrl below(const Cloud &cloud, const QString &tenant, const QString &rest)
{
    QUrl url = cloud.authority;
    const QString path = withoutTrailingSlash(url).path(QUrl::FullyEncoded);
    url.setPath(path + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(tenant)) + rest, QUrl::TolerantMode);
    return url;
}

QUrl endpoint(const AuthConfig &config, const QString &name)
{
    return below(config.cloud, config.tenant, u"/oauth2/v2.0/"_s + name);
}

} // namespace

QList<Cloud> knownClouds()
{
    const auto cloud = [](const QString &name, const QString &authority, const QString &graph, bool personal = false) {
        return Cloud{name, QUrl(authority), QUrl(graph), personal};
    };
    return {
        cloud(u"global"_s, u"https://login.microsoftonline.com"_s, u"https://graph.microsoft.com"_s, true),
        cloud(u"usgov"_s, u"https://login.microsoftonline.us"_s, u"https://graph.microsoft.us"_s),
        cloud(u"usgov-dod"_s, u"https://login.microsoftonline.us"_s, u"https://dod-graph.microsoft.us"_s),
        cloud(u"china"_s, u"https://login.partner.microsoftonline.cn"_s, u"https://microsoftgraph.chinacloudapi.cn"_s),
        cloud(u"bleu"_s, u"https://login.sovcloud-identity.fr"_s, u"https://graph.svc.sovcloud.fr"_s),
        cloud(u"delos"_s, u"https://login.sovcloud-identity.de"_s, u"https://graph.svc.sovcloud.de"_s),
    };
}

Result<Cloud, CloudFault> cloudNamed(const QString &name, const QUrl &authority, const QUrl &graph)
{
    for (const Cloud &cloud : knownClouds()) {
        if (cloud.name == name)
            return cloud;
    }
    if (name != customName)
        return Failure{CloudFault::UnknownName};
    if (authority.isEmpty() || graph.isEmpty())
        return Failure{CloudFault::MissingUrl};
    if (!Net::maySendSecretsTo(authority) || !Net::maySendSecretsTo(graph))
        return Failure{CloudFault::UnsafeUrl};
    return Cloud{customName, withoutTrailingSlash(authority), withoutTrailingSlash(graph), true};
}

QUrl AuthConfig::authorizeUrl() const
{
    return endpoint(*this, u"authorize"_s);
}

QUrl AuthConfig::tokenUrl() const
{
    return endpoint(*this, u"token"_s);
}

QStringList AuthConfig::scopes() const
{
    const QString prefix
        = cloud.name == u"global"_s ? QString() : cloud.graph.toString(QUrl::StripTrailingSlash) + u'/';
    QStringList scopes{u"openid"_s, u"profile"_s, u"offline_access"_s, prefix + u"User.Read"_s,
                       prefix + u"Mail.Send"_s};
    for (const QString &right : extraRights)
        scopes.append(prefix + right);
    scopes.removeDuplicates();
    return scopes;
}

QString rightIn(const QString &scope)
{
    return scope.mid(scope.lastIndexOf(u'/') + 1);
}

QStringList missingRights(const QStringList &rights, const QStringList &scopes)
{
    QStringList missing;
    for (const QString &right : rights) {
        const bool isThere = std::any_of(scopes.begin(), scopes.end(), [&right](const QString &scope) {
            return rightIn(scope).compare(right, Qt::CaseInsensitive) == 0;
        });
        if (!isThere)
            missing.append(right);
    }
    return missing;
}

QUrl adminConsentUrl(const AuthConfig &config, const QString &tenantId)
{
    const auto isNobody = [](const QString &tenant) {
        return tenant.isEmpty() || tenant == Tenant::personal || tenant == u"common" || tenant == personalTenantId;
    };
    const QString tenant = !isNobody(tenantId) ? tenantId : isNobody(config.tenant) ? Tenant::work : config.tenant;
    QUrl url = below(config.cloud, tenant, u"/v2.0/adminconsent"_s);
    // Unprefixed names would do for the global cloud; written out they are plain to whoever reads the link.
    const QString root = config.cloud.graph.toString(QUrl::StripTrailingSlash) + u'/';
    QStringList scopes;
    for (const QString &scope : config.scopes())
        scopes.append(scope.contains(u'.') ? root + rightIn(scope) : scope);
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    url.setQuery(u"client_id="_s + encoded(config.clientId) + u"&scope="_s + encoded(scopes.join(u' '))
                     + u"&redirect_uri="_s + encoded(u"http://localhost"_s),
                 QUrl::StrictMode);
    return url;
}

bool AuthConfig::mayIssue(const QString &issuer, const QString &tenantId) const
{
    if (cloud.name == customName) {
        const QUrl url(issuer, QUrl::StrictMode);
        return url.isValid() && !url.host().isEmpty() && url.host() == cloud.authority.host();
    }
    const QString start = cloud.authority.toString(QUrl::StripTrailingSlash) + u'/';
    const QString end = u"/v2.0"_s;
    if (!tenantId.isEmpty())
        return issuer == start + tenantId + end;
    if (issuer.size() <= start.size() + end.size() || !issuer.startsWith(start) || !issuer.endsWith(end))
        return false;
    return !QStringView(issuer).mid(start.size(), issuer.size() - start.size() - end.size()).contains(u'/');
}

} // namespace Sendoff::Auth
