// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/draftrequests.h"

#include "graph/requests.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Sendoff::Graph {

namespace {

using Method = Net::HttpRequest::Method;

Net::HttpRequest request(Method method, const QUrl &url, const QString &clientRequestId)
{
    Net::HttpRequest result = plainGet(url, clientRequestId);
    result.method = method;
    result.headers.emplaceBack("Prefer", R"(IdType="ImmutableId")");
    return result;
}

Net::HttpRequest jsonPost(const QUrl &url, const QByteArray &body, const QString &clientRequestId)
{
    Net::HttpRequest result = request(Method::Post, url, clientRequestId);
    result.headers.emplaceBack("Content-Type", "application/json");
    result.body = body;
    return result;
}

QUrl selecting(QUrl url, const char *members)
{
    url.setQuery(u"$select="_s + QLatin1StringView(members), QUrl::StrictMode);
    return url;
}

Net::HttpRequest unsignedRequest(Method method, const Secret &uploadUrl)
{
    Net::HttpRequest result;
    result.method = method;
    result.url = QUrl(QString::fromUtf8(uploadUrl.reveal()), QUrl::StrictMode);
    result.headers = {{"Accept", "application/json"}};
    result.isSigned = false;
    return result;
}

} // namespace

Net::HttpRequest createDraft(const Endpoints &endpoints, const QByteArray &body, const QString &clientRequestId)
{
    return jsonPost(endpoints.messages(), body, clientRequestId);
}

Net::HttpRequest getDraft(const Endpoints &endpoints, const QString &draft, const QString &clientRequestId)
{
    return request(Method::Get, selecting(endpoints.message(draft), "id,isDraft,internetMessageId"), clientRequestId);
}

Net::HttpRequest deleteDraft(const Endpoints &endpoints, const QString &draft, const QString &clientRequestId)
{
    return request(Method::Delete, endpoints.message(draft), clientRequestId);
}

Net::HttpRequest listAttachments(const Endpoints &endpoints, const QString &draft, const QString &clientRequestId,
                                 const QString &next)
{
    if (!next.isEmpty()) {
        QUrl url = endpoints.attachments(draft);
        url.setQuery(next, QUrl::StrictMode);
        return request(Method::Get, url, clientRequestId);
    }
    // With their octets an answer could have hundreds of megabytes.
    return request(Method::Get, selecting(endpoints.attachments(draft), "id,name,size,isInline"), clientRequestId);
}

Net::HttpRequest attach(const Endpoints &endpoints, const QString &draft, const QByteArray &body,
                        const QString &clientRequestId)
{
    return jsonPost(endpoints.attachments(draft), body, clientRequestId);
}

Net::HttpRequest deleteAttachment(const Endpoints &endpoints, const QString &draft, const QString &attachment,
                                  const QString &clientRequestId)
{
    return request(Method::Delete, endpoints.attachment(draft, attachment), clientRequestId);
}

Net::HttpRequest createUploadSession(const Endpoints &endpoints, const QString &draft, const QByteArray &body,
                                     const QString &clientRequestId)
{
    return jsonPost(endpoints.uploadSession(draft), body, clientRequestId);
}

Net::HttpRequest sendDraft(const Endpoints &endpoints, const QString &draft, const QString &clientRequestId)
{
    return request(Method::Post, endpoints.send(draft), clientRequestId);
}

Net::HttpRequest putPart(const Secret &uploadUrl, const QByteArray &octets, qint64 from, qint64 total)
{
    Net::HttpRequest result = unsignedRequest(Method::Put, uploadUrl);
    result.headers.emplaceBack("Content-Type", "application/octet-stream");
    result.headers.emplaceBack("Content-Range",
                               "bytes " + QByteArray::number(from) + '-' + QByteArray::number(from + octets.size() - 1)
                                   + '/' + QByteArray::number(total));
    result.body = octets;
    return result;
}

Net::HttpRequest askRange(const Secret &uploadUrl)
{
    return unsignedRequest(Method::Get, uploadUrl);
}

Net::HttpRequest dropSession(const Secret &uploadUrl)
{
    return unsignedRequest(Method::Delete, uploadUrl);
}

} // namespace Sendoff::Graph
