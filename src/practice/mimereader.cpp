// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/mimereader.h"

#include "practice/messagereading.h"

#include <QRegularExpression>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

constexpr int deepest = 30; // Exchange Online limits

struct Part
{
    QList<std::pair<QByteArray, QByteArray>> fields; ///< names in lower case, values unfolded
    QByteArray body;

    QByteArray field(const QByteArray &name) const
    {
        for (const auto &[key, value] : fields) {
            if (key == name)
                return value;
        }
        return {};
    }
};

Part split(const QByteArray &text)
{
    Part part;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = text.indexOf('\n', at);
        end = end < 0 ? text.size() : end;
        const QByteArray line = text.mid(at, end - at).replace('\r', "");
        at = end + 1;
        if (line.isEmpty())
            break;
        if ((line.startsWith(' ') || line.startsWith('\t')) && !part.fields.isEmpty())
            part.fields.last().second += line;
        else if (const qsizetype colon = line.indexOf(':'); colon > 0)
            part.fields.append({line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed()});
    }
    part.body = text.mid(at);
    return part;
}

QByteArray decodeQuotedPrintable(QByteArray text, bool isHeader)
{
    if (isHeader)
        text.replace('_', ' ');
    text.replace("=\r\n", "").replace("=\n", "");
    return QByteArray::fromPercentEncoding(text, '=');
}

QString decodeCharset(const QByteArray &octets, const QByteArray &charset)
{
    QStringDecoder decoder(charset.isEmpty() ? "utf-8" : charset.constData());
    return decoder.isValid() ? QString(decoder(octets)) : QString::fromLatin1(octets);
}

/// RFC 2047.
QString decodeWords(const QByteArray &value)
{
    static const QRegularExpression between(u"\\?=[ \\t]+=\\?"_s);
    static const QRegularExpression word(u"=\\?([^?]+)\\?([BbQq])\\?([^?]*)\\?="_s);
    const QString text = QString::fromUtf8(value).replace(between, u"?==?"_s);
    QString decoded;
    qsizetype at = 0;
    for (const QRegularExpressionMatch &match : word.globalMatch(text)) {
        const QByteArray packed = match.captured(3).toLatin1();
        const QByteArray octets = match.captured(2).toUpper() == "B"_L1 ? QByteArray::fromBase64(packed)
                                                                        : decodeQuotedPrintable(packed, true);
        decoded += text.mid(at, match.capturedStart() - at) + decodeCharset(octets, match.captured(1).toLatin1());
        at = match.capturedEnd();
    }
    return decoded + text.mid(at);
}

QList<Person> readPeople(const QByteArray &value)
{
    static const QRegularExpression one(
        u"((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^,<>\"])*)<([^<>]+)>|([^,<>\"\\s]+@[^,<>\\s]+)"_s);
    QList<Person> people;
    const QString text = QString::fromUtf8(value);
    for (const QRegularExpressionMatch &match : one.globalMatch(text)) {
        QString name = match.captured(1).trimmed();
        if (name.startsWith(u'"') && name.endsWith(u'"') && name.size() > 1)
            name = name.mid(1, name.size() - 2).replace("\\\""_L1, "\""_L1).replace("\\\\"_L1, "\\"_L1);
        const QString address = match.hasCaptured(2) ? match.captured(2).trimmed() : match.captured(3);
        people.append({decodeWords(name.toUtf8()), address});
    }
    return people;
}

/// RFC 2231, first in one piece, then in numbered ones.
QString parameter(const QByteArray &field, const QString &name)
{
    const QString text = QString::fromUtf8(field);
    const auto find = [&](const QString &key) {
        const QRegularExpression shape(u";\\s*"_s + QRegularExpression::escape(key)
                                           + u"\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))"_s,
                                       QRegularExpression::CaseInsensitiveOption);
        const auto match = shape.match(text);
        return match.hasCaptured(2) ? match.captured(2) : match.captured(1).replace("\\\""_L1, "\""_L1);
    };
    if (const QString plain = find(name); !plain.isEmpty())
        return decodeWords(plain.toUtf8());
    QString packed = find(name + u'*');
    for (int index = 0; packed.isEmpty() || index > 0; ++index) {
        const QString piece = find(u"%1*%2*"_s.arg(name).arg(index));
        if (piece.isEmpty())
            break;
        packed += piece;
    }
    return QString::fromUtf8(QByteArray::fromPercentEncoding(packed.section(u'\'', 2).toLatin1()));
}

QByteArray decodeBody(const Part &part)
{
    const QByteArray encoding = part.field("content-transfer-encoding").toLower();
    if (encoding == "base64")
        return QByteArray::fromBase64(part.body);
    return encoding == "quoted-printable" ? decodeQuotedPrintable(part.body, false) : part.body;
}

QList<QByteArray> partsOf(const QByteArray &body, const QByteArray &boundary)
{
    QList<QByteArray> parts;
    qsizetype start = -1;
    qsizetype at = body.startsWith("--" + boundary) ? 0 : body.indexOf("\n--" + boundary);
    while (at >= 0) {
        const qsizetype mark = body[at] == '\n' ? at + 1 : at;
        if (start >= 0) {
            qsizetype end = at;
            if (end > start && body[end - 1] == '\r')
                --end;
            parts.append(body.mid(start, end - start));
        }
        if (body.mid(mark + 2 + boundary.size(), 2) == "--")
            break;
        start = body.indexOf('\n', mark) + 1;
        at = start > 0 ? body.indexOf("\n--" + boundary, start - 1) : -1;
    }
    return parts;
}

void walk(const Part &part, Mail &mail, int depth)
{
    const QByteArray typeField = part.field("content-type");
    const QByteArray type = typeField.isEmpty() ? "text/plain" : typeField.split(';').first().trimmed().toLower();
    const QByteArray disposition = part.field("content-disposition");
    if (type.startsWith("multipart/") && depth < deepest) {
        for (const QByteArray &piece : partsOf(part.body, parameter(typeField, u"boundary"_s).toUtf8()))
            walk(split(piece), mail, depth + 1);
        return;
    }
    QString name = parameter(disposition, u"filename"_s);
    if (name.isEmpty())
        name = parameter(typeField, u"name"_s);
    const bool isText = type == "text/plain" || type == "text/html";
    if (isText && name.isEmpty() && !disposition.toLower().startsWith("attachment")) {
        // Of two alternatives the richer one is shown; it stands last.
        mail.content = decodeCharset(decodeBody(part), parameter(typeField, u"charset"_s).toLatin1());
        mail.isHtml = type == "text/html";
        return;
    }
    QByteArray contentId = part.field("content-id");
    contentId.replace('<', "").replace('>', "");
    mail.files.append({name, QString::fromLatin1(type), decodeBody(part), QString::fromUtf8(contentId),
                       disposition.toLower().startsWith("inline")});
}

} // namespace

Result<Mail, GraphProblem> readMime(const QByteArray &message)
{
    const Part whole = split(message);
    if (whole.fields.isEmpty())
        return Failure{GraphProblem{400, u"ErrorInvalidRequest"_s, u"The MIME content is not a message."_s}};
    Mail mail;
    mail.isMime = true;
    mail.mime = message;
    mail.from = readPeople(whole.field("from")).value(0);
    mail.to = readPeople(whole.field("to"));
    mail.cc = readPeople(whole.field("cc"));
    mail.bcc = readPeople(whole.field("bcc"));
    mail.replyTo = readPeople(whole.field("reply-to"));
    mail.subject = decodeWords(whole.field("subject"));
    mail.internetMessageId = QString::fromUtf8(whole.field("message-id"));
    const QByteArray importance = whole.field("importance").toLower();
    mail.importance = importance == "high" || importance == "low" ? QString::fromLatin1(importance) : u"normal"_s;
    mail.wantsReadReceipt = !whole.field("disposition-notification-to").isEmpty();
    walk(whole, mail, 0);
    for (const QList<Person> &list : {mail.to, mail.cc, mail.bcc}) {
        for (const Person &person : list) {
            if (!isPlausibleAddress(person.address))
                return Failure{GraphProblem{400, u"ErrorInvalidRecipients"_s,
                                            u"Recipient '%1' is not resolved."_s.arg(person.address)}};
        }
    }
    return mail;
}

} // namespace Sendoff::Practice
