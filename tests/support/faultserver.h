// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QTcpServer;
class QTcpSocket;
QT_END_NAMESPACE

namespace Sendoff::Testing {

/// What the server does with one connection.
struct Fault
{
    enum class End {
        Close, ///< FIN
        Reset, ///< RST
        Stay, ///< leave it open and say nothing more
        KeepAlive, ///< wait for the next request
    };

    QByteArray answer; ///< octets as they go on the wire; nothing is added
    qint64 readAtMost = -1; ///< end after that many octets of request, head included, without an answer; -1: read all
    qint64 answerAtMost = -1; ///< send that many octets of the answer; -1: all
    bool answerEarly = false; ///< as soon as the head is there; the rest is still read
    bool isDripped = false; ///< one octet at a time, one per turn of the event loop
    End end = End::Close;
};

/// A request as it came in.
struct Arrived
{
    QByteArray head; ///< with the blank line
    QByteArray body;

    QByteArray header(const QByteArray &name) const;
    QByteArray path() const;
};

/// An HTTP/1.1 server that misbehaves to order, on 127.0.0.1 and a free port. It runs in the thread of its owner.
class FaultServer : public QObject
{
public:
    /// Without a configuration: plain HTTP.
    explicit FaultServer(const std::optional<QSslConfiguration> &tls = {});
    ~FaultServer() override;

    QUrl url(const QString &path = {}) const;
    quint16 port() const;

    Fault fault; ///< for every connection, unless `next` has one
    QList<Fault> next; ///< used up first, one per connection
    std::function<QByteArray(const Arrived &)> respond; ///< if set, makes the answer instead of `fault.answer`

    QList<Arrived> requests; ///< complete ones, oldest first
    int connections = 0; ///< TCP; with TLS those whose handshake went through
    qint64 octetsRead = 0; ///< plain octets of requests, complete or not
    int ended = 0; ///< connections that are gone

private:
    class Peer;
    void take(QTcpSocket *socket);

    std::unique_ptr<QTcpServer> m_server;
    bool m_isTls = false;
};

/// A certificate of tests/fixtures/tls with its key: good, wronghost, expired, selfsigned.
QSslConfiguration tlsOf(const QString &name);
/// Makes the tests' own root trusted in this process.
void trustTestRoot();

/// An answer with a Content-Length of its own.
QByteArray httpAnswer(int status, const QByteArray &body = {}, const QByteArray &moreHeaders = {});

} // namespace Sendoff::Testing
