// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/signin.h"
#include "base/result.h"

#include <QObject>

namespace Sendoff::App {

class Engine;

/// One sign-in of an account that is known already, in the browser: to renew it, or to ask for rights beyond those it
/// has. Somebody else's sign-in is refused; what was agreed to less than was asked for is told, and the account is held
/// to it.
class RightRequest : public QObject
{
    Q_OBJECT
public:
    RightRequest(Engine &engine, const Auth::Account &account, const QStringList &rights, QObject *parent = nullptr);

    /// finished() comes exactly once, also after cancel(); this may be deleted then.
    void start();
    void cancel();

Q_SIGNALS:
    void browserWanted(const QUrl &url);
    void exchanging();
    /// Done: the account's session has the rights, and the outbox goes on with what waited for it.
    void finished(const Sendoff::Result<Sendoff::Done, Sendoff::Auth::AuthError> &result);

private:
    void judge(const Result<Auth::SignedIn, Auth::AuthError> &result);

    Engine &m_engine;
    const Auth::Account m_account;
    const QStringList m_rights;
    Auth::SignIn m_signIn;
};

} // namespace Sendoff::App
