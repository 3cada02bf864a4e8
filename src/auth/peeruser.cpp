// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/peeruser.h"

#include <QFile>
#include <QtEndian>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

QByteArray hex(quint32 word)
{
    return QByteArray::number(word, 16).toUpper().rightJustified(8, '0');
}

// The kernel prints each 32-bit word of the address as it lies in memory.
QByteArray v4Name(quint32 address)
{
    return hex(qToBigEndian(address));
}

QByteArray v6Name(const Q_IPV6ADDR &address)
{
    QByteArray name;
    for (int at = 0; at < 16; at += 4)
        name += hex(qFromUnaligned<quint32>(address.c + at));
    return name;
}

QByteArray withPort(const QByteArray &address, quint16 port)
{
    return address + ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
}

// All the ways the table may write an end: an IPv4 connection made through an IPv6 socket is in tcp6.
QList<QByteArray> namesOf(const Endpoint &end)
{
    QList<QByteArray> names;
    bool isV4 = false;
    const quint32 v4 = end.address.toIPv4Address(&isV4);
    if (isV4)
        names << withPort(v4Name(v4), end.port);
    if (!isV4 || end.address.protocol() == QAbstractSocket::IPv6Protocol)
        names << withPort(v6Name(end.address.toIPv6Address()), end.port);
    else
        names << withPort(v6Name(QHostAddress(u"::ffff:"_s + end.address.toString()).toIPv6Address()), end.port);
    return names;
}

} // namespace

std::optional<quint32> connectionOwner(const QByteArray &table, const Endpoint &from, const Endpoint &to)
{
    const QList<QByteArray> fromNames = namesOf(from);
    const QList<QByteArray> toNames = namesOf(to);
    for (const QByteArray &row : table.split('\n')) {
        const QList<QByteArray> cells = row.simplified().split(' ');
        constexpr auto established = "01"; // any other socket may have lost its owner, and then shows user 0
        if (cells.size() < 8 || cells[3] != established || !fromNames.contains(cells[1]) || !toNames.contains(cells[2]))
            continue;
        bool isNumber = false;
        const uint user = cells[7].toUInt(&isNumber);
        return isNumber ? std::optional<quint32>(user) : std::nullopt;
    }
    return std::nullopt;
}

bool isOwnProcess(const Endpoint &peer, const Endpoint &here)
{
#ifdef Q_OS_LINUX
    bool isReadable = false;
    for (const QString &name : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        isReadable = true;
        if (const auto owner = connectionOwner(file.readAll(), peer, here))
            return *owner == geteuid();
    }
    return !isReadable;
#else
    Q_UNUSED(peer)
    Q_UNUSED(here)
    return true;
#endif
}

} // namespace Sendoff::Auth
