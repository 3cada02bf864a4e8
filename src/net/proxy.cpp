// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy.h"

#include "base/log.h"
#include "net/urlsafety.h"

#include <QAuthenticator>
#include <QMutex>
#include <QMutexLocker>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QUrl>

namespace Sendoff::Net {

using namespace Qt::StringLiterals;

namespace {

/// Qt asks for the proxy in the thread of each request; what it gets is set from one place for all.
struct Way
{
    QMutex mutex;
    ProxySettings settings;
    ProxyLogin login;
    std::function<void(const ProxyRefusal &)> heard;
    bool isInstalled = false;
};

Way &way()
{
    static Way theOne;
    return theOne;
}

bool goesHere(const QNetworkProxyQuery &query)
{
    if (query.queryType() == QNetworkProxyQuery::TcpServer || query.queryType() == QNetworkProxyQuery::UdpSocket)
        return true;
    QUrl url = query.url();
    if (url.host().isEmpty())
        url.setHost(query.peerHostName());
    return isLoopback(url);
}

class Factory final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (goesHere(query))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        ProxySettings settings;
        ProxyLogin login;
        {
            const QMutexLocker lock(&way().mutex);
            settings = way().settings;
            login = way().login;
        }
        QList<QNetworkProxy> proxies;
        if (settings.mode == ProxySettings::Mode::None)
            proxies = {QNetworkProxy(QNetworkProxy::NoProxy)};
        else if (settings.mode == ProxySettings::Mode::Manual)
            proxies = {QNetworkProxy(QNetworkProxy::HttpProxy, settings.host, settings.port)};
        else
            proxies = systemProxyForQuery(query);
        for (QNetworkProxy &proxy : proxies) {
            if (proxy.type() == QNetworkProxy::NoProxy || login.isEmpty())
                continue;
            proxy.setUser(login.user);
            proxy.setPassword(QString::fromUtf8(login.password.reveal()));
        }
        return proxies;
    }
};

} // namespace

void useProxy(const ProxySettings &settings, const ProxyLogin &login)
{
    const QMutexLocker lock(&way().mutex);
    way().settings = settings;
    way().login = login;
    if (!std::exchange(way().isInstalled, true))
        QNetworkProxyFactory::setApplicationProxyFactory(new Factory);
}

void hearProxyRefusals(std::function<void(const ProxyRefusal &)> heard)
{
    const QMutexLocker lock(&way().mutex);
    way().heard = std::move(heard);
}

void watchProxy(QNetworkAccessManager &manager)
{
    QObject::connect(&manager, &QNetworkAccessManager::proxyAuthenticationRequired, &manager,
                     [](const QNetworkProxy &proxy, QAuthenticator *) {
                         const ProxyRefusal refusal{proxy.hostName(), proxy.port(), !proxy.user().isEmpty()};
                         qCInfo(logHttp) << "the proxy wants a login:" << refusal.name();
                         const QMutexLocker lock(&way().mutex);
                         if (way().heard)
                             way().heard(refusal);
                     });
}

} // namespace Sendoff::Net
