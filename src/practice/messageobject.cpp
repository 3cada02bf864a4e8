// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/messageobject.h"

#include "practice/exchange.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

QJsonObject personObject(const Person &person)
{
    return {{u"emailAddress"_s,
             QJsonObject{{u"name"_s, person.name.isEmpty() ? person.address : person.name},
                         {u"address"_s, person.address}}}};
}

QJsonArray peopleArray(const QList<Person> &people)
{
    QJsonArray array;
    for (const Person &person : people)
        array.append(personObject(person));
    return array;
}

QJsonObject contentOf(const Mail &mail)
{
    const bool hasAttachments
        = std::any_of(mail.files.begin(), mail.files.end(), [](const File &file) { return !file.isInline; });
    QJsonObject object{
        {u"subject"_s, mail.subject},
        {u"bodyPreview"_s, mail.content.left(255)},
        {u"body"_s, QJsonObject{{u"contentType"_s, mail.isHtml ? u"html"_s : u"text"_s}, {u"content"_s, mail.content}}},
        {u"importance"_s, mail.importance},
        {u"hasAttachments"_s, hasAttachments},
        {u"toRecipients"_s, peopleArray(mail.to)},
        {u"ccRecipients"_s, peopleArray(mail.cc)},
        {u"bccRecipients"_s, peopleArray(mail.bcc)},
        {u"replyTo"_s, peopleArray(mail.replyTo)},
        {u"isReadReceiptRequested"_s, mail.wantsReadReceipt},
        {u"isDeliveryReceiptRequested"_s, mail.wantsDeliveryReceipt},
        {u"categories"_s, QJsonArray::fromStringList(mail.categories)},
        {u"from"_s, QJsonValue::Null},
        {u"sender"_s, QJsonValue::Null}};
    if (!mail.from.address.isEmpty())
        object.insert(u"from"_s, personObject(mail.from));
    return object;
}

QString stamp(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

} // namespace

QJsonObject messageObject(const Draft &draft, bool isImmutable)
{
    QJsonObject object = contentOf(draft.mail);
    object.insert(u"id"_s, isImmutable ? draft.immutableId : draft.restId);
    object.insert(u"changeKey"_s, u"CQAAABYA"_s + QString::number(draft.changed.toMSecsSinceEpoch(), 36));
    object.insert(u"isDraft"_s, true);
    object.insert(u"isRead"_s, true);
    object.insert(u"internetMessageId"_s, draft.mail.internetMessageId);
    object.insert(u"createdDateTime"_s, stamp(draft.created));
    object.insert(u"lastModifiedDateTime"_s, stamp(draft.changed));
    object.insert(u"sentDateTime"_s, stamp(draft.created));
    object.insert(u"receivedDateTime"_s, stamp(draft.created));
    object.insert(u"parentFolderId"_s, draft.isSubmitted ? u"AAkALg.outbox"_s : u"AAkALg.drafts"_s);
    object.insert(u"conversationId"_s, u"AAQkAG."_s + draft.id);
    return object;
}

QJsonObject messageObject(const AcceptedMail &sent, bool isImmutable)
{
    QJsonObject object = contentOf(sent.mail);
    object.insert(u"id"_s, isImmutable ? sent.immutableId : sent.restId);
    object.insert(u"changeKey"_s, u"CQAAABYA"_s + sent.id);
    object.insert(u"isDraft"_s, false);
    object.insert(u"isRead"_s, true);
    const QString messageId = sent.mail.internetMessageId;
    object.insert(u"internetMessageId"_s, messageId.isEmpty() ? u"<%1@practice.example>"_s.arg(sent.id) : messageId);
    for (const QString &name :
         {u"createdDateTime"_s, u"lastModifiedDateTime"_s, u"sentDateTime"_s, u"receivedDateTime"_s})
        object.insert(name, stamp(sent.time));
    object.insert(u"parentFolderId"_s, u"AAkALg.sentitems"_s);
    object.insert(u"conversationId"_s, u"AAQkAG."_s + sent.id);
    return object;
}

QJsonObject attachmentObject(const File &file, const QDateTime &changed)
{
    return {{u"@odata.type"_s, u"#microsoft.graph.fileAttachment"_s},
            {u"@odata.mediaContentType"_s, file.contentType},
            {u"id"_s, file.id},
            {u"lastModifiedDateTime"_s, stamp(changed)},
            {u"name"_s, file.name},
            {u"contentType"_s, file.contentType},
            {u"size"_s, file.size()},
            {u"isInline"_s, file.isInline},
            {u"contentId"_s, file.contentId.isEmpty() ? QJsonValue() : QJsonValue(file.contentId)}};
}

Result<QStringList, GraphProblem> readSelect(const QByteArray &query, const QStringList &known,
                                             const QStringList &others)
{
    const Form form = parseForm(query);
    if (const QString name = form.repeatedName(); !name.isEmpty())
        return Failure{
            GraphProblem{400, u"BadRequest"_s, u"Query option '%1' was specified more than once."_s.arg(name)}};
    QStringList names;
    for (const auto &[option, value] : form.fields) {
        if (others.contains(option))
            continue;
        if (option != "$select"_L1)
            return Failure{
                GraphProblem{400, u"BadRequest"_s, u"The query option '%1' is not supported here."_s.arg(option)}};
        for (const QString &part : value.split(u',')) {
            if (!known.contains(part.trimmed()))
                return Failure{GraphProblem{
                    400, u"BadRequest"_s,
                    u"Parsing OData Select and Expand failed: Could not find a property named '%1'."_s.arg(part)}};
            names.append(part.trimmed());
        }
    }
    return names;
}

QJsonObject selected(const QJsonObject &whole, const QStringList &names)
{
    QJsonObject shown;
    for (auto at = whole.begin(); at != whole.end(); ++at) {
        if (names.isEmpty() || names.contains(at.key()) || at.key() == "id"_L1 || at.key().startsWith(u'@'))
            shown.insert(at.key(), at.value());
    }
    return shown;
}

const QStringList &messageMembers()
{
    static const QStringList members = messageObject(Draft{}, true).keys();
    return members;
}

const QStringList &attachmentMembers()
{
    static const QStringList members
        = {u"id"_s, u"lastModifiedDateTime"_s, u"name"_s, u"contentType"_s, u"size"_s, u"isInline"_s};
    return members;
}

QJsonObject basicOf(QJsonObject message)
{
    for (const QString &hidden : {u"body"_s, u"bodyPreview"_s})
        message.remove(hidden);
    return message;
}

} // namespace Sendoff::Practice
