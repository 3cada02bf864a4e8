// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/session.h"

#include "auth/codeflow.h"
#include "auth/idtoken.h"
#include "auth/sessionrules.h"
#include "base/log.h"

#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds youngToken = 60s;
constexpr std::chrono::milliseconds vaultPatience = 3s;

using TokenResult = Result<Secret, Net::NoToken>;
using Stored = std::function<void(const Result<Done, VaultError> &)>;

AuthError ownError(AuthErrorKind kind, const QString &code)
{
    AuthError error;
    error.kind = kind;
    error.code = code;
    return error;
}

} // namespace

class Session::Private
{
public:
    struct Waiter
    {
        QPointer<QObject> context;
        Answer answer;
    };
    struct Access
    {
        Secret token;
        std::chrono::milliseconds since{0};
        std::chrono::milliseconds until{0};
    };

    Private(Session *session, Account whose, TokenVault &tokenVault, const Clock &sessionClock, Dice &sessionDice)
        : q(session)
        , account(std::move(whose))
        , vault(tokenVault)
        , clock(sessionClock)
        , dice(sessionDice)
    {
    }

    void setState(SessionState next);
    void answerAll(const TokenResult &result);
    bool hasFreshAccess() const { return access && clock.monotonic() < access->until; }
    bool isPausing() const { return pauseUntil && clock.monotonic() < *pauseUntil; }

    void advance();
    void load();
    void takeLoaded(const Result<Secret, VaultError> &result);
    void refresh();
    void takeAnswer(const Result<TokenAnswer, AuthError> &result);
    void accept(const Tokens &tokens);
    void keep(const Secret &refreshToken, const Stored &answer);
    void keepThenAnswer();
    void fail(const AuthError &error);
    void endSignIn(const AuthError &error);
    void removeRefused(const Secret &refused);
    void pause();
    void abandon();
    bool isOtherAccount(const TokenAnswer &answer) const;

    Session *const q;
    const Account account;
    TokenVault &vault;
    const Clock &clock;
    Dice &dice;

    SessionState state = SessionState::Restoring;
    AuthError trouble;
    std::vector<Waiter> waiters;
    std::optional<Access> access;
    QStringList scopes; // of the last token answer
    Secret refreshToken; // empty: ask the vault
    bool isKept = false; // the vault has it or a newer one; if it is empty then, somebody signed out there
    bool isSignedOut = false; // only adopt() changes that
    bool isBusy = false; // loading or refreshing
    bool asksLess = false; // the extra rights were taken back: without them the sign-in is as good as before
    int epoch = 0; // answers of an earlier one are not ours any more
    CodeFlow *flow = nullptr;
    std::chrono::milliseconds patience = 30s;
    std::optional<std::chrono::milliseconds> pauseUntil;
    int failures = 0;
    int quickRefusals = 0;
};

void Session::Private::setState(SessionState next)
{
    if (state == next)
        return;
    state = next;
    Q_EMIT q->changed(state);
}

void Session::Private::answerAll(const TokenResult &result)
{
    for (const Waiter &waiter : std::exchange(waiters, {})) {
        if (waiter.context)
            QMetaObject::invokeMethod(
                waiter.context, [answer = waiter.answer, result] { answer(result); }, Qt::QueuedConnection);
    }
}

void Session::Private::advance()
{
    if (isBusy)
        return;
    if (hasFreshAccess())
        return answerAll(access->token);
    if (isSignedOut || isPausing())
        return fail(trouble);
    load();
}

// The vault is asked before each refresh, not only before the first: another process of this profile may have got a
// newer token, and a service that rotates strictly takes the use of the older one for theft.
void Session::Private::load()
{
    // What the vault could not take is newer than what it has.
    if (!refreshToken.isEmpty() && (!vault.lasts() || !isKept))
        return refresh();
    isBusy = true;
    vault.load(account.id, q, [this, asked = epoch](const Result<Secret, VaultError> &result) {
        if (asked != epoch)
            return;
        isBusy = false;
        takeLoaded(result);
    });
}

void Session::Private::takeLoaded(const Result<Secret, VaultError> &result)
{
    if (result) {
        refreshToken = result.value();
        isKept = true;
        return refresh();
    }
    const bool wasRemoved = result.error().fault == VaultFault::Empty && isKept;
    if (!refreshToken.isEmpty() && !wasRemoved)
        return refresh();
    refreshToken = Secret();
    isKept = false;
    const AuthError error = errorFor(result.error());
    if (error.kind == AuthErrorKind::VaultLocked || error.kind == AuthErrorKind::VaultFailed)
        pause();
    fail(error);
}

void Session::Private::refresh()
{
    isBusy = true;
    setState(SessionState::Refreshing);
    AuthConfig config = account.config;
    if (asksLess)
        config.extraRights.clear();
    flow = new CodeFlow(config, dice, q);
    flow->setPatience(patience);
    QObject::connect(flow, &CodeFlow::finished, q, [this](const Result<TokenAnswer, AuthError> &result) {
        std::exchange(flow, nullptr)->deleteLater();
        isBusy = false;
        takeAnswer(result);
    });
    flow->refresh(refreshToken);
}

void Session::Private::takeAnswer(const Result<TokenAnswer, AuthError> &result)
{
    if (!result) {
        qCDebug(logAuth) << "no new token:" << result.error().code << result.error().aadsts;
        if (isAboutConsent(result.error()) && !account.config.extraRights.isEmpty() && !std::exchange(asksLess, true))
            return refresh();
        if (endsSignIn(result.error()))
            return endSignIn(result.error());
        pause();
        return fail(result.error());
    }
    if (isOtherAccount(result.value()))
        return endSignIn(ownError(AuthErrorKind::OtherAccount, u"other_account"_s));
    accept(result.value().tokens);
    if (isKept)
        answerAll(access->token);
    else
        keepThenAnswer();
}

// Whoever gets the access token may end the program a moment later; by then the new refresh token must be in the vault,
// because the old one may be worth nothing any more. A vault that takes its time holds up nobody for long.
void Session::Private::keepThenAnswer()
{
    isBusy = true;
    const auto goOn = [this, asked = epoch, gone = std::make_shared<bool>(false)] {
        if (asked != epoch || std::exchange(*gone, true))
            return;
        isBusy = false;
        if (access)
            answerAll(access->token);
        else
            advance();
    };
    keep(refreshToken, [goOn](const Result<Done, VaultError> &stored) {
        if (!stored)
            qCWarning(logAuth) << "the new sign-in could not be kept for next time:" << int(stored.error().fault);
        goOn();
    });
    QTimer::singleShot(vaultPatience, q, goOn);
}

bool Session::Private::isOtherAccount(const TokenAnswer &answer) const
{
    if (answer.idToken.isEmpty())
        return false;
    const auto who = readIdToken(answer.idToken.reveal(), account.config, {}, clock.now());
    return who && who.value().id != account.id;
}

void Session::Private::accept(const Tokens &tokens)
{
    const std::chrono::milliseconds now = clock.monotonic();
    access = Access{tokens.access, now, now + useFor(tokens.lifetime)};
    scopes = tokens.scopes;
    if (!tokens.refresh.isEmpty()) {
        refreshToken = tokens.refresh;
        isKept = false;
    }
    trouble = {};
    failures = 0;
    if (quickRefusals < 2)
        pauseUntil.reset();
    setState(SessionState::Ready);
}

void Session::Private::keep(const Secret &token, const Stored &answer)
{
    // The vault replaces what it holds in one step; until then the older token stays there.
    vault.store(account.id, token, q, [this, token, answer](const Result<Done, VaultError> &stored) {
        if (stored && token == refreshToken)
            isKept = true;
        answer(stored);
    });
}

void Session::Private::fail(const AuthError &error)
{
    trouble = error;
    const Net::NoToken absence{absenceFor(error.kind), error.code, error.text};
    setState(stateFor(absence.kind));
    answerAll(Failure{absence});
}

void Session::Private::endSignIn(const AuthError &error)
{
    const Secret refused = std::exchange(refreshToken, {});
    access.reset();
    scopes.clear();
    isSignedOut = true;
    if (error.code == u"invalid_grant")
        removeRefused(refused);
    AuthError end = error;
    if (absenceFor(end.kind) != Net::NoToken::Kind::SignInNeeded)
        end.kind = AuthErrorKind::SignInNeeded;
    fail(end);
}

// Only if it is still the one that was refused: another process may have signed in meanwhile.
void Session::Private::removeRefused(const Secret &refused)
{
    isKept = false;
    vault.load(account.id, q, [this, refused, asked = epoch](const Result<Secret, VaultError> &stored) {
        if (asked != epoch || !stored)
            return;
        if (stored.value() == refused)
            vault.remove(account.id, q, [](const Result<Done, VaultError> &) {});
        else
            isSignedOut = false;
    });
}

void Session::Private::pause()
{
    pauseUntil = clock.monotonic() + pauseAfter(++failures);
}

void Session::Private::abandon()
{
    ++epoch;
    isBusy = false;
    if (flow) {
        flow->disconnect(q);
        flow->stop();
        std::exchange(flow, nullptr)->deleteLater();
    }
}

Session::Session(Account account, TokenVault &vault, const Clock &clock, Dice &dice, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(account), vault, clock, dice))
{
}

Session::~Session()
{
    d->abandon();
}

const Account &Session::account() const
{
    return d->account;
}

SessionState Session::state() const
{
    return d->state;
}

const AuthError &Session::trouble() const
{
    return d->trouble;
}

void Session::setAnswerPatience(std::chrono::milliseconds patience)
{
    d->patience = patience;
}

void Session::adopt(const Tokens &tokens, QObject *context, Stored answer)
{
    d->abandon();
    d->isSignedOut = false;
    d->isKept = false;
    d->refreshToken = Secret();
    d->quickRefusals = 0;
    d->accept(tokens);
    d->advance();
    const auto tell = [answer, context = QPointer<QObject>(context)](const Result<Done, VaultError> &stored) {
        if (context)
            answer(stored);
    };
    if (!tokens.refresh.isEmpty())
        return d->keep(tokens.refresh, tell);
    const VaultError nothing{VaultFault::Empty, u"the answer held no refresh token"_s};
    QMetaObject::invokeMethod(
        this, [tell, nothing] { tell(Failure{nothing}); }, Qt::QueuedConnection);
}

void Session::signOut(QObject *context, Stored answer)
{
    d->abandon();
    d->refreshToken = Secret();
    d->access.reset();
    d->scopes.clear();
    d->isKept = false;
    d->isSignedOut = true;
    d->fail(ownError(AuthErrorKind::SignInNeeded, u"signed_out"_s));
    d->vault.remove(d->account.id, context, std::move(answer));
}

void Session::token(QObject *context, Answer answer)
{
    d->waiters.push_back({context, std::move(answer)});
    d->advance();
}

void Session::refused(const Secret &token)
{
    if (!d->access || d->access->token != token)
        return;
    // One refusal is an old token. Young ones refused again and again are something that new tokens will not mend.
    d->quickRefusals = d->clock.monotonic() - d->access->since < youngToken ? d->quickRefusals + 1 : 0;
    d->access.reset();
    if (d->quickRefusals > 1) {
        d->trouble = ownError(AuthErrorKind::ServiceTrouble, u"token_refused"_s);
        d->pause();
    }
}

void Session::challenged(const Secret &token, const QString &claims)
{
    // A challenge of a token that has been replaced meanwhile says nothing of the one after it.
    if (!d->access || d->access->token != token)
        return;
    d->abandon();
    d->access.reset();
    d->isSignedOut = true;
    AuthError error = ownError(AuthErrorKind::SignInNeeded, u"insufficient_claims"_s);
    error.claims = claims;
    d->fail(error);
}

QStringList Session::scopes() const
{
    return d->scopes;
}

void Session::endPause()
{
    d->pauseUntil.reset();
}

} // namespace Sendoff::Auth
