// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/qnamtransport.h"

#include "net/oneshotbody.h"
#include "net/proxy.h"
#include "net/qnamcall.h"
#include "net/qnammapping.h"
#include "net/urlsafety.h"
#include "net/wirecall.h"
#include "net/wireline.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>

using namespace Qt::StringLiterals;

namespace Sendoff::Net {

namespace {

/// A connection that was idle this long is not trusted with a request any more: the other side may be closing it just
/// now, and a request lost that way has an unclear end.
constexpr qint64 longestIdleMs = 20'000;

QNetworkReply *start(QNetworkAccessManager &manager, const HttpRequest &request, const QNetworkRequest &qt,
                     OneShotBody *body)
{
    switch (request.method) {
    case HttpRequest::Method::Get:
        return body ? manager.sendCustomRequest(qt, "GET", body) : manager.get(qt);
    case HttpRequest::Method::Post:
        return manager.post(qt, body);
    case HttpRequest::Method::Put:
        return manager.put(qt, body);
    case HttpRequest::Method::Patch:
        return manager.sendCustomRequest(qt, "PATCH", body);
    case HttpRequest::Method::Delete:
        break;
    }
    return body ? manager.sendCustomRequest(qt, "DELETE", body) : manager.deleteResource(qt);
}

} // namespace

struct QnamTransport::Line
{
    QNetworkAccessManager manager;
    QElapsedTimer lastUse;
    int running = 0;
    bool isWorn = false; ///< not for new requests

    bool isFit() const { return !isWorn && (running > 0 || !lastUse.isValid() || !lastUse.hasExpired(longestIdleMs)); }
};

QnamTransport::QnamTransport()
    : m_calls(std::make_unique<QObject>())
{
}

QnamTransport::~QnamTransport()
{
    m_calls.reset();
}

Call *QnamTransport::send(const HttpRequest &request, const Secret &token)
{
    const bool isSound = maySendSecretsTo(request.url) && isWellFormed(request, token);
    if (isSound && WireLine::suits(request))
        return sendByWire(request);
    auto *call = new QnamCall(m_calls.get());
    if (!maySendSecretsTo(request.url)) {
        call->refuse(Outcome::UnsafeUrl, u"neither https nor this machine"_s);
        return call;
    }
    if (!isWellFormed(request, token)) {
        call->refuse(Outcome::Other, u"a header would not fit on one line"_s);
        return call;
    }
    if (!m_line || !m_line->isFit()) {
        m_line = std::make_shared<Line>();
        watchProxy(m_line->manager);
    }

    auto *body = hasBody(request) ? new OneShotBody(request.body) : nullptr;
    QNetworkReply *reply = start(m_line->manager, request, toQt(request, token), body);
    ++m_line->running;
    call->watch(request, reply, body, [line = m_line](int status) {
        --line->running;
        line->lastUse.start();
        // "Service unavailable" can be one machine's trouble: the next request shall meet another.
        line->isWorn = line->isWorn || status == 503;
    });
    return call;
}

Call *QnamTransport::sendByWire(const HttpRequest &request)
{
    if (!m_wire || !m_wire->isFit(request.url))
        m_wire = WireLine::to(request.url);
    auto *call = new WireCall(m_wire, m_calls.get());
    call->start(request);
    return call;
}

} // namespace Sendoff::Net
