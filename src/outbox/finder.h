// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "graph/lookup.h"
#include "net/transport.h"
#include "outbox/route.h"
#include "outbox/sendmachine.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <optional>

namespace Sendoff::Outbox {

/// Looks into the mailbox whether an uncertain mail is there, one at a time, if the account's token may do that anyway:
/// it never asks for a permission and only ever reads. After trouble an account is left alone for a while, and one that
/// may not be looked into until forgive().
class Finder : public QObject
{
    Q_OBJECT
public:
    Finder(Net::Transport &transport, Routes routes, const Clock &clock, Dice &dice, QObject *parent = nullptr);

    bool isBusy() const { return !m_item.isEmpty(); }
    /// Whether a look for this account makes sense now.
    bool mayLook(const QString &account, const QString &item) const;
    /// Into the mailbox it left from. Only if isBusy() is false. Ends with looked() or, where nothing was learnt,
    /// ended(), from the event loop.
    void look(const QString &item, const QString &account, const Message &message);
    /// Something has changed for this account, or for all if it is empty: it may be tried again.
    void forgive(const QString &account);
    /// It gave trouble that is not of the mailbox.
    void pause(const QString &account) { leaveAlone(account, std::chrono::milliseconds(0)); }

Q_SIGNALS:
    void looked(const QString &item, const Sendoff::Graph::LookUp &result);
    void ended();

private:
    struct Asked
    {
        QString account;
        Message message;
        Secret token;
    };
    /// Asked for anew each time: a sign-in may end and another take its place during a look.
    Net::TokenSource *tokensOf(const QString &account) const;
    bool mayLookUp(const QString &account, const Message &message) const;
    void ask(const Asked &asked);
    void take(const Asked &asked, const Net::HttpReply &reply);
    void leaveAlone(const QString &account, std::chrono::milliseconds span);
    void mayNot(const QString &account, const Message &message);
    void end();

    Net::Transport &m_transport;
    Routes m_routes;
    const Clock &m_clock;
    Dice &m_dice;
    QString m_item;
    QString m_tokenFor; ///< the account whose token is waited for
    int m_turn = 0; ///< a token that comes for an earlier one is nobody's any more
    QHash<QString, std::chrono::milliseconds> m_notBefore; ///< by account, in the monotonic clock
    QHash<QString, int> m_failures;
    QSet<QString> m_closed; ///< items in mailboxes of others that may not be looked into, until forgive()
};

} // namespace Sendoff::Outbox
