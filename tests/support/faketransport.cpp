// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faketransport.h"

#include <QMetaObject>

#include <utility>

using namespace Qt::StringLiterals;

namespace Sendoff::Testing {

Net::HttpReply answered(int status, const QByteArray &body, const Headers &headers)
{
    Net::HttpReply reply;
    reply.outcome = Net::Outcome::Answered;
    reply.status = status;
    reply.headers = headers;
    reply.body = body;
    reply.bodyHandedOver = true;
    return reply;
}

Net::HttpReply graphRefusal(int status, const QByteArray &code, const Headers &more)
{
    Headers headers{{"Content-Type", "application/json"}, {"request-id", "7c69b6e5-05f7-4c8a-b7eb-7ca95dd012f4"}};
    headers += more;
    return answered(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"No.\",\"innerError\":{}}}", headers);
}

Net::HttpReply failed(Net::Outcome outcome, bool bodyHandedOver)
{
    Net::HttpReply reply;
    reply.outcome = outcome;
    reply.bodyHandedOver = bodyHandedOver;
    reply.detail = u"made up by the test"_s;
    return reply;
}

void FakeCall::finish(const Net::HttpReply &reply)
{
    if (std::exchange(m_isOver, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this, reply] {
            deleteLater();
            Q_EMIT finished(reply);
        },
        Qt::QueuedConnection);
}

void FakeCall::cancel()
{
    wasCancelled = true;
    finish(failed(Net::Outcome::Cancelled, isHandedOver));
}

Net::Call *FakeTransport::send(const Net::HttpRequest &request, const Secret &token)
{
    if (onSend)
        onSend(request);
    auto *call = new FakeCall(&m_calls);
    sent.append({request, request.isSigned ? token.reveal() : QByteArray(), call});
    if (!replies.isEmpty())
        call->finish(replies.takeFirst());
    else if (const auto reply = respond ? respond(request) : std::nullopt)
        call->finish(*reply);
    return call;
}

} // namespace Sendoff::Testing
