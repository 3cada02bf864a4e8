// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>

#include <chrono>

namespace Sendoff::Practice {

/// What comes of it when somebody is asked to agree to permissions.
enum class Consent { Given, Refused, ByAdministrator };

/// How the service is set up; what an administrator decides, and what a test wants to see (PUT /settings).
struct Settings
{
    qint64 messageLimit = 35 * 1024 * 1024; ///< a whole message, attachments in base64
    std::chrono::milliseconds uploadLifetime{std::chrono::hours(24)};
    bool keepsIdOnSend = true; ///< an immutable id stays when a draft is sent; Microsoft's pages differ on that

    Consent consent = Consent::Given;
    bool demandsClaims = false; ///< tokens of sign-ins that brought no `claims` meet a claims challenge

    QJsonObject toJson() const;
};

/// `wishes` on top of `now`. The failure says which member is wrong.
Result<Settings, QString> changed(Settings now, const QJsonObject &wishes);

} // namespace Sendoff::Practice
