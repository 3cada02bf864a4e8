// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mime/mailreader.h"

#include "message/characters.h"
#include "message/encodedword.h"
#include "message/filename.h"
#include "mime/gmimelibrary.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Mime {

namespace {

constexpr int mostPeople = 5000; // ten times what the service takes; more is not a mail of a person

QString textOf(const char *utf8)
{
    return utf8 ? decodeUtf8(QByteArrayView(utf8)).text : QString();
}

/// Where a part stands, which says what it is for.
enum class Place { Whole, Alternative, Related, Mixed, Opaque };

class MailReader
{
public:
    Result<ReadMail, MailFault> read(const QByteArray &octets)
    {
        const Owned<GMimeStream> stream = streamOf(octets);
        const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
        g_mime_parser_set_persist_stream(parser.get(), TRUE);
        const Owned<GMimeMessage> mail(g_mime_parser_construct_message(parser.get(), nullptr));
        if (!mail || !looksLikeMail(mail.get()))
            return Failure{MailFault::NotAMail};
        readPeople(mail.get());
        readFields(mail.get());
        visit(g_mime_message_get_mime_part(mail.get()), Place::Whole, 0);
        if (m_fault)
            return Failure{*m_fault};
        Message &message = m_read.message;
        message.textAlternative = m_hasText && m_hasHtml;
        if (message.body.kind == BodyKind::Text)
            for (MailFile &file : m_read.files)
                file.isInline = false;
        return std::move(m_read);
    }

private:
    static QString field(GMimeMessage *mail, const char *name)
    {
        return textOf(g_mime_object_get_header(as<GMimeObject>(mail), name));
    }

    static bool looksLikeMail(GMimeMessage *mail)
    {
        for (const char *name : {"From", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "MIME-Version"}) {
            if (g_mime_object_get_header(as<GMimeObject>(mail), name))
                return true;
        }
        return false;
    }

    void readList(InternetAddressList *list, QList<Recipient> &people, int depth = 0)
    {
        const int count = list ? internet_address_list_length(list) : 0;
        for (int i = 0; i < count && m_people < mostPeople; ++i) {
            InternetAddress *each = internet_address_list_get_address(list, i);
            if (isOf(each, internet_address_group_get_type())) {
                if (depth < 5)
                    readList(internet_address_group_get_members(as<InternetAddressGroup>(each)), people, depth + 1);
                continue;
            }
            const QString mailbox = textOf(internet_address_mailbox_get_addr(as<InternetAddressMailbox>(each)));
            const QString name = oneLine(textOf(internet_address_get_name(each)));
            if (mailbox.isEmpty() && name.isEmpty())
                continue;
            ++m_people;
            people.append(recipientOf({name == mailbox ? QString() : name, mailbox}));
        }
    }

    void readPeople(GMimeMessage *mail)
    {
        Message &message = m_read.message;
        readList(g_mime_message_get_to(mail), message.recipients.to);
        readList(g_mime_message_get_cc(mail), message.recipients.cc);
        readList(g_mime_message_get_bcc(mail), message.recipients.bcc);
        readList(g_mime_message_get_reply_to(mail), message.replyTo);
        QList<Recipient> from;
        readList(g_mime_message_get_from(mail), from);
        if (!from.isEmpty() && from.first().isReadable())
            message.from = from.first().address;
    }

    void readFields(GMimeMessage *mail)
    {
        Message &message = m_read.message;
        message.subject = oneLine(textOf(g_mime_message_get_subject(mail)));
        const QString id = textOf(g_mime_message_get_message_id(mail));
        if (!id.isEmpty())
            message.internetMessageId = u'<' + oneLine(id) + u'>';
        message.inReplyTo = field(mail, "In-Reply-To").simplified().left(1000);
        message.references = field(mail, "References").simplified().left(16'000);
        const QString importance = field(mail, "Importance").trimmed().toLower();
        const QString priority = field(mail, "X-Priority").trimmed().left(1);
        if (importance == u"high" || (importance.isEmpty() && (priority == u"1" || priority == u"2")))
            message.importance = Importance::High;
        else if (importance == u"low" || (importance.isEmpty() && (priority == u"4" || priority == u"5")))
            message.importance = Importance::Low;
        message.readReceipt = !field(mail, "Disposition-Notification-To").trimmed().isEmpty();
        message.deliveryReceipt = !field(mail, "Return-Receipt-To").trimmed().isEmpty();
    }

    void visit(GMimeObject *object, Place place, int depth)
    {
        if (m_fault || !object)
            return;
        if (++m_parts > mostParts)
            m_fault = MailFault::TooManyParts;
        else if (depth > deepestPart)
            m_fault = MailFault::TooDeep;
        else if (isOf(object, g_mime_multipart_get_type()))
            visitChildren(as<GMimeMultipart>(object), depth);
        else if (isOf(object, g_mime_message_part_get_type()))
            takeMail(object);
        else if (isOf(object, g_mime_part_get_type()))
            takePart(as<GMimePart>(object), place);
    }

    void visitChildren(GMimeMultipart *parts, int depth)
    {
        GMimeContentType *type = g_mime_object_get_content_type(as<GMimeObject>(parts));
        Place place = Place::Mixed;
        if (g_mime_content_type_is_type(type, "multipart", "alternative"))
            place = Place::Alternative;
        else if (g_mime_content_type_is_type(type, "multipart", "related"))
            place = Place::Related;
        else if (g_mime_content_type_is_type(type, "multipart", "encrypted"))
            place = Place::Opaque;
        const int count = g_mime_multipart_get_count(parts);
        for (int i = 0; i < count && !m_fault; ++i)
            visit(g_mime_multipart_get_part(parts, i), place, depth + 1);
    }

    /// Becomes the text of the mail, or a file.
    void takePart(GMimePart *part, Place place)
    {
        GMimeObject *object = as<GMimeObject>(part);
        GMimeContentType *type = g_mime_object_get_content_type(object);
        const char *disposition = g_mime_object_get_disposition(object);
        const bool isFile = (disposition && qstricmp(disposition, "attachment") == 0) || g_mime_part_get_filename(part);
        const bool isText = isOf(object, g_mime_text_part_get_type()) && place != Place::Opaque && !isFile;
        const bool isHtml = isText && g_mime_content_type_is_type(type, "text", "html");
        const bool isPlain = isText && g_mime_content_type_is_type(type, "text", "plain");
        Body &body = m_read.message.body;
        if (isHtml && !m_hasHtml && (!m_hasText || place != Place::Mixed)) {
            body = {BodyKind::Html, linesOf(textIn(part))};
            m_hasHtml = true;
        } else if (isPlain && !m_hasText && !m_hasHtml) {
            body = {BodyKind::Text, cleanPlainText(textIn(part))};
            m_hasText = true;
        } else {
            takeFile(part, place);
        }
    }

    static QString textIn(GMimePart *part)
    {
        const Text text(g_mime_text_part_get_text(as<GMimeTextPart>(part)));
        return textOf(text.get());
    }

    static QString linesOf(QString text)
    {
        return text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n').remove(QChar(u'\0'));
    }

    void takeFile(GMimePart *part, Place place)
    {
        GMimeObject *object = as<GMimeObject>(part);
        MailFile file;
        const Text type(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object)));
        file.contentType = textOf(type.get()).toLower();
        file.contentId = oneLine(textOf(g_mime_part_get_content_id(part))).left(500);
        const char *disposition = g_mime_object_get_disposition(object);
        const bool saysInline = disposition && qstricmp(disposition, "inline") == 0;
        file.isInline = !file.contentId.isEmpty() && (place == Place::Related || saysInline);
        if (GMimeDataWrapper *content = g_mime_part_get_content(part)) {
            const Owned<GMimeStream> stream = emptyStream();
            g_mime_data_wrapper_write_to_stream(content, stream.get());
            file.octets = octetsOf(stream.get());
        }
        keep(std::move(file), textOf(g_mime_part_get_filename(part)));
    }

    /// A mail in a mail is a file for whoever gets it.
    void takeMail(GMimeObject *object)
    {
        MailFile file;
        file.contentType = u"message/rfc822"_s;
        QString name = textOf(g_mime_object_get_content_type_parameter(object, "name"));
        if (GMimeMessage *inner = g_mime_message_part_get_message(as<GMimeMessagePart>(object))) {
            const Owned<GMimeStream> stream = emptyStream();
            g_mime_object_write_to_stream(as<GMimeObject>(inner), nullptr, stream.get());
            file.octets = octetsOf(stream.get());
            if (name.isEmpty())
                name = oneLine(textOf(g_mime_message_get_subject(inner))).left(100);
        }
        if (!name.endsWith(u".eml"_s, Qt::CaseInsensitive))
            name = (name.isEmpty() ? u"message"_s : name) + u".eml"_s;
        keep(std::move(file), name);
    }

    void keep(MailFile file, const QString &name)
    {
        file.name = cleanSuggestedName(name).sendName;
        m_read.files.append(std::move(file));
    }

    ReadMail m_read;
    std::optional<MailFault> m_fault;
    int m_parts = 0;
    int m_people = 0;
    bool m_hasText = false;
    bool m_hasHtml = false;
};

} // namespace

Result<ReadMail, MailFault> readMail(const QByteArray &octets)
{
    if (octets.size() > largestMail)
        return Failure{MailFault::TooLarge};
    if (!startGMime())
        return Failure{MailFault::NoLibrary};
    return MailReader().read(octets);
}

} // namespace Sendoff::Mime
