// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/limits.h"
#include "message/message.h"

#include <variant>

namespace Sendoff::Graph {

/// One `POST /me/sendMail`, right Mail.Send.
struct DirectSend
{
    qint64 requestBytes = 0;
    friend bool operator==(const DirectSend &, const DirectSend &) = default;
};

/// Does not fit into one request.
struct TooBig
{
    qint64 requestBytes = 0;
    qint64 limit = 0;
    qint64 attachmentBytes = 0; ///< raw octets of all attachments
    qint64 attachmentLimit = 0; ///< raw octets of attachments that would fit beside this text
    friend bool operator==(const TooBig &, const TooBig &) = default;
};

using SendPlan = std::variant<DirectSend, TooBig>;

/// Which calls a message needs. Pure.
SendPlan planSend(const Message &message, const Limits &limits);

} // namespace Sendoff::Graph
