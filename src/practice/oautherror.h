// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/exchange.h"

#include <QDateTime>

namespace Sendoff::Practice {

/// Why a sign-in or token request is refused, the way the identity platform says it.
struct OAuthError
{
    QString error; ///< "invalid_grant"; clients branch on this
    int number = 0; ///< AADSTS number
    QString text; ///< without the number
    QString suberror; ///< often empty

    bool isSet() const { return !error.isEmpty(); }
};

/// The ids that make a refusal traceable, as Microsoft adds them.
struct Trace
{
    QString traceId;
    QString correlationId;
    QDateTime time;
};

QString describe(const OAuthError &error, const Trace &trace);
/// The JSON answer of the token endpoint.
Answer tokenRefusal(const OAuthError &error, const Trace &trace);
/// The page a person sees when there is nowhere safe to send the browser back to.
Answer refusalPage(const OAuthError &error, const Trace &trace);

OAuthError missingParameter(const QString &name);

} // namespace Sendoff::Practice
