// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDebug>

namespace Sendoff {

/// Text that must not be seen: a token, a code, a verifier, an upload URL. It has no conversion to a string, prints as
/// dots, and its memory is overwritten when the last copy goes. reveal() is the one door; grep for it to see who looks.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray text)
        : m_text(std::move(text))
    {
    }
    Secret(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret() { wipe(); }

    bool isEmpty() const { return m_text.isEmpty(); }
    const QByteArray &reveal() const { return m_text; }
    friend bool operator==(const Secret &, const Secret &) = default;

private:
    void wipe();

    QByteArray m_text;
};

QDebug operator<<(QDebug debug, const Secret &secret);

} // namespace Sendoff
