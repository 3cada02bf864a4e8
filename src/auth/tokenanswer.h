// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/autherror.h"
#include "auth/signin.h"
#include "net/httpreply.h"

namespace Sendoff::Auth {

/// What the token endpoint gave (RFC 6749 5.1, OpenID Connect Core 3.1.3.3).
struct TokenAnswer
{
    Tokens tokens;
    Secret idToken; ///< empty if none came
};

/// Reads an answer of the token endpoint. Whatever is not a well-formed success is an error with its kind: no redirect,
/// no HTML, no half an answer counts. `asked`: the scopes that hold if the answer names none (RFC 6749 5.1).
/// An error tells whether this computer's clock is wrong, if `now` is given.
Result<TokenAnswer, AuthError> readTokenAnswer(const Net::HttpReply &reply, const QStringList &asked,
                                               const QDateTime &now = {});

/// Names the kind of an OAuth error. Decided by `error` and `suberror`; Microsoft's AADSTS numbers only make the words
/// more exact (who can mend it), never what the program does.
AuthError oauthError(const QString &code, const QString &suberror, const QString &description);

} // namespace Sendoff::Auth
