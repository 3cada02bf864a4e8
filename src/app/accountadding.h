// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine.h"
#include "gui/signinpanel.h"

#include <QObject>

#include <optional>

namespace Sendoff::Gui {
class Dialogs;
}

namespace Sendoff::App {

/// How somebody signs in, made out of what was chosen; the client id is kept if one was typed.
Auth::AuthConfig configFor(Engine &engine, const Gui::SignInChoice &choice);
/// What could not be kept, as the trouble of a sign-in.
Auth::AuthError troubleOf(const KeepError &error);

/// A new account from the choice to the end: browser, tokens, the question whose account it is, and keeping it.
class AccountAdding : public QObject
{
    Q_OBJECT
public:
    AccountAdding(Engine &engine, Gui::Dialogs &dialogs, QObject *parent = nullptr);

    void begin(); ///< shows the choices
    void choose(const Gui::SignInChoice &choice);
    void cancel();
    void confirm();
    void decline();

Q_SIGNALS:
    void pageChanged(const Sendoff::Gui::SignInPage &page);
    /// `trouble`: it works until the program ends.
    void done(const QString &accountId, const std::optional<Sendoff::Auth::AuthError> &trouble);

private:
    void judge(const Result<Auth::SignedIn, Auth::AuthError> &result, const Auth::AuthConfig &config);

    Engine &m_engine;
    Gui::Dialogs &m_dialogs;
    Auth::SignIn *m_signIn = nullptr;
    std::optional<Auth::SignedIn> m_toConfirm;
};

} // namespace Sendoff::App
