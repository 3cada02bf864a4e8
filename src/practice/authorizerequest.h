// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/account.h"
#include "practice/exchange.h"
#include "practice/oautherror.h"
#include "practice/scopes.h"

#include <variant>

namespace Sendoff::Practice {

enum class ResponseMode { Query, FormPost, Fragment };

/// A request to GET /{tenant}/oauth2/v2.0/authorize that may be asked about (v2-oauth2-auth-code-flow).
struct AuthorizeRequest
{
    Tenant tenant;
    QString clientId;
    QString redirectUri;
    QString state;
    QString nonce;
    QString loginHint;
    QString prompt; ///< "", none, login, select_account or consent
    QString claims; ///< the answer to a claims challenge, JSON
    QByteArray challenge;
    ScopeList scopes;
    ResponseMode responseMode = ResponseMode::Query;
};

/// Refused, with nowhere to send the browser to: a page tells it.
struct RefusedOnPage
{
    OAuthError error;
};

/// Refused, and the program hears it at its redirect URI.
struct RefusedByRedirect
{
    OAuthError error;
    AuthorizeRequest request; ///< redirectUri, state and responseMode are good
};

using Reading = std::variant<AuthorizeRequest, RefusedOnPage, RefusedByRedirect>;
Reading readAuthorizeRequest(const QString &tenant, const Form &form, const QStringList &graphRoots);

/// True for http://localhost:PORT and http://127.0.0.1:PORT, to the letter.
bool isLoopbackRedirect(const QString &uri);

} // namespace Sendoff::Practice
