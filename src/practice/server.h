// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/connection.h"
#include "practice/exchange.h"
#include "practice/faults.h"

#include <QAbstractHttpServer>

#include <functional>

namespace Sendoff::Practice {

/// HTTP on 127.0.0.1 and, where there is one, on ::1 with the same port. It reads requests, lets `handler` answer them,
/// and writes the answers octet for octet, so that a fault can end any of them anywhere.
class Server : public QAbstractHttpServer
{
    Q_OBJECT

public:
    using Handler = std::function<Answer(const Request &)>;
    using FaultFinder = std::function<std::optional<Fault>(const Request &)>;
    using Finisher = std::function<void(Answer &, const Request &)>;

    /// `cut` is asked when a request has only begun; nothing but its method and path are known then.
    using Cutter = std::function<std::optional<Cut>(const Request &begun)>;

    Server(Handler handler, FaultFinder findFault, Cutter cut, Finisher finish);

    /// Port 0 takes a free one. The failure is a text for stderr.
    Result<quint16, QString> start(quint16 port);

Q_SIGNALS:
    void requestSeen();

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;
#elif QT_VERSION < QT_VERSION_CHECK(6, 7, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &&responder) override;
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
#endif

private:
    Request read(const QHttpServerRequest &request) const;
    std::optional<Cut> cutFor(const QByteArray &requestLine) const;
    void serve(const Request &request, Connection *connection);
    Connection *connectionFrom(quint16 port) const;

    Handler m_handler;
    FaultFinder m_findFault;
    Cutter m_cut;
    Finisher m_finish;
    QList<Front *> m_fronts;
    quint16 m_port = 0;
};

} // namespace Sendoff::Practice
