// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/qnamtransport.h"
#include "support/faultserver.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

namespace Sendoff::Testing {

inline const Secret testToken(QByteArrayLiteral("SECRET-TOKEN"));

inline Net::HttpRequest post(const QUrl &url, const QByteArray &body = "{}")
{
    Net::HttpRequest request;
    request.method = Net::HttpRequest::Method::Post;
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = body;
    return request;
}

inline Net::HttpRequest fetch(const QUrl &url)
{
    Net::HttpRequest request;
    request.url = url;
    return request;
}

/// Waits for the one end of a call.
inline Net::HttpReply endOf(Net::Call *call)
{
    QSignalSpy finished(call, &Net::Call::finished);
    QSignalSpy gone(call, &QObject::destroyed);
    if (finished.isEmpty() && !finished.wait(30'000))
        qFatal("a call never finished");
    const auto reply = finished.first().first().value<Net::HttpReply>();
    if (gone.isEmpty() && !gone.wait(5'000))
        qFatal("a call did not delete itself");
    if (finished.size() != 1)
        qFatal("a call finished twice");
    return reply;
}

/// One request by a transport of its own: a manager that repeated a post before hides that it would do so again.
inline Net::HttpReply ask(const Net::HttpRequest &request)
{
    Net::QnamTransport transport;
    return endOf(transport.send(request, testToken));
}

/// Lets a second copy arrive, if there is one.
inline void letCopiesArrive()
{
    QTest::qWait(30);
}

} // namespace Sendoff::Testing
