// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "auth/answerpage.h"
#include "auth/autherror.h"
#include "base/dice.h"
#include "base/result.h"
#include "base/secret.h"

#include <QDateTime>
#include <QObject>

#include <chrono>
#include <memory>

namespace Sendoff::Auth {

struct Tokens
{
    Secret access;
    Secret refresh;
    QStringList scopes; ///< granted; what was asked if the answer names none
    std::chrono::milliseconds lifetime{0}; ///< of the access token, as answered
};

struct SignedIn
{
    Account account; ///< its extra rights are those that were granted, not those that were asked
    Tokens tokens;
};

/// One interactive sign-in: authorization code grant with PKCE in the system browser (RFC 8252, RFC 7636, RFC 9700).
/// Thrown away afterwards: state, verifier, nonce and port belong to one attempt.
class SignIn : public QObject
{
    Q_OBJECT
public:
    SignIn(AuthConfig config, Dice &dice, QObject *parent = nullptr);
    ~SignIn() override;

    /// Before start(): what the browser's page says, and how long the token endpoint may take (30 s).
    void setPageWords(const PageWords &words);
    void setAnswerPatience(std::chrono::milliseconds patience);

    /// Listens, then emits browserWanted(). finished() comes exactly once, also for an attempt that could not start,
    /// and always from the event loop. `patience` counts from here to the end.
    void start(std::chrono::milliseconds patience = std::chrono::minutes(10));
    void cancel();

Q_SIGNALS:
    void browserWanted(const QUrl &url); ///< open it, and offer it for copying; it holds state and challenge
    void exchanging(); ///< the browser came back; asking for tokens
    void finished(const Sendoff::Result<Sendoff::Auth::SignedIn, Sendoff::Auth::AuthError> &result);

private:
    class Attempt;
    void finish(const Result<SignedIn, AuthError> &result);

    std::unique_ptr<Attempt> m_attempt;
};

} // namespace Sendoff::Auth
