// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/oneshotbody.h"

#include <algorithm>
#include <cstring>

namespace Sendoff::Net {

OneShotBody::OneShotBody(const QByteArray &octets, QObject *parent)
    : QIODevice(parent)
    , m_octets(octets)
{
    // Unbuffered: a read-ahead would count octets that nobody asked for.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OneShotBody::atEnd() const
{
    return m_isShut || isHandedOver();
}

qint64 OneShotBody::bytesAvailable() const
{
    return m_isShut ? 0 : m_octets.size() - m_position;
}

qint64 OneShotBody::readData(char *to, qint64 limit)
{
    if (atEnd())
        return -1;
    const qint64 count = std::min(limit, m_octets.size() - m_position);
    if (count <= 0)
        return 0;
    std::memcpy(to, m_octets.constData() + m_position, static_cast<size_t>(count));
    m_position += count;
    Q_EMIT advanced(m_position);
    return count;
}

} // namespace Sendoff::Net
