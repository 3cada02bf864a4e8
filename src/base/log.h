// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace Sendoff {

// All logging categories of the program. Warnings and above are on; --verbose turns the rest on. No message body,
// address list, token, code or upload URL is ever logged: use Secret for what must not be seen.
Q_DECLARE_LOGGING_CATEGORY(logApp)
Q_DECLARE_LOGGING_CATEGORY(logAuth)
Q_DECLARE_LOGGING_CATEGORY(logHttp)
Q_DECLARE_LOGGING_CATEGORY(logOutbox)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logPractice)

/// Foreign text made fit for one line of a log or a terminal: control, bidi and line-breaking characters become '.',
/// and it is cut at `limit` characters (CWE-117, CWE-150).
QString forLog(const QString &text, qsizetype limit = 200);

} // namespace Sendoff
