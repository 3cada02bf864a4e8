// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/exchange.h"
#include "practice/oautherror.h"
#include "practice/tokenbook.h"

#include <variant>

namespace Sendoff::Practice {

/// POST /{tenant}/oauth2/v2.0/token: what the code or the refresh token is good for, or why it is refused.
/// A good code is used up by this.
std::variant<Grant, OAuthError> redeemGrant(const Tenant &tenant, const Request &request, TokenBook &tokens,
                                            const QStringList &graphRoots);

/// access_token, and refresh_token and id_token where offline_access and openid were asked for.
Answer tokenAnswer(const Grant &grant, const QString &origin, TokenBook &tokens, const Clock &clock, Dice &dice);

} // namespace Sendoff::Practice
