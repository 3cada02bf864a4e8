// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/wireshape.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

using Kind = WireMember::Kind;

WireMember text(const QString &name)
{
    return {name, Kind::String, {}, nullptr, false, true};
}

WireMember flag(const QString &name)
{
    return {name, Kind::Boolean, {}, nullptr, false, true};
}

WireMember choice(const QString &name, const QStringList &values)
{
    return {name, Kind::Enum, values, nullptr, false, true};
}

WireMember object(const QString &name, const WireShape &shape)
{
    return {name, Kind::Object, {}, &shape, false, true};
}

WireMember objects(const QString &name, const WireShape &shape)
{
    return {name, Kind::Objects, {}, &shape, false, false};
}

WireMember strings(const QString &name)
{
    return {name, Kind::Strings, {}, nullptr, false, false};
}

WireMember readOnly(const QString &name)
{
    return {name, Kind::String, {}, nullptr, true, true};
}

WireMember needed(WireMember member)
{
    member.nullable = false;
    return member;
}

const WireShape &recipientShape()
{
    static const WireShape emailAddress{u"microsoft.graph.emailAddress"_s, {text(u"name"_s), text(u"address"_s)}};
    static const WireShape recipient{u"microsoft.graph.recipient"_s, {object(u"emailAddress"_s, emailAddress)}};
    return recipient;
}

const WireShape &flagShape()
{
    static const WireShape moment{u"microsoft.graph.dateTimeTimeZone"_s,
                                  {needed(text(u"dateTime"_s)), text(u"timeZone"_s)}};
    static const WireShape followup{u"microsoft.graph.followupFlag"_s,
                                    {choice(u"flagStatus"_s, {u"notFlagged"_s, u"complete"_s, u"flagged"_s}),
                                     object(u"startDateTime"_s, moment), object(u"dueDateTime"_s, moment),
                                     object(u"completedDateTime"_s, moment)}};
    return followup;
}

GraphProblem unreadable(const QString &message)
{
    return {400, u"RequestBodyRead"_s, message};
}

GraphProblem wrongType(const QString &path, const QString &expected)
{
    return unreadable(u"Cannot convert the value of '%1' to the expected type '%2'."_s.arg(path, expected));
}

std::optional<GraphProblem> findMisfitInList(const QJsonArray &list, const WireShape &shape, const QString &path)
{
    for (qsizetype index = 0; index < list.size(); ++index) {
        const QString at = u"%1[%2]"_s.arg(path).arg(index);
        if (!list.at(index).isObject())
            return wrongType(at, shape.type);
        if (const auto misfit = findMisfit(list.at(index).toObject(), shape, at))
            return misfit;
    }
    return std::nullopt;
}

std::optional<GraphProblem> findMisfitInValue(const QJsonValue &value, const WireMember &member, const QString &path)
{
    switch (member.kind) {
    case Kind::String:
        return value.isString() ? std::nullopt : std::optional(wrongType(path, u"Edm.String"_s));
    case Kind::Boolean:
        return value.isBool() ? std::nullopt : std::optional(wrongType(path, u"Edm.Boolean"_s));
    case Kind::Enum:
        return value.isString() && member.values.contains(value.toString())
            ? std::nullopt
            : std::optional(wrongType(path, member.values.join(u" | "_s)));
    case Kind::Number:
        return value.isDouble() && value.toDouble() == double(value.toInteger(-1))
            ? std::nullopt
            : std::optional(wrongType(path, u"Edm.Int64"_s));
    case Kind::Bytes:
        return value.isString() && decodeBase64(value.toString()) ? std::nullopt
                                                                  : std::optional(wrongType(path, u"Edm.Binary"_s));
    case Kind::Object:
        return value.isObject() ? findMisfit(value.toObject(), *member.shape, path)
                                : std::optional(wrongType(path, member.shape->type));
    case Kind::Objects:
        return value.isArray() ? findMisfitInList(value.toArray(), *member.shape, path)
                               : std::optional(wrongType(path, u"Collection(%1)"_s.arg(member.shape->type)));
    case Kind::Strings: {
        const QJsonArray list = value.toArray();
        const bool fits = value.isArray()
            && std::all_of(list.begin(), list.end(), [](const QJsonValue &item) { return item.isString(); });
        return fits ? std::nullopt : std::optional(wrongType(path, u"Collection(Edm.String)"_s));
    }
    }
    return std::nullopt;
}

} // namespace

const WireShape &attachmentShape()
{
    static const WireShape file{
        u"microsoft.graph.fileAttachment"_s,
        {{u"@odata.type"_s, Kind::Enum, {u"#microsoft.graph.fileAttachment"_s}, nullptr, false, false},
         needed(text(u"name"_s)),
         text(u"contentType"_s),
         {u"contentBytes"_s, Kind::Bytes, {}, nullptr, false, false},
         needed(flag(u"isInline"_s)),
         text(u"contentId"_s),
         readOnly(u"contentLocation"_s),
         readOnly(u"id"_s),
         readOnly(u"lastModifiedDateTime"_s),
         readOnly(u"size"_s)}};
    return file;
}

const WireShape &uploadItemShape()
{
    static const WireShape item{
        u"microsoft.graph.attachmentItem"_s,
        {{u"attachmentType"_s, Kind::Enum, {u"file"_s, u"item"_s, u"reference"_s}, nullptr, false, false},
         needed(text(u"name"_s)),
         {u"size"_s, Kind::Number, {}, nullptr, false, false},
         text(u"contentType"_s),
         needed(flag(u"isInline"_s)),
         text(u"contentId"_s)}};
    return item;
}

const WireShape &messageShape()
{
    static const WireShape body{u"microsoft.graph.itemBody"_s,
                                {choice(u"contentType"_s, {u"text"_s, u"html"_s}), text(u"content"_s)}};
    static const WireShape header{u"microsoft.graph.internetMessageHeader"_s,
                                  {needed(text(u"name"_s)), needed(text(u"value"_s))}};
    static const WireShape single{u"microsoft.graph.singleValueLegacyExtendedProperty"_s,
                                  {needed(text(u"id"_s)), text(u"value"_s)}};
    static const WireShape multi{u"microsoft.graph.multiValueLegacyExtendedProperty"_s,
                                 {needed(text(u"id"_s)), strings(u"value"_s)}};
    static const WireShape message{u"microsoft.graph.message"_s,
                                   {text(u"subject"_s),
                                    object(u"body"_s, body),
                                    objects(u"toRecipients"_s, recipientShape()),
                                    objects(u"ccRecipients"_s, recipientShape()),
                                    objects(u"bccRecipients"_s, recipientShape()),
                                    objects(u"replyTo"_s, recipientShape()),
                                    object(u"from"_s, recipientShape()),
                                    object(u"sender"_s, recipientShape()),
                                    choice(u"importance"_s, {u"low"_s, u"normal"_s, u"high"_s}),
                                    choice(u"inferenceClassification"_s, {u"focused"_s, u"other"_s}),
                                    flag(u"isDeliveryReceiptRequested"_s),
                                    flag(u"isReadReceiptRequested"_s),
                                    flag(u"isRead"_s),
                                    text(u"internetMessageId"_s),
                                    objects(u"internetMessageHeaders"_s, header),
                                    strings(u"categories"_s),
                                    object(u"flag"_s, flagShape()),
                                    objects(u"attachments"_s, attachmentShape()),
                                    objects(u"singleValueExtendedProperties"_s, single),
                                    objects(u"multiValueExtendedProperties"_s, multi),
                                    readOnly(u"id"_s),
                                    readOnly(u"changeKey"_s),
                                    readOnly(u"conversationId"_s),
                                    readOnly(u"conversationIndex"_s),
                                    readOnly(u"createdDateTime"_s),
                                    readOnly(u"lastModifiedDateTime"_s),
                                    readOnly(u"sentDateTime"_s),
                                    readOnly(u"receivedDateTime"_s),
                                    readOnly(u"isDraft"_s),
                                    readOnly(u"hasAttachments"_s),
                                    readOnly(u"bodyPreview"_s),
                                    readOnly(u"uniqueBody"_s),
                                    readOnly(u"parentFolderId"_s),
                                    readOnly(u"webLink"_s)}};
    return message;
}

std::optional<GraphProblem> findMisfit(const QJsonObject &object, const WireShape &shape, const QString &path)
{
    for (auto at = object.begin(); at != object.end(); ++at) {
        const QString here = path.isEmpty() ? at.key() : path + u'.' + at.key();
        const auto member = std::find_if(shape.members.begin(), shape.members.end(),
                                         [&](const WireMember &known) { return known.name == at.key(); });
        if (member == shape.members.end() && at.key() == "@odata.type"_L1
            && at.value() == QJsonValue(u'#' + shape.type))
            continue;
        if (member == shape.members.end()) {
            return unreadable(
                u"The property '%1' does not exist on type '%2'. Make sure to only use property names that "
                "are defined by the type."_s.arg(here, shape.type));
        }
        if (member->readOnly)
            return GraphProblem{400, u"ErrorInvalidPropertySet"_s,
                                u"Set action is invalid for property '%1'."_s.arg(here)};
        if (at.value().isNull()) {
            if (!member->nullable)
                return unreadable(u"A null value was found for the property '%1', which is not nullable."_s.arg(here));
            continue;
        }
        if (const auto misfit = findMisfitInValue(at.value(), *member, here))
            return misfit;
    }
    return std::nullopt;
}

std::optional<QByteArray> decodeBase64(const QString &text)
{
    const QByteArray latin = text.toLatin1();
    if (latin.size() % 4 != 0)
        return std::nullopt;
    auto decoded = QByteArray::fromBase64Encoding(latin, QByteArray::AbortOnBase64DecodingErrors);
    // The decoder forgives line breaks and stray bits in the last group; encoding again shows them.
    if (!decoded || decoded.decoded.toBase64() != latin)
        return std::nullopt;
    return decoded.decoded;
}

} // namespace Sendoff::Practice
