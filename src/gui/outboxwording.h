// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wording.h"
#include "outbox/summary.h"

#include <optional>

// What the outbox says of a mail. Like gui/wording it needs no widgets.

namespace Sendoff::Gui {

/// The state in one to three words: "Waiting", "Needs you", "Accepted by Microsoft".
QString wordFor(const Outbox::SendState &state);
/// The same for a state of the history, by its name (stateName()); an unknown name comes back as it is.
QString wordForState(const QString &name);
/// Why it is in that state, as half a sentence; empty where the word says it all.
QString reasonFor(const Outbox::SendState &state, const Auth::Account *account = nullptr, const QString &sender = {});
/// What happened, why, who can mend it and what to do next; every state has words.
Wording wordingFor(const Outbox::SendState &state, const Auth::Account *account = nullptr, const QString &sender = {});
/// Who the mail is from, and by whose account where that is another address; empty if nobody knows.
QString senderInWords(const Outbox::Summary &summary, const Auth::Account *account);

/// When it goes on by itself: only while it waits for a time that is still to come.
std::optional<QDateTime> nextTry(const Outbox::SendState &state, const QDateTime &now);
/// "in 40 s"; empty if it waits for no time.
QString countdownFor(const Outbox::SendState &state, const QDateTime &now);
int attemptsOf(const Outbox::SendState &state);
/// "2 attempts"; empty for none.
QString attemptsInWords(int attempts);

/// "Ben Ode, Carla Fink and 3 more"
QString recipientsInWords(const Outbox::Summary &summary);
/// `all`: how many there are, where `names` holds only the first ones.
QString recipientsInWords(const QStringList &names, qsizetype all);
/// All the names that are known, and how many more there are.
QString allRecipientsInWords(const Outbox::Summary &summary);
/// The subject, or "(no subject)".
QString subjectInWords(const QString &subject);
/// One line of the history: "Microsoft accepted it".
QString wordsFor(const Outbox::Happening &happening);
/// How one request ended: "No clear answer came back".
QString wordsFor(const Outbox::Attempt &attempt);

/// For a list: "10:02" today, "1 Jun" this year, else the date.
QString momentInWords(const QDateTime &when, const QDateTime &now);
/// Date and time to the second.
QString exactTime(const QDateTime &when);
/// To the second; with the day only if it is another one than today.
QString shortTime(const QDateTime &when, const QDateTime &now);

/// All that is known of one mail in the outbox.
struct OutboxDetails
{
    Outbox::Summary summary;
    Outbox::History history;
    QString internetMessageId; ///< <id@host>
    bool mayCancel = true; ///< while it is being sent: cancelling would still come in time

    friend bool operator==(const OutboxDetails &, const OutboxDetails &) = default;
};

/// The proof of an accepted mail, for a report or a file. `from` is the address of the account.
QString receiptText(const OutboxDetails &details, const QString &from);
/// Everything else: state, reason, attempts with their ids, history.
QString detailsText(const OutboxDetails &details, const QString &from);

/// What the desktop shows while the window is not looked at. Holds the subject and nothing else of the mail.
struct Notification
{
    QString title;
    QString body;

    friend bool operator==(const Notification &, const Notification &) = default;
};
Notification notificationFor(const Outbox::NeedsUser &state, const QString &subject);
Notification notificationFor(const Outbox::Uncertain &state, const QString &subject);

} // namespace Sendoff::Gui
