// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/answerpage.h"
#include "auth/loopbackrequest.h"
#include "net/httpreply.h"

#include <QOAuthOobReplyHandler>
#include <QTcpServer>

#include <chrono>

class QTcpSocket;

namespace Sendoff::Auth {

/// Receives the redirect for one attempt on 127.0.0.1 and [::1], the same port on both: a browser asks `localhost` on
/// either, and whoever held the other one would get our answer. Closes with the first valid answer.
class LoopbackHandler : public QOAuthOobReplyHandler
{
    Q_OBJECT
public:
    explicit LoopbackHandler(QObject *parent = nullptr);
    ~LoopbackHandler() override;

    /// False: no port is free on both. `port` 0 takes any.
    bool listen(quint16 port = 0);
    void close();
    quint16 port() const { return m_expected.port; }

    void expect(const AuthConfig &config, const QByteArray &state);
    void setWords(const PageWords &words) { m_words = words; }

    /// http://localhost:PORT, without a slash: Microsoft compares it with what is registered.
    QString callback() const override;

    /// The code that came, as it came.
    const Secret &code() const { return m_code; }

    static constexpr int connectionLimit = 8;
    static constexpr std::chrono::milliseconds connectionPatience{5'000};

Q_SIGNALS:
    void answered(const Sendoff::Auth::RedirectAnswer &answer);
    void refused(const QByteArray &why); ///< a request that was not the answer; the attempt goes on
    void replied(const Sendoff::Net::HttpReply &reply); ///< of the token endpoint

protected:
    /// Qt's own reading of the token endpoint ignores the body of errors and stays silent about most of them.
    void networkReplyFinished(QNetworkReply *reply) override;

private:
    void take(QTcpSocket *connection);
    void read(QTcpSocket *connection);
    void finish(QTcpSocket *connection, const QByteArray &answer);
    void drop(QTcpSocket *connection);
    void receive(QTcpSocket *connection, const RedirectAnswer &answer);

    QTcpServer m_v4;
    QTcpServer m_v6;
    RedirectExpectation m_expected;
    PageWords m_words;
    Secret m_code;
    QList<QTcpSocket *> m_connections; // oldest first
    QHash<QTcpSocket *, QByteArray> m_octets;
};

} // namespace Sendoff::Auth
