// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/connection.h"

#include <QTimer>

#include <algorithm>
#include <sys/socket.h>
#include <utility>

namespace Sendoff::Practice {

Connection::Connection(Cutter cutter, QObject *parent)
    : QTcpSocket(parent)
    , m_cutter(std::move(cutter))
{
    connect(this, &QIODevice::readyRead, this, &Connection::watch);
}

void Connection::finishRequest()
{
    m_head.clear();
    m_cut.reset();
    m_cutAt.reset();
    m_come = 0;
    m_hasLine = false;
    m_knowsCut = false;
}

// Runs before the HTTP server's own slot, which takes all that is there each time.
void Connection::watch()
{
    m_come += bytesAvailable();
    if (!m_knowsCut) {
        m_head += peek(bytesAvailable());
        readHead();
    }
    if (m_cutAt && m_come >= *m_cutAt) {
        readAll();
        drop(false);
    }
}

void Connection::readHead()
{
    const qsizetype lineEnd = m_head.indexOf("\r\n");
    if (lineEnd < 0)
        return;
    if (!std::exchange(m_hasLine, true))
        m_cut = m_cutter(m_head.left(lineEnd));
    if (!m_cut || !m_cut->inBody) {
        m_knowsCut = true;
        m_cutAt = m_cut ? std::optional(m_cut->octets) : std::nullopt;
        return;
    }
    const qsizetype headEnd = m_head.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    m_knowsCut = true;
    const QByteArray name = "\r\ncontent-length:";
    const qsizetype at = m_head.left(headEnd + 2).toLower().indexOf(name);
    const qsizetype from = at + name.size();
    const qint64 length = at < 0 ? 0 : m_head.mid(from, m_head.indexOf('\r', from) - from).trimmed().toLongLong();
    if (length > 0)
        m_cutAt = headEnd + 4 + length / 2;
}

void Connection::reply(const QByteArray &octets, bool closing, qsizetype cutAt, bool resets)
{
    if (state() != ConnectedState)
        return;
    const bool cut = cutAt >= 0;
    write(cut ? octets.left(cutAt) : octets);
    flush();
    if (!cut && !closing)
        return;
    if (resets)
        drop(true);
    else
        disconnectFromHost();
}

void Connection::drop(bool resets)
{
    if (resets) {
        const linger now{1, 0};
        setsockopt(static_cast<int>(socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    // The HTTP server above still holds on to the request: let it go first.
    QTimer::singleShot(0, this, [this] { abort(); });
}

Connection *Front::connectionFrom(quint16 port) const
{
    const auto at = m_connections.find(port);
    return at == m_connections.end() ? nullptr : at->second;
}

void Front::incomingConnection(qintptr descriptor)
{
    auto *connection = new Connection(m_cutter, this);
    if (!connection->setSocketDescriptor(descriptor)) {
        delete connection;
        return;
    }
    const quint16 port = connection->peerPort();
    m_connections[port] = connection;
    connect(connection, &QObject::destroyed, this, [this, port, connection] {
        if (const auto at = m_connections.find(port); at != m_connections.end() && at->second == connection)
            m_connections.erase(at);
    });
    addPendingConnection(connection);
}

} // namespace Sendoff::Practice
