// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/messagewire.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

namespace {

/// Where the JSON goes when it is wanted.
class Maker
{
public:
    Maker(const Contents &contents, qint64 size)
        : m_contents(contents)
    {
        m_json.reserve(size);
    }

    void put(QByteArrayView octets) { m_json.append(octets); }

    void putContent(const Attachment &attachment)
    {
        const auto content = m_contents.constFind(attachment.id);
        if (content == m_contents.constEnd()) {
            m_isComplete = false;
            return;
        }
        // In pieces of whole base64 groups: at no time is there a second copy of the whole attachment.
        constexpr qsizetype piece = 3 * 16 * 1024;
        for (qsizetype at = 0; at < content->size(); at += piece) {
            const auto part = QByteArray::fromRawData(content->constData() + at, std::min(piece, content->size() - at));
            m_json.append(part.toBase64());
        }
    }

    QByteArray take() { return m_isComplete ? std::move(m_json) : QByteArray(); }

private:
    const Contents &m_contents;
    QByteArray m_json;
    bool m_isComplete = true;
};

/// Where it goes when only its size is wanted.
class Counter
{
public:
    void put(QByteArrayView octets) { m_size += octets.size(); }
    void putContent(const Attachment &attachment) { m_size += base64Size(attachment.size); }
    qint64 size() const { return m_size; }

private:
    qint64 m_size = 0;
};

bool isHalfACharacter(QStringView text, qsizetype at)
{
    if (text[at].isHighSurrogate())
        return at + 1 == text.size() || !text[at + 1].isLowSurrogate();
    return text[at].isLowSurrogate() && (at == 0 || !text[at - 1].isHighSurrogate());
}

QByteArray escaped(char16_t character)
{
    switch (character) {
    case u'"':
        return "\\\"";
    case u'\\':
        return "\\\\";
    case u'\n':
        return "\\n";
    case u'\r':
        return "\\r";
    case u'\t':
        return "\\t";
    default:
        return "\\u00" + QByteArray::number(character, 16).rightJustified(2, '0');
    }
}

/// A JSON string (RFC 8259 7). Half a surrogate pair becomes U+FFFD: UTF-8 has no place for it, and Qt's versions
/// differ in what they make of it.
template <typename Sink>
void putString(Sink &sink, QStringView text)
{
    sink.put("\"");
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t character = text[i].unicode();
        const bool isHalf = text[i].isSurrogate() && isHalfACharacter(text, i);
        if (character >= 0x20 && character != u'"' && character != u'\\' && !isHalf)
            continue;
        sink.put(text.sliced(start, i - start).toUtf8());
        sink.put(isHalf ? QByteArray("\xEF\xBF\xBD") : escaped(character));
        start = i + 1;
    }
    sink.put(text.sliced(start).toUtf8());
    sink.put("\"");
}

/// Writes the members of one object and minds the commas.
template <typename Sink>
class Object
{
public:
    explicit Object(Sink &sink)
        : m_sink(sink)
    {
        m_sink.put("{");
    }
    void close() { m_sink.put("}"); }

    Sink &key(QByteArrayView name)
    {
        m_sink.put(m_isFirst ? "\"" : ",\"");
        m_sink.put(name);
        m_sink.put("\":");
        m_isFirst = false;
        return m_sink;
    }
    void text(QByteArrayView name, QStringView value)
    {
        if (!value.isEmpty())
            putString(key(name), value);
    }
    void yes(QByteArrayView name, bool value)
    {
        if (value)
            key(name).put("true");
    }

private:
    Sink &m_sink;
    bool m_isFirst = true;
};

/// The domain as A-labels (RFC 5890): the service documents no other form. An address literal stays.
QString wireMailbox(const QString &mailbox)
{
    const qsizetype at = mailbox.lastIndexOf(u'@');
    const auto isAscii = [](QChar c) { return c.unicode() < 0x80; };
    if (at < 0 || std::all_of(mailbox.begin() + at, mailbox.end(), isAscii))
        return mailbox;
    const QByteArray domain = QUrl::toAce(mailbox.sliced(at + 1));
    return domain.isEmpty() ? mailbox : mailbox.first(at + 1) + QString::fromLatin1(domain);
}

template <typename Sink>
void putAddress(Sink &sink, const Address &address)
{
    Object outer(sink);
    Object inner(outer.key("emailAddress"));
    inner.text("name", address.name);
    inner.text("address", wireMailbox(address.mailbox));
    inner.close();
    outer.close();
}

template <typename Sink>
void putField(Object<Sink> &object, QByteArrayView name, const QList<Recipient> &field)
{
    Sink *sink = nullptr;
    for (const Recipient &recipient : field) {
        if (!recipient.isReadable())
            continue;
        if (!sink) {
            sink = &object.key(name);
            sink->put("[");
        } else {
            sink->put(",");
        }
        putAddress(*sink, recipient.address);
    }
    if (sink)
        sink->put("]");
}

template <typename Sink>
void putAttachment(Sink &sink, const Attachment &attachment)
{
    Object object(sink);
    object.text("@odata.type", u"#microsoft.graph.fileAttachment");
    putString(object.key("name"), attachment.name); // required, unlike the others
    object.text("contentType", attachment.contentType);
    object.yes("isInline", attachment.isInline);
    if (attachment.isInline)
        object.text("contentId", attachment.contentId);
    object.key("contentBytes").put("\"");
    sink.putContent(attachment);
    sink.put("\"");
    object.close();
}

template <typename Sink>
void putDeferredSend(Object<Sink> &object, const QDateTime &sendAt)
{
    if (!sendAt.isValid())
        return;
    Sink &sink = object.key("singleValueExtendedProperties");
    sink.put("[");
    Object property(sink);
    property.text("id", u"SystemTime 0x3FEF"); // PidTagDeferredSendTime (MS-OXPROPS)
    property.text("value", sendAt.toUTC().toString(Qt::ISODate));
    property.close();
    sink.put("]");
}

template <typename Sink>
void putMessage(Sink &sink, const Message &message, Enclosed enclosed = Enclosed::All, const QDateTime &sendAt = {})
{
    Object object(sink);
    object.text("subject", message.subject);
    Object body(object.key("body"));
    body.text("contentType", message.body.kind == BodyKind::Html ? u"html" : u"text");
    putString(body.key("content"), message.body.content);
    body.close();
    if (message.from)
        putAddress(object.key("from"), *message.from);
    putField(object, "toRecipients", message.recipients.to);
    putField(object, "ccRecipients", message.recipients.cc);
    putField(object, "bccRecipients", message.recipients.bcc);
    putField(object, "replyTo", message.replyTo);
    if (message.importance != Importance::Normal)
        object.text("importance", message.importance == Importance::High ? u"high" : u"low");
    object.yes("isDeliveryReceiptRequested", message.deliveryReceipt);
    object.yes("isReadReceiptRequested", message.readReceipt);
    object.text("internetMessageId", message.internetMessageId);
    putDeferredSend(object, sendAt);
    if (enclosed == Enclosed::All && !message.attachments.isEmpty()) {
        object.key("attachments").put("[");
        for (qsizetype i = 0; i < message.attachments.size(); ++i) {
            if (i > 0)
                sink.put(",");
            putAttachment(sink, message.attachments[i]);
        }
        sink.put("]");
    }
    object.close();
}

template <typename Sink>
void putRequest(Sink &sink, const Message &message)
{
    Object request(sink);
    putMessage(request.key("message"), message);
    if (!message.saveToSent)
        request.key("saveToSentItems").put("false");
    request.close();
}

} // namespace

QByteArray sendMailBody(const Message &message, const Contents &contents)
{
    Maker maker(contents, sendMailBodySize(message));
    putRequest(maker, message);
    return maker.take();
}

qint64 sendMailBodySize(const Message &message)
{
    Counter counter;
    putRequest(counter, message);
    return counter.size();
}

QByteArray draftBody(const Message &message, const Contents &contents, Enclosed enclosed, const QDateTime &sendAt)
{
    Maker maker(contents, draftBodySize(message, enclosed));
    putMessage(maker, message, enclosed, sendAt);
    return maker.take();
}

qint64 draftBodySize(const Message &message, Enclosed enclosed)
{
    Counter counter;
    putMessage(counter, message, enclosed, message.sendAt);
    return counter.size();
}

QByteArray attachmentBody(const Attachment &attachment, const QByteArray &octets)
{
    const Contents contents{{attachment.id, octets}};
    Maker maker(contents, base64Size(octets.size()) + 1024);
    putAttachment(maker, attachment);
    return maker.take();
}

QByteArray uploadSessionBody(const Attachment &attachment)
{
    const Contents none;
    Maker maker(none, 512);
    Object outer(maker);
    Object item(outer.key("AttachmentItem"));
    item.text("attachmentType", u"file");
    putString(item.key("name"), attachment.name);
    item.key("size").put(QByteArray::number(attachment.size));
    item.text("contentType", attachment.contentType);
    item.yes("isInline", attachment.isInline);
    if (attachment.isInline)
        item.text("contentId", attachment.contentId);
    item.close();
    outer.close();
    return maker.take();
}

} // namespace Sendoff::Graph
