// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/sendmachine.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace Sendoff::Outbox {

/// An item as one line of a list: all that can be told without reading the mail itself.
struct Summary
{
    QString id;
    QString account;
    QString subject;
    QStringList to; ///< names, or addresses where there is no name; To, Cc and Bcc in this order, at most 20
    int recipients = 0; ///< how many there are in all
    SendState state;
    QDateTime queuedAt;
    QString from = {}; ///< the mailbox that the mail names as sender; empty: the account's own

    friend bool operator==(const Summary &, const Summary &) = default;
};

/// How many there are of each kind.
struct Counts
{
    int waiting = 0; ///< waiting, preparing or sending
    int needsUser = 0;
    int uncertain = 0;
    int accepted = 0;
    int cancelled = 0;

    friend bool operator==(const Counts &, const Counts &) = default;
};

/// A request that could have caused a delivery.
struct Attempt
{
    QString id; ///< client-request-id
    QDateTime started;
    QDateTime ended; ///< null: the program never heard how it ended
    QString verdict; ///< accepted, not-accepted, unclear; empty while `ended` is null
    int status = 0; ///< HTTP; 0: no answer
    QString requestId; ///< the service's own

    friend bool operator==(const Attempt &, const Attempt &) = default;
};

/// One change of state.
struct Happening
{
    QDateTime at;
    QString event; ///< a word of eventName()
    QString state; ///< the word of stateName() that it led to

    friend bool operator==(const Happening &, const Happening &) = default;
};

/// All that is known of how an item came to its state, oldest first.
struct History
{
    QList<Attempt> attempts;
    QList<Happening> happenings;

    friend bool operator==(const History &, const History &) = default;
};

} // namespace Sendoff::Outbox
