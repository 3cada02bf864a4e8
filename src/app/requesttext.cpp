// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/requesttext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

using Kind = Call::Kind;
using Method = Net::HttpRequest::Method;

QByteArray methodOf(const Call &call)
{
    switch (call.request.method) {
    case Method::Get:
        return "GET";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Patch:
        return "PATCH";
    case Method::Delete:
        return "DELETE";
    }
    return {};
}

bool hasBody(const Call &call)
{
    return call.request.method != Method::Get && call.request.method != Method::Delete;
}

/// For a POSIX shell: nothing inside single quotes means anything but the quote itself.
QByteArray quoted(const QByteArray &text)
{
    return '\'' + QByteArray(text).replace('\'', "'\\''") + '\'';
}

/// In double quotes, for our own addresses, which may hold a variable.
QByteArray addressOf(const Call &call)
{
    if (call.kind == Kind::PutPart)
        return "\"$UPLOAD_URL\"";
    const QByteArray url = call.request.url.toEncoded();
    if (!url.contains(draftId))
        return quoted(url);
    const qsizetype at = url.indexOf(draftId);
    return quoted(url.first(at)) + "\"$DRAFT_ID\"" + quoted(url.mid(at + qstrlen(draftId)));
}

/// Takes a text member out of a JSON answer with what every system has.
QByteArray memberOf(const char *name)
{
    return QByteArray(" | grep -o '\"") + name + "\" *: *\"[^\"]*\"' | head -n 1 | cut -d '\"' -f 4";
}

QByteArray curlOf(const Call &call)
{
    QByteArray text;
    const bool givesId = call.kind == Kind::CreateDraft;
    const bool givesAddress = call.kind == Kind::OpenSession;
    if (givesId || givesAddress)
        text += givesId ? "DRAFT_ID=$(" : "UPLOAD_URL=$(";
    text += "curl --silent --show-error --fail-with-body --request " + methodOf(call) + ' ' + addressOf(call);
    if (call.request.isSigned)
        text += " \\\n  --header \"Authorization: Bearer $TOKEN\"";
    for (const auto &[name, value] : call.request.headers)
        text += " \\\n  --header " + quoted(name + ": " + value);
    if (call.kind == Kind::PutPart) {
        text += " \\\n  --data-binary @<(tail -c +" + QByteArray::number(call.from + 1) + " -- "
            + quoted(call.file.toUtf8()) + " | head -c " + QByteArray::number(call.size) + ')';
    } else if (!call.request.body.isEmpty()) {
        // A body is one line, so it cannot contain the line that ends it; in a quoted here-document nothing is special.
        text += " \\\n  --data-binary @- <<'SENDOFF_END'";
    } else if (hasBody(call)) {
        text += " \\\n  --header 'Content-Length: 0'";
    }
    if (givesId || givesAddress)
        text += memberOf(givesId ? "id" : "uploadUrl");
    text += '\n';
    if (call.kind != Kind::PutPart && !call.request.body.isEmpty())
        text += call.request.body + "\nSENDOFF_END\n";
    return givesId || givesAddress ? text + ")\n" : text;
}

QByteArray rightsOf(const QList<Call> &calls)
{
    QByteArrayList rights;
    for (const Call &call : calls) {
        if (!call.right.isEmpty() && !rights.contains(call.right.toLatin1()))
            rights.append(call.right.toLatin1());
    }
    return rights.join(',');
}

/// A here-string in single quotes ends only with '@ at the start of a line, and a body is one line.
QByteArray powerShellBody(const Call &call)
{
    return "$body = @'\n" + call.request.body + "\n'@\n";
}

QByteArray powerShellOf(const Call &call)
{
    const QByteArray json = " -BodyParameter ($body | ConvertFrom-Json -AsHashtable)";
    switch (call.kind) {
    case Kind::Send:
        if (call.request.headers.contains({"Content-Type", "text/plain"}))
            return powerShellBody(call) + "Invoke-MgGraphRequest -Method POST -Uri '" + call.request.url.toEncoded()
                + "' -ContentType 'text/plain' -Body $body\n";
        return powerShellBody(call) + "Send-MgUserMail -UserId $user" + json + '\n';
    case Kind::CreateDraft:
        return powerShellBody(call) + "$draft = New-MgUserMessage -UserId $user" + json + '\n';
    case Kind::Attach:
        return powerShellBody(call) + "New-MgUserMessageAttachment -UserId $user -MessageId $draft.Id" + json + '\n';
    case Kind::OpenSession:
        return powerShellBody(call)
            + "$session = New-MgUserMessageAttachmentUploadSession -UserId $user -MessageId $draft.Id" + json + '\n';
    case Kind::PutPart:
        return "$file = [IO.File]::OpenRead('" + call.file.toUtf8().replace('\'', "''") + "')\n$part = [byte[]]::new("
            + QByteArray::number(call.size) + ")\n[void]$file.Seek(" + QByteArray::number(call.from)
            + ", 'Begin'); $file.ReadExactly($part); $file.Dispose()\n"
              "Invoke-RestMethod -Method Put -Uri $session.UploadUrl -ContentType 'application/octet-stream' "
              "-Headers @{ 'Content-Range' = 'bytes "
            + QByteArray::number(call.from) + '-' + QByteArray::number(call.from + call.size - 1) + '/'
            + call.request.headers.last().second.split('/').last() + "' } -Body $part\n";
    case Kind::ListAttachments:
        return "Get-MgUserMessageAttachment -UserId $user -MessageId $draft.Id -Property id,name,size,isInline\n";
    case Kind::SendDraft:
        return "Send-MgUserMessage -UserId $user -MessageId $draft.Id\n";
    }
    return {};
}

QByteArray listed(const QList<Recipient> &people)
{
    QByteArrayList list;
    for (const Recipient &each : people) {
        if (each.isReadable())
            list.append(each.address.mailbox.toUtf8());
    }
    return list.join(',');
}

} // namespace

QByteArray asHttp(const QList<Call> &calls)
{
    QByteArray text;
    for (const Call &call : calls) {
        const QUrl &url = call.request.url;
        QByteArray target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
        QByteArray host = url.authority().toLatin1();
        if (call.kind == Kind::PutPart) {
            target = "/(from uploadUrl in the answer)";
            host = "(from uploadUrl)";
        }
        text += methodOf(call) + ' ' + target + " HTTP/1.1\nHost: " + host + '\n';
        if (call.request.isSigned)
            text += "Authorization: Bearer $TOKEN\n";
        for (const auto &[name, value] : call.request.headers)
            text += name + ": " + value + '\n';
        const qint64 length = call.kind == Kind::PutPart ? call.size : call.request.body.size();
        if (hasBody(call))
            text += "Content-Length: " + QByteArray::number(length) + '\n';
        text += '\n';
        if (call.kind == Kind::PutPart)
            text += "(octets " + QByteArray::number(call.from) + " to " + QByteArray::number(call.from + call.size - 1)
                + " of " + call.file.toUtf8() + ")\n\n";
        else if (!call.request.body.isEmpty())
            text += call.request.body + "\n\n";
    }
    return text;
}

QByteArray asBodies(const QList<Call> &calls)
{
    QByteArray text;
    for (const Call &call : calls) {
        if (!call.request.body.isEmpty())
            text += call.request.body + '\n';
    }
    return text;
}

QByteArray asCurl(const QList<Call> &calls)
{
    QByteArray text = "# For bash. Put an access token with " + rightsOf(calls) + " into TOKEN first.\n";
    if (calls.size() > 1)
        text += "set -e -o pipefail\n";
    for (const Call &call : calls) {
        Q_ASSERT(!call.request.body.contains('\n'));
        text += curlOf(call);
    }
    return text;
}

QByteArray asPowerShell(const QList<Call> &calls)
{
    QByteArray text = "# Connect-MgGraph -Scopes " + rightsOf(calls) + "\n$user = (Get-MgContext).Account\n";
    for (const Call &call : calls)
        text += powerShellOf(call);
    return text;
}

QByteArray asM365(const Message &message)
{
    if (message.asItIs)
        return "# m365 writes a mail of its own; it cannot send a ready-made one.\n";
    QByteArray text = "# m365 login\n";
    const auto lacks = [&text](bool used, const char *what) {
        if (used)
            text += QByteArray("# m365 has no option for ") + what + ", so it is left out.\n";
    };
    lacks(!message.replyTo.isEmpty(), "Reply-To");
    lacks(message.readReceipt || message.deliveryReceipt, "receipts");
    lacks(!message.inReplyTo.isEmpty(), "the thread of a reply");
    lacks(std::any_of(message.attachments.begin(), message.attachments.end(),
                      [](const Attachment &each) { return each.isInline; }),
          "pictures inside the text; they are attached");
    text += "m365 outlook mail send";
    const auto option = [&text](const char *name, const QByteArray &value) {
        if (!value.isEmpty())
            text += QByteArray(" \\\n  --") + name + ' ' + quoted(value);
    };
    option("to", listed(message.recipients.to));
    option("cc", listed(message.recipients.cc));
    option("bcc", listed(message.recipients.bcc));
    if (message.from)
        option("mailbox", message.from->mailbox.toUtf8());
    text += " \\\n  --subject " + quoted(message.subject.toUtf8());
    text += " \\\n  --bodyContents " + quoted(message.body.content.toUtf8());
    option("bodyContentType", message.body.kind == BodyKind::Html ? "HTML" : "Text");
    if (message.importance != Importance::Normal)
        option("importance", message.importance == Importance::High ? "high" : "low");
    if (!message.saveToSent)
        option("saveToSentItems", "false");
    for (const Attachment &attachment : message.attachments)
        option("attachment", attachment.file.toUtf8());
    return text + '\n';
}

QString abbreviated(const QByteArray &text)
{
    static const QRegularExpression coded(u"[A-Za-z0-9+/]{480,}={0,2}"_s);
    const QString whole = QString::fromUtf8(text);
    QString result;
    qsizetype at = 0;
    for (const auto &match : coded.globalMatch(whole)) {
        const qsizetype kept = match.capturedStart() + 60;
        const QString size = QLocale().formattedDataSize(match.capturedLength() - 60, 1, QLocale::DataSizeSIFormat);
        result += QStringView(whole).sliced(at, kept - at);
        //: stands in the middle of base64; %1 is a size
        result += QCoreApplication::translate("Requests", "… %1 more …").arg(size);
        at = match.capturedEnd();
    }
    return result + whole.sliced(at);
}

} // namespace Sendoff::App
