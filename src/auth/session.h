// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/autherror.h"
#include "auth/signin.h"
#include "auth/tokenvault.h"
#include "base/clock.h"
#include "net/tokensource.h"

namespace Sendoff::Auth {

/// What the window shows of an account's sign-in.
enum class SessionState {
    Restoring, ///< not asked yet, or asking the keychain
    Ready, ///< there is a refresh token, or a fresh access token
    Refreshing,
    SignInNeeded, ///< invalid_grant, or nothing stored: a person must sign in
    VaultLocked,
    Unreachable, ///< the last refresh did not get through; the sign-in is as good as before
};

/// One account's sign-in while the program runs: restores the refresh token from the vault when a token is first asked
/// for, refreshes silently and once for all who wait, stores each new refresh token before the old one is forgotten.
/// Only `invalid_grant` (and its kin) ends it. Never opens a browser.
class Session : public QObject, public Net::TokenSource
{
    Q_OBJECT
public:
    Session(Account account, TokenVault &vault, const Clock &clock, Dice &dice, QObject *parent = nullptr);
    ~Session() override;

    const Account &account() const;
    SessionState state() const;
    /// Why the last attempt to get a token failed; kind Other with an empty code if none did since it last went well.
    const AuthError &trouble() const;
    /// How long one call of the token endpoint may take (30 s).
    void setAnswerPatience(std::chrono::milliseconds patience);

    /// Takes the tokens of a finished sign-in; the answer tells whether the refresh token could be stored for next
    /// time.
    void adopt(const Tokens &tokens, QObject *context, std::function<void(const Result<Done, VaultError> &)> answer);
    /// Forgets everything here and in the vault.
    void signOut(QObject *context, std::function<void(const Result<Done, VaultError> &)> answer);

    void token(QObject *context, Answer answer) override;
    void refused(const Secret &token) override;
    /// Ends in SignInNeeded; trouble() has the claims. The refresh token stays: it is as good as before.
    void challenged(const Secret &token, const QString &claims) override;
    QStringList scopes() const override;

    /// A person asks: the pause after a failure (5 s, growing to 60 s, in which token() repeats the last answer) is
    /// over.
    void endPause();

Q_SIGNALS:
    void changed(Sendoff::Auth::SessionState state);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Sendoff::Auth
