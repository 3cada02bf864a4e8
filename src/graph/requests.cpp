// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/requests.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

namespace {

Net::HttpRequest request(Net::HttpRequest::Method method, const QUrl &url, const QString &clientRequestId)
{
    Net::HttpRequest result;
    result.method = method;
    result.url = url;
    result.headers = {{"Accept", "application/json"},
                      {"client-request-id", clientRequestId.toLatin1()},
                      {"return-client-request-id", "true"}};
    return result;
}

} // namespace

Net::HttpRequest sendMail(const Endpoints &endpoints, const QByteArray &body, const QString &clientRequestId)
{
    Net::HttpRequest result = request(Net::HttpRequest::Method::Post, endpoints.sendMail(), clientRequestId);
    result.headers.emplaceBack("Content-Type", "application/json");
    result.body = body;
    return result;
}

Net::HttpRequest sendMimeMail(const Endpoints &endpoints, const QByteArray &mail, const QString &clientRequestId)
{
    Net::HttpRequest result = request(Net::HttpRequest::Method::Post, endpoints.sendMail(), clientRequestId);
    result.headers.emplaceBack("Content-Type", "text/plain");
    result.body = mail.toBase64();
    return result;
}

Net::HttpRequest me(const Endpoints &endpoints, const QString &clientRequestId)
{
    QUrl url = endpoints.me();
    QUrlQuery query;
    query.addQueryItem(u"$select"_s, u"id,displayName,mail,userPrincipalName"_s);
    url.setQuery(query);
    return request(Net::HttpRequest::Method::Get, url, clientRequestId);
}

Net::HttpRequest plainGet(const QUrl &url, const QString &clientRequestId)
{
    return request(Net::HttpRequest::Method::Get, url, clientRequestId);
}

} // namespace Sendoff::Graph
