// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/clientcredentials.h"

#include "auth/oneshotnetwork.h"
#include "auth/sessionrules.h"
#include "auth/tokenanswer.h"
#include "auth/wirereply.h"
#include "base/log.h"
#include "net/urlsafety.h"

#include <QNetworkReply>
#include <QPointer>

#include <optional>
#include <utility>
#include <vector>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds youngToken = std::chrono::seconds(60);

using TokenResult = Result<Secret, Net::NoToken>;

AuthError ownError(AuthErrorKind kind, const QString &code)
{
    AuthError error;
    error.kind = kind;
    error.code = code;
    return error;
}

// Nobody can sign in for a program: what is wrong with its registration or its secret waits for a person all the same.
Net::NoToken absenceOf(const AuthError &error)
{
    const bool isWrong = error.kind == AuthErrorKind::MisconfiguredApp || error.kind == AuthErrorKind::WrongAccountKind;
    return {isWrong ? Net::NoToken::Kind::SignInNeeded : absenceFor(error.kind), error.code, error.text};
}

void append(QByteArray &form, const QByteArray &name, const QByteArray &value)
{
    form += (form.isEmpty() ? "" : "&") + name + '=' + value.toPercentEncoding();
}

} // namespace

class ClientCredentials::Private
{
public:
    struct Waiter
    {
        QPointer<QObject> context;
        Answer answer;
    };

    Private(ClientCredentials *self, Account whose, TokenVault &tokenVault, const Clock &wallClock, Dice &someDice)
        : q(self)
        , account(std::move(whose))
        , vault(tokenVault)
        , clock(wallClock)
        , dice(someDice)
    {
    }

    void setState(SessionState next)
    {
        if (std::exchange(state, next) != next)
            Q_EMIT q->changed(next);
    }
    void answerAll(const TokenResult &result);
    void advance();
    void load();
    void ask(const AppCredential &credential);
    void takeReply(QNetworkReply *reply);
    void fail(const AuthError &error, bool pauses);

    ClientCredentials *const q;
    const Account account;
    TokenVault &vault;
    const Clock &clock;
    Dice &dice;
    OneShotNetwork network;
    SessionState state = SessionState::Restoring;
    AuthError trouble;
    std::vector<Waiter> waiters;
    Secret access;
    QString claims; // of a challenge
    std::chrono::milliseconds since{0};
    std::chrono::milliseconds until{0};
    int quickRefusals = 0;
    std::optional<std::chrono::milliseconds> pauseUntil;
    int failures = 0;
    int epoch = 0; // answers of an earlier one are not ours any more
    bool isBusy = false;
};

void ClientCredentials::Private::answerAll(const TokenResult &result)
{
    for (const Waiter &waiter : std::exchange(waiters, {})) {
        if (waiter.context)
            QMetaObject::invokeMethod(
                waiter.context, [answer = waiter.answer, result] { answer(result); }, Qt::QueuedConnection);
    }
}

void ClientCredentials::Private::advance()
{
    if (isBusy)
        return;
    if (!access.isEmpty() && clock.monotonic() < until)
        return answerAll(access);
    if (pauseUntil && clock.monotonic() < *pauseUntil)
        return fail(trouble, false);
    load();
}

void ClientCredentials::Private::load()
{
    isBusy = true;
    vault.load(account.id, q, [this, asked = epoch](const Result<Secret, VaultError> &stored) {
        if (asked != epoch)
            return;
        isBusy = false;
        if (!stored)
            return fail(errorFor(stored.error()), stored.error().fault != VaultFault::Empty);
        ask(credentialIn(stored.value()));
    });
}

void ClientCredentials::Private::ask(const AppCredential &credential)
{
    const QUrl url = account.config.tokenUrl();
    if (!Net::maySendSecretsTo(url))
        return fail(ownError(AuthErrorKind::UnsafeAddress, u"unsafe_address"_s), false);
    QByteArray form;
    append(form, "client_id", account.config.clientId.toUtf8());
    append(form, "grant_type", "client_credentials");
    append(form, "scope", account.config.cloud.graph.toString(QUrl::StripTrailingSlash).toUtf8() + "/.default");
    if (!claims.isEmpty())
        append(form, "claims", claims.toUtf8());
    if (credential.isCertificate()) {
        const auto assertion = signedAssertion(credential, account.config.clientId, url, dice.uuid(), clock.now());
        if (!assertion)
            return fail(ownError(AuthErrorKind::SignInNeeded,
                                 assertion.error() == CredentialFault::Expired ? u"certificate_expired"_s
                                                                               : u"certificate_unusable"_s),
                        false);
        append(form, "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        append(form, "client_assertion", assertion.value().reveal());
    } else if (!credential.secret.isEmpty()) {
        append(form, "client_secret", credential.secret.reveal());
    } else {
        return fail(ownError(AuthErrorKind::SignInNeeded, u"nothing_stored"_s), false);
    }
    isBusy = true;
    setState(SessionState::Refreshing);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    QNetworkReply *reply = network.post(request, form);
    QObject::connect(reply, &QNetworkReply::finished, q, [this, reply, asked = epoch] {
        if (asked == epoch)
            takeReply(reply);
    });
}

void ClientCredentials::Private::takeReply(QNetworkReply *reply)
{
    isBusy = false;
    Net::HttpReply answer = wireReply(reply);
    if (network.hasTimedOut())
        answer.outcome = Net::Outcome::TimedOut;
    const auto read = readTokenAnswer(answer, q->scopes());
    if (!read) {
        qCDebug(logAuth) << "no token for a program:" << read.error().code << read.error().aadsts;
        return fail(read.error(), true);
    }
    access = read.value().tokens.access;
    until = clock.monotonic() + useFor(read.value().tokens.lifetime);
    trouble = {};
    failures = 0;
    since = clock.monotonic();
    if (quickRefusals < 2)
        pauseUntil.reset();
    setState(SessionState::Ready);
    answerAll(access);
}

void ClientCredentials::Private::fail(const AuthError &error, bool pauses)
{
    trouble = error;
    if (pauses)
        pauseUntil = clock.monotonic() + pauseAfter(++failures);
    const Net::NoToken absence = absenceOf(error);
    setState(stateFor(absence.kind));
    answerAll(Failure{absence});
}

ClientCredentials::ClientCredentials(Account account, TokenVault &vault, const Clock &clock, Dice &dice,
                                     QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(account), vault, clock, dice))
{
}

ClientCredentials::~ClientCredentials() = default;

const Account &ClientCredentials::account() const
{
    return d->account;
}

SessionState ClientCredentials::state() const
{
    return d->state;
}

const AuthError &ClientCredentials::trouble() const
{
    return d->trouble;
}

void ClientCredentials::setAnswerPatience(std::chrono::milliseconds patience)
{
    d->network.setPatience(patience);
}

void ClientCredentials::keep(const AppCredential &credential, QObject *context,
                             std::function<void(const Result<Done, VaultError> &)> answer)
{
    d->vault.store(d->account.id, toSecret(credential), context, std::move(answer));
}

void ClientCredentials::forget(QObject *context, std::function<void(const Result<Done, VaultError> &)> answer)
{
    ++d->epoch;
    d->isBusy = false;
    d->network.silence();
    d->access = Secret();
    d->fail(ownError(AuthErrorKind::SignInNeeded, u"signed_out"_s), false);
    d->vault.remove(d->account.id, context, std::move(answer));
}

void ClientCredentials::token(QObject *context, Answer answer)
{
    d->waiters.push_back({context, std::move(answer)});
    d->advance();
}

void ClientCredentials::refused(const Secret &token)
{
    if (d->access.isEmpty() || d->access != token)
        return;
    d->access = Secret();
    // As in Session: young ones refused again and again are something that new tokens will not mend.
    d->quickRefusals = d->clock.monotonic() - d->since < youngToken ? d->quickRefusals + 1 : 0;
    if (d->quickRefusals > 1) {
        d->trouble = ownError(AuthErrorKind::ServiceTrouble, u"token_refused"_s);
        d->pauseUntil = d->clock.monotonic() + pauseAfter(++d->failures);
    }
}

void ClientCredentials::challenged(const Secret &token, const QString &claims)
{
    if (d->access == token)
        d->claims = claims;
    refused(token);
}

QStringList ClientCredentials::scopes() const
{
    return QStringList{u"Mail.Send"_s} + d->account.config.extraRights;
}

void ClientCredentials::endPause()
{
    d->pauseUntil.reset();
}

} // namespace Sendoff::Auth
