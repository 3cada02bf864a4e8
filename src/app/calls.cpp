// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calls.h"

#include "base/overloaded.h"
#include "base/secret.h"
#include "graph/draftrequests.h"
#include "graph/requests.h"
#include "graph/rights.h"
#include "mime/mailwriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

using Kind = Call::Kind;

constexpr qint64 partOctets = 3'276'800; // under the 4 MB that one write may have, and few parts

QString draft()
{
    return QString::fromLatin1(draftId);
}

/// Ids of attempts say nothing before there is one.
Call call(Kind kind, Net::HttpRequest request, const QString &right)
{
    request.headers.removeIf([](const auto &header) {
        return header.first == "client-request-id" || header.first == "return-client-request-id";
    });
    return {kind, std::move(request), right, {}, 0, 0};
}

void addParts(QList<Call> &calls, const Attachment &attachment)
{
    const Secret address(QByteArray("https://") + uploadHost + "/");
    for (qint64 from = 0; from < attachment.size; from += partOctets) {
        const qint64 size = std::min(partOctets, attachment.size - from);
        Call part = call(Kind::PutPart, Graph::putPart(address, QByteArray(1, ' '), from, attachment.size), {});
        for (auto &[name, value] : part.request.headers) {
            if (name == "Content-Range")
                value = "bytes " + QByteArray::number(from) + '-' + QByteArray::number(from + size - 1) + '/'
                    + QByteArray::number(attachment.size);
        }
        part.request.body.clear();
        part.file = attachment.file;
        part.from = from;
        part.size = size;
        calls.append(part);
    }
}

QList<Call> draftCalls(const Message &message, const Graph::Contents &contents, const Graph::DraftSend &plan,
                       const Graph::Endpoints &endpoints)
{
    const bool isWhole = plan.uploads.isEmpty();
    const QByteArray body = Graph::draftBody(message, contents, isWhole ? Graph::Enclosed::All : Graph::Enclosed::None,
                                             plan.deferredUntil);
    if (body.isEmpty())
        return {};
    const QString write = Graph::Right::mailReadWrite;
    QList<Call> calls{call(Kind::CreateDraft, Graph::createDraft(endpoints, body, {}), write)};
    for (const Graph::Upload &upload : plan.uploads) {
        const auto attachment
            = std::find_if(message.attachments.begin(), message.attachments.end(),
                           [&upload](const Attachment &each) { return each.id == upload.attachment; });
        if (attachment == message.attachments.end())
            return {};
        if (upload.parts == 0) {
            const QByteArray file = Graph::attachmentBody(*attachment, contents.value(attachment->id));
            calls.append(call(Kind::Attach, Graph::attach(endpoints, draft(), file, {}), write));
            continue;
        }
        const QByteArray session = Graph::uploadSessionBody(*attachment);
        calls.append(call(Kind::OpenSession, Graph::createUploadSession(endpoints, draft(), session, {}), write));
        addParts(calls, *attachment);
    }
    if (!isWhole)
        calls.append(call(Kind::ListAttachments, Graph::listAttachments(endpoints, draft(), {}), write));
    calls.append(call(Kind::SendDraft, Graph::sendDraft(endpoints, draft(), {}), Graph::Right::mailSend));
    return calls;
}

Call mimeCall(const QByteArray &octets, const Graph::Endpoints &endpoints)
{
    Call single = call(Kind::Send, Graph::sendMail(endpoints, octets.toBase64(), {}), Graph::Right::mailSend);
    for (auto &[name, value] : single.request.headers) {
        if (name == "Content-Type")
            value = "text/plain";
    }
    return single;
}

} // namespace

Graph::Endpoints endpointsFor(const Graph::Endpoints &account, const Message &message)
{
    if (message.asMailbox && message.from)
        return {account.root, message.from->mailbox};
    return account;
}

QList<Call> callsFor(const Message &message, const Graph::Contents &contents, const Graph::SendPlan &plan,
                     const CallFacts &facts)
{
    return std::visit(
        Overloaded{[&](const Graph::DirectSend &) {
                       const QByteArray body = Graph::sendMailBody(message, contents);
                       if (body.isEmpty())
                           return QList<Call>();
                       return QList<Call>{
                           call(Kind::Send, Graph::sendMail(facts.endpoints, body, {}), Graph::Right::mailSend)};
                   },
                   [&](const Graph::MimeSend &) {
                       const QByteArray octets = Mime::writeMail(message, contents, {facts.sender, facts.now});
                       return octets.isEmpty() ? QList<Call>() : QList<Call>{mimeCall(octets, facts.endpoints)};
                   },
                   [&](const Graph::DraftSend &draftSend) {
                       return draftCalls(message, contents, draftSend, facts.endpoints);
                   },
                   [](const Graph::TooBig &) { return QList<Call>(); }},
        plan);
}

} // namespace Sendoff::App
