// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/wireline.h"

#include <QNetworkProxy>

namespace Sendoff::Net {

namespace {

constexpr qsizetype worthIt = qsizetype(64) * 1024;
constexpr auto longestRest = std::chrono::seconds(20);

QString placeOf(const QUrl &url)
{
    return url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

} // namespace

WireLine::WireLine()
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(longestRest);
    connect(&m_rest, &QTimer::timeout, this, &WireLine::wear);
}

bool WireLine::suits(const HttpRequest &request)
{
    if (request.method != HttpRequest::Method::Put || request.isSigned || request.body.size() < worthIt)
        return false;
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(request.url));
    return proxies.isEmpty() || proxies.first().type() == QNetworkProxy::NoProxy;
}

std::shared_ptr<WireLine> WireLine::to(const QUrl &url)
{
    // It may be let go of in the middle of what its socket says.
    const std::shared_ptr<WireLine> line(new WireLine, [](WireLine *old) {
        old->socket.disconnect();
        old->deleteLater();
    });
    line->m_place = placeOf(url);
    line->socket.setProxy(QNetworkProxy::NoProxy);
    return line;
}

bool WireLine::isFit(const QUrl &url) const
{
    return !m_isBusy && !m_isWorn && m_wasUsed && m_place == placeOf(url)
        && socket.state() == QAbstractSocket::ConnectedState;
}

void WireLine::wear()
{
    m_isWorn = true;
    m_rest.stop();
    socket.abort();
}

void WireLine::take(const QByteArray &octets)
{
    m_isBusy = true;
    m_rest.stop();
    body = octets;
}

void WireLine::rest()
{
    m_isBusy = false;
    m_wasUsed = true;
    body.clear(); // all of it has left
    m_rest.start();
}

} // namespace Sendoff::Net
