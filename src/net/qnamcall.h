// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/call.h"
#include "net/httprequest.h"
#include "net/oneshotbody.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <optional>

namespace Sendoff::Net {

/// Watches one QNetworkReply: its time-outs, what left, what came, and how it ended. Whatever it says it says from the
/// event loop, so whoever hears it may delete the call or the transport.
class QnamCall final : public Call
{
    Q_OBJECT
public:
    /// What the transport does when the call needs the network no more; `status` is 0 if there was none. What it holds
    /// lives as long as the call.
    using Release = std::function<void(int status)>;

    explicit QnamCall(QObject *parent);
    ~QnamCall() override;

    /// Takes both over. `body` is null for a request without one; it lives as long as the reply that reads it.
    void watch(const HttpRequest &request, QNetworkReply *reply, OneShotBody *body, Release release);
    /// Nothing was sent and nothing will be.
    void refuse(Outcome outcome, const QString &why);
    void cancel() override;
    bool isBodyHandedOver() const override;

private:
    void listen(QNetworkReply *reply);
    void sawConnection();
    void sawBodyMove(qint64 sent);
    void sawAnswerMove();
    void waitForBody();
    void wait(std::chrono::milliseconds longest, const QString &what);
    void collect();
    void end(Outcome outcome, const QString &why);
    void seal();
    void judgeAnswer(int status, QNetworkReply::NetworkError error);
    void judgeSilence(QNetworkReply::NetworkError error);
    bool wasHandedOver() const;
    void letGo();
    void announce();

    HttpRequest m_request;
    QPointer<QNetworkReply> m_reply;
    QPointer<OneShotBody> m_body;
    Release m_release;
    QTimer m_deadline;
    QElapsedTimer m_clock;
    QString m_waitingFor;
    QStringList m_tlsFaults;
    HttpReply m_result;
    std::optional<Outcome> m_ownEnd; ///< we ended it: time-out, cancel
    bool m_isConnected = false;
    bool m_isSealed = false; ///< m_result is final
    bool m_isReleased = false;
};

} // namespace Sendoff::Net
