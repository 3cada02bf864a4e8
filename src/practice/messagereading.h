// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "practice/graphproblem.h"
#include "practice/mail.h"

#include <QJsonObject>

#include <optional>

namespace Sendoff::Practice {

/// The object of a request body in which no name stands twice.
Result<QJsonObject, GraphProblem> readJsonObject(const QByteArray &body);

/// The resource `message` as a client sends it; `path` names it in a refusal. It need not have recipients yet.
Result<Mail, GraphProblem> readMessageObject(const QJsonObject &message, const QString &path);
/// The resource `fileAttachment` as a client sends it.
Result<File, GraphProblem> readAttachmentObject(const QJsonObject &attachment);

/// What only a mail that is to go out needs.
std::optional<GraphProblem> checkRecipientsAreThere(const Mail &mail);

/// local@domain that could exist: no blanks or control characters, a domain of letters, digits and hyphens.
bool isPlausibleAddress(const QString &address);

} // namespace Sendoff::Practice
