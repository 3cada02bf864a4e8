// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff {

/// A mailbox and the name shown for it (RFC 5322 3.4). `mailbox` is the addr-spec, with U-labels in an international
/// domain (RFC 6532); `name` is decoded text without quotes, empty if there is none.
struct Address
{
    QString name;
    QString mailbox;

    friend bool operator==(const Address &, const Address &) = default;
};

/// As a person writes it: `ana@example.org`, `Ana Mora <ana@example.org>`, `"Mora, Ana" <ana@example.org>`.
/// A name equal to the mailbox is left out; a name that needs quotes gets them.
QString toText(const Address &address);

} // namespace Sendoff
