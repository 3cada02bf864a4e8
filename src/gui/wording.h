// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "auth/autherror.h"
#include "graph/grapherror.h"
#include "graph/sendplan.h"
#include "message/messagecheck.h"
#include "net/tokensource.h"
#include "outbox/sendmachine.h"
#include "store/storeerror.h"

#include <QString>
#include <QStringList>

// The one place where facts become words for a person. Needs no widgets: the command line says the same sentences.

namespace Sendoff::Gui {

/// Who can do something about it.
enum class Fixer { You, Administrator, Recipient, Microsoft, Us };

/// What the button beside a problem does.
enum class Action {
    None,
    TryAgain, ///< once more, as it is
    SignInAgain, ///< the same account, interactively
    SignInOtherwise, ///< choose another account or another kind of account
    EnterClientId,
    UnlockKeychain,
    CheckRecipients,
    CheckReplyTo,
    CheckSubject,
    CheckBody,
    CheckAttachments,
    ChangeSender,
    OpenOutlook, ///< Outlook on the web, where the service shows what it wants
    OpenSentItems,
    CopyForAdministrator, ///< a text to hand on
    CopyDetails,
    KeepWriting,
    SendAnyway,
    AskForRight, ///< the sheet that asks for what the mail needs
    ShowFormatted, ///< of HTML that is shown as its source
    AttachFiles,
    ShowWords, ///< in the text
    MoveToBcc, ///< everybody
    RemovePeople, ///< those that are told of
};

struct Wording
{
    QString title; ///< one short sentence: what happened. No codes.
    QString cause; ///< why, one or two sentences
    Fixer fixer = Fixer::You;
    QString nextStep; ///< what to do, as one or more sentences
    Action action = Action::None;
    QString button; ///< the verb on the button; empty if there is none
    QStringList steps = {}; ///< the same as a list, where it takes more than one step

    friend bool operator==(const Wording &, const Wording &) = default;
};

Wording wordingFor(Graph::ErrorKind kind);
/// The code's own words if it has some, else its kind's. `account`, where known, makes the sentence fit a personal
/// account or a guest; `sender` is the address the mail names in From.
Wording wordingFor(const Graph::GraphError &error, const Auth::Account *account = nullptr, const QString &sender = {});
Wording wordingFor(Auth::AuthErrorKind kind);
Wording wordingFor(const Auth::AuthError &error);
Wording wordingFor(const Store::StoreError &error);
/// A draft could not be stored: what is typed is in the window only.
Wording wordingForUnsaved(const Store::StoreError &error);
/// The folder of drafts and outbox is on a network disk, which several computers could use at once.
Wording wordingForSharedFolder(const QString &folder);
/// The database was damaged and begun anew; `kept` is where the damaged one is now.
Wording wordingForRebuilt(const QString &kept);
/// A mail that was found without its entry in the outbox. Nothing of it was sent since.
Wording wordingForRecovered();
Wording wordingFor(const Problem &problem);
Wording wordingFor(const Graph::TooBig &size);
Wording wordingFor(const Outbox::NeedsUser &state, const Auth::Account *account = nullptr, const QString &sender = {});
Wording wordingFor(const Outbox::Uncertain &state);

/// Why a recipient cannot be used: "There is nothing after the @."
QString wordsFor(AddressFault fault);
/// Why a mail waits: "No connection". `Queued` has words too.
QString wordsFor(Outbox::WaitReason reason);
/// "You can mend this" … "We have to mend this in Sendoff"
QString wordsFor(Fixer fixer);
/// What a warning of a mailto link means (the codes of message/mailto.h); empty for an unknown code.
QString wordsForLinkWarning(const QString &code);

/// What to send to an administrator who must allow the program; `tenant` empty: any organization.
QString textForAdministrator(const QString &clientId, const QString &tenant);

/// One line for a terminal: title, cause and next step.
QString inOneLine(const Wording &wording);
/// All of it on several lines, to copy or print: title, cause, who can mend it, the steps, then `details`.
QString inFull(const Wording &wording, const QString &details = {});

/// The text behind "Details": status, code, ids and time, one a line, for a report to somebody. `when` is UTC.
QString details(const Graph::GraphError &error, const QDateTime &when);
QString details(const Auth::AuthError &error, const QDateTime &when);
QString details(const Store::StoreError &error);

/// "1.2 MB", "640 bytes": decimal units in the person's locale.
QString sizeInWords(qint64 octets);
/// "10:02": the hour where the person is.
QString timeInWords(const QDateTime &when);
/// "8 s", "4 min", "1 h 20 min"; never below 1 s.
QString spanInWords(std::chrono::milliseconds span);

} // namespace Sendoff::Gui
