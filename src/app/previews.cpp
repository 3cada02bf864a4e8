// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/previews.h"

#include "base/overloaded.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Previews", text);
}

QString size(qint64 octets)
{
    return QLocale::c().formattedDataSize(octets, 1, QLocale::DataSizeSIFormat);
}

QString draftSteps(const Graph::DraftSend &draft, const Graph::Endpoints &endpoints)
{
    const QString id = u"ID"_s;
    QStringList steps{tr("POST %1\n   the draft, %2\n   permission: Mail.ReadWrite")
                          .arg(endpoints.messages().toString(), size(draft.createBytes))};
    for (const Graph::Upload &upload : draft.uploads) {
        if (upload.parts == 0)
            steps.append(tr("POST %1\n   a file of %2\n   permission: Mail.ReadWrite")
                             .arg(endpoints.attachments(id).toString(), size(upload.size)));
        else
            steps.append(
                tr("POST %1\n   a file of %2, in parts (%3), each with PUT to the address in the answer, without "
                   "the token\n   permission: Mail.ReadWrite")
                    .arg(endpoints.uploadSession(id).toString(), size(upload.size))
                    .arg(upload.parts));
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

/// Why one way and not another, for somebody who does not know the calls.
QString inWords(const Message &message, const Graph::SendPlan &plan, const QStringList &missing)
{
    QStringList sentences;
    if (std::holds_alternative<Graph::DirectSend>(plan))
        sentences.append(tr("One request carries the whole mail."));
    if (std::holds_alternative<Graph::MimeSend>(plan)) {
        const bool isHtml = message.body.kind == BodyKind::Html;
        sentences.append(message.asItIs ? tr("The mail goes as it is in the file, octet for octet, in one request.")
                             : message.inReplyTo.isEmpty() ? tr("One request carries the mail as text and as HTML.")
                             : isHtml
                             ? tr("One request carries the mail as text and as HTML, and names the mail it answers.")
                             : tr("One request carries the mail and names the mail it answers."));
    } else if (message.body.kind == BodyKind::Html && message.textAlternative
               && !std::holds_alternative<Graph::TooBig>(plan)) {
        sentences.append(tr("It goes as HTML alone; Microsoft makes a text version of it by itself."));
    }
    if (const auto *draft = std::get_if<Graph::DraftSend>(&plan)) {
        const auto inParts = std::count_if(draft->uploads.begin(), draft->uploads.end(),
                                           [](const Graph::Upload &upload) { return upload.parts > 0; });
        sentences.append(tr("A draft is made in the mailbox, and sent when it is complete."));
        if (draft->deferredUntil.isValid())
            sentences.append(tr("The mailbox keeps it until %1.").arg(draft->deferredUntil.toString(Qt::ISODate)));
        if (inParts > 0)
            sentences.append(inParts == 1 ? tr("One file goes up in parts.")
                                          : tr("%1 files go up in parts.").arg(inParts));
        const qsizetype whole = draft->uploads.size() - inParts;
        if (whole > 0)
            sentences.append(whole == 1 ? tr("One file goes up in one piece.")
                                        : tr("%1 files go up in one piece each.").arg(whole));
    }
    const auto *draft = std::get_if<Graph::DraftSend>(&plan);
    if (message.sendAt.isValid() && !(draft && draft->deferredUntil.isValid()))
        sentences.prepend(tr("It waits on this computer until %1.").arg(message.sendAt.toString(Qt::ISODate)));
    const QStringList rights = Graph::rightsFor(plan, message);
    if (!rights.isEmpty())
        sentences.append(tr("This needs %1.").arg(rights.join(u", "_s)));
    if (!missing.isEmpty())
        sentences.append(tr("Not allowed so far: %1.").arg(missing.join(u", "_s)));
    return sentences.isEmpty() ? QString() : sentences.join(u' ') + u"\n\n"_s;
}

} // namespace

QByteArray printPlan(const Message &message, const Graph::SendPlan &plan, const QStringList &missing,
                     const Graph::Endpoints &endpoints)
{
    const QString url = endpoints.sendMail().toString();
    const QString calls = std::visit(
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
            [&endpoints](const Graph::DraftSend &draft) { return draftSteps(draft, endpoints); },
            [](const Graph::TooBig &big) {
                return tr("This message cannot be sent in one request: it would take %1, and Microsoft accepts %2.\n"
                          "The attachments have %3; beside this text there is room for %4.\n")
                    .arg(size(big.requestBytes), size(big.limit), size(big.attachmentBytes), size(big.attachmentLimit));
            }},
        plan);
    return (inWords(message, plan, missing) + calls).toUtf8();
}

} // namespace Sendoff::App
