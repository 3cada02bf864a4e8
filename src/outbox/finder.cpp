// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/finder.h"

#include "base/log.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace Sendoff::Outbox {

namespace {

constexpr std::chrono::milliseconds untilForgiven = std::chrono::milliseconds::max();
constexpr std::chrono::milliseconds firstPause = 15s;
constexpr std::chrono::milliseconds longestPause = 15min;

} // namespace

Finder::Finder(Net::Transport &transport, Routes routes, const Clock &clock, Dice &dice, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_routes(std::move(routes))
    , m_clock(clock)
    , m_dice(dice)
{
}

Net::TokenSource *Finder::tokensOf(const QString &account) const
{
    const auto route = m_routes(account);
    return route ? route->tokens : nullptr;
}

bool Finder::mayLookUp(const QString &account, const Message &message) const
{
    const auto route = m_routes(account);
    return route && route->tokens
        && Graph::mayLookUp(route->tokens->scopes(), endpointsFor(*route, message), message.asMailbox);
}

bool Finder::mayLook(const QString &account, const QString &item) const
{
    if (m_closed.contains(item))
        return false;
    const auto notBefore = m_notBefore.constFind(account);
    return notBefore == m_notBefore.cend() || m_clock.monotonic() >= *notBefore;
}

void Finder::look(const QString &item, const QString &account, const Message &message)
{
    Q_ASSERT(!isBusy());
    m_item = item;
    Net::TokenSource *tokens = tokensOf(account);
    const bool isKnownToBeInVain = tokens && !tokens->scopes().isEmpty() && !mayLookUp(account, message);
    if (!tokens || isKnownToBeInVain || message.internetMessageId.isEmpty()) {
        mayNot(account, message);
        QMetaObject::invokeMethod(this, &Finder::end, Qt::QueuedConnection);
        return;
    }
    m_tokenFor = account;
    tokens->token(this, [this, account, message, turn = ++m_turn](const Result<Secret, Net::NoToken> &token) {
        if (turn != m_turn)
            return;
        m_tokenFor.clear();
        if (!token) {
            const bool needsPerson = token.error().kind == Net::NoToken::Kind::SignInNeeded
                || token.error().kind == Net::NoToken::Kind::VaultLocked;
            leaveAlone(account, needsPerson ? untilForgiven : 0ms);
            end();
        } else if (!mayLookUp(account, message)) {
            mayNot(account, message);
            end();
        } else {
            ask({account, message, token.value()});
        }
    });
}

void Finder::ask(const Asked &asked)
{
    const auto route = m_routes(asked.account); // there is one: mayLookUp() has just seen it
    const Net::HttpRequest request
        = Graph::findMessage(endpointsFor(*route, asked.message), asked.message.internetMessageId, m_dice.uuid());
    Net::Call *call = m_transport.send(request, asked.token);
    connect(call, &Net::Call::finished, this, [this, asked](const Net::HttpReply &reply) { take(asked, reply); });
}

void Finder::take(const Asked &asked, const Net::HttpReply &reply)
{
    const Graph::LookUp result = Graph::readLookUp(reply, asked.message.internetMessageId, m_clock.now());
    if (const auto *unclear = std::get_if<Graph::Unclear>(&result)) {
        qCDebug(logOutbox) << "a look into the mailbox told nothing:" << reply.status << unclear->error.code;
        Net::TokenSource *tokens = reply.status == 401 ? tokensOf(asked.account) : nullptr;
        if (tokens && unclear->error.kind == Graph::ErrorKind::ClaimsChallenge)
            tokens->challenged(asked.token, unclear->error.claims);
        else if (tokens)
            tokens->refused(asked.token);
        if (reply.status == 403)
            mayNot(asked.account, asked.message);
        else
            leaveAlone(asked.account, unclear->error.retryAfter.value_or(0ms));
    } else {
        m_failures.remove(asked.account);
        m_notBefore.remove(asked.account);
    }
    const QString item = m_item;
    end();
    Q_EMIT looked(item, result);
}

/// A closed mailbox of somebody else says nothing of the account's own.
void Finder::mayNot(const QString &account, const Message &message)
{
    if (message.asMailbox)
        m_closed.insert(m_item);
    else
        leaveAlone(account, untilForgiven);
}

/// For `span`, or longer after several failures in a row.
void Finder::leaveAlone(const QString &account, std::chrono::milliseconds span)
{
    if (span == untilForgiven) {
        m_notBefore.insert(account, span);
        return;
    }
    const int failures = std::min(m_failures[account]++, 10);
    m_notBefore.insert(account,
                       m_clock.monotonic() + std::max(span, std::min(firstPause * (1 << failures), longestPause)));
}

void Finder::forgive(const QString &account)
{
    m_closed.clear();
    // Whoever was asked for the token may be gone with the old sign-in, and would never answer.
    if (!m_tokenFor.isEmpty() && m_tokenFor == account) {
        ++m_turn;
        m_tokenFor.clear();
        end();
    }
    if (account.isEmpty()) {
        m_notBefore.clear();
        m_failures.clear();
    } else {
        m_notBefore.remove(account);
        m_failures.remove(account);
    }
}

void Finder::end()
{
    m_item.clear();
    Q_EMIT ended();
}

} // namespace Sendoff::Outbox
