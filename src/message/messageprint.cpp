// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/messageprint.h"

#include "message/jsonnames.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

QJsonArray readable(const QList<Recipient> &field, QStringList &invalid)
{
    QJsonArray array;
    for (const Recipient &recipient : field) {
        if (!recipient.isReadable()) {
            invalid.append(recipient.unreadable);
            continue;
        }
        const Address &address = recipient.address;
        array.append(QJsonObject{{u"name"_s, address.name}, {u"address"_s, address.mailbox}});
    }
    return array;
}

} // namespace

QJsonObject printMessage(const Message &message, const QStringList &dropped, const QStringList &warnings)
{
    QStringList invalid;
    QJsonObject json;
    json.insert(u"to"_s, readable(message.recipients.to, invalid));
    json.insert(u"cc"_s, readable(message.recipients.cc, invalid));
    json.insert(u"bcc"_s, readable(message.recipients.bcc, invalid));
    json.insert(u"replyTo"_s, readable(message.replyTo, invalid));
    json.insert(u"subject"_s, message.subject);
    const QString type = JsonNames::nameOf(JsonNames::bodyKinds, message.body.kind);
    json.insert(u"body"_s, QJsonObject{{u"type"_s, type}, {u"content"_s, message.body.content}});
    QJsonArray attachments;
    for (const Attachment &attachment : message.attachments) {
        attachments.append(QJsonObject{{u"name"_s, attachment.name},
                                       {u"contentType"_s, attachment.contentType},
                                       {u"size"_s, attachment.size},
                                       {u"inline"_s, attachment.isInline}});
    }
    json.insert(u"attachments"_s, attachments);
    json.insert(u"inReplyTo"_s, message.inReplyTo);
    json.insert(u"importance"_s, JsonNames::nameOf(JsonNames::importances, message.importance));
    json.insert(u"invalid"_s, QJsonArray::fromStringList(invalid));
    json.insert(u"dropped"_s, QJsonArray::fromStringList(dropped));
    json.insert(u"warnings"_s, QJsonArray::fromStringList(warnings));
    return json;
}

} // namespace Sendoff
