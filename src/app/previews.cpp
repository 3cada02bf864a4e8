// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/previews.h"

#include "base/overloaded.h"
#include "graph/endpoints.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Previews", text, nullptr, n);
}

QString size(qint64 octets)
{
    return QLocale::c().formattedDataSize(octets, 1, QLocale::DataSizeSIFormat);
}

QString draftSteps(const Graph::DraftSend &draft, const Auth::Cloud &cloud)
{
    const Graph::Endpoints endpoints{cloud.graph};
    const QString id = u"ID"_s;
    QStringList steps{tr("POST %1\n   the draft, %2\n   permission: Mail.ReadWrite")
                          .arg(endpoints.messages().toString(), size(draft.createBytes))};
    for (const Graph::Upload &upload : draft.uploads) {
        steps.append(upload.parts == 0
                         ? tr("POST %1\n   a file of %2\n   permission: Mail.ReadWrite")
                               .arg(endpoints.attachments(id).toString(), size(upload.size))
                         : tr("POST %1\n   a file of %2 goes up in %n part(s), each with PUT to the address in the"
                              " answer, without the token\n   permission: Mail.ReadWrite",
                              upload.parts)
                               .arg(endpoints.uploadSession(id).toString(), size(upload.size)));
    }
    if (!draft.uploads.isEmpty())
        steps.append(tr("GET %1\n   whether all files are there\n   permission: Mail.ReadWrite")
                         .arg(endpoints.attachments(id).toString()));
    steps.append(tr("POST %1\n   permission: Mail.Send").arg(endpoints.send(id).toString()));
    QString text;
    for (qsizetype i = 0; i < steps.size(); ++i)
        text += u"%1. %2\n"_s.arg(i + 1).arg(steps.at(i));
    return text;
}

} // namespace

QByteArray printPlan(const Graph::SendPlan &plan, const Auth::Cloud &cloud)
{
    const QString url = Graph::Endpoints{cloud.graph}.sendMail().toString();
    const QString text = std::visit(
        Overloaded{
            [&url](const Graph::DirectSend &direct) {
                return tr("1. POST %1\n   one request of %2\n   permission: Mail.Send\n")
                    .arg(url, size(direct.requestBytes));
            },
            [&url](const Graph::MimeSend &mime) {
                return tr("1. POST %1\n   one request of at most %2, the whole mail as MIME\n   permission: "
                          "Mail.Send\n")
                    .arg(url, size(mime.requestBytes));
            },
            [&cloud](const Graph::DraftSend &draft) { return draftSteps(draft, cloud); },
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
