// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/previews.h"

#include "base/overloaded.h"
#include "graph/endpoints.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Previews", text);
}

QJsonArray addresses(const QList<Recipient> &field, QJsonArray &invalid)
{
    QJsonArray array;
    for (const Recipient &recipient : field) {
        if (recipient.isReadable())
            array.append(QJsonObject{{u"name"_s, recipient.address.name}, {u"address"_s, recipient.address.mailbox}});
        else
            invalid.append(recipient.unreadable);
    }
    return array;
}

QString word(Importance importance)
{
    switch (importance) {
    case Importance::Low:
        return u"low"_s;
    case Importance::Normal:
        return u"normal"_s;
    case Importance::High:
        return u"high"_s;
    }
    Q_UNREACHABLE();
}

QString size(qint64 octets)
{
    return QLocale::c().formattedDataSize(octets, 1, QLocale::DataSizeSIFormat);
}

} // namespace

QByteArray printMessage(const ComposeInput &input)
{
    const Message &message = input.message;
    QJsonArray invalid;
    QJsonObject json;
    json[u"to"_s] = addresses(message.recipients.to, invalid);
    json[u"cc"_s] = addresses(message.recipients.cc, invalid);
    json[u"bcc"_s] = addresses(message.recipients.bcc, invalid);
    json[u"replyTo"_s] = addresses(message.replyTo, invalid);
    json[u"subject"_s] = message.subject;
    json[u"body"_s] = QJsonObject{{u"type"_s, message.body.kind == BodyKind::Html ? u"html"_s : u"text"_s},
                                  {u"content"_s, message.body.content}};
    QJsonArray attachments;
    for (const Attachment &attachment : message.attachments) {
        attachments.append(QJsonObject{{u"name"_s, attachment.name},
                                       {u"contentType"_s, attachment.contentType},
                                       {u"size"_s, attachment.size},
                                       {u"inline"_s, attachment.isInline}});
    }
    json[u"attachments"_s] = attachments;
    json[u"inReplyTo"_s] = message.inReplyTo;
    json[u"importance"_s] = word(message.importance);
    json[u"invalid"_s] = invalid;
    json[u"dropped"_s] = QJsonArray::fromStringList(input.dropped);
    json[u"warnings"_s] = QJsonArray::fromStringList(input.warnings);
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

QByteArray printPlan(const Graph::SendPlan &plan, const Auth::Cloud &cloud)
{
    const QString url = Graph::Endpoints{cloud.graph}.sendMail().toString();
    const QString text = std::visit(
        Overloaded{[&url](const Graph::DirectSend &direct) {
                       return tr("1. POST %1\n   one request of %2\n   permission: Mail.Send\n").arg(url, size(direct.requestBytes));
                   },
                   [](const Graph::TooBig &big) {
                       return tr("This message cannot be sent in one request: it would take %1, and Microsoft accepts %2.\n"
                                 "The attachments have %3; beside this text there is room for %4.\n")
                           .arg(size(big.requestBytes), size(big.limit), size(big.attachmentBytes), size(big.attachmentLimit));
                   }},
        plan);
    return text.toUtf8();
}

QByteArray printCurl(const QByteArray &body, const Auth::Cloud &cloud)
{
    // The body is one line of JSON, so it cannot contain the line that ends the here-document. A quoted delimiter keeps
    // the shell from touching what is between.
    Q_ASSERT(!body.contains('\n'));
    QByteArray command = "# Put an access token with Mail.Send into TOKEN first.\n"
                         "curl --fail-with-body --request POST '"
        + Graph::Endpoints{cloud.graph}.sendMail().toEncoded() + "' \\\n"
        + "  --header \"Authorization: Bearer $TOKEN\" \\\n"
          "  --header 'Content-Type: application/json' \\\n"
          "  --data-binary @- <<'SENDOFF_END'\n";
    return command + body + "\nSENDOFF_END\n";
}

QByteArray printPowerShell(const QByteArray &body)
{
    // A single-quoted here-string ends only with '@ at the start of a line, and the JSON is one line.
    Q_ASSERT(!body.contains('\n'));
    return "# Connect-MgGraph -Scopes Mail.Send\n"
           "$body = @'\n"
        + body
        + "\n'@\n"
          "Send-MgUserMail -UserId (Get-MgContext).Account -BodyParameter ($body | ConvertFrom-Json -AsHashtable)\n";
}

} // namespace Sendoff::App
