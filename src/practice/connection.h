// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/exchange.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <map>
#include <optional>

namespace Sendoff::Practice {

/// A client's connection, which can also end badly on purpose.
class Connection : public QTcpSocket
{
    Q_OBJECT

public:
    /// Asked with the request line as soon as it is there: where the request is to end.
    using Cutter = std::function<std::optional<Cut>(const QByteArray &requestLine)>;

    Connection(Cutter cutter, QObject *parent);

    /// The request that came in is complete; what comes now is the next one.
    void finishRequest();

    /// `cutAt` >= 0: only so many octets go out, and then the connection ends.
    void reply(const QByteArray &octets, bool closing, qsizetype cutAt, bool resets);
    /// Ends without another octet; `resets` ends with RST.
    void drop(bool resets);

private:
    void watch();
    void readHead();

    Cutter m_cutter;
    QByteArray m_head; ///< of the request that comes in, as far as it is needed
    std::optional<Cut> m_cut;
    std::optional<qsizetype> m_cutAt;
    qsizetype m_come = 0; ///< octets of that request
    bool m_hasLine = false;
    bool m_knowsCut = false; ///< and where it is
};

/// Listens on one loopback address and remembers its connections by the client's port.
class Front : public QTcpServer
{
    Q_OBJECT

public:
    explicit Front(Connection::Cutter cutter)
        : m_cutter(std::move(cutter))
    {
    }

    Connection *connectionFrom(quint16 port) const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Connection::Cutter m_cutter;
    std::map<quint16, Connection *> m_connections;
};

} // namespace Sendoff::Practice
