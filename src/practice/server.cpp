// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/server.h"

#if QT_VERSION >= QT_VERSION_CHECK(6, 9, 0)
#include <QHttpServerConfiguration>
#endif
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QLocale>
#include <QTimer>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    default:
        return "OTHER";
    }
}

QByteArray httpDate()
{
    return QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

} // namespace

Server::Server(Handler handler, FaultFinder findFault, Cutter cut, Finisher finish)
    : m_handler(std::move(handler))
    , m_findFault(std::move(findFault))
    , m_cut(std::move(cut))
    , m_finish(std::move(finish))
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 9, 0)
    // A fault may leave a connection open and silent for longer than the HTTP server would.
    const auto bePatient = [](auto &server, auto configuration) {
        if constexpr (requires { configuration.setKeepAliveTimeout(std::chrono::hours(24)); }) {
            configuration.setKeepAliveTimeout(std::chrono::hours(24));
            server.setConfiguration(configuration);
        }
    };
    bePatient(*this, QHttpServerConfiguration());
#endif
}

Result<quint16, QString> Server::start(quint16 port)
{
    constexpr int tries = 20; // a free IPv4 port may be taken on IPv6
    QString reason;
    for (int attempt = 0; attempt < (port == 0 ? tries : 1); ++attempt) {
        const auto cutter = [this](const QByteArray &line) { return cutFor(line); };
        auto v4 = std::make_unique<Front>(cutter);
        auto v6 = std::make_unique<Front>(cutter);
        if (!v4->listen(QHostAddress::LocalHost, port)) {
            reason = v4->errorString();
            continue;
        }
        if (!v6->listen(QHostAddress::LocalHostIPv6, v4->serverPort())) {
            reason = v6->errorString();
            if (v6->serverError() == QAbstractSocket::AddressInUseError)
                continue;
            v6.reset(); // no IPv6 here
        }
        m_port = v4->serverPort();
        m_fronts.append(v4.release());
        if (v6)
            m_fronts.append(v6.release());
        for (Front *front : std::as_const(m_fronts))
            bind(front);
        return m_port;
    }
    return Failure{u"cannot listen on port %1: %2"_s.arg(port).arg(reason)};
}

Request Server::read(const QHttpServerRequest &request) const
{
    Request copy{methodName(request.method()),
                 request.url().path(),
                 request.url().query(QUrl::FullyEncoded).toLatin1(),
                 {},
                 request.body()};
    for (const QByteArray &name :
         {QByteArray("authorization"), QByteArray("content-type"), QByteArray("content-encoding"), QByteArray("origin"),
          QByteArray("host"), QByteArray("connection"), QByteArray("client-request-id"), QByteArray("sec-fetch-site"),
          QByteArray("prefer"), QByteArray("content-range"), QByteArray("content-length"),
          QByteArray("transfer-encoding")}) {
        copy.headers.insert(name, request.value(name));
    }
    return copy;
}

Connection *Server::connectionFrom(quint16 port) const
{
    for (const Front *front : m_fronts) {
        if (Connection *connection = front->connectionFrom(port))
            return connection;
    }
    return nullptr;
}

std::optional<Cut> Server::cutFor(const QByteArray &requestLine) const
{
    Request begun;
    begun.method = requestLine.left(requestLine.indexOf(' '));
    begun.path = QUrl::fromEncoded(requestLine.split(' ').value(1)).path();
    return m_cut(begun);
}

void Server::serve(const Request &request, Connection *connection)
{
    connection->finishRequest();
    Q_EMIT requestSeen();
    const std::optional<Fault> found = m_findFault(request);
    const Fault fault = found.value_or(Fault{});
    Answer answer;
    if (!found || fault.carriesOut)
        answer = bent(m_handler(request), fault);
    if (fault.hangs)
        return;
    if (fault.closes) {
        connection->drop(fault.resets);
        return;
    }
    if (fault.instead) {
        answer = *fault.instead;
        if (!fault.bare)
            m_finish(answer, request);
    }
    const bool tellsTime = std::any_of(answer.headers.begin(), answer.headers.end(), [](const auto &header) {
        return header.name.compare("Date", Qt::CaseInsensitive) == 0;
    });
    if (!tellsTime) // a fault may let the clock be wrong
        answer.headers.append({"Date", httpDate()});
    const bool closing = request.header("connection").toLower() == "close" || fault.resets;
    const QByteArray octets = answer.toHttp(closing, request.method == "HEAD");
    const bool isCutInBody = fault.cutsAnswerBody && !answer.body.isEmpty();
    const qsizetype cutAt = isCutInBody ? octets.size() - (answer.body.size() + 1) / 2 : fault.cutAt;
    const auto reply = [=] { connection->reply(octets, closing, cutAt, fault.resets); };
    if (fault.delayMs > 0)
        QTimer::singleShot(fault.delayMs, connection, reply);
    else
        reply();
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)

bool Server::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    serve(read(request), static_cast<Connection *>(socket));
    return true;
}

void Server::missingHandler(const QHttpServerRequest &, QTcpSocket *) { }

#else

// The responder is left unused: it cannot end an answer in the middle. The connection behind it is ours.
bool Server::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &)
{
    if (Connection *connection = connectionFrom(request.remotePort()))
        serve(read(request), connection);
    return true;
}

#if QT_VERSION < QT_VERSION_CHECK(6, 7, 0)
void Server::missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) { }
#else
void Server::missingHandler(const QHttpServerRequest &, QHttpServerResponder &) { }
#endif

#endif

} // namespace Sendoff::Practice
