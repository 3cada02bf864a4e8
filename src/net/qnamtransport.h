// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <memory>

namespace Sendoff::Net {

class WireLine;

/// The network by QNetworkAccessManager, and by a socket of its own for the parts of big files. It follows no redirect,
/// keeps no cookie and no cache, answers no log-in question of a server or proxy, accepts no faulty certificate, and
/// sends nothing to a URL that fails maySendSecretsTo().
///
/// Nothing of Qt's network is made before the first send(). Calls still under way when the transport goes are aborted
/// and deleted without a finished().
class QnamTransport final : public Transport
{
public:
    QnamTransport();
    ~QnamTransport() override;

    Call *send(const HttpRequest &request, const Secret &token) override;

private:
    struct Line;

    Call *sendByWire(const HttpRequest &request);

    std::shared_ptr<Line> m_line; ///< the manager for new requests; older ones live as long as their calls
    std::shared_ptr<WireLine> m_wire; ///< the connection for the next part
    std::unique_ptr<QObject> m_calls; ///< parent of every call under way
};

} // namespace Sendoff::Net
