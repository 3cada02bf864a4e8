// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/mailjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

QJsonObject writePerson(const Person &person)
{
    return {{u"name"_s, person.name}, {u"address"_s, person.address}};
}

Person readPerson(const QJsonValue &value)
{
    return {value["name"_L1].toString(), value["address"_L1].toString()};
}

QJsonArray writePeople(const QList<Person> &people)
{
    QJsonArray array;
    for (const Person &person : people)
        array.append(writePerson(person));
    return array;
}

QList<Person> readPeople(const QJsonValue &value)
{
    QList<Person> people;
    for (const QJsonValue person : value.toArray())
        people.append(readPerson(person));
    return people;
}

QJsonArray writeFiles(const QList<File> &files)
{
    QJsonArray array;
    for (const File &file : files) {
        array.append(QJsonObject{{u"name"_s, file.name},
                                 {u"contentType"_s, file.contentType},
                                 {u"size"_s, file.size()},
                                 {u"sha256"_s, QString::fromLatin1(file.sha256())},
                                 {u"id"_s, file.id},
                                 {u"contentId"_s, file.contentId},
                                 {u"inline"_s, file.isInline}});
    }
    return array;
}

QJsonArray writeHeaders(const QList<ExtraHeader> &headers)
{
    QJsonArray array;
    for (const ExtraHeader &header : headers)
        array.append(QJsonObject{{u"name"_s, header.name}, {u"value"_s, header.value}});
    return array;
}

Mail readMail(const QJsonObject &object)
{
    Mail mail;
    mail.from = readPerson(object.value("from"_L1));
    mail.to = readPeople(object.value("to"_L1));
    mail.cc = readPeople(object.value("cc"_L1));
    mail.bcc = readPeople(object.value("bcc"_L1));
    mail.replyTo = readPeople(object.value("replyTo"_L1));
    mail.subject = object.value("subject"_L1).toString();
    mail.content = object.value("body"_L1)["content"_L1].toString();
    mail.isHtml = object.value("body"_L1)["contentType"_L1].toString() == "html"_L1;
    for (const QJsonValue file : object.value("attachments"_L1).toArray()) {
        mail.files.append({file["name"_L1].toString(),
                           file["contentType"_L1].toString(),
                           {},
                           file["contentId"_L1].toString(),
                           file["inline"_L1].toBool(),
                           file["id"_L1].toString(),
                           {},
                           file["size"_L1].toInteger(),
                           file["sha256"_L1].toString().toLatin1()});
    }
    mail.internetMessageId = object.value("internetMessageId"_L1).toString();
    mail.importance = object.value("importance"_L1).toString();
    mail.wantsReadReceipt = object.value("readReceipt"_L1).toBool();
    mail.wantsDeliveryReceipt = object.value("deliveryReceipt"_L1).toBool();
    mail.savesToSentItems = object.value("saveToSentItems"_L1).toBool();
    for (const QJsonValue header : object.value("headers"_L1).toArray())
        mail.extraHeaders.append({header["name"_L1].toString(), header["value"_L1].toString()});
    for (const QJsonValue category : object.value("categories"_L1).toArray())
        mail.categories.append(category.toString());
    mail.isMime = object.value("mime"_L1).toBool();
    return mail;
}

} // namespace

QJsonObject writeMailJson(const AcceptedMail &accepted)
{
    const Mail &mail = accepted.mail;
    return {
        {u"id"_s, accepted.id},
        {u"time"_s, accepted.time.toUTC().toString(Qt::ISODateWithMs)},
        {u"account"_s, accepted.account},
        {u"requestId"_s, accepted.requestId},
        {u"clientRequestId"_s, accepted.clientRequestId},
        {u"bytes"_s, accepted.requestBytes},
        {u"contentSha256"_s, QString::fromLatin1(accepted.requestSha256)},
        {u"copy"_s, accepted.copy},
        {u"from"_s, writePerson(mail.from)},
        {u"to"_s, writePeople(mail.to)},
        {u"cc"_s, writePeople(mail.cc)},
        {u"bcc"_s, writePeople(mail.bcc)},
        {u"replyTo"_s, writePeople(mail.replyTo)},
        {u"subject"_s, mail.subject},
        {u"body"_s, QJsonObject{{u"contentType"_s, mail.isHtml ? u"html"_s : u"text"_s}, {u"content"_s, mail.content}}},
        {u"attachments"_s, writeFiles(mail.files)},
        {u"internetMessageId"_s, mail.internetMessageId},
        {u"importance"_s, mail.importance},
        {u"readReceipt"_s, mail.wantsReadReceipt},
        {u"deliveryReceipt"_s, mail.wantsDeliveryReceipt},
        {u"saveToSentItems"_s, mail.savesToSentItems},
        {u"headers"_s, writeHeaders(mail.extraHeaders)},
        {u"categories"_s, QJsonArray::fromStringList(mail.categories)},
        {u"mime"_s, mail.isMime},
        {u"mailbox"_s, accepted.mailbox},
        {u"immutableId"_s, accepted.immutableId},
        {u"restId"_s, accepted.restId}};
}

std::optional<AcceptedMail> readMailJson(const QJsonObject &object)
{
    AcceptedMail accepted;
    accepted.id = object.value("id"_L1).toString();
    accepted.time = QDateTime::fromString(object.value("time"_L1).toString(), Qt::ISODateWithMs);
    if (accepted.id.isEmpty() || !accepted.time.isValid())
        return std::nullopt;
    accepted.account = object.value("account"_L1).toString();
    accepted.requestId = object.value("requestId"_L1).toString();
    accepted.clientRequestId = object.value("clientRequestId"_L1).toString();
    accepted.requestBytes = object.value("bytes"_L1).toInteger();
    accepted.requestSha256 = object.value("contentSha256"_L1).toString().toLatin1();
    accepted.copy = object.value("copy"_L1).toInt(1);
    accepted.mailbox = object.value("mailbox"_L1).toString(accepted.account);
    accepted.immutableId = object.value("immutableId"_L1).toString(u"AAkALg."_s + accepted.id);
    accepted.restId = object.value("restId"_L1).toString(u"AAMkAG."_s + accepted.id);
    accepted.mail = readMail(object);
    return accepted;
}

} // namespace Sendoff::Practice
