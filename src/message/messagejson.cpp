// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/messagejson.h"

#include "message/jsonnames.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

constexpr int currentFormat = 2;

/// The oldest format that says what this message says: a program that knows nothing of a ready-made mail must not take
/// it for an attachment.
int formatOf(const Message &message)
{
    return message.asItIs ? 2 : 1;
}

QJsonObject toJson(const Address &address)
{
    return {{u"name"_s, address.name}, {u"mailbox"_s, address.mailbox}};
}

QJsonArray toJson(const QList<Recipient> &field)
{
    QJsonArray array;
    for (const Recipient &recipient : field) {
        QJsonArray flags;
        for (const auto &[flag, name] : JsonNames::flags) {
            if (recipient.flags.testFlag(flag))
                flags.append(QString::fromUtf16(name));
        }
        QJsonObject entry = toJson(recipient.address);
        entry.insert(u"unreadable"_s, recipient.unreadable);
        entry.insert(u"fault"_s, JsonNames::nameOf(JsonNames::faults, recipient.fault));
        entry.insert(u"flags"_s, flags);
        array.append(entry);
    }
    return array;
}

// Device and inode are unsigned 64-bit numbers, which JSON numbers cannot all hold.
QJsonObject toJson(const Attachment &attachment)
{
    return {
        {u"id"_s, attachment.id},
        {u"file"_s, attachment.file},
        {u"name"_s, attachment.name},
        {u"contentType"_s, attachment.contentType},
        {u"size"_s, QString::number(attachment.size)},
        {u"inline"_s, attachment.isInline},
        {u"contentId"_s, attachment.contentId},
        {u"printSize"_s, QString::number(attachment.print.size)},
        {u"printModifiedMs"_s, QString::number(attachment.print.modifiedMs)},
        {u"printDevice"_s, QString::number(attachment.print.device)},
        {u"printInode"_s, QString::number(attachment.print.inode)},
    };
}

// Reads one object. What is missing keeps its default; what has another type than it should makes the whole wrong.
class ObjectReader
{
public:
    ObjectReader(const QJsonValue &value, bool &good)
        : m_object(value.toObject())
        , m_good(good)
    {
        m_good = m_good && value.isObject();
    }

    void read(const QString &key, QString &text)
    {
        take(key, QJsonValue::String, [&](const auto &v) { text = v.toString(); });
    }
    void read(const QString &key, bool &yes)
    {
        take(key, QJsonValue::Bool, [&](const auto &v) { yes = v.toBool(); });
    }

    void read(const QString &key, QDateTime &time)
    {
        take(key, QJsonValue::String, [&](const auto &v) {
            time = QDateTime::fromString(v.toString(), Qt::ISODateWithMs).toUTC();
            m_good = m_good && time.isValid();
        });
    }

    void read(const QString &key, qint64 &number)
    {
        readNumber(key, [&number](const QString &text, bool &ok) { number = text.toLongLong(&ok); });
    }

    void read(const QString &key, quint64 &number)
    {
        readNumber(key, [&number](const QString &text, bool &ok) { number = text.toULongLong(&ok); });
    }

    template <typename Names, typename Value>
    void readName(const QString &key, const Names &names, Value &value)
    {
        take(key, QJsonValue::String, [&](const QJsonValue &v) {
            for (const auto &[known, name] : names) {
                if (name == v.toString()) {
                    value = known;
                    return;
                }
            }
            m_good = false;
        });
    }

    template <typename Each>
    void readArray(const QString &key, Each each)
    {
        take(key, QJsonValue::Array, [&](const QJsonValue &v) {
            const QJsonArray array = v.toArray();
            for (const auto &entry : array)
                each(QJsonValue(entry));
        });
    }

    bool has(const QString &key) const { return m_object.contains(key); }
    QJsonValue at(const QString &key) const { return m_object.value(key); }

private:
    template <typename Take>
    void take(const QString &key, QJsonValue::Type type, Take takeIt)
    {
        const QJsonValue value = m_object.value(key);
        if (value.isUndefined())
            return;
        if (value.type() == type)
            takeIt(value);
        else
            m_good = false;
    }

    template <typename Read>
    void readNumber(const QString &key, Read readIt)
    {
        take(key, QJsonValue::String, [&](const QJsonValue &v) {
            bool ok = false;
            readIt(v.toString(), ok);
            m_good = m_good && ok;
        });
    }

    QJsonObject m_object;
    bool &m_good;
};

Address addressFrom(const QJsonValue &value, bool &good)
{
    Address address;
    ObjectReader reader(value, good);
    reader.read(u"name"_s, address.name);
    reader.read(u"mailbox"_s, address.mailbox);
    return address;
}

void readField(ObjectReader &parent, const QString &key, QList<Recipient> &field, bool &good)
{
    parent.readArray(key, [&](const QJsonValue &value) {
        Recipient recipient;
        recipient.address = addressFrom(value, good);
        ObjectReader reader(value, good);
        reader.read(u"unreadable"_s, recipient.unreadable);
        reader.readName(u"fault"_s, JsonNames::faults, recipient.fault);
        reader.readArray(u"flags"_s, [&](const QJsonValue &flag) {
            for (const auto &[known, name] : JsonNames::flags) {
                if (flag.toString() == name)
                    recipient.flags |= known;
            }
            good = good && flag.isString();
        });
        // A readable recipient without a mailbox would reach the service as nobody.
        good = good && recipient.isReadable() != recipient.address.mailbox.isEmpty();
        field.append(recipient);
    });
}

Attachment attachmentFrom(const QJsonValue &value, bool &good)
{
    Attachment attachment;
    ObjectReader reader(value, good);
    reader.read(u"id"_s, attachment.id);
    reader.read(u"file"_s, attachment.file);
    reader.read(u"name"_s, attachment.name);
    reader.read(u"contentType"_s, attachment.contentType);
    reader.read(u"size"_s, attachment.size);
    reader.read(u"inline"_s, attachment.isInline);
    reader.read(u"contentId"_s, attachment.contentId);
    reader.read(u"printSize"_s, attachment.print.size);
    reader.read(u"printModifiedMs"_s, attachment.print.modifiedMs);
    reader.read(u"printDevice"_s, attachment.print.device);
    reader.read(u"printInode"_s, attachment.print.inode);
    return attachment;
}

} // namespace

QJsonObject toJson(const Message &message)
{
    QJsonArray attachments;
    for (const Attachment &attachment : message.attachments)
        attachments.append(toJson(attachment));
    QJsonObject json{
        {u"format"_s, formatOf(message)},
        {u"to"_s, toJson(message.recipients.to)},
        {u"cc"_s, toJson(message.recipients.cc)},
        {u"bcc"_s, toJson(message.recipients.bcc)},
        {u"replyTo"_s, toJson(message.replyTo)},
        {u"subject"_s, message.subject},
        {u"bodyKind"_s, JsonNames::nameOf(JsonNames::bodyKinds, message.body.kind)},
        {u"body"_s, message.body.content},
        {u"attachments"_s, attachments},
        {u"inReplyTo"_s, message.inReplyTo},
        {u"importance"_s, JsonNames::nameOf(JsonNames::importances, message.importance)},
        {u"readReceipt"_s, message.readReceipt},
        {u"deliveryReceipt"_s, message.deliveryReceipt},
        {u"saveToSent"_s, message.saveToSent},
        {u"internetMessageId"_s, message.internetMessageId},
    };
    if (message.asMailbox)
        json.insert(u"asMailbox"_s, true);
    if (message.sendAt.isValid())
        json.insert(u"sendAt"_s, message.sendAt.toUTC().toString(Qt::ISODateWithMs));
    if (message.from)
        json.insert(u"from"_s, toJson(*message.from));
    if (!message.references.isEmpty())
        json.insert(u"references"_s, message.references);
    if (message.textAlternative)
        json.insert(u"textAlternative"_s, true);
    if (message.asItIs)
        json.insert(u"asItIs"_s, true);
    return json;
}

Result<Message, MessageJsonFault> messageFromJson(const QJsonObject &json)
{
    if (json.isEmpty())
        return Failure{MessageJsonFault::NotAnObject};
    const QJsonValue format = json.value(u"format"_s);
    if (!format.isDouble() || format.toInteger(0) < 1)
        return Failure{MessageJsonFault::WrongShape};
    if (format.toInteger() > currentFormat)
        return Failure{MessageJsonFault::NewerFormat};

    Message message;
    bool good = true;
    ObjectReader reader(json, good);
    readField(reader, u"to"_s, message.recipients.to, good);
    readField(reader, u"cc"_s, message.recipients.cc, good);
    readField(reader, u"bcc"_s, message.recipients.bcc, good);
    readField(reader, u"replyTo"_s, message.replyTo, good);
    reader.read(u"subject"_s, message.subject);
    reader.readName(u"bodyKind"_s, JsonNames::bodyKinds, message.body.kind);
    reader.read(u"body"_s, message.body.content);
    reader.readArray(u"attachments"_s,
                     [&](const QJsonValue &value) { message.attachments.append(attachmentFrom(value, good)); });
    reader.read(u"inReplyTo"_s, message.inReplyTo);
    reader.read(u"references"_s, message.references);
    reader.readName(u"importance"_s, JsonNames::importances, message.importance);
    reader.read(u"readReceipt"_s, message.readReceipt);
    reader.read(u"deliveryReceipt"_s, message.deliveryReceipt);
    reader.read(u"saveToSent"_s, message.saveToSent);
    reader.read(u"textAlternative"_s, message.textAlternative);
    reader.read(u"asItIs"_s, message.asItIs);
    reader.read(u"internetMessageId"_s, message.internetMessageId);
    reader.read(u"asMailbox"_s, message.asMailbox);
    reader.read(u"sendAt"_s, message.sendAt);
    if (reader.has(u"from"_s))
        message.from = addressFrom(reader.at(u"from"_s), good);
    if (!good || (message.asItIs && message.attachments.size() != 1))
        return Failure{MessageJsonFault::WrongShape};
    return message;
}

} // namespace Sendoff
