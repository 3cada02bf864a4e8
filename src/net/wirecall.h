// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/call.h"
#include "net/httprequest.h"
#include "net/wireanswer.h"

#include <QElapsedTimer>
#include <QSslSocket>
#include <QStringList>
#include <QTimer>

#include <memory>

namespace Sendoff::Net {

class WireLine;

/// One PUT over a line of our own, sent once. Whatever it says it says from the event loop.
class WireCall final : public Call
{
    Q_OBJECT
public:
    WireCall(std::shared_ptr<WireLine> line, QObject *parent);
    ~WireCall() override;

    void start(const HttpRequest &request);
    void cancel() override;
    bool isBodyHandedOver() const override { return m_given == m_request.body.size(); }

private:
    void listen();
    void speak();
    void give();
    void read();
    void meetError(QAbstractSocket::SocketError error);
    void wait();
    void wait(std::chrono::milliseconds longest, const QString &what);
    void end(Outcome outcome, const QString &why);
    void seal(const HttpReply &result);
    void letGo();

    std::shared_ptr<WireLine> m_line; ///< null when the call is over
    HttpRequest m_request;
    WireAnswer m_answer;
    QTimer m_deadline;
    QElapsedTimer m_clock;
    QString m_waitingFor;
    QStringList m_tlsFaults;
    qsizetype m_given = 0; ///< octets of the body that the socket has
    bool m_isSpeaking = false; ///< connected, and secure where it must be
};

} // namespace Sendoff::Net
