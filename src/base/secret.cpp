// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secret.h"

#include <cstring>

namespace Sendoff {

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_text = other.m_text;
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_text = std::move(other.m_text);
        other.m_text.clear();
    }
    return *this;
}

void Secret::wipe()
{
    // Shared data still belongs to another copy, which will wipe it in its turn.
    if (!m_text.isEmpty() && m_text.isDetached())
        explicit_bzero(m_text.data(), static_cast<std::size_t>(m_text.size()));
    m_text.clear();
}

QDebug operator<<(QDebug debug, const Secret &secret)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << (secret.isEmpty() ? "Secret()" : "Secret(...)");
    return debug;
}

} // namespace Sendoff
