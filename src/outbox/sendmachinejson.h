// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "outbox/sendmachine.h"

#include <QJsonObject>

namespace Sendoff::Outbox {

enum class StateJsonFault { NewerFormat, WrongShape };

/// Our own form on disk, versioned ("format": 1). Every state comes back equal, times to the millisecond.
QJsonObject toJson(const SendState &state);
Result<SendState, StateJsonFault> stateFromJson(const QJsonObject &json);

} // namespace Sendoff::Outbox
