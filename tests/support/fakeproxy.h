// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace Sendoff::Testing {

/// An HTTP proxy that wants a login, and goes no further: what it lets through, it closes. Written down line by line.
class FakeProxy : public QTcpServer
{
public:
    explicit FakeProxy(const QByteArray &login)
        : m_wanted("Basic " + login.toBase64())
    {
        listen(QHostAddress(QHostAddress::LocalHost));
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *connection = nextPendingConnection()) {
                connect(connection, &QTcpSocket::readyRead, this, [this, connection] { read(connection); });
                connect(connection, &QTcpSocket::disconnected, connection, &QObject::deleteLater);
            }
        });
    }

    int asked = 0; ///< requests without a login
    int wrong = 0; ///< with one that is not right
    int right = 0;
    QByteArrayList targets; ///< "CONNECT host:port"

private:
    void read(QTcpSocket *connection)
    {
        QByteArray text = connection->property("text").toByteArray() + connection->readAll();
        const auto end = text.indexOf("\r\n\r\n");
        connection->setProperty("text", end < 0 ? text : QByteArray());
        if (end < 0)
            return;
        targets << text.left(text.indexOf(" HTTP/"));
        QByteArray login;
        for (const QByteArray &line : text.left(end).split('\n')) {
            if (line.toLower().startsWith("proxy-authorization:"))
                login = line.mid(20).trimmed();
        }
        if (login == m_wanted) {
            ++right;
            connection->write("HTTP/1.1 200 Connection established\r\n\r\n");
            connection->disconnectFromHost();
            return;
        }
        ++(login.isEmpty() ? asked : wrong);
        connection->write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"house\"\r\n"
                          "Content-Length: 0\r\nProxy-Connection: close\r\nConnection: close\r\n\r\n");
        connection->disconnectFromHost();
    }

    QByteArray m_wanted;
};

} // namespace Sendoff::Testing
