// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkAccessManager>
#include <QPointer>
#include <QTimer>

#include <chrono>

namespace Sendoff::Auth {

/// Posts each request at most once, follows nothing, keeps nothing. For Qt's flow, which posts octets that Qt would
/// send again by itself when a connection dies: a code or a refresh token sent twice is spent.
class OneShotNetwork : public QNetworkAccessManager
{
    Q_OBJECT
public:
    explicit OneShotNetwork(QObject *parent = nullptr);
    ~OneShotNetwork() override;

    /// For the whole of a request, from its start to its end.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }
    /// Ends what is under way; nobody hears of it.
    void silence();

    bool hasTimedOut() const { return m_hasTimedOut; }
    QStringList tlsTroubles() const { return m_tlsTroubles; }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &original, QIODevice *outgoing) override;

private:
    void watch(QNetworkReply *reply);

    std::chrono::milliseconds m_patience{30'000};
    QPointer<QNetworkReply> m_reply;
    QStringList m_tlsTroubles;
    bool m_hasTimedOut = false;
};

} // namespace Sendoff::Auth
