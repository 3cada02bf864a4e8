// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"

#include <QJsonObject>
#include <QStringList>

namespace Sendoff {

/// What `sendoff --print message` shows; scripts rely on its shape. `dropped` and `warnings` come from a mailto link.
/// Unreadable recipients of all fields stand in "invalid", as typed; those of Reply-To last.
QJsonObject printMessage(const Message &message, const QStringList &dropped = {}, const QStringList &warnings = {});

} // namespace Sendoff
