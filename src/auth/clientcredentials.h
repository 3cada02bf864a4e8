// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "auth/appcredential.h"
#include "auth/session.h"
#include "auth/tokenvault.h"
#include "base/clock.h"
#include "base/dice.h"
#include "net/tokensource.h"

#include <functional>
#include <memory>

namespace Sendoff::Auth {

/// Tokens for a program that was given leave by an administrator: the client credentials grant (RFC 6749 4.4) with what
/// the vault holds under the account's id. No person, no browser, no refresh token; a token is used until shortly
/// before its end.
class ClientCredentials : public QObject, public Net::TokenSource
{
    Q_OBJECT
public:
    ClientCredentials(Account account, TokenVault &vault, const Clock &clock, Dice &dice, QObject *parent = nullptr);
    ~ClientCredentials() override;

    const Account &account() const;
    SessionState state() const;
    const AuthError &trouble() const;
    void setAnswerPatience(std::chrono::milliseconds patience);

    void keep(const AppCredential &credential, QObject *context,
              std::function<void(const Result<Done, VaultError> &)> answer);
    void forget(QObject *context, std::function<void(const Result<Done, VaultError> &)> answer);

    void token(QObject *context, Answer answer) override;
    void refused(const Secret &token) override;
    /// Nobody signs in here: the next token is asked for with those claims.
    void challenged(const Secret &token, const QString &claims) override;
    /// What the account is known to have been given; the token itself says nothing that may be relied on.
    QStringList scopes() const override;
    /// As in Session.
    void endPause();

Q_SIGNALS:
    void changed(Sendoff::Auth::SessionState state);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Sendoff::Auth
