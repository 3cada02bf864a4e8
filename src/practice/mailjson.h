// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/mail.h"

#include <QJsonObject>

#include <optional>

namespace Sendoff::Practice {

/// ID.json of the mailbox folder: all of a mail but the octets of its attachments.
QJsonObject writeMailJson(const AcceptedMail &accepted);
/// Empty when it is not one. The attachments come without their octets.
std::optional<AcceptedMail> readMailJson(const QJsonObject &object);

} // namespace Sendoff::Practice
