// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "practice/graphproblem.h"
#include "practice/mail.h"

namespace Sendoff::Practice {

/// A message of RFC 5322 and MIME, as far as the mailbox page and the ledger show one: people, subject, text, files.
/// `mime` of the result is the message itself. Refused only when it has no readable recipient or no header at all.
Result<Mail, GraphProblem> readMime(const QByteArray &message);

} // namespace Sendoff::Practice
