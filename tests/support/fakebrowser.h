// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

#include <utility>

namespace Sendoff::Auth {

/// What a browser would know out of the URL it was opened with.
struct Errand
{
    explicit Errand(const QUrl &url)
        : query(url)
        , redirect(query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded))
        , port(static_cast<quint16>(redirect.port()))
    {
    }
    QByteArray value(const QString &name) const { return query.queryItemValue(name, QUrl::FullyDecoded).toUtf8(); }
    QByteArray state() const { return value(QStringLiteral("state")); }
    QByteArray nonce() const { return value(QStringLiteral("nonce")); }

    QUrlQuery query;
    QUrl redirect;
    quint16 port;
};

using Form = QList<std::pair<QByteArray, QByteArray>>;

inline QByteArray encodedForm(const Form &form)
{
    QByteArray body;
    for (const auto &[name, value] : form)
        body += (body.isEmpty() ? "" : "&") + name.toPercentEncoding() + '=' + value.toPercentEncoding();
    return body;
}

inline QByteArray postOf(quint16 port, const QByteArray &body, const QByteArray &host = {})
{
    const QByteArray name = host.isEmpty() ? "localhost:" + QByteArray::number(port) : host;
    return "POST / HTTP/1.1\r\nHost: " + name
        + "\r\nOrigin: null\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// One raw connection; `answer` grows until the other side closes.
class RawConnection : public QTcpSocket
{
public:
    RawConnection(quint16 port, const QByteArray &octets,
                  const QHostAddress &host = QHostAddress(QHostAddress::LocalHost))
    {
        connect(this, &QTcpSocket::readyRead, this, [this] { answer += readAll(); });
        connect(this, &QTcpSocket::connected, this, [this, octets] { write(octets); });
        connect(this, &QTcpSocket::disconnected, this, [this] { isClosed = true; });
        connect(this, &QTcpSocket::errorOccurred, this, [this] { isClosed = true; });
        connectToHost(host, port);
    }
    // A socket that is destroyed says so while it is no longer one of these.
    ~RawConnection() override { disconnect(); }
    int status() const { return answer.mid(9, 3).toInt(); }

    QByteArray answer;
    bool isClosed = false;
};

} // namespace Sendoff::Auth
