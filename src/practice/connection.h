// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <map>

namespace Sendoff::Practice {

/// A client's connection, which can also end badly on purpose.
class Connection : public QTcpSocket
{
    Q_OBJECT

public:
    using QTcpSocket::QTcpSocket;

    /// `cutAt` >= 0: only so many octets go out, and then the connection ends.
    void reply(const QByteArray &octets, bool closing, qsizetype cutAt, bool resets);
    /// Ends without another octet; `resets` ends with RST.
    void drop(bool resets);
};

/// Listens on one loopback address and remembers its connections by the client's port.
class Front : public QTcpServer
{
    Q_OBJECT

public:
    using QTcpServer::QTcpServer;

    Connection *connectionFrom(quint16 port) const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    std::map<quint16, Connection *> m_connections;
};

} // namespace Sendoff::Practice
