// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rightrequest.h"

#include "app/engine.h"
#include "base/log.h"

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

constexpr auto patience = std::chrono::minutes(10);

Auth::AuthConfig wider(const Auth::Account &account, const QStringList &rights, const QString &claims)
{
    Auth::AuthConfig config = account.config;
    config.extraRights += Auth::missingRights(rights, config.extraRights);
    config.loginHint = account.address;
    // The person is known: they need not choose, and see only what is new.
    // The practice account's consent is given by the service itself, without a page.
    if (config.prompt != u"none"_s)
        config.prompt.clear();
    config.claims = claims;
    return config;
}

Failure<Auth::AuthError> failure(Auth::AuthErrorKind kind, const QString &code, const QString &text = {})
{
    Auth::AuthError error;
    error.kind = kind;
    error.code = code;
    error.text = text;
    return {error};
}

} // namespace

RightRequest::RightRequest(Engine &engine, const Auth::Account &account, const QStringList &rights, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_account(account)
    , m_rights(rights)
    , m_signIn(
          wider(account, rights, engine.session(account.id) ? engine.session(account.id)->trouble().claims : QString()),
          engine.dice())
{
    connect(&m_signIn, &Auth::SignIn::browserWanted, this, &RightRequest::browserWanted);
    connect(&m_signIn, &Auth::SignIn::exchanging, this, &RightRequest::exchanging);
    connect(&m_signIn, &Auth::SignIn::finished, this, &RightRequest::judge);
}

void RightRequest::start()
{
    m_signIn.start(patience);
}

void RightRequest::cancel()
{
    m_signIn.cancel();
}

void RightRequest::judge(const Result<Auth::SignedIn, Auth::AuthError> &result)
{
    if (!result) {
        Q_EMIT finished(Failure{result.error()});
        return;
    }
    const Auth::SignedIn &signedIn = result.value();
    if (signedIn.account.id != m_account.id) {
        // Mail waiting for one mailbox must never leave by another.
        Q_EMIT finished(failure(Auth::AuthErrorKind::OtherAccount, u"other_account"_s, signedIn.account.address));
        return;
    }
    const QStringList missing = Auth::missingRights(m_rights, signedIn.tokens.scopes);
    Auth::SignedIn renewed{m_account, signedIn.tokens};
    renewed.account.config.tenant = signedIn.account.config.tenant;
    renewed.account.config.extraRights = signedIn.account.config.extraRights;
    m_engine.keep(renewed, this, [this, missing](const Result<Done, KeepError> &kept) {
        if (!kept)
            qCWarning(logApp) << "the wider sign-in holds for this run only";
        if (missing.isEmpty())
            Q_EMIT finished(Done{});
        else
            Q_EMIT finished(failure(Auth::AuthErrorKind::ConsentNeeded, u"right_missing"_s, missing.join(u' ')));
    });
}

} // namespace Sendoff::App
