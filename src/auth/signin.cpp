// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/signin.h"

#include "auth/codeflow.h"
#include "auth/idtoken.h"
#include "base/clock.h"
#include "base/log.h"

#include <QTimer>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

AuthError ownError(AuthErrorKind kind, const QString &code)
{
    AuthError error;
    error.kind = kind;
    error.code = code;
    return error;
}

bool grantsSending(const QStringList &scopes)
{
    return missingRights({u"Mail.Send"_s}, scopes).isEmpty();
}

/// A person may agree to less than was asked for: the account is held to what it got.
Account heldToWhatWasGranted(Account account, const QStringList &scopes)
{
    const QStringList missing = missingRights(account.config.extraRights, scopes);
    account.config.extraRights.removeIf([&missing](const QString &right) { return missing.contains(right); });
    account.config.claims.clear();
    return account;
}

} // namespace

class SignIn::Attempt
{
public:
    Attempt(const AuthConfig &signInConfig, Dice &dice)
        : config(signInConfig)
        , flow(new CodeFlow(signInConfig, dice))
    {
        deadline.setSingleShot(true);
    }
    ~Attempt()
    {
        flow->disconnect();
        flow->stop();
        flow->deleteLater(); // it may be on the stack right now
    }

    Result<SignedIn, AuthError> judged(const Result<TokenAnswer, AuthError> &answer) const
    {
        if (!answer)
            return Failure{answer.error()};
        const Result<Account, AuthError> account
            = readIdToken(answer.value().idToken.reveal(), config, flow->nonce(), SystemClock().now());
        if (!account)
            return Failure{account.error()};
        if (!grantsSending(answer.value().tokens.scopes))
            return Failure{ownError(AuthErrorKind::ConsentNeeded, u"scope_missing"_s)};
        const Tokens &tokens = answer.value().tokens;
        return SignedIn{heldToWhatWasGranted(account.value(), tokens.scopes), tokens};
    }

    const AuthConfig config;
    CodeFlow *const flow;
    QTimer deadline;
    bool hasStarted = false;
};

SignIn::SignIn(AuthConfig config, Dice &dice, QObject *parent)
    : QObject(parent)
    , m_attempt(std::make_unique<Attempt>(config, dice))
{
    connect(m_attempt->flow, &CodeFlow::browserWanted, this, &SignIn::browserWanted);
    connect(m_attempt->flow, &CodeFlow::exchanging, this, &SignIn::exchanging);
    connect(m_attempt->flow, &CodeFlow::finished, this,
            [this](const Result<TokenAnswer, AuthError> &answer) { finish(m_attempt->judged(answer)); });
    connect(&m_attempt->deadline, &QTimer::timeout, this,
            [this] { finish(Failure{ownError(AuthErrorKind::TimedOut, u"browser"_s)}); });
}

SignIn::~SignIn() = default;

void SignIn::setPageWords(const PageWords &words)
{
    if (m_attempt)
        m_attempt->flow->setWords(words);
}

void SignIn::setAnswerPatience(std::chrono::milliseconds patience)
{
    if (m_attempt)
        m_attempt->flow->setPatience(patience);
}

void SignIn::start(std::chrono::milliseconds patience)
{
    if (!m_attempt || m_attempt->hasStarted)
        return;
    m_attempt->hasStarted = true;
    m_attempt->deadline.start(patience);
    m_attempt->flow->signIn();
}

void SignIn::cancel()
{
    finish(Failure{ownError(AuthErrorKind::Cancelled, u"cancelled"_s)});
}

void SignIn::finish(const Result<SignedIn, AuthError> &result)
{
    if (!m_attempt)
        return;
    m_attempt.reset();
    if (!result)
        qCDebug(logAuth) << "sign-in ended:" << result.error().code << result.error().aadsts;
    QMetaObject::invokeMethod(
        this, [this, result] { Q_EMIT finished(result); }, Qt::QueuedConnection);
}

} // namespace Sendoff::Auth
