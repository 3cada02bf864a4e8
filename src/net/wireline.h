// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httprequest.h"

#include <QObject>
#include <QSslSocket>
#include <QString>
#include <QTimer>

#include <memory>

namespace Sendoff::Net {

/// One connection for the parts of a file. Qt's access manager carries a body in pieces of 16 KiB, each by two turns
/// between its thread and ours, which is most of the work where the network is quick.
class WireLine final : public QObject
{
    Q_OBJECT
public:
    /// Whether a request should go this way: a big PUT that carries no token, with no proxy between.
    static bool suits(const HttpRequest &request);
    /// A line to where that request goes, not connected yet.
    static std::shared_ptr<WireLine> to(const QUrl &url);

    /// Whether it can take a request for that place now.
    bool isFit(const QUrl &url) const;
    /// Closed at once, and not for new requests.
    void wear();

    QByteArray body; ///< of the request under way; the socket reads from it and must go first
    QSslSocket socket;

    /// Before a request and after it. A line that rests for long is closed: the other side may be about to do so, and a
    /// request that meets that has an unclear end.
    void take(const QByteArray &octets);
    void rest();
    bool wasUsed() const { return m_wasUsed; }

private:
    WireLine();

    QString m_place;
    QTimer m_rest;
    bool m_isBusy = false;
    bool m_wasUsed = false;
    bool m_isWorn = false;
};

} // namespace Sendoff::Net
