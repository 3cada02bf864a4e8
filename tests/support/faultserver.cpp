// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faultserver.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <utility>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace Sendoff::Testing {

QByteArray Arrived::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

QByteArray Arrived::path() const
{
    return head.split(' ').value(1);
}

/// One connection.
class FaultServer::Peer : public QObject
{
public:
    Peer(FaultServer *server, QTcpSocket *socket, const Fault &fault)
        : QObject(server)
        , m_server(server)
        , m_socket(socket)
        , m_fault(fault)
    {
        socket->setParent(this);
        socket->setReadBufferSize(64 * 1024); // what is not read here must not leave the client either
        connect(socket, &QTcpSocket::readyRead, this, [this] { read(); });
        connect(socket, &QTcpSocket::disconnected, this, [this] {
            ++m_server->ended;
            deleteLater();
        });
        if (m_fault.readAtMost == 0)
            finish();
        else
            read();
    }

private:
    void read()
    {
        if (m_isEnding)
            return;
        const qint64 room = m_fault.readAtMost < 0 ? m_socket->bytesAvailable() : m_fault.readAtMost - m_read;
        const QByteArray octets = m_socket->read(room);
        m_read += octets.size();
        m_server->octetsRead += octets.size();
        m_buffer += octets;
        if (m_fault.readAtMost >= 0 && m_read >= m_fault.readAtMost) {
            finish();
            return;
        }
        const qsizetype headEnd = m_buffer.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        Arrived request;
        request.head = m_buffer.first(headEnd + 4);
        const qint64 length = request.header("Content-Length").toLongLong();
        if (m_fault.answerEarly && !std::exchange(m_isAnswered, true))
            m_socket->write(m_fault.answer);
        if (m_buffer.size() < headEnd + 4 + length)
            return;
        request.body = m_buffer.sliced(headEnd + 4, length);
        m_buffer.remove(0, headEnd + 4 + length);
        m_server->requests.append(request);
        if (m_isAnswered)
            finish();
        else
            answer(request);
    }

    void answer(const Arrived &request)
    {
        QByteArray octets = m_server->respond ? m_server->respond(request) : m_fault.answer;
        if (m_fault.answerAtMost >= 0)
            octets.truncate(m_fault.answerAtMost);
        if (m_fault.isDripped) {
            m_isEnding = true;
            drip(octets);
            return;
        }
        m_socket->write(octets);
        finish();
    }

    void drip(const QByteArray &octets)
    {
        if (octets.isEmpty()) {
            finish();
            return;
        }
        m_socket->write(octets.first(1));
        m_socket->flush();
        QTimer::singleShot(1, this, [this, rest = octets.sliced(1)] { drip(rest); });
    }

    void finish()
    {
        switch (m_fault.end) {
        case Fault::End::KeepAlive:
        case Fault::End::Stay:
            m_isEnding = m_fault.end == Fault::End::Stay;
            m_socket->flush();
            return;
        case Fault::End::Close:
            m_isEnding = true;
            m_socket->disconnectFromHost(); // flushes first
            return;
        case Fault::End::Reset:
            break;
        }
        m_isEnding = true;
        m_socket->flush();
#ifdef Q_OS_UNIX
        const linger abortively{1, 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &abortively,
                     sizeof abortively);
#endif
        m_socket->abort();
    }

    FaultServer *m_server;
    QTcpSocket *m_socket;
    Fault m_fault;
    QByteArray m_buffer;
    qint64 m_read = 0;
    bool m_isAnswered = false; ///< early
    bool m_isEnding = false;
};

FaultServer::FaultServer(const std::optional<QSslConfiguration> &tls)
    : m_isTls(tls.has_value())
{
    if (tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = m_server->nextPendingConnection())
            take(socket);
    });
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("the test server cannot listen");
}

FaultServer::~FaultServer()
{
    qDeleteAll(findChildren<Peer *>(Qt::FindDirectChildrenOnly));
}

void FaultServer::take(QTcpSocket *socket)
{
    ++connections;
    new Peer(this, socket, next.isEmpty() ? fault : next.takeFirst());
}

quint16 FaultServer::port() const
{
    return m_server->serverPort();
}

QUrl FaultServer::url(const QString &path) const
{
    QUrl url;
    url.setScheme(m_isTls ? u"https"_s : u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(port());
    url.setPath(path.isEmpty() ? u"/"_s : path);
    return url;
}

QSslConfiguration tlsOf(const QString &name)
{
    const QString folder = QStringLiteral(SENDOFF_FIXTURES "/tls/");
    QFile key(folder + name + u".key"_s);
    const auto chain = QSslCertificate::fromPath(folder + name + u".pem"_s);
    if (chain.isEmpty() || !key.open(QIODevice::ReadOnly))
        qFatal("no such certificate in tests/fixtures/tls");
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    return configuration;
}

void trustTestRoot()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.addCaCertificates(QSslCertificate::fromPath(QStringLiteral(SENDOFF_FIXTURES "/tls/ca.pem")));
    QSslConfiguration::setDefaultConfiguration(configuration);
}

QByteArray httpAnswer(int status, const QByteArray &body, const QByteArray &moreHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Told\r\n" + moreHeaders
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace Sendoff::Testing
