// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "practice/graphproblem.h"
#include "practice/mail.h"

namespace Sendoff::Practice {

/// Reads the JSON body of sendMail the way Graph does, and stricter where Graph is lenient by accident:
/// saveToSentItems must be a boolean, names are compared with their case, a member may not be there twice.
Result<Mail, GraphProblem> readMailRequest(const QByteArray &body);

/// Reads a whole message of RFC 5322 in base64, as sendMail and a new draft take it with text/plain. It is kept octet
/// for octet.
Result<Mail, GraphProblem> readMimeRequest(const QByteArray &body);

bool isJson(const QByteArray &contentType);
bool isMime(const QByteArray &contentType);
GraphProblem wrongContentType(const QByteArray &contentType);

} // namespace Sendoff::Practice
