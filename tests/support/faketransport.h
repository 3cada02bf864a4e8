// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>
#include <initializer_list>
#include <optional>

namespace Sendoff::Testing {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

/// An answer that came back whole after the whole request left.
Net::HttpReply answered(int status, const QByteArray &body = {}, const Headers &headers = {});
/// What Graph says when it refuses: its error object and a request-id.
Net::HttpReply graphRefusal(int status, const QByteArray &code, const Headers &more = {});
/// No answer.
Net::HttpReply failed(Net::Outcome outcome, bool bodyHandedOver);

/// A call that ends when the test says so.
class FakeCall final : public Net::Call
{
public:
    using Net::Call::Call;

    bool isHandedOver = false; ///< what isBodyHandedOver() says while it runs
    bool wasCancelled = false;

    /// finished(reply) from the event loop; later ends change nothing.
    void finish(const Net::HttpReply &reply);
    void progress(qint64 sent, qint64 total) { Q_EMIT progressed(sent, total); }

    /// Ends as Cancelled, with isHandedOver as it is now.
    void cancel() override;
    bool isBodyHandedOver() const override { return isHandedOver; }

private:
    bool m_isOver = false;
};

/// A network made of answers. Each request takes the next of `replies`; if there is none, what `respond` says; if that
/// is not set or says nothing, the call waits in `sent` for finish().
class FakeTransport final : public Net::Transport
{
public:
    struct Sent
    {
        Net::HttpRequest request;
        QByteArray token; ///< empty if the request is not signed
        QPointer<FakeCall> call;
    };

    QList<Sent> sent;
    QList<Net::HttpReply> replies;
    std::function<std::optional<Net::HttpReply>(const Net::HttpRequest &)> respond;
    std::function<void(const Net::HttpRequest &)> onSend; ///< runs within send(), before anything else

    Net::Call *send(const Net::HttpRequest &request, const Secret &token) override;

private:
    QObject m_calls;
};

} // namespace Sendoff::Testing
