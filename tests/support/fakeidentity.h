// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/authconfig.h"

#include <QHash>
#include <QJsonObject>
#include <QTcpServer>
#include <QUrl>

#include <functional>

class QTcpSocket;

namespace Sendoff::Auth {

/// A token endpoint that does as it is told, written down request by request.
class FakeIdentity : public QObject
{
    Q_OBJECT
public:
    struct Request
    {
        QByteArray line;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;

        /// A form value as it was before encoding.
        QByteArray value(const QByteArray &name) const;
        bool has(const QByteArray &name) const;
    };
    struct Script
    {
        enum class Ending { Answer, Hang, Close, Drip };
        Ending ending = Ending::Answer;
        int status = 200;
        QByteArray type = "application/json";
        QByteArray body; ///< empty with Answer and 200: a good token answer
        QByteArray moreHeaders; ///< each with its CRLF
    };

    explicit FakeIdentity(QObject *parent = nullptr);

    AuthConfig config() const;
    quint16 port() const { return m_server.serverPort(); }

    QList<Request> requests;
    QList<Script> scripts; ///< used up one by one; then all is well
    QJsonObject claims; ///< put over the ordinary ones of the id_token; null removes one
    QJsonObject fields; ///< the same for the token answer
    QByteArray nonce; ///< of the attempt; the test reads it from the URL
    int connections = 0; ///< that were made, with or without a request
    int serial = 0; ///< counts the tokens given: access-1, refresh-1, …

    std::function<void()> whenAsked; ///< called after each request came and before it is answered

    QByteArray goodAnswer();
    static QByteArray jwt(const QJsonObject &claims,
                          const QJsonObject &header = {{QStringLiteral("alg"), QStringLiteral("RS256")}});
    static QJsonObject with(QJsonObject base, const QJsonObject &changes);
    QJsonObject ordinaryClaims() const;

private:
    void read(QTcpSocket *connection);
    void answer(QTcpSocket *connection);

    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_octets;
};

} // namespace Sendoff::Auth
