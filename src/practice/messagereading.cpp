// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/messagereading.h"

#include "practice/jsonnames.h"
#include "practice/wireshape.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

constexpr qsizetype mostRecipients = 500; // message resource page
constexpr qsizetype longestSubject = 255; // Exchange Online limits
constexpr qsizetype mostAttachments = 250; // Exchange Online limits

using Problem = std::optional<GraphProblem>;

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

GraphProblem invalidRecipients(const QString &address)
{
    return {
        400, u"ErrorInvalidRecipients"_s,
        u"At least one recipient is not valid., Recipient '%1' is not resolved. All recipients must be resolved before "
        "a message can be submitted."_s.arg(address)};
}

GraphProblem badValue(const QString &text)
{
    return {400, u"ErrorPropertyValidationFailure"_s, text};
}

Person readPerson(const QJsonValue &recipient)
{
    const QJsonObject address = recipient.toObject().value("emailAddress"_L1).toObject();
    return {address.value("name"_L1).toString(), address.value("address"_L1).toString()};
}

QList<Person> readPeople(const QJsonObject &message, QLatin1StringView member)
{
    QList<Person> people;
    for (const QJsonValue recipient : message.value(member).toArray())
        people.append(readPerson(recipient));
    return people;
}

QList<File> readFiles(const QJsonObject &message)
{
    QList<File> files;
    for (const QJsonValue value : message.value("attachments"_L1).toArray()) {
        const QJsonObject file = value.toObject();
        files.append({file.value("name"_L1).toString(), file.value("contentType"_L1).toString(),
                      QByteArray::fromBase64(file.value("contentBytes"_L1).toString().toLatin1()),
                      file.value("contentId"_L1).toString(), file.value("isInline"_L1).toBool()});
    }
    return files;
}

Mail readMessage(const QJsonObject &message)
{
    Mail mail;
    mail.from = readPerson(message.value("from"_L1));
    mail.to = readPeople(message, "toRecipients"_L1);
    mail.cc = readPeople(message, "ccRecipients"_L1);
    mail.bcc = readPeople(message, "bccRecipients"_L1);
    mail.replyTo = readPeople(message, "replyTo"_L1);
    mail.subject = message.value("subject"_L1).toString();
    const QJsonObject body = message.value("body"_L1).toObject();
    mail.content = body.value("content"_L1).toString();
    mail.isHtml = body.value("contentType"_L1).toString() == "html"_L1;
    mail.files = readFiles(message);
    mail.internetMessageId = message.value("internetMessageId"_L1).toString();
    mail.importance = message.value("importance"_L1).toString(u"normal"_s);
    mail.wantsReadReceipt = message.value("isReadReceiptRequested"_L1).toBool();
    mail.wantsDeliveryReceipt = message.value("isDeliveryReceiptRequested"_L1).toBool();
    for (const QJsonValue header : message.value("internetMessageHeaders"_L1).toArray())
        mail.extraHeaders.append({header["name"_L1].toString(), header["value"_L1].toString()});
    for (const QJsonValue category : message.value("categories"_L1).toArray())
        mail.categories.append(category.toString());
    return mail;
}

Problem checkPeople(const Mail &mail)
{
    const qsizetype count = mail.to.size() + mail.cc.size() + mail.bcc.size();
    if (count > mostRecipients)
        return GraphProblem{400, u"ErrorExceededMaxRecipientLimit"_s, u"The message has more than 500 recipients."_s};
    for (const QList<Person> &list : {mail.to, mail.cc, mail.bcc, mail.replyTo}) {
        for (const Person &person : list) {
            if (!isPlausibleAddress(person.address) || hasControls(person.name))
                return invalidRecipients(person.address);
        }
    }
    return std::nullopt;
}

Problem checkHeaders(const Mail &mail)
{
    static const QRegularExpression name(u"\\A[xX]-[!-9;-~]+\\z"_s);
    for (const ExtraHeader &header : mail.extraHeaders) {
        if (!name.match(header.name).hasMatch() || hasControls(header.value)) {
            return GraphProblem{
                400, u"InvalidInternetMessageHeader"_s,
                u"The internet message header name '%1' should start with 'x-' or 'X-'."_s.arg(header.name)};
        }
    }
    return std::nullopt;
}

Problem checkFiles(const QJsonObject &message)
{
    const QJsonArray files = message.value("attachments"_L1).toArray();
    if (files.size() > mostAttachments)
        return badValue(u"The message has more than 250 attachments."_s);
    static const QRegularExpression mediaType(u"\\A[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *;.*)?\\z"_s);
    QStringList contentIds;
    for (const QJsonValue value : files) {
        const QJsonObject file = value.toObject();
        for (const QString &member : {u"@odata.type"_s, u"name"_s, u"contentBytes"_s}) {
            if (!file.contains(member))
                return GraphProblem{400, u"RequestBodyRead"_s, u"An attachment has no '%1'."_s.arg(member)};
        }
        const QString name = file.value("name"_L1).toString();
        const QString type = file.value("contentType"_L1).toString();
        const QString contentId = file.value("contentId"_L1).toString();
        if (name.isEmpty() || hasControls(name))
            return badValue(u"An attachment's name is empty or has control characters."_s);
        if (!type.isEmpty() && (hasControls(type) || !mediaType.match(type).hasMatch()))
            return badValue(u"The contentType '%1' of an attachment is not a media type."_s.arg(type));
        if (hasControls(contentId) || contentId.contains(u'<') || contentId.contains(u'>') || contentId.contains(u' '))
            return badValue(u"The contentId '%1' of an attachment is not usable."_s.arg(contentId));
        if (!contentId.isEmpty() && contentIds.contains(contentId))
            return badValue(u"The contentId '%1' is there twice."_s.arg(contentId));
        contentIds.append(contentId);
    }
    return std::nullopt;
}

Problem checkFlag(const QJsonObject &message)
{
    const QJsonObject flag = message.value("flag"_L1).toObject();
    if (flag.value("dueDateTime"_L1).isObject() && !flag.value("startDateTime"_L1).isObject())
        return GraphProblem{400, u"ErrorInvalidRequest"_s, u"A dueDateTime needs a startDateTime."_s};
    return std::nullopt;
}

/// "SystemTime 0x3FEF" is PidTagDeferredSendTime (MS-OXOMSG 2.2.3.3).
Problem readDeferral(const QJsonObject &message, Mail &mail)
{
    static const QRegularExpression tag(u"\\A *SystemTime +0x0*3FEF *\\z"_s, QRegularExpression::CaseInsensitiveOption);
    for (const QJsonValue property : message.value("singleValueExtendedProperties"_L1).toArray()) {
        if (!tag.match(property["id"_L1].toString()).hasMatch())
            continue;
        mail.deferredUntil = QDateTime::fromString(property["value"_L1].toString(), Qt::ISODate);
        if (!mail.deferredUntil.isValid() || mail.deferredUntil.timeSpec() == Qt::LocalTime)
            return badValue(u"The value of '0x3FEF' is not a moment in UTC."_s);
    }
    return std::nullopt;
}

Problem checkText(const Mail &mail)
{
    static const QRegularExpression messageId(u"\\A<[^\\s<>@]+@[^\\s<>@]+>\\z"_s);
    if (mail.subject.size() > longestSubject)
        return badValue(u"The subject is longer than 255 characters."_s);
    if (hasControls(mail.subject))
        return badValue(u"The subject has control characters."_s);
    if (!mail.internetMessageId.isEmpty() && !messageId.match(mail.internetMessageId).hasMatch())
        return badValue(u"The internetMessageId is not of the form <left@right>."_s);
    return std::nullopt;
}

} // namespace

bool isPlausibleAddress(const QString &address)
{
    static const QRegularExpression shape(
        u"\\A[^\\s@<>(),;:\\\\\"\\[\\]\\x00-\\x1f\\x7f]{1,64}@"
        "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\\z"_s);
    static const QRegularExpression quoted(u"\\A\"([ !#-\\[\\]-~]|\\\\[ -~]){1,62}\"@"
                                           "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\\z"_s);
    if (address.size() > 254 || address.startsWith(u'.') || address.contains(".."_L1) || address.contains(".@"_L1))
        return address.size() <= 254 && quoted.match(address).hasMatch();
    return shape.match(address).hasMatch() || quoted.match(address).hasMatch();
}

Result<QJsonObject, GraphProblem> readJsonObject(const QByteArray &body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject()) {
        return Failure{
            GraphProblem{400, u"BadRequest"_s,
                         u"Unable to read JSON request payload. Please ensure Content-Type header is set and "
                         "payload is of valid JSON format."_s}};
    }
    if (const QString twice = repeatedJsonName(body); !twice.isEmpty())
        return Failure{
            GraphProblem{400, u"RequestBodyRead"_s, u"The property '%1' is there more than once."_s.arg(twice)}};
    return document.object();
}

Result<Mail, GraphProblem> readMessageObject(const QJsonObject &message, const QString &path)
{
    if (const Problem misfit = findMisfit(message, messageShape(), path))
        return Failure{*misfit};
    if (const Problem problem = checkFiles(message))
        return Failure{*problem};
    Mail mail = readMessage(message);
    for (const Problem &problem :
         {checkPeople(mail), checkHeaders(mail), checkFlag(message), checkText(mail), readDeferral(message, mail)}) {
        if (problem)
            return Failure{*problem};
    }
    return mail;
}

Result<File, GraphProblem> readAttachmentObject(const QJsonObject &attachment)
{
    if (const Problem misfit = findMisfit(attachment, attachmentShape()))
        return Failure{*misfit};
    const QJsonObject message{{u"attachments"_s, QJsonArray{attachment}}};
    if (const Problem problem = checkFiles(message))
        return Failure{*problem};
    return readFiles(message).first();
}

std::optional<GraphProblem> checkRecipientsAreThere(const Mail &mail)
{
    if (mail.to.isEmpty() && mail.cc.isEmpty() && mail.bcc.isEmpty())
        return GraphProblem{400, u"ErrorInvalidRecipients"_s, u"At least one recipient is needed."_s};
    return std::nullopt;
}

} // namespace Sendoff::Practice
