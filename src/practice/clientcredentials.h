// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/exchange.h"
#include "practice/oautherror.h"
#include "practice/tokenbook.h"

#include <QSet>

#include <variant>

namespace Sendoff::Practice {

/// What a program must show to act as itself: a secret, or a signed statement (v2-oauth2-client-creds-grant-flow,
/// certificate-credentials). The signature's key is not known here, so its form is checked and its time, not its maths.
class ClientCredentials
{
public:
    /// The secret of every program that is registered here.
    static QString secret();

    /// Takes a request with grant_type=client_credentials. `tokenAddresses`: what the statement may name as its reader.
    std::variant<Grant, OAuthError> redeem(const Tenant &tenant, const Form &form, const QStringList &graphRoots,
                                           const QStringList &tokenAddresses, const Clock &clock);

    /// What an administrator let programs do.
    QStringList roles{QStringLiteral("Mail.Send"), QStringLiteral("Mail.ReadWrite")};

private:
    OAuthError checkAssertion(const Form &form, const QStringList &tokenAddresses, const Clock &clock);

    QSet<QString> m_seen; ///< jti of statements that were used
};

Answer applicationTokenAnswer(const Grant &grant, TokenBook &tokens, Dice &dice);

} // namespace Sendoff::Practice
