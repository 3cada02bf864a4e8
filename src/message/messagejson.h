// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "message/message.h"

#include <QJsonObject>

namespace Sendoff {

enum class MessageJsonFault { NotAnObject, NewerFormat, WrongShape };

/// Our own form on disk, versioned ("format": 1). Everything a Message holds comes back equal.
QJsonObject toJson(const Message &message);
Result<Message, MessageJsonFault> messageFromJson(const QJsonObject &json);

} // namespace Sendoff
