// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/lookup.h"

#include "graph/requests.h"
#include "graph/rights.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Sendoff::Graph {

namespace {

/// OData 4.01 ABNF: a quote inside a literal is doubled; the rest is the URL's business.
QByteArray literal(QString text)
{
    return QUrl::toPercentEncoding(u'\'' + text.replace(u'\'', u"''"_s) + u'\'');
}

} // namespace

bool mayLookUp(const QStringList &scopes, const Endpoints &endpoints, bool isShared)
{
    if (isShared)
        return holds(scopes, Right::mailReadShared, endpoints) || holds(scopes, Right::mailReadWriteShared, endpoints);
    return holds(scopes, Right::mailReadBasic, endpoints) || holds(scopes, Right::mailRead, endpoints)
        || holds(scopes, Right::mailReadWrite, endpoints);
}

Net::HttpRequest findMessage(const Endpoints &endpoints, const QString &internetMessageId,
                             const QString &clientRequestId)
{
    QUrl url = endpoints.messages();
    const QByteArray query = "$filter=internetMessageId%20eq%20" + literal(internetMessageId)
        + "&$select=id,internetMessageId,isDraft,sentDateTime,parentFolderId&$top=10";
    url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    Net::HttpRequest request = plainGet(url, clientRequestId);
    request.headers.emplaceBack("Prefer", R"(IdType="ImmutableId")");
    request.connectTimeout = 15s;
    request.answerTimeout = 30s;
    return request;
}

LookUp readLookUp(const Net::HttpReply &reply, const QString &internetMessageId, const QDateTime &now)
{
    const bool isGood = reply.outcome == Net::Outcome::Answered && reply.status == 200 && !reply.isTruncated;
    const QJsonValue value
        = isGood ? QJsonDocument::fromJson(reply.body).object().value("value"_L1) : QJsonValue(QJsonValue::Undefined);
    if (!value.isArray())
        return Unclear{classify(reply, now)};
    std::optional<Found> draft;
    const QJsonArray messages = value.toArray();
    for (const QJsonValue &entry : messages) {
        const QJsonObject message = entry.toObject();
        const QJsonValue isDraft = message.value("isDraft"_L1);
        if (message.value("internetMessageId"_L1).toString() != internetMessageId || !isDraft.isBool())
            continue;
        constexpr qsizetype longestId = 500;
        const Found found{message.value("id"_L1).toString().left(longestId), isDraft.toBool()};
        if (!found.isDraft && !found.id.isEmpty())
            return found;
        draft = Found{found.id, true};
    }
    if (draft)
        return *draft;
    // Whoever answers with something else has not understood the question.
    if (!messages.isEmpty())
        return Unclear{classify(reply, now)};
    return NotFound{};
}

} // namespace Sendoff::Graph
