// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "practice/account.h"
#include "practice/graphproblem.h"
#include "practice/mail.h"

namespace Sendoff::Practice {

/// Reads the JSON body of POST /me/sendMail the way Graph does, and stricter where Graph is lenient by accident:
/// saveToSentItems must be a boolean, names are compared with their case, a member may not be there twice.
Result<Mail, GraphProblem> readMailRequest(const QByteArray &body, const Account &account);

/// local@domain that could exist: no blanks or control characters, a domain of letters, digits and hyphens.
bool isPlausibleAddress(const QString &address);

} // namespace Sendoff::Practice
