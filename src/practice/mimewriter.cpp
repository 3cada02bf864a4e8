// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/mimewriter.h"

#include <QFile>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

constexpr qsizetype lineLimit = 76;

bool isPlainAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

/// UTF-8 pieces of at most `limit` octets, none of which ends inside a character.
QList<QByteArray> cutUtf8(const QByteArray &utf8, qsizetype limit)
{
    QList<QByteArray> pieces;
    qsizetype start = 0;
    while (start < utf8.size()) {
        qsizetype end = std::min(start + limit, utf8.size());
        while (end < utf8.size() && end > start + 1 && (static_cast<unsigned char>(utf8[end]) & 0xc0) == 0x80)
            --end;
        pieces.append(utf8.mid(start, end - start));
        start = end;
    }
    return pieces;
}

QByteArray wrappedBase64(const QByteArray &content)
{
    const QByteArray encoded = content.toBase64();
    QByteArray lines;
    for (qsizetype at = 0; at < encoded.size(); at += lineLimit)
        lines += encoded.mid(at, lineLimit) + "\r\n";
    return lines;
}

QByteArray quoted(const QString &text)
{
    QByteArray octets = text.toLatin1();
    octets.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + octets + '"';
}

QByteArray writePerson(const Person &person)
{
    const QByteArray address = '<' + person.address.toUtf8() + '>';
    if (person.name.isEmpty())
        return address;
    if (isPlainAscii(person.name) && person.name.size() < 60)
        return quoted(person.name) + ' ' + address;
    return encodeHeaderText(person.name, 1) + "\r\n " + address;
}

/// One person a line.
QByteArray writePeople(const QByteArray &field, const QList<Person> &people)
{
    if (people.isEmpty())
        return {};
    QByteArray text = field + ':';
    for (qsizetype index = 0; index < people.size(); ++index)
        text += (index ? QByteArray(",\r\n ") : QByteArray(" ")) + writePerson(people.at(index));
    return text + "\r\n";
}

QByteArray writeText(const QByteArray &field, const QString &text)
{
    return field + ": " + encodeHeaderText(text, field.size() + 2) + "\r\n";
}

/// RFC 2231: plain where it can be, otherwise percent-encoded UTF-8 in numbered pieces.
QByteArray writeFileName(const QByteArray &parameter, const QString &name)
{
    if (isPlainAscii(name) && name.size() < 60 && name == name.simplified())
        return ";\r\n " + parameter + '=' + quoted(name);
    const QList<QByteArray> pieces = cutUtf8(name.toUtf8(), 16);
    QByteArray text;
    for (qsizetype index = 0; index < pieces.size(); ++index) {
        text += ";\r\n " + parameter + '*' + QByteArray::number(index)
            + "*=" + (index ? QByteArray() : QByteArray("utf-8''")) + pieces.at(index).toPercentEncoding({}, "'*");
    }
    return text;
}

QByteArray textPart(const Mail &mail)
{
    return QByteArray("Content-Type: text/") + (mail.isHtml ? "html" : "plain")
        + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + wrappedBase64(mail.content.toUtf8());
}

QByteArray fileHead(const File &file)
{
    // A part of type message/* or multipart/* must not be base64 (RFC 2046 5.2.1, RFC 2045 6.4).
    const QString type = file.contentType.section(u';', 0, 0).trimmed().toLower();
    const bool usable = !type.isEmpty() && !type.startsWith("message/"_L1) && !type.startsWith("multipart/"_L1);
    QByteArray part = "Content-Type: " + (usable ? type.toLatin1() : QByteArray("application/octet-stream"))
        + writeFileName("name", file.name) + "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: "
        + (file.isInline ? "inline" : "attachment") + writeFileName("filename", file.name) + "\r\n";
    if (!file.contentId.isEmpty())
        part += "Content-ID: <" + file.contentId.toUtf8() + ">\r\n";
    return part + "\r\n";
}

/// A stored one goes through in pieces, since it may be larger than what memory should hold.
bool writeFile(const File &file, QIODevice &to)
{
    to.write(fileHead(file));
    if (file.storedIn.isEmpty())
        return to.write(wrappedBase64(file.content)) >= 0;
    constexpr qint64 piece = lineLimit / 4 * 3 * 4096; // whole lines
    QFile from(file.storedIn);
    if (!from.open(QIODevice::ReadOnly))
        return false;
    while (!from.atEnd()) {
        if (to.write(wrappedBase64(from.read(piece))) < 0)
            return false;
    }
    return true;
}

QByteArray multipartHead(const QByteArray &subtype, const QByteArray &boundary)
{
    return "Content-Type: multipart/" + subtype + "; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n";
}

/// base64 never holds "=_", so no part can contain the boundary.
bool writeFiles(const QList<File> &files, const QByteArray &boundary, QIODevice &to)
{
    bool written = true;
    for (const File &file : files) {
        to.write("--" + boundary + "\r\n");
        written = writeFile(file, to) && written;
    }
    return to.write("--" + boundary + "--\r\n") > 0 && written;
}

bool writeBody(const AcceptedMail &accepted, QIODevice &to)
{
    const QByteArray stem = "=_" + accepted.id.toLatin1();
    QList<File> beside;
    QList<File> apart;
    for (const File &file : accepted.mail.files)
        (file.isInline && !file.contentId.isEmpty() && accepted.mail.isHtml ? beside : apart).append(file);
    if (!apart.isEmpty())
        to.write(multipartHead("mixed", stem + "_mixed"));
    if (!beside.isEmpty())
        to.write(multipartHead("related", stem + "_related"));
    bool written = to.write(textPart(accepted.mail)) > 0;
    if (!beside.isEmpty())
        written = writeFiles(beside, stem + "_related", to) && written;
    if (!apart.isEmpty())
        written = writeFiles(apart, stem + "_mixed", to) && written;
    return written;
}

} // namespace

QByteArray encodeHeaderText(const QString &text, qsizetype used)
{
    if (isPlainAscii(text) && used + text.size() <= 78 && !text.contains("=?"_L1) && text == text.trimmed())
        return text.toLatin1();
    // 39 octets make 52 of base64, 64 with the frame of the word, which leaves room for "Subject: ".
    QByteArray encoded;
    for (const QByteArray &piece : cutUtf8(text.toUtf8(), 39)) {
        if (!encoded.isEmpty())
            encoded += "\r\n ";
        encoded += "=?utf-8?B?" + piece.toBase64() + "?=";
    }
    return encoded;
}

bool writeEml(const AcceptedMail &accepted, QIODevice &to)
{
    const Mail &mail = accepted.mail;
    if (mail.isMime)
        return to.write(mail.mime) == mail.mime.size();
    const QString messageId
        = mail.internetMessageId.isEmpty() ? u"<%1@practice.example>"_s.arg(accepted.id) : mail.internetMessageId;
    QByteArray text = writePeople("From", {mail.from});
    if (mail.from.address.compare(accepted.account, Qt::CaseInsensitive) != 0)
        text += writePeople("Sender", {{{}, accepted.account}});
    text += writePeople("To", mail.to) + writePeople("Cc", mail.cc) + writePeople("X-Practice-Bcc", mail.bcc)
        + writePeople("Reply-To", mail.replyTo) + writeText("Subject", mail.subject);
    text += "Date: " + QLocale::c().toString(accepted.time.toUTC(), u"ddd, d MMM yyyy HH:mm:ss"_s).toLatin1()
        + " +0000\r\n";
    text += "Message-ID: " + messageId.toUtf8() + "\r\n";
    if (mail.importance != "normal"_L1 && !mail.importance.isEmpty())
        text += "Importance: " + mail.importance.toLatin1() + "\r\n";
    if (mail.wantsReadReceipt)
        text += writePeople("Disposition-Notification-To", {mail.from});
    if (mail.wantsDeliveryReceipt)
        text += writePeople("Return-Receipt-To", {mail.from});
    if (!mail.categories.isEmpty())
        text += writeText("Keywords", mail.categories.join(u", "_s));
    for (const ExtraHeader &header : mail.extraHeaders)
        text += writeText(header.name.toLatin1(), header.value);
    to.write(text + "MIME-Version: 1.0\r\n");
    return writeBody(accepted, to);
}

} // namespace Sendoff::Practice
