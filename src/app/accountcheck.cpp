// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accountcheck.h"

#include "app/outboxlines.h"
#include "graph/replies.h"
#include "graph/requests.h"
#include "graph/rights.h"
#include "gui/errorcatalogue.h"

#include <QNetworkProxyFactory>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

using Kind = CheckStep::Kind;
using End = CheckStep::End;

QString hostOf(const Auth::Account &account)
{
    return account.config.cloud.graph.host();
}

bool goesByProxy(const QUrl &url)
{
    const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    return !proxies.isEmpty() && proxies.first().type() != QNetworkProxy::NoProxy
        && proxies.first().type() != QNetworkProxy::DefaultProxy;
}

/// Whether waiting may mend it, or somebody has to do something.
ExitStatus statusOf(Graph::ErrorKind kind)
{
    using enum Graph::ErrorKind;
    switch (kind) {
    case Offline:
    case ServiceNotReached:
    case ProxyTrouble:
    case TlsTrouble:
    case TimedOut:
    case ConnectionLost:
    case Cancelled:
    case Interfered:
    case Throttled:
    case ServiceBusy:
    case ServiceError:
        return ExitStatus::Queued;
    default:
        return ExitStatus::SignInNeeded;
    }
}

} // namespace

AccountCheck::AccountCheck(Engine &engine, QString accountId, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_account(std::move(accountId))
{
}

AccountCheck::~AccountCheck()
{
    cancel();
}

void AccountCheck::start()
{
    const auto account = m_engine.account(m_account);
    if (!account) {
        begin(Kind::SignIn);
        bad(Gui::wordingFor(Auth::AuthErrorKind::SignInNeeded), {}, ExitStatus::SignInNeeded);
        return;
    }
    m_who = *account;
    findName();
}

void AccountCheck::cancel()
{
    m_isOver = true;
    if (m_lookup != -1)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
}

void AccountCheck::findName()
{
    begin(Kind::Name);
    if (goesByProxy(m_who.config.cloud.graph)) {
        good(tr("left to the proxy"));
        connectOnce();
        return;
    }
    m_lookup = QHostInfo::lookupHost(hostOf(m_who), this, &AccountCheck::nameFound);
}

void AccountCheck::nameFound(const QHostInfo &info)
{
    m_lookup = -1;
    if (m_isOver)
        return;
    if (info.error() != QHostInfo::NoError) {
        Graph::GraphError error;
        error.kind = Graph::ErrorKind::Offline;
        error.serverText = info.errorString();
        badAnswer(error);
        return;
    }
    good(hostOf(m_who));
    connectOnce();
}

/// Without a token Graph says 401, and with it what time it is.
void AccountCheck::connectOnce()
{
    begin(Kind::Connection);
    Net::HttpRequest request = Graph::me({m_who.config.cloud.graph, {}}, m_engine.dice().uuid());
    request.isSigned = false;
    ask(request, &AccountCheck::answered);
}

void AccountCheck::answered(const Net::HttpReply &reply)
{
    const QDateTime now = m_engine.clock().now();
    const Graph::GraphError error = Graph::classify(reply, now);
    m_clockAhead = reply.clockAhead(now);
    const bool isRefusal = reply.outcome == Net::Outcome::Answered && reply.status == 401;
    if (!isRefusal && reply.status / 100 != 2 && statusOf(error.kind) == ExitStatus::Queued) {
        badAnswer(error);
        return;
    }
    good(m_who.config.cloud.graph.scheme() == u"https" ? tr("safe") : tr("on this computer"));
    begin(Kind::Clock);
    if (m_clockAhead)
        odd(tr("%1 off").arg(Gui::spanInWords(std::chrono::abs(*m_clockAhead))), Gui::wordingForClock(*m_clockAhead));
    else
        good(tr("right"));
    signIn();
}

void AccountCheck::signIn()
{
    begin(Kind::SignIn);
    Net::TokenSource *tokens = m_engine.tokens(m_account);
    if (!tokens) {
        bad(Gui::wordingFor(Auth::AuthErrorKind::SignInNeeded), {}, ExitStatus::SignInNeeded);
        return;
    }
    if (Auth::Session *person = m_engine.session(m_account))
        person->endPause();
    tokens->token(this, [this](const Result<Secret, Net::NoToken> &token) { gotToken(token); });
}

void AccountCheck::gotToken(const Result<Secret, Net::NoToken> &token)
{
    if (m_isOver)
        return;
    if (token) {
        m_token = token.value();
        good(m_who.address);
        lookAtRights();
        return;
    }
    using Absent = Net::NoToken::Kind;
    const Absent absent = token.error().kind;
    Auth::AuthError trouble = m_engine.trouble(m_account);
    if (trouble.code.isEmpty()) {
        trouble.kind = absent == Absent::VaultLocked ? Auth::AuthErrorKind::VaultLocked
            : absent == Absent::Offline              ? Auth::AuthErrorKind::Offline
            : absent == Absent::ServiceTrouble       ? Auth::AuthErrorKind::ServiceTrouble
                                                     : Auth::AuthErrorKind::SignInNeeded;
        trouble.code = token.error().code;
    }
    if (!trouble.clockAhead)
        trouble.clockAhead = m_clockAhead;
    const bool mayPass = absent == Absent::Offline || absent == Absent::ServiceTrouble;
    bad(Gui::wordingFor(trouble), Gui::details(trouble, m_engine.clock().now()),
        mayPass ? ExitStatus::Queued : ExitStatus::SignInNeeded);
}

void AccountCheck::lookAtRights()
{
    begin(Kind::Rights);
    const QStringList rights = m_engine.rights(m_account);
    if (!rights.contains(QString(Graph::Right::mailSend), Qt::CaseInsensitive) && !rights.isEmpty()) {
        bad(Gui::wordingFor(Graph::ErrorKind::PermissionMissing), rights.join(u' '), ExitStatus::SignInNeeded);
        return;
    }
    QStringList ofGraph; // openid and its like say nothing about mail
    std::copy_if(rights.begin(), rights.end(), std::back_inserter(ofGraph),
                 [](const QString &right) { return right.contains(u'.'); });
    good(ofGraph.join(u", "_s));
    askWho();
}

void AccountCheck::askWho()
{
    begin(Kind::Mailbox);
    if (m_who.isAppOnly) {
        // Nobody is "me", and who is in the directory such a program may not ask.
        m_address = m_who.address;
        lookIntoMailbox();
        return;
    }
    ask(Graph::me({m_who.config.cloud.graph, {}}, m_engine.dice().uuid()), &AccountCheck::told);
}

void AccountCheck::told(const Net::HttpReply &reply)
{
    const auto profile = Graph::readMe(reply, m_engine.clock().now());
    if (!profile) {
        badAnswer(profile.error());
        return;
    }
    m_address = profile.value().mail;
    const bool isGuest = m_who.isGuest || profile.value().userPrincipalName.contains(u"#EXT#"_s, Qt::CaseInsensitive);
    if (m_address.isEmpty() && (isGuest || !m_who.isPersonal())) {
        // Whoever has no licence, and whoever is only a guest in a directory, has no mail address there.
        Graph::GraphError error;
        error.kind = Graph::ErrorKind::NoMailbox;
        Auth::Account who = m_who;
        who.isGuest = isGuest;
        bad(Gui::wordingFor(error, &who), u"userPrincipalName: "_s + profile.value().userPrincipalName,
            ExitStatus::SignInNeeded);
        return;
    }
    if (m_address.isEmpty())
        m_address = profile.value().userPrincipalName;
    lookIntoMailbox();
}

/// Only a right to read shows that the mailbox is there; without one its address must do.
void AccountCheck::lookIntoMailbox()
{
    const QStringList rights = m_engine.rights(m_account);
    const bool mayLook = std::any_of(rights.begin(), rights.end(), [](const QString &right) {
        return right.startsWith(u"Mail.Read", Qt::CaseInsensitive);
    });
    if (!mayLook) {
        good(m_address);
        skipRest();
        return;
    }
    QUrl url = Engine::endpointsOf(m_who).messages();
    url.setQuery(u"$top=1&$select=id"_s, QUrl::StrictMode);
    ask(Graph::plainGet(url, m_engine.dice().uuid()), &AccountCheck::looked);
}

void AccountCheck::looked(const Net::HttpReply &reply)
{
    if (reply.outcome != Net::Outcome::Answered || reply.status != 200) {
        badAnswer(Graph::classify(reply, m_engine.clock().now()));
        return;
    }
    good(m_address);
    skipRest();
}

void AccountCheck::ask(const Net::HttpRequest &request, void (AccountCheck::*then)(const Net::HttpReply &))
{
    m_call = m_engine.transport().send(request, request.isSigned ? m_token : Secret());
    connect(m_call, &Net::Call::finished, this, [this, then](const Net::HttpReply &reply) {
        if (!m_isOver)
            (this->*then)(reply);
    });
}

void AccountCheck::begin(Kind kind)
{
    m_now = kind;
    Q_EMIT stepBegan(kind);
}

void AccountCheck::good(const QString &fact)
{
    Q_EMIT stepEnded({m_now, End::Good, fact, {}, {}});
}

void AccountCheck::odd(const QString &fact, const Gui::Wording &wording)
{
    Q_EMIT stepEnded({m_now, End::Odd, fact, wording, {}});
}

void AccountCheck::badAnswer(const Graph::GraphError &error)
{
    Graph::GraphError told = error;
    if (!told.clockAhead)
        told.clockAhead = m_clockAhead;
    if (Net::TokenSource *tokens = m_engine.tokens(m_account); tokens && told.kind == Graph::ErrorKind::ClaimsChallenge)
        tokens->challenged(m_token, told.claims);
    bad(Gui::wordingFor(told, &m_who), Gui::details(told, m_engine.clock().now()), statusOf(told.kind));
}

void AccountCheck::bad(const Gui::Wording &wording, const QString &details, ExitStatus status)
{
    const QPointer<AccountCheck> alive(this);
    Q_EMIT stepEnded({m_now, End::Bad, {}, wording, details});
    for (int next = int(m_now) + 1; alive && next <= int(Kind::Mailbox); ++next)
        Q_EMIT stepEnded({Kind(next), End::Skipped, {}, {}, {}});
    if (!alive || m_isOver)
        return;
    m_isOver = true;
    Q_EMIT finished(status);
}

void AccountCheck::skipRest()
{
    m_isOver = true;
    Q_EMIT finished(ExitStatus::Done);
}

} // namespace Sendoff::App
