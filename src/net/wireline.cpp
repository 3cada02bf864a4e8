// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/wireline.h"

#include <QNetworkProxy>

namespace Sendoff::Net {

namespace {

constexpr qsizetype worthIt = qsizetype(64) * 1024;
/// As in QnamTransport: the other side may be closing it just now.
constexpr qint64 longestIdleMs = 20'000;

QString placeOf(const QUrl &url)
{
    return url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

} // namespace

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
    return !isBusy && !m_isWorn && m_place == placeOf(url) && socket.state() == QAbstractSocket::ConnectedState
        && lastUse.isValid() && !lastUse.hasExpired(longestIdleMs);
}

} // namespace Sendoff::Net
