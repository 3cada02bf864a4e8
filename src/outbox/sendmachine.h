// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/lookup.h"
#include "graph/replies.h"
#include "net/tokensource.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <variant>

namespace Sendoff::Outbox {

// ---- States. Every state has one owner and an exit; each holds exactly its data. ------------------------------------

/// What the service may hold of a mail that goes as a draft. Its upload URLs are secrets and not among it.
struct Remote
{
    bool isUsed = false; ///< on disk before the draft is asked for: one may be there, under our Message-ID
    QString draft = QString(); ///< Graph's id of it, immutable; empty: not known yet
    QDateTime deferredUntil = QDateTime(); ///< it names a time before which the service keeps it back; null: none
    friend bool operator==(const Remote &, const Remote &) = default;
};

enum class WaitReason {
    Queued, ///< new, or freed by the person
    Undo, ///< held back so that it can be undone
    Scheduled, ///< not to go before a time that the person named
    Paused, ///< the person has stopped its upload; goes on when the person says so
    Offline,
    Throttled,
    ServiceBusy,
    SignInTrouble, ///< the token could not be fetched just now
    TokenRenewal, ///< 401: another token, then once more
};
struct Waiting ///< ours, certainly not sent
{
    QDateTime notBefore; ///< UTC
    WaitReason reason = WaitReason::Queued;
    int attempts = 0; ///< requests that reached the service
    int fruitless = 0; ///< tries in a row that reached nobody, for the back-off
    Graph::GraphError error; ///< what the last try met; Unknown without a status if there was none
    Remote remote = {};
    friend bool operator==(const Waiting &, const Waiting &) = default;
};
struct Preparing ///< a token is being fetched, the body built, the draft filled; nothing can be delivered by that
{
    int attempts = 0;
    bool renewed = false; ///< this follows a 401: a second one ends it
    int fruitless = 0;
    Remote remote = {};
    friend bool operator==(const Preparing &, const Preparing &) = default;
};
struct Sending ///< on disk before the first octet leaves: a request that can cause a delivery may be on the wire
{
    QString attemptId; ///< client-request-id
    QDateTime since;
    int attempts = 0; ///< this one included
    bool renewed = false;
    int fruitless = 0;
    bool cancelAsked = false; ///< the upload is being broken off: the verdict says whether that was in time
    Remote remote = {}; ///< used: it is this draft that is being sent
    friend bool operator==(const Sending &, const Sending &) = default;
};
struct Uncertain ///< may or may not have been accepted; only a person, or a look-up that finds it, ends this
{
    QDateTime since;
    Graph::GraphError error;
    bool crashed = false; ///< found as Sending at start: the program ended in the middle
    int attempts = 0;
    int looks = 0; ///< how often the mailbox was looked into and did not have it as sent
    QDateTime lookedAt = QDateTime(); ///< the last time; null before the first
    int drafts = 0; ///< how many of these looks saw it as the draft that was to be sent
    Remote remote = {};
    friend bool operator==(const Uncertain &, const Uncertain &) = default;
};
struct Accepted ///< 202, or the person says so, or a look-up has found it
{
    QDateTime when;
    QString requestId;
    bool saidByPerson = false;
    int attempts = 0;
    QString foundId = QString(); ///< the proof of a look-up: Graph's id of the sent message. Otherwise empty
    QDateTime deferredUntil = QDateTime(); ///< the service keeps it back until then; null: it went at once
    friend bool operator==(const Accepted &, const Accepted &) = default;
};
struct NeedsUser ///< certainly not sent; waits for a person
{
    enum class Why {
        SignIn,
        VaultLocked,
        Refused,
        ContentMissing,
        RightMissing, ///< `detail` is the right's bare name; frees itself when somebody grants it
        Recovered, ///< found in the spool without a row, and never claimed: whether it was meant to go, a person knows
    };
    Why why = Why::Refused;
    Graph::GraphError error; ///< what the service said, if it was asked
    QString detail;
    int attempts = 0;
    Remote remote = {};
    friend bool operator==(const NeedsUser &, const NeedsUser &) = default;
};
struct Cancelled ///< the person took it back; certainly not sent, unless it says otherwise
{
    QDateTime when;
    int attempts = 0;
    bool mayHaveBeenSent = false; ///< taken back while it was uncertain
    friend bool operator==(const Cancelled &, const Cancelled &) = default;
};
using SendState = std::variant<Waiting, Preparing, Sending, Uncertain, Accepted, NeedsUser, Cancelled>;

/// No wait is longer than this, whatever the service or a clock that was set back says.
inline constexpr std::chrono::hours longestWait{24};

/// waiting preparing sending uncertain accepted needs-user cancelled (the words of `outbox --json`).
QString stateName(const SendState &state);
/// Accepted or Cancelled: nothing leads out of it.
bool isFinal(const SendState &state);
/// Whether its time has come. A clock that was set back does not hold mail for years.
bool isDue(const Waiting &waiting, const QDateTime &now);
/// When the mailbox should be looked into for it, where that is allowed: soon after it became uncertain, then less and
/// less often, all in all for about 15 min, because accepted mail can take that long to show. Null: never again.
QDateTime nextLookOf(const Uncertain &uncertain);
bool isLookDue(const Uncertain &uncertain, const QDateTime &now);
/// Whether all that has changed is how often it was looked for: nothing to tell a person.
bool isSameButForLooks(const SendState &before, const SendState &after);
/// The draft of it that may be at the service; not used in final states.
Remote remoteOf(const SendState &state);
/// Preparing, and its draft is being made and filled: what can take long.
bool isFilling(const SendState &state);
/// Preparing or Sending: somebody is at work on it in the process that sends.
bool isInHand(const SendState &state);
/// Waiting, but only for another token: a try that goes on.
bool isRenewal(const SendState &state);

// ---- Events
// -----------------------------------------------------------------------------------------------------------

struct Due
{
}; ///< the time has come, and it is this item's turn
struct TokenReady
{
    QString attemptId;
};
struct TokenMissing
{
    Net::NoToken why;
};
struct ContentMissing
{
    QString detail;
};
struct DraftWanted
{
    QDateTime deferredUntil = QDateTime(); ///< as in Remote
}; ///< a draft is about to be asked for
struct NotYet
{
    QDateTime until;
}; ///< it has a time, and the service does not keep it until then
struct DraftKnown
{
    QString id; ///< empty: the one that was known is not there any more
}; ///< which draft it is
struct PrepareFailed
{
    Graph::GraphError error;
    bool gotOn = false; ///< something was uploaded since the last time
}; ///< a call that fills the draft; it cannot have caused a delivery
struct RightMissing
{
    QString right;
};
struct FoundSent
{
    QString id;
}; ///< the draft turned out to have been sent, by whomever
struct NotRecorded
{
}; ///< what must be on the disk first could not be written: nothing was posted
struct Replied
{
    Graph::SendVerdict verdict;
};
struct FoundAtStart
{
}; ///< the program that owned it is gone
struct CancelAsked
{
};
struct PauseAsked
{
}; ///< on an upload: no further until RetryAsked
struct RetryAsked
{
}; ///< on Uncertain: the person's own decision to send again; on Waiting: now, unless the service named the time
struct SaidSent
{
}; ///< "I looked, it was sent"
struct TakenBack
{
}; ///< on Uncertain: the person's decision to write on, knowing that it may have been sent
struct SignedIn
{
}; ///< the account can give tokens again
struct AccountPaused
{
    QDateTime until;
}; ///< the service wants nothing of this account before
struct Online
{
}; ///< the network is back
struct LookedUp
{
    Graph::LookUp result;
}; ///< on Uncertain: what the mailbox has of it. Proves "sent" or nothing, never "not sent"
using SendEvent = std::variant<Due, TokenReady, TokenMissing, ContentMissing, NotRecorded, Replied, FoundAtStart,
                               CancelAsked, RetryAsked, SaidSent, TakenBack, SignedIn, AccountPaused, Online, LookedUp,
                               DraftWanted, DraftKnown, PrepareFailed, RightMissing, FoundSent, PauseAsked, NotYet>;

/// One word for the history: due token-ready token-missing content-missing not-recorded replied found-at-start
/// cancel-asked retry-asked said-sent taken-back signed-in account-paused online looked-up draft-wanted draft-known
/// prepare-failed right-missing found-sent pause-asked not-yet.
QString eventName(const SendEvent &event);

// ---- Effects: what the driver must do, after the new state is on disk ---------------------------------------------

struct FetchToken
{
    bool another = false;
}; ///< another: the last one was refused
struct Post
{
    QString attemptId;
};
struct Abort
{
}; ///< drop the token request or break off the upload under way
struct PauseAccount
{
    QDateTime until;
};
struct GoOn
{
}; ///< the draft may be asked for now
using SendEffect = std::variant<FetchToken, Post, Abort, PauseAccount, GoOn>;

struct Step
{
    SendState state;
    QList<SendEffect> effects;
};

/// What the step may know of the world.
struct Moment
{
    QDateTime now;
    double roll = 0.5; ///< [0, 1), for jitter
};

/// Pure and total: an event that means nothing in a state leaves it as it is, without effects. No path leads from
/// Sending or Uncertain to Waiting but proof of "not accepted", a person's RetryAsked, or looks over the whole settle
/// time that all saw its very draft unsent: then that draft, and no other mail, is sent once more. A draft that the
/// service keeps back is no such proof: it lies there whether it was submitted or not.
Step step(const SendState &state, const SendEvent &event, const Moment &moment);

} // namespace Sendoff::Outbox
