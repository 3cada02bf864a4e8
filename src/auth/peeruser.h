// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>

#include <optional>

namespace Sendoff::Auth {

struct Endpoint
{
    QHostAddress address;
    quint16 port = 0;
};

/// User id of the process that holds the established connection `from` → `to`, out of the text of /proc/net/tcp or tcp6
/// (proc(5)). Nothing if there is no such row: somebody who has gone already is nobody.
std::optional<quint32> connectionOwner(const QByteArray &table, const Endpoint &from, const Endpoint &to);

/// Whether the other end of a loopback connection may be believed: it is a process of our own user. Where the system
/// has no such table everybody is believed.
bool isOwnProcess(const Endpoint &peer, const Endpoint &here);

} // namespace Sendoff::Auth
