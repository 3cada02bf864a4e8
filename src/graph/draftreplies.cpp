// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/draftreplies.h"

#include "net/urlsafety.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

namespace {

constexpr qsizetype longestId = 500;
constexpr qsizetype longestName = 1000;
constexpr qsizetype longestUrl = 8192;
constexpr qsizetype longestQuery = 2000;

bool isGood(const Net::HttpReply &reply, std::initializer_list<int> statuses)
{
    return reply.outcome == Net::Outcome::Answered && !reply.isTruncated
        && std::find(statuses.begin(), statuses.end(), reply.status) != statuses.end();
}

QJsonObject objectOf(const Net::HttpReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

/// First member of that name in any case.
QJsonValue member(const QJsonObject &object, QLatin1StringView name)
{
    for (auto entry = object.constBegin(); entry != object.constEnd(); ++entry) {
        if (entry.key().compare(name, Qt::CaseInsensitive) == 0)
            return entry.value();
    }
    return QJsonValue(QJsonValue::Undefined);
}

/// An id becomes part of a path, where dots alone would name another resource.
bool isUsableId(const QString &id)
{
    return !id.isEmpty() && id.size() <= longestId
        && !std::all_of(id.begin(), id.end(), [](QChar c) { return c == u'.'; });
}

/// An answer with the right status that does not say what it should.
GraphError notUnderstood(const Net::HttpReply &reply, const QDateTime &now)
{
    GraphError error = classify(reply, now);
    if (error.status >= 200 && error.status < 300)
        error.kind = ErrorKind::Interfered;
    return error;
}

std::optional<Attached> attachedFrom(const QJsonObject &json)
{
    Attached attached{json.value("id"_L1).toString(), json.value("name"_L1).toString().left(longestName),
                      json.value("size"_L1).toInteger(0)};
    if (!isUsableId(attached.id))
        return std::nullopt;
    return attached;
}

/// "2097152", "2097152-" or "2097152-4194303".
std::optional<qint64> startOf(const QString &range)
{
    bool isNumber = false;
    const qint64 start = range.section(u'-', 0, 0).trimmed().toLongLong(&isNumber);
    return isNumber && start >= 0 ? std::optional(start) : std::nullopt;
}

std::optional<qint64> wantedFrom(const Net::HttpReply &reply, qint64 total)
{
    const QJsonValue ranges = member(objectOf(reply), "nextExpectedRanges"_L1);
    const QJsonValue first = ranges.isArray() ? ranges.toArray().at(0) : ranges;
    const auto start = first.isDouble() ? std::optional(first.toInteger(-1)) : startOf(first.toString());
    return start && *start >= 0 && *start < total ? start : std::nullopt;
}

/// …/Attachments('<id>') or …/attachments/<id>.
QString attachmentIn(const QByteArray &location)
{
    const QString path = QUrl(QString::fromLatin1(location)).path(QUrl::FullyDecoded);
    QString last = path.section(u'/', -1);
    if (const qsizetype open = last.indexOf(u"('"_s); open >= 0 && last.endsWith(u"')"_s))
        last = last.mid(open + 2).chopped(2);
    return isUsableId(last) ? last : QString();
}

} // namespace

Result<Draft, GraphError> readDraft(const Net::HttpReply &reply, const QDateTime &now)
{
    if (!isGood(reply, {200, 201}))
        return Failure{classify(reply, now)};
    const QJsonObject json = objectOf(reply);
    const QJsonValue isDraft = json.value("isDraft"_L1);
    const Draft draft{json.value("id"_L1).toString(), isDraft.toBool(true),
                      json.value("internetMessageId"_L1).toString().left(longestName)};
    if (!isUsableId(draft.id) || !isDraft.isBool())
        return Failure{notUnderstood(reply, now)};
    return draft;
}

Result<AttachedPage, GraphError> readAttachments(const Net::HttpReply &reply, const QDateTime &now)
{
    if (!isGood(reply, {200}))
        return Failure{classify(reply, now)};
    const QJsonObject json = objectOf(reply);
    const QJsonValue value = json.value("value"_L1);
    const bool goesOn = json.contains("@odata.nextLink"_L1);
    AttachedPage page;
    if (goesOn)
        page.next = QUrl(json.value("@odata.nextLink"_L1).toString(), QUrl::StrictMode).query(QUrl::FullyEncoded);
    if (!value.isArray() || (goesOn && page.next.isEmpty()) || page.next.size() > longestQuery)
        return Failure{notUnderstood(reply, now)};
    const QJsonArray entries = value.toArray();
    for (const QJsonValue &entry : entries) {
        const auto attached = attachedFrom(entry.toObject());
        if (!attached)
            return Failure{notUnderstood(reply, now)};
        page.files.append(*attached);
    }
    return page;
}

Result<Attached, GraphError> readAttached(const Net::HttpReply &reply, const QDateTime &now)
{
    if (!isGood(reply, {201}))
        return Failure{classify(reply, now)};
    if (const auto attached = attachedFrom(objectOf(reply)))
        return *attached;
    return Failure{notUnderstood(reply, now)};
}

Result<UploadSession, GraphError> readUploadSession(const Net::HttpReply &reply, const QDateTime &now)
{
    if (!isGood(reply, {200, 201}))
        return Failure{classify(reply, now)};
    const QJsonObject json = objectOf(reply);
    const QString text = member(json, "uploadUrl"_L1).toString();
    const QUrl url(text, QUrl::StrictMode);
    GraphError error = notUnderstood(reply, now);
    if (text.isEmpty() || text.size() > longestUrl || !url.isValid() || url.isRelative())
        return Failure{error};
    if (!Net::maySendSecretsTo(url)) {
        error.kind = ErrorKind::UnsafeAddress;
        error.code = u"upload_address_unsafe"_s;
        return Failure{error};
    }
    const QDateTime expires
        = QDateTime::fromString(member(json, "expirationDateTime"_L1).toString(), Qt::ISODateWithMs).toUTC();
    return UploadSession{Secret(text.toUtf8()), expires};
}

UploadAnswer readUploadAnswer(const Net::HttpReply &reply, qint64 total, const QDateTime &now)
{
    GraphError error = notUnderstood(reply, now);
    // What is said about a request can repeat its URL, and this one is a secret.
    error.serverText.clear();
    if (reply.outcome != Net::Outcome::Answered)
        return Later{error};
    switch (reply.status) {
    case 200:
    case 202:
        if (const auto start = reply.isTruncated ? std::nullopt : wantedFrom(reply, total))
            return Wants{*start};
        return AskAgain{error};
    case 201:
        return Complete{attachmentIn(reply.header("Location"))};
    case 400:
    case 409:
    case 411:
    case 416:
        return AskAgain{error};
    case 401:
    case 403:
    case 404:
    case 405:
    case 410:
        return SessionGone{error};
    default:
        break;
    }
    // 408, 429, 5xx and whatever a machine on the way may say.
    return Later{error};
}

Result<Done, GraphError> readDeleted(const Net::HttpReply &reply, const QDateTime &now)
{
    if (reply.outcome == Net::Outcome::Answered && (reply.status == 204 || reply.status == 404 || reply.status == 410))
        return Done{};
    return Failure{classify(reply, now)};
}

SendVerdict readSendDraftReply(const Net::HttpReply &reply, const QDateTime &now)
{
    SendVerdict verdict = readSendReply(reply, now);
    const auto *refused = std::get_if<NotAccepted>(&verdict);
    if (refused && (reply.status == 404 || reply.status == 410))
        return Unclear{refused->error};
    return verdict;
}

} // namespace Sendoff::Graph
