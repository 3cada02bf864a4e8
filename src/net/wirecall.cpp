// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/wirecall.h"

#include "base/log.h"
#include "net/httplog.h"
#include "net/qnammapping.h"
#include "net/wireline.h"

#include <QSslError>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Sendoff::Net {

namespace {

/// Big enough that turns of the event loop cost little, small enough for a processor's cache and a steady progress.
constexpr qsizetype pieceSize = qsizetype(64) * 1024;
constexpr quint16 httpPort = 80;
constexpr quint16 httpsPort = 443;

bool isSecure(const QUrl &url)
{
    return url.scheme() == u"https";
}

QByteArray headOf(const HttpRequest &request)
{
    const auto without = QUrl::RemoveScheme | QUrl::RemoveUserInfo | QUrl::RemoveFragment;
    const QByteArray host = request.url.toEncoded(without | QUrl::RemovePath | QUrl::RemoveQuery).mid(2);
    QByteArray place = request.url.toEncoded(without | QUrl::RemoveAuthority);
    if (!place.startsWith('/'))
        place.prepend('/');
    QByteArray head = "PUT " + place + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: Sendoff/" SENDOFF_VERSION
        + "\r\nContent-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    for (const auto &[name, value] : request.headers)
        head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

Outcome outcomeOf(QAbstractSocket::SocketError error, bool isSpeaking)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return Outcome::HostNotFound;
    case QAbstractSocket::ConnectionRefusedError:
        return Outcome::Refused;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return isSpeaking ? Outcome::ConnectionLost : Outcome::TlsFailed;
    case QAbstractSocket::SocketTimeoutError:
        return Outcome::TimedOut;
    case QAbstractSocket::RemoteHostClosedError:
        return Outcome::ConnectionLost;
    default:
        return isSpeaking ? Outcome::ConnectionLost : Outcome::Unreachable;
    }
}

} // namespace

WireCall::WireCall(std::shared_ptr<WireLine> line, QObject *parent)
    : Call(parent)
    , m_line(std::move(line))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { end(Outcome::TimedOut, m_waitingFor); });
    m_clock.start();
}

WireCall::~WireCall()
{
    letGo();
}

void WireCall::start(const HttpRequest &request)
{
    qCDebug(logHttp).noquote() << describe(request);
    m_request = request;
    m_line->take(request.body);
    listen();
    wait(request.connectTimeout, u"no connection"_s);
    QSslSocket &socket = m_line->socket;
    const QString host = request.url.host();
    if (m_line->wasUsed())
        QMetaObject::invokeMethod(this, &WireCall::speak, Qt::QueuedConnection);
    else if (isSecure(request.url))
        socket.connectToHostEncrypted(host, static_cast<quint16>(request.url.port(httpsPort)));
    else
        socket.connectToHost(host, static_cast<quint16>(request.url.port(httpPort)));
}

void WireCall::cancel()
{
    end(Outcome::Cancelled, u"cancelled here"_s);
}

// Queued, all of it: what a socket says while it is still being asked for something would be heard too early.
void WireCall::listen()
{
    QSslSocket *socket = &m_line->socket;
    if (isSecure(m_request.url))
        connect(socket, &QSslSocket::encrypted, this, &WireCall::speak, Qt::QueuedConnection);
    else
        connect(socket, &QSslSocket::connected, this, &WireCall::speak, Qt::QueuedConnection);
    connect(socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsFaults += error.errorString();
    });
    if (isSecure(m_request.url))
        connect(socket, &QSslSocket::encryptedBytesWritten, this, &WireCall::give, Qt::QueuedConnection);
    else
        connect(socket, &QSslSocket::bytesWritten, this, &WireCall::give, Qt::QueuedConnection);
    connect(socket, &QSslSocket::readyRead, this, &WireCall::read, Qt::QueuedConnection);
    connect(socket, &QSslSocket::errorOccurred, this, &WireCall::meetError, Qt::QueuedConnection);
}

void WireCall::speak()
{
    if (!m_line || std::exchange(m_isSpeaking, true))
        return;
    m_line->socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_line->socket.write(headOf(m_request));
    give();
}

/// Lets the socket have the next piece once it has nearly done with those before.
void WireCall::give()
{
    if (!m_line || !m_isSpeaking)
        return;
    wait();
    QSslSocket &socket = m_line->socket;
    const qsizetype total = m_line->body.size();
    const qsizetype before = m_given;
    while (m_given < total && socket.bytesToWrite() + socket.encryptedBytesToWrite() < pieceSize) {
        const qsizetype size = std::min(pieceSize, total - m_given);
        // Not copied: the line keeps the body for as long as its socket lives.
        if (socket.write(QByteArray::fromRawData(m_line->body.constData() + m_given, size)) != size)
            return end(Outcome::ConnectionLost, socket.errorString());
        m_given += size;
    }
    if (m_given > before)
        Q_EMIT progressed(m_given, total);
}

void WireCall::read()
{
    if (!m_line)
        return;
    m_answer.take(m_line->socket.readAll());
    wait(m_request.stallTimeout, u"the answer stalled"_s);
    if (m_answer.isBroken() && m_answer.status() == 0)
        end(Outcome::Other, u"the answer is not HTTP"_s);
    else if (m_answer.isOver())
        seal(m_answer.reply());
}

void WireCall::meetError(QAbstractSocket::SocketError error)
{
    if (!m_line)
        return;
    // An answer can be there, and complete, before the end of the connection is told.
    if (m_isSpeaking)
        m_answer.take(m_line->socket.readAll());
    m_answer.close();
    if (m_answer.status() > 0)
        return seal(m_answer.reply());
    end(outcomeOf(error, m_isSpeaking),
        forLog((QStringList{m_line->socket.errorString()} + m_tlsFaults).join(u"; "_s), 500));
}

void WireCall::wait()
{
    if (isBodyHandedOver())
        wait(m_request.answerTimeout, u"no answer"_s);
    else
        wait(m_request.stallTimeout, u"the upload stalled"_s);
}

void WireCall::wait(std::chrono::milliseconds longest, const QString &what)
{
    m_waitingFor = what;
    m_deadline.start(longest);
}

/// Ends it without an answer, or from our side.
void WireCall::end(Outcome outcome, const QString &why)
{
    HttpReply result = m_answer.reply();
    if (result.outcome != Outcome::Answered) {
        result.outcome = outcome;
        if (isBodyHandedOver() && provesNothingLeft(outcome))
            result.outcome = Outcome::ConnectionLost;
    }
    result.detail = why;
    seal(result);
}

/// Takes the result, once.
void WireCall::seal(const HttpReply &result)
{
    if (!m_line)
        return;
    HttpReply reply = result;
    reply.bodyHandedOver = isBodyHandedOver();
    letGo();
    QMetaObject::invokeMethod(
        this,
        [this, reply] {
            qCDebug(logHttp).noquote() << describe(reply, std::chrono::milliseconds(m_clock.elapsed()));
            deleteLater();
            Q_EMIT finished(reply);
        },
        Qt::QueuedConnection);
}

/// Gives the line back. It is good for another request only if this one went as it should.
void WireCall::letGo()
{
    m_deadline.stop();
    if (!m_line)
        return;
    const std::shared_ptr<WireLine> line = std::exchange(m_line, nullptr);
    line->socket.disconnect(this);
    const QSslSocket &socket = line->socket;
    const bool isGood = m_answer.mayGoOn() && m_answer.status() != 503 && isBodyHandedOver()
        && socket.bytesToWrite() == 0 && socket.encryptedBytesToWrite() == 0;
    if (isGood)
        line->rest();
    else
        line->wear();
}

} // namespace Sendoff::Net
