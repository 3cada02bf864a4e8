// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/uploads.h"

#include "practice/calls.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

constexpr qsizetype rangeLimit = 4 * 1024 * 1024; // outlook-large-attachments

Answer refuse(const GraphProblem &problem)
{
    const QJsonObject error{{u"code"_s, problem.code}, {u"message"_s, problem.message}};
    return jsonAnswer(problem.status, QJsonDocument(QJsonObject{{u"error"_s, error}}).toJson(QJsonDocument::Compact));
}

QString idIn(const QString &path)
{
    static const QRegularExpression session(u"/AttachmentSessions\\('([^']+)'\\)\\z"_s);
    return session.match(path).captured(1);
}

struct Range
{
    qint64 first = 0;
    qint64 last = -1;
    qint64 total = 0;
};

std::optional<Range> readRange(const QByteArray &value)
{
    static const QRegularExpression shape(u"\\Abytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15})\\z"_s);
    const auto match = shape.match(QString::fromLatin1(value));
    if (!match.hasMatch())
        return std::nullopt;
    return Range{match.captured(1).toLongLong(), match.captured(2).toLongLong(), match.captured(3).toLongLong()};
}

GraphProblem invalidRange(const QString &text, int status = 416)
{
    return {status, u"ErrorInvalidRange"_s, text};
}

std::optional<GraphProblem> checkPart(const Upload &upload, const Request &request)
{
    if (!request.header("transfer-encoding").isEmpty() || request.header("content-length").isEmpty())
        return GraphProblem{411, u"LengthRequired"_s, u"Content-Length is needed."_s};
    if (request.body.size() > rangeLimit)
        return GraphProblem{413, u"RequestEntityTooLarge"_s, u"A range may have 4 MB at most."_s};
    if (request.header("content-type") != "application/octet-stream")
        return GraphProblem{415, u"UnsupportedMediaType"_s, u"The content must be application/octet-stream."_s};
    const auto range = readRange(request.header("content-range"));
    if (!range)
        return invalidRange(u"Content-Range must be of the form 'bytes a-b/total'."_s, 400);
    if (range->total != upload.file.storedSize)
        return invalidRange(u"The total of Content-Range is not the size the session was made for."_s, 400);
    if (range->last < range->first || range->last - range->first + 1 != request.body.size())
        return invalidRange(u"Content-Range and Content-Length do not fit."_s, 400);
    if (range->last >= range->total || range->first != upload.come)
        return invalidRange(u"The range is not the one that is expected next."_s);
    return std::nullopt;
}

} // namespace

QJsonObject UploadBook::begin(const Draft &draft, const File &file, const QString &origin)
{
    Upload upload;
    upload.draftId = draft.id;
    upload.file = file;
    upload.file.storedIn = m_drafts.newFilePath(draft);
    upload.token = QString::fromLatin1(m_dice.urlSafe(48));
    upload.expires = m_clock.now().addMSecs(m_settings.uploadLifetime.count());
    upload.ends = m_clock.monotonic() + m_settings.uploadLifetime;
    const QString id = u"AAMkAGUA-"_s + QString::fromLatin1(m_dice.urlSafe(18)) + u'=';
    m_uploads.insert_or_assign(id, upload);
    QJsonObject answer = standing(upload);
    answer.insert(u"nextExpectedRanges"_s, QJsonArray{u"0-"_s});
    answer.insert(u"uploadUrl"_s,
                  origin + QString::fromUtf16(uploadRoot)
                      + u"Users('%1')/Messages('%2')/AttachmentSessions('%3')"_s.arg(draft.mailbox, draft.restId, id)
                      + "?authtoken="_L1 + upload.token);
    return answer;
}

Answer UploadBook::answer(const Request &request)
{
    // A client that shows its token to this address would show it to any address.
    if (!request.header("authorization").isEmpty()) {
        return refuse({401, u"InvalidAudience"_s,
                       u"The audience claim value is invalid for the current resource. Audience claim is "
                       "'https://graph.microsoft.com/'."_s});
    }
    const auto found = find(request);
    if (!found)
        return refuse(found.error());
    const QString id = idIn(request.path);
    if (request.method == "PUT")
        return take(*found.value(), id, request);
    if (request.method == "GET")
        return jsonAnswer(200, QJsonDocument(standing(*found.value())).toJson(QJsonDocument::Compact));
    if (request.method != "DELETE")
        return refuse({405, u"ErrorInvalidRequest"_s, u"GET, PUT or DELETE."_s});
    QFile::remove(found.value()->file.storedIn);
    m_uploads.erase(id);
    return {204, {}, {}};
}

Result<Upload *, GraphProblem> UploadBook::find(const Request &request)
{
    const auto at = m_uploads.find(idIn(request.path));
    const bool isThere = at != m_uploads.end() && m_drafts.at(at->second.draftId)
        && parseForm(request.query).value(u"authtoken"_s) == at->second.token;
    if (!isThere)
        return Failure{GraphProblem{404, u"ErrorItemNotFound"_s, u"The upload session was not found."_s}};
    if (m_clock.monotonic() >= at->second.ends)
        return Failure{GraphProblem{410, u"ErrorUploadSessionExpired"_s, u"The upload session has expired."_s}};
    return &at->second;
}

Answer UploadBook::take(Upload &upload, const QString &id, const Request &request)
{
    if (const auto problem = checkPart(upload, request))
        return refuse(*problem);
    QFile stored(upload.file.storedIn);
    const bool written = stored.open(QIODevice::ReadWrite) && stored.seek(upload.come)
        && stored.write(request.body) == request.body.size() && stored.flush();
    if (!written)
        return refuse({507, u"ErrorQuotaExceeded"_s, u"The mailbox is full."_s});
    upload.hash->addData(request.body);
    upload.come += request.body.size();
    if (upload.come == upload.file.storedSize)
        return finish(upload, id);
    return jsonAnswer(200, QJsonDocument(standing(upload)).toJson(QJsonDocument::Compact));
}

Answer UploadBook::finish(Upload &upload, const QString &id)
{
    Draft &draft = *m_drafts.at(upload.draftId);
    File file = upload.file;
    file.storedSha256 = upload.hash->result().toHex();
    file.id = m_drafts.newAttachmentId();
    draft.mail.files.append(file);
    draft.changed = m_clock.now();
    m_uploads.erase(id);
    const QString place = u"https://outlook.office.com/api/v2.0/Users('%1')/Messages('%2')/Attachments('%3')"_s.arg(
        draft.mailbox, draft.restId, file.id);
    return {201, {{"Location", place.toUtf8()}}, {}};
}

QJsonObject UploadBook::standing(const Upload &upload) const
{
    return {{u"expirationDateTime"_s, upload.expires.toUTC().toString(Qt::ISODateWithMs)},
            {u"nextExpectedRanges"_s, QJsonArray{QString::number(upload.come)}}};
}

void UploadBook::expireAll()
{
    for (auto &[id, upload] : m_uploads)
        upload.ends = m_clock.monotonic();
}

void UploadBook::forget(const QString &draftId)
{
    std::erase_if(m_uploads, [&](const auto &entry) { return entry.second.draftId == draftId; });
}

} // namespace Sendoff::Practice
