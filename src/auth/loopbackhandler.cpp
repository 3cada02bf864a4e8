// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/loopbackhandler.h"

#include "auth/peeruser.h"
#include "auth/wirereply.h"
#include "base/log.h"

#include <QCoreApplication>
#include <QTcpSocket>
#include <QTimer>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

LoopbackHandler::LoopbackHandler(QObject *parent)
    : QOAuthOobReplyHandler(parent)
{
    for (QTcpServer *server : {&m_v4, &m_v6}) {
        // Room for a crowd: a browser whose connection found the queue full would try again only after seconds.
        server->setListenBacklogSize(1024);
        connect(server, &QTcpServer::newConnection, this, [this, server] {
            while (QTcpSocket *connection = server->nextPendingConnection())
                take(connection);
        });
    }
}

LoopbackHandler::~LoopbackHandler()
{
    close();
}

bool LoopbackHandler::listen(quint16 port)
{
    constexpr int tries = 16;
    for (int attempt = 0; attempt < tries; ++attempt) {
        if (!m_v4.listen(QHostAddress(QHostAddress::LocalHost), port))
            return false;
        m_expected.port = m_v4.serverPort();
        // No IPv6 on this computer is fine: then nobody else can wait there either.
        if (m_v6.listen(QHostAddress(QHostAddress::LocalHostIPv6), m_expected.port)
            || m_v6.serverError() != QAbstractSocket::AddressInUseError)
            return true;
        m_v4.close();
        if (port != 0)
            return false;
    }
    return false;
}

void LoopbackHandler::close()
{
    m_v4.close();
    m_v6.close();
    while (!m_connections.isEmpty())
        drop(m_connections.first());
}

void LoopbackHandler::expect(const AuthConfig &config, const QByteArray &state)
{
    m_expected.config = config;
    m_expected.state = state;
}

QString LoopbackHandler::callback() const
{
    return u"http://localhost:%1"_s.arg(m_expected.port);
}

void LoopbackHandler::networkReplyFinished(QNetworkReply *reply)
{
    Q_EMIT replied(wireReply(reply));
}

void LoopbackHandler::take(QTcpSocket *connection)
{
    // The oldest gives way: a browser is done within milliseconds, and whoever only holds a place loses it.
    if (m_connections.size() >= connectionLimit)
        drop(m_connections.first());
    connection->setParent(this);
    m_connections.append(connection);
    connect(connection, &QTcpSocket::readyRead, this, [this, connection] { read(connection); });
    connect(connection, &QTcpSocket::disconnected, this, [this, connection] { drop(connection); });
    auto *patience = new QTimer(connection);
    connect(patience, &QTimer::timeout, this, [this, connection] { drop(connection); });
    patience->start(connectionPatience);
    if (connection->bytesAvailable() > 0)
        read(connection);
}

void LoopbackHandler::read(QTcpSocket *connection)
{
    QByteArray &octets = m_octets[connection];
    octets += connection->read(redirectHeadLimit + redirectBodyLimit + 1024 - octets.size());
    const RedirectReading reading = readRedirect(octets, m_expected);
    if (std::holds_alternative<NeedsMore>(reading))
        return;
    const Endpoint peer{connection->peerAddress(), connection->peerPort()};
    const Endpoint here{connection->localAddress(), connection->localPort()};
    const auto *refusal = std::get_if<Refusal>(&reading);
    const Refusal stranger{403, "another user"};
    if (!isOwnProcess(peer, here))
        refusal = &stranger;
    if (refusal) {
        qCDebug(logAuth) << "request on the sign-in port refused:" << refusal->why;
        finish(connection, refusalPage(refusal->status));
        Q_EMIT refused(refusal->why);
        return;
    }
    receive(connection, std::get<RedirectAnswer>(reading));
}

void LoopbackHandler::receive(QTcpSocket *connection, const RedirectAnswer &answer)
{
    m_code = answer.code;
    finish(connection, answer.error.isEmpty() ? receivedPage(m_words) : failedPage(m_words));
    close();
    Q_EMIT answered(answer);
    if (answer.error.isEmpty()) {
        Q_EMIT callbackReceived(
            {{u"code"_s, QString::fromUtf8(m_code.reveal())}, {u"state"_s, QString::fromLatin1(m_expected.state)}});
    }
}

void LoopbackHandler::finish(QTcpSocket *connection, const QByteArray &answer)
{
    m_connections.removeOne(connection);
    m_octets.remove(connection);
    connection->disconnect(this);
    // The page must outlive us: an attempt that ends now would take the unsent rest of it along.
    connection->setParent(QCoreApplication::instance());
    connect(connection, &QTcpSocket::disconnected, connection, &QObject::deleteLater);
    QTimer::singleShot(connectionPatience, connection, &QObject::deleteLater);
    connection->write(answer);
    connection->flush();
    connection->disconnectFromHost();
}

void LoopbackHandler::drop(QTcpSocket *connection)
{
    if (!m_connections.removeOne(connection))
        return;
    m_octets.remove(connection);
    connection->disconnect(this);
    connection->abort();
    connection->deleteLater();
}

} // namespace Sendoff::Auth
