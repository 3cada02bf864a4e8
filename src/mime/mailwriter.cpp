// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mime/mailwriter.h"

#include "message/characters.h"
#include "mime/gmimelibrary.h"
#include "mime/plainversion.h"

#include <QCryptographicHash>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Mime {

namespace {

/// The domain as A-labels, which every server understands; an address literal stays.
QByteArray wireMailbox(const QString &mailbox)
{
    const qsizetype at = mailbox.lastIndexOf(u'@');
    const auto isAscii = [](QChar c) { return c.unicode() < 0x80; };
    if (at < 0 || std::all_of(mailbox.begin() + at, mailbox.end(), isAscii))
        return mailbox.toUtf8();
    const QByteArray domain = QUrl::toAce(mailbox.sliced(at + 1));
    return domain.isEmpty() ? mailbox.toUtf8() : mailbox.first(at + 1).toUtf8() + domain;
}

/// Only what has the form of message ids (RFC 5322 3.6.4) gets into a field: these come from other people's mail.
QByteArrayList messageIds(const QString &text)
{
    QByteArrayList ids;
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const bool isPlain = std::all_of(word.begin(), word.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
        if (isPlain && word.size() > 2 && word.size() < 500 && word.startsWith(u'<') && word.endsWith(u'>'))
            ids.append(word.toLatin1());
    }
    return ids;
}

class MailWriter
{
public:
    MailWriter(const Message &message, const Contents &contents, const Stamp &stamp)
        : m_message(message)
        , m_contents(contents)
        , m_stamp(stamp)
        , m_mail(g_mime_message_new(FALSE))
        , m_boundary("=_"
                     + QCryptographicHash::hash((message.internetMessageId + message.subject).toUtf8(),
                                                QCryptographicHash::Sha256)
                           .toHex()
                           .left(24))
    {
    }

    QByteArray write()
    {
        addPeople();
        addFields();
        Owned<GMimeObject> content = body();
        content = withAttachments(std::move(content), "related", true);
        content = withAttachments(std::move(content), "mixed", false);
        g_mime_message_set_mime_part(m_mail.get(), content.get());
        const Format format(g_mime_format_options_clone(nullptr));
        g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
        g_mime_format_options_set_param_encoding_method(format.get(), GMIME_PARAM_ENCODING_METHOD_RFC2231);
        const Owned<GMimeStream> stream = emptyStream();
        g_mime_object_write_to_stream(as<GMimeObject>(m_mail.get()), format.get(), stream.get());
        return octetsOf(stream.get());
    }

private:
    void addMailbox(GMimeAddressType field, const Address &address)
    {
        // GMime lets pass what looks like an encoded word, and the reader would decode it.
        const QByteArray name = oneLine(address.name).replace(u"=?"_s, u"= ?"_s).toUtf8();
        const QByteArray mailbox = wireMailbox(address.mailbox);
        const Owned<InternetAddress> person(
            internet_address_mailbox_new(name.isEmpty() ? nullptr : name.constData(), mailbox.constData()));
        internet_address_set_charset(person.get(), "utf-8");
        internet_address_list_add(g_mime_message_get_addresses(m_mail.get(), field), person.get());
    }

    void addMailboxes(GMimeAddressType field, const QList<Recipient> &people)
    {
        for (const Recipient &each : people) {
            if (each.isReadable())
                addMailbox(field, each.address);
        }
    }

    void addPeople()
    {
        const Address from = m_message.from.value_or(m_stamp.sender);
        if (!from.mailbox.isEmpty())
            addMailbox(GMIME_ADDRESS_TYPE_FROM, from);
        addMailboxes(GMIME_ADDRESS_TYPE_REPLY_TO, m_message.replyTo);
        addMailboxes(GMIME_ADDRESS_TYPE_TO, m_message.recipients.to);
        addMailboxes(GMIME_ADDRESS_TYPE_CC, m_message.recipients.cc);
        addMailboxes(GMIME_ADDRESS_TYPE_BCC, m_message.recipients.bcc);
    }

    void addField(const char *name, const QByteArray &value)
    {
        if (!value.isEmpty())
            g_mime_object_set_header(as<GMimeObject>(m_mail.get()), name, value.constData(), "utf-8");
    }

    void addFields()
    {
        addSubject(oneLine(m_message.subject));
        if (m_stamp.date.isValid()) {
            GDateTime *date = g_date_time_new_from_unix_utc(m_stamp.date.toSecsSinceEpoch());
            g_mime_message_set_date(m_mail.get(), date);
            g_date_time_unref(date);
        }
        const QByteArrayList own = messageIds(m_message.internetMessageId);
        if (!own.isEmpty()) // GMime puts the angle brackets
            g_mime_message_set_message_id(m_mail.get(), own.first().mid(1, own.first().size() - 2).constData());
        addThread();
        if (m_message.importance != Importance::Normal)
            addField("Importance", m_message.importance == Importance::High ? "high" : "low");
        const QByteArray back = wireMailbox(m_message.from.value_or(m_stamp.sender).mailbox);
        if (m_message.readReceipt) // RFC 8098 2.1
            addField("Disposition-Notification-To", back.isEmpty() ? back : '<' + back + '>');
        if (m_message.deliveryReceipt)
            addField("Return-Receipt-To", back.isEmpty() ? back : '<' + back + '>');
    }

    void addSubject(const QString &subject)
    {
        g_mime_message_set_subject(m_mail.get(), subject.toUtf8().constData(), "utf-8");
        if (!subject.contains(u"=?"))
            return;
        // It looks like an encoded word and is none: only as a real one it arrives as it was typed (RFC 2047).
        QByteArray value;
        for (qsizetype at = 0; at < subject.size();) {
            qsizetype size = std::min<qsizetype>(5, subject.size() - at);
            if (at + size < subject.size() && subject.at(at + size - 1).isHighSurrogate())
                --size;
            value += (at == 0 ? " =?utf-8?Q?=" : "\n =?utf-8?Q?=") + subject.mid(at, size).toUtf8().toHex('=').toUpper()
                + "?=";
            at += size;
        }
        GMimeHeaderList *fields = g_mime_object_get_header_list(as<GMimeObject>(m_mail.get()));
        g_mime_header_set_raw_value(g_mime_header_list_get_header(fields, "Subject"), (value + "\n").constData());
    }

    void addThread()
    {
        const QByteArrayList parent = messageIds(m_message.inReplyTo);
        if (parent.isEmpty())
            return;
        QByteArrayList thread = messageIds(m_message.references);
        if (!thread.contains(parent.first()))
            thread.append(parent.first());
        // A long thread keeps its root and its end (RFC 5322 3.6.4 lets old ones go).
        while (thread.size() > 30)
            thread.removeAt(1);
        addField("In-Reply-To", parent.first());
        addField("References", thread.join(' '));
    }

    static void setContent(GMimePart *part, const QByteArray &octets)
    {
        const Owned<GMimeStream> stream = emptyStream();
        g_mime_stream_write(stream.get(), octets.constData(), size_t(octets.size()));
        g_mime_stream_reset(stream.get());
        const Owned<GMimeDataWrapper> content(
            g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
        g_mime_part_set_content(part, content.get());
        g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
    }

    static Owned<GMimeObject> textPart(const char *subtype, QString text)
    {
        GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);
        g_mime_text_part_set_charset(part, "utf-8");
        // Canonical text ends its lines with CRLF, also under base64 (RFC 2045 6.8).
        setContent(as<GMimePart>(part), text.replace(u"\r\n"_s, u"\n"_s).replace(u'\n', u"\r\n"_s).toUtf8());
        return Owned<GMimeObject>(as<GMimeObject>(part));
    }

    Owned<GMimeObject> multipart(const char *subtype)
    {
        GMimeMultipart *part = g_mime_multipart_new_with_subtype(subtype);
        // Base64 holds no "_", and a header cannot begin a line with "--": no part contains it.
        g_mime_multipart_set_boundary(part, (m_boundary + '.' + subtype).constData());
        return Owned<GMimeObject>(as<GMimeObject>(part));
    }

    Owned<GMimeObject> body()
    {
        const QString &content = m_message.body.content;
        if (m_message.body.kind == BodyKind::Text)
            return textPart("plain", content);
        Owned<GMimeObject> both = multipart("alternative");
        const Owned<GMimeObject> plain = textPart("plain", plainVersion(content));
        const Owned<GMimeObject> html = textPart("html", content);
        g_mime_multipart_add(as<GMimeMultipart>(both.get()), plain.get());
        g_mime_multipart_add(as<GMimeMultipart>(both.get()), html.get());
        return both;
    }

    bool isRelated(const Attachment &attachment) const
    {
        return attachment.isInline && m_message.body.kind == BodyKind::Html;
    }

    Owned<GMimeObject> withAttachments(Owned<GMimeObject> content, const char *subtype, bool related)
    {
        Owned<GMimeObject> whole;
        for (const Attachment &attachment : m_message.attachments) {
            if (isRelated(attachment) != related)
                continue;
            if (!whole) {
                whole = multipart(subtype);
                g_mime_multipart_add(as<GMimeMultipart>(whole.get()), content.get());
            }
            const Owned<GMimeObject> part = filePart(attachment);
            g_mime_multipart_add(as<GMimeMultipart>(whole.get()), part.get());
        }
        if (whole && related) { // RFC 2387 3.1: related names the type of its root
            GMimeContentType *root = g_mime_object_get_content_type(content.get());
            const Text type(g_mime_content_type_get_mime_type(root));
            g_mime_object_set_content_type_parameter(whole.get(), "type", type.get());
        }
        return whole ? std::move(whole) : std::move(content);
    }

    /// GMime would take the smallest charset a name fits into, and not every reader knows them all.
    static void sayUtf8(GMimeParamList *parameters, const char *name)
    {
        if (GMimeParam *parameter = parameters ? g_mime_param_list_get_parameter(parameters, name) : nullptr)
            g_mime_param_set_charset(parameter, "utf-8");
    }

    Owned<GMimeObject> filePart(const Attachment &attachment) const
    {
        const QString type = attachment.contentType.section(u';', 0, 0).trimmed().toLower();
        const QString main = type.section(u'/', 0, 0);
        const bool isAscii = std::all_of(type.begin(), type.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
        // A part of type message/* or multipart/* must not be base64 (RFC 2045 6.4).
        const bool fits = isAscii && type.count(u'/') == 1 && !type.startsWith(u'/') && !type.endsWith(u'/')
            && main != u"message" && main != u"multipart";
        GMimePart *part
            = g_mime_part_new_with_type(fits ? main.toLatin1().constData() : "application",
                                        fits ? type.section(u'/', 1).toLatin1().constData() : "octet-stream");
        const bool isInline = attachment.isInline && !attachment.contentId.isEmpty();
        g_mime_object_set_disposition(as<GMimeObject>(part), isInline ? "inline" : "attachment");
        g_mime_part_set_filename(part, attachment.name.toUtf8().constData());
        sayUtf8(g_mime_content_type_get_parameters(g_mime_object_get_content_type(as<GMimeObject>(part))), "name");
        sayUtf8(g_mime_content_disposition_get_parameters(g_mime_object_get_content_disposition(as<GMimeObject>(part))),
                "filename");
        if (isInline)
            g_mime_part_set_content_id(part, attachment.contentId.toUtf8().constData());
        setContent(part, m_contents.value(attachment.id));
        return Owned<GMimeObject>(as<GMimeObject>(part));
    }

    const Message &m_message;
    const Contents &m_contents;
    const Stamp &m_stamp;
    Owned<GMimeMessage> m_mail;
    QByteArray m_boundary;
};

} // namespace

QByteArray writeMail(const Message &message, const Contents &contents, const Stamp &stamp)
{
    const bool isComplete
        = std::all_of(message.attachments.begin(), message.attachments.end(),
                      [&contents](const Attachment &attachment) { return contents.contains(attachment.id); });
    if (!isComplete)
        return {};
    if (message.asItIs)
        return message.attachments.size() == 1 ? contents.value(message.attachments.first().id) : QByteArray();
    if (!startGMime())
        return {};
    return MailWriter(message, contents, stamp).write();
}

} // namespace Sendoff::Mime
