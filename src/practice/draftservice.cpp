// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/draftservice.h"

#include "practice/mailrequest.h"
#include "practice/messageobject.h"
#include "practice/messagereading.h"
#include "practice/scopes.h"
#include "practice/wireshape.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

constexpr qint64 attachmentLimit = 3 * 1024 * 1024; // attachment-createuploadsession: below that, in one request
constexpr qint64 smallestUpload = 2'097'152; // msgraph-sdk-java issue 52
constexpr qint64 largestUpload = 150 * 1024 * 1024; // attachment-createuploadsession

GraphProblem notFound()
{
    return {404, u"ErrorItemNotFound"_s, u"The specified object was not found in the store."_s};
}

GraphProblem tooLarge()
{
    return {400, u"ErrorMessageSizeExceeded"_s,
            u"The message exceeds the maximum supported size, The message is too large."_s};
}

GraphProblem full()
{
    return {507, u"ErrorQuotaExceeded"_s, u"The mailbox is full."_s};
}

Answer json(int status, const QJsonObject &object)
{
    return jsonAnswer(status, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// What makes two sent drafts the same mail.
QByteArray contentHash(const Draft &draft)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QJsonDocument(draft.message).toJson(QJsonDocument::Compact));
    hash.addData(draft.mail.mime);
    for (const File &file : draft.mail.files)
        hash.addData(file.name.toUtf8() + '\n' + file.sha256() + '\n');
    return hash.result().toHex();
}

} // namespace

bool wantsImmutableId(const Request &request)
{
    static const QRegularExpression wish(u"(\\A|[,;])\\s*IdType\\s*=\\s*\"ImmutableId\"\\s*([,;]|\\z)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return wish.match(QString::fromLatin1(request.header("prefer"))).hasMatch();
}

DraftService::DraftService(DraftBox &drafts, UploadBook &uploads, Mailbox &sent, Postroom &postroom,
                           const Settings &settings, const Clock &clock, Dice &dice)
    : m_drafts(drafts)
    , m_uploads(uploads)
    , m_sent(sent)
    , m_postroom(postroom)
    , m_settings(settings)
    , m_clock(clock)
    , m_dice(dice)
{
}

DraftService::Outcome DraftService::answer(const Call &call, const Place &place, const Request &request,
                                           const Marks &marks)
{
    if (call.kind == CallKind::Create)
        return create(place, request);
    if (call.kind == CallKind::Read || call.kind == CallKind::List)
        return read(call, place, request);
    Draft *draft = m_drafts.find(place.owner.address, call.message);
    if (!draft || (draft->isSubmitted && call.kind != CallKind::Delete))
        return Failure{notFound()};
    switch (call.kind) {
    case CallKind::Change:
        return change(*draft, request);
    case CallKind::Delete:
        m_uploads.forget(draft->id);
        m_drafts.remove(draft->id);
        return Answer{204, {}, {}};
    case CallKind::Attach:
        return attach(*draft, request);
    case CallKind::DeleteAttachment:
        if (!m_drafts.detach(*draft, call.attachment))
            return Failure{notFound()};
        return Answer{204, {}, {}};
    case CallKind::Session:
        return beginUpload(*draft, request);
    case CallKind::Send:
        return send(*draft, place, request, marks);
    default:
        return Failure{notFound()};
    }
}

DraftService::Outcome DraftService::create(const Place &place, const Request &request)
{
    const QByteArray type = request.header("content-type");
    if (!isJson(type) && !isMime(type))
        return Failure{wrongContentType(type)};
    QJsonObject message;
    if (isJson(type)) {
        const auto object = readJsonObject(request.body);
        if (!object)
            return Failure{object.error()};
        message = object.value();
    }
    auto mail = isJson(type) ? readMessageObject(message, {}) : readMimeRequest(request.body);
    if (!mail)
        return Failure{mail.error()};
    if (mail.value().wireSize() > m_settings.messageLimit)
        return Failure{tooLarge()};
    Draft &draft = m_drafts.create(place.owner.address);
    message.remove(u"attachments"_s);
    draft.message = message;
    const QList<File> files = std::exchange(mail.value().files, {});
    draft.mail = mail.value();
    if (draft.mail.internetMessageId.isEmpty())
        draft.mail.internetMessageId = u"<%1@practice.example>"_s.arg(draft.id);
    for (const File &file : files) {
        if (!m_drafts.attach(draft, file)) {
            m_drafts.remove(draft.id);
            return Failure{full()};
        }
    }
    return shown(draft, 201, request);
}

DraftService::Outcome DraftService::read(const Call &call, const Place &place, const Request &request)
{
    const bool isImmutable = wantsImmutableId(request);
    const Draft *draft = m_drafts.find(place.owner.address, call.message);
    const auto sent = draft ? std::optional<AcceptedMail>() : m_sent.readSent(place.owner.address, call.message);
    if (!draft && !sent)
        return Failure{notFound()};
    if (call.kind == CallKind::List)
        return draft ? list(draft->mail.files, draft->changed, request) : list(sent->mail.files, sent->time, request);
    const auto select = readSelect(request.query, messageMembers());
    if (!select)
        return Failure{select.error()};
    QJsonObject whole = draft ? messageObject(*draft, isImmutable) : messageObject(*sent, isImmutable);
    if (checkPermission(place, u"Mail.Read"_s))
        whole = basicOf(whole);
    whole = selected(whole, select.value());
    whole.insert(u"@odata.context"_s, u"https://graph.microsoft.com/v1.0/$metadata#users('me')/messages/$entity"_s);
    return json(200, whole);
}

DraftService::Outcome DraftService::change(Draft &draft, const Request &request)
{
    if (!isJson(request.header("content-type")))
        return Failure{wrongContentType(request.header("content-type"))};
    if (draft.mail.isMime)
        return Failure{GraphProblem{400, u"ErrorInvalidRequest"_s, u"A draft made of MIME cannot be changed."_s}};
    const auto changes = readJsonObject(request.body);
    if (!changes)
        return Failure{changes.error()};
    QJsonObject message = draft.message;
    for (auto at = changes.value().begin(); at != changes.value().end(); ++at) {
        if (at.key() == "attachments"_L1 || at.key() == "internetMessageHeaders"_L1)
            return Failure{GraphProblem{400, u"ErrorInvalidPropertySet"_s,
                                        u"Set action is invalid for property '%1'."_s.arg(at.key())}};
        message.insert(at.key(), at.value());
    }
    auto mail = readMessageObject(message, {});
    if (!mail)
        return Failure{mail.error()};
    mail.value().files = draft.mail.files;
    if (mail.value().wireSize() > m_settings.messageLimit)
        return Failure{tooLarge()};
    if (mail.value().internetMessageId.isEmpty())
        mail.value().internetMessageId = draft.mail.internetMessageId;
    draft.message = message;
    draft.mail = mail.value();
    draft.changed = m_clock.now();
    return shown(draft, 200, request);
}

DraftService::Outcome DraftService::list(const QList<File> &files, const QDateTime &changed, const Request &request)
{
    const auto select = readSelect(request.query, attachmentMembers());
    if (!select)
        return Failure{select.error()};
    QJsonArray value;
    for (const File &file : files)
        value.append(selected(attachmentObject(file, changed), select.value()));
    return json(200, {{u"value"_s, value}});
}

DraftService::Outcome DraftService::attach(Draft &draft, const Request &request)
{
    if (!isJson(request.header("content-type")))
        return Failure{wrongContentType(request.header("content-type"))};
    const auto object = readJsonObject(request.body);
    if (!object)
        return Failure{object.error()};
    const auto file = readAttachmentObject(object.value());
    if (!file)
        return Failure{file.error()};
    if (file.value().content.size() >= attachmentLimit)
        return Failure{
            GraphProblem{413, u"RequestEntityTooLarge"_s, u"An attachment of 3 MB or more needs an upload session."_s}};
    Mail whole = draft.mail;
    whole.files.append(file.value());
    if (whole.wireSize() > m_settings.messageLimit)
        return Failure{tooLarge()};
    if (!m_drafts.attach(draft, file.value()))
        return Failure{full()};
    return json(201, attachmentObject(draft.mail.files.constLast(), draft.changed));
}

DraftService::Outcome DraftService::beginUpload(Draft &draft, const Request &request)
{
    if (!isJson(request.header("content-type")))
        return Failure{wrongContentType(request.header("content-type"))};
    const auto object = readJsonObject(request.body);
    if (!object)
        return Failure{object.error()};
    if (object.value().keys() != QStringList{u"AttachmentItem"_s}
        || !object.value().value("AttachmentItem"_L1).isObject())
        return Failure{GraphProblem{400, u"RequestBodyRead"_s, u"The parameter 'AttachmentItem' is needed, alone."_s}};
    const QJsonObject item = object.value().value("AttachmentItem"_L1).toObject();
    if (const auto misfit = findMisfit(item, uploadItemShape(), u"AttachmentItem"_s))
        return Failure{*misfit};
    for (const QString &name : {u"attachmentType"_s, u"name"_s, u"size"_s}) {
        if (!item.contains(name))
            return Failure{GraphProblem{400, u"RequestBodyRead"_s, u"An AttachmentItem needs '%1'."_s.arg(name)}};
    }
    if (item.value("attachmentType"_L1).toString() != "file"_L1)
        return Failure{GraphProblem{405, u"ErrorAttachmentSessionIsSupportedOnlyForFileAttachments"_s,
                                    u"Attachment sessions are for file attachments only."_s}};
    const File file{item.value("name"_L1).toString(),
                    item.value("contentType"_L1).toString(),
                    {},
                    item.value("contentId"_L1).toString(),
                    item.value("isInline"_L1).toBool(),
                    {},
                    u"to come"_s,
                    item.value("size"_L1).toInteger()};
    if (file.storedSize < smallestUpload)
        return Failure{GraphProblem{400, u"ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"_s,
                                    u"Attachment size must be greater than the minimum size."_s}};
    if (file.storedSize > largestUpload)
        return Failure{GraphProblem{400, u"ErrorAttachmentSizeLimitExceeded"_s, u"The attachment is over 150 MB."_s}};
    Mail whole = draft.mail;
    whole.files.append(file);
    if (whole.wireSize() > m_settings.messageLimit)
        return Failure{tooLarge()};
    QJsonObject answer = m_uploads.begin(draft, file, m_uploadOrigin);
    answer.insert(u"@odata.context"_s, u"https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.uploadSession"_s);
    return json(201, answer);
}

DraftService::Outcome DraftService::send(Draft &draft, const Place &place, const Request &request, const Marks &marks)
{
    if (!request.body.isEmpty())
        return Failure{GraphProblem{400, u"ErrorInvalidRequest"_s, u"This call takes no body."_s}};
    if (request.header("content-length") != "0")
        return Failure{GraphProblem{411, u"LengthRequired"_s, u"Content-Length: 0 is needed."_s}};
    if (const auto problem = checkRecipientsAreThere(draft.mail))
        return Failure{*problem};
    if (const auto problem = settleSender(draft.mail, place))
        return Failure{*problem};
    if (draft.mail.wireSize() > m_settings.messageLimit)
        return Failure{tooLarge()};
    draft.isSubmitted = true;
    draft.account = place.caller();
    draft.requestId = marks.requestId;
    draft.clientRequestId = marks.clientRequestId;
    const bool waits = draft.mail.deferredUntil.isValid() && draft.mail.deferredUntil > m_clock.now();
    if (!waits && !dispatch(draft)) {
        draft.isSubmitted = false;
        return Failure{full()};
    }
    return Answer{202, {{"Cache-Control", "private"}}, {}};
}

bool DraftService::dispatch(Draft &draft)
{
    AcceptedMail sent;
    sent.mail = draft.mail;
    sent.account = draft.account;
    sent.mailbox = draft.mailbox;
    sent.requestId = draft.requestId;
    sent.clientRequestId = draft.clientRequestId;
    sent.requestBytes = draft.mail.wireSize();
    sent.requestSha256 = contentHash(draft);
    // The move to Sent Items gives the mail another name, except for whoever asked for one that stays.
    if (m_settings.keepsIdOnSend)
        sent.immutableId = draft.immutableId;
    if (!m_postroom.accept(sent))
        return false;
    m_uploads.forget(draft.id);
    m_drafts.remove(draft.id);
    return true;
}

void DraftService::release()
{
    QStringList due;
    for (const auto &[id, draft] : m_drafts.all()) {
        if (draft.isSubmitted && draft.mail.deferredUntil <= m_clock.now())
            due.append(id);
    }
    for (const QString &id : due)
        dispatch(*m_drafts.at(id));
}

Answer DraftService::shown(const Draft &draft, int status, const Request &request) const
{
    QJsonObject object = messageObject(draft, wantsImmutableId(request));
    object.insert(u"@odata.context"_s, u"https://graph.microsoft.com/v1.0/$metadata#users('me')/messages/$entity"_s);
    Answer answer = json(status, object);
    if (wantsImmutableId(request))
        answer.headers.append(Header{"Preference-Applied", "IdType=\"ImmutableId\""});
    return answer;
}

} // namespace Sendoff::Practice
