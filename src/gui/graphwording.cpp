// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/errorcodes.h"
#include "gui/errorcatalogue.h"
#include "gui/wordingtable.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

using Kind = Graph::ErrorKind;
using Row = WordingRow<Kind>;

// clang-format off
constexpr auto rows = std::to_array<Row>({
    {Kind::Offline, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "You seem to be offline"),
     QT_TRANSLATE_NOOP("Wording", "This computer does not find the mail service on the network."),
     QT_TRANSLATE_NOOP("Wording", "Check the network connection, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::ServiceNotReached, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The mail service cannot be reached"),
     QT_TRANSLATE_NOOP("Wording", "Nothing takes the call at its address. A firewall may be in the way, or the service is down."),
     QT_TRANSLATE_NOOP("Wording", "Try again in a few minutes. If it stays like this, ask whoever runs your network."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::ProxyTrouble, Fixer::Administrator, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The proxy of this network refused the connection"),
     QT_TRANSLATE_NOOP("Wording", "This network sends everything through a proxy, and the proxy did not let the mail pass."),
     QT_TRANSLATE_NOOP("Wording", "Check this computer's proxy settings, or ask whoever runs your network."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::TlsTrouble, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The connection is not safe"),
     QT_TRANSLATE_NOOP("Wording", "The other side could not prove that it is the mail service."),
     QT_TRANSLATE_NOOP("Wording", "Check this computer's date and time, and which network you are in. At work, ask your administrator."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::TimedOut, Fixer::Microsoft, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The mail service did not answer in time"),
     QT_TRANSLATE_NOOP("Wording", "It was reached, but no answer came."),
     QT_TRANSLATE_NOOP("Wording", "Try again in a few minutes."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::ConnectionLost, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The connection broke off"),
     QT_TRANSLATE_NOOP("Wording", "It ended before the answer was complete."),
     QT_TRANSLATE_NOOP("Wording", "Check the network connection, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::Cancelled, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Sending was cancelled"),
     QT_TRANSLATE_NOOP("Wording", "You stopped it."),
     QT_TRANSLATE_NOOP("Wording", "Send the mail again when you are ready."),
     QT_TRANSLATE_NOOP("Wording", "Send again")},
    {Kind::Interfered, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Something on the way answered instead of Microsoft"),
     QT_TRANSLATE_NOOP("Wording", "A filter, a proxy or the welcome page of a guest network gave an answer that the mail service never gives."),
     QT_TRANSLATE_NOOP("Wording", "Open any web page to see whether the network wants you to sign in, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::UnsafeAddress, Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "The address of the mail service is not safe"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff sends mail to https addresses only, and the one that is set is none."),
     QT_TRANSLATE_NOOP("Wording", "Correct the address with which this account was added."),
     ""},
    {Kind::TokenRefused, Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Microsoft did not take the sign-in"),
     QT_TRANSLATE_NOOP("Wording", "It has ended, or it is not good for this mailbox."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. Your mail stays here."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again")},
    {Kind::ClaimsChallenge, Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Your organization wants to see once more that it is you"),
     QT_TRANSLATE_NOOP("Wording", "Its rules ask for a fresh sign-in, perhaps with a second proof."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. Your mail stays here."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again")},
    {Kind::NoMailbox, Fixer::Administrator, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "This account has no mailbox to send from"),
     QT_TRANSLATE_NOOP("Wording", "Signing in works, but Microsoft keeps no Exchange Online mailbox for this account. Accounts of a free Azure "
                                  "directory have none; at work a licence may be missing."),
     QT_TRANSLATE_NOOP("Wording", "If your address is a personal one, such as outlook.com, sign in as \"Personal\". Otherwise ask your "
                                  "administrator for an Exchange Online licence."),
     QT_TRANSLATE_NOOP("Wording", "Sign in differently")},
    {Kind::PermissionMissing, Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "The permission to send mail is missing"),
     QT_TRANSLATE_NOOP("Wording", "This sign-in did not include the right to send mail, or the mailbox belongs to somebody else."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again and agree to sending mail. If Microsoft does not offer that, ask your administrator."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again")},
    {Kind::SendAsDenied, Fixer::Administrator, Action::ChangeSender,
     QT_TRANSLATE_NOOP("Wording", "You may not send in this name"),
     QT_TRANSLATE_NOOP("Wording", "Your account has no right to send from the address in From."),
     QT_TRANSLATE_NOOP("Wording", "Choose your own address, or ask your administrator for the right to send as this one."),
     QT_TRANSLATE_NOOP("Wording", "Change sender")},
    {Kind::SendingLimit, Fixer::You, Action::OpenOutlook,
     QT_TRANSLATE_NOOP("Wording", "You have sent too much mail for now"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft limits how many mails an account may send in an hour and in a day."),
     QT_TRANSLATE_NOOP("Wording", "Wait some hours. Outlook on the web tells whether Microsoft wants you to confirm your account."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook")},
    {Kind::AccountSuspended, Fixer::You, Action::OpenOutlook,
     QT_TRANSLATE_NOOP("Wording", "Microsoft has stopped this account from sending"),
     QT_TRANSLATE_NOOP("Wording", "Its mail looked unusual, and Microsoft wants to be sure that it is you."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook on the web, do what it asks, then come back and try again."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook")},
    {Kind::BadRecipients, Fixer::You, Action::CheckRecipients,
     QT_TRANSLATE_NOOP("Wording", "Microsoft did not take one of the recipients"),
     QT_TRANSLATE_NOOP("Wording", "An address is written in a way the service cannot use."),
     QT_TRANSLATE_NOOP("Wording", "Check the addresses, then send again."),
     QT_TRANSLATE_NOOP("Wording", "Check recipients")},
    {Kind::BadHeader, Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Microsoft did not take a field of this mail"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff wrote a field that the service does not allow."),
     QT_TRANSLATE_NOOP("Wording", "Please copy the details and report them. Your mail stays here."),
     QT_TRANSLATE_NOOP("Wording", "Copy details")},
    {Kind::MessageTooLarge, Fixer::You, Action::CheckAttachments,
     QT_TRANSLATE_NOOP("Wording", "The mail is too large"),
     QT_TRANSLATE_NOOP("Wording", "Text and attachments together are more than Microsoft takes in one mail."),
     QT_TRANSLATE_NOOP("Wording", "Take an attachment off, or send a link to it instead."),
     QT_TRANSLATE_NOOP("Wording", "Show attachments")},
    {Kind::AttachmentRefused, Fixer::You, Action::CheckAttachments,
     QT_TRANSLATE_NOOP("Wording", "Microsoft refused an attachment"),
     QT_TRANSLATE_NOOP("Wording", "The service found something dangerous in it."),
     QT_TRANSLATE_NOOP("Wording", "Take the attachment off, then send again."),
     QT_TRANSLATE_NOOP("Wording", "Show attachments")},
    {Kind::MailboxFull, Fixer::You, Action::OpenOutlook,
     QT_TRANSLATE_NOOP("Wording", "Your mailbox is full"),
     QT_TRANSLATE_NOOP("Wording", "There is no room for another mail in it, not even for one that is sent."),
     QT_TRANSLATE_NOOP("Wording", "Delete some mail, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook")},
    {Kind::MailboxNotFound, Fixer::You, Action::ChangeSender,
     QT_TRANSLATE_NOOP("Wording", "The sender's mailbox was not found"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft knows no mailbox of that name in this organization."),
     QT_TRANSLATE_NOOP("Wording", "Check which account and which sender you use."),
     QT_TRANSLATE_NOOP("Wording", "Change sender")},
    {Kind::ItemNotFound, Fixer::You, Action::OpenSentItems,
     QT_TRANSLATE_NOOP("Wording", "The draft on the server is gone"),
     QT_TRANSLATE_NOOP("Wording", "It was sent or deleted in the meantime."),
     QT_TRANSLATE_NOOP("Wording", "Look in Sent Items before you send it again."),
     QT_TRANSLATE_NOOP("Wording", "Open Sent Items")},
    {Kind::BadRequest, Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Microsoft did not understand this mail"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff put something into words that the service does not know."),
     QT_TRANSLATE_NOOP("Wording", "Please copy the details and report them. Your mail stays here."),
     QT_TRANSLATE_NOOP("Wording", "Copy details")},
    {Kind::Throttled, Fixer::Microsoft, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Microsoft asks to slow down"),
     QT_TRANSLATE_NOOP("Wording", "Too much was asked of the service in a short time."),
     QT_TRANSLATE_NOOP("Wording", "Wait a little, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::ServiceBusy, Fixer::Microsoft, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The mail service is busy"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft cannot take mail right now."),
     QT_TRANSLATE_NOOP("Wording", "Try again in a few minutes."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::ServiceError, Fixer::Microsoft, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Something failed at Microsoft"),
     QT_TRANSLATE_NOOP("Wording", "The service itself reports a fault."),
     QT_TRANSLATE_NOOP("Wording", "Try again in a few minutes."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::Unknown, Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Microsoft gave an answer that Sendoff does not know"),
     QT_TRANSLATE_NOOP("Wording", "What it means is not clear."),
     QT_TRANSLATE_NOOP("Wording", "Please copy the details and report them. Your mail stays here."),
     QT_TRANSLATE_NOOP("Wording", "Copy details")},
});
// clang-format on

/// The same refusal has three cures, depending on what kind of account it is.
Wording noMailbox(Wording general, const Auth::Account &account)
{
    if (account.isPersonal()) {
        general.cause = inWords(QT_TRANSLATE_NOOP(
            "Wording", "This is a personal account, and its Outlook.com mailbox was never opened or is blocked."));
        general.fixer = Fixer::You;
        general.nextStep
            = inWords(QT_TRANSLATE_NOOP("Wording", "Open Outlook on the web once with this account, then try again."));
        general.action = Action::OpenOutlook;
        general.button = inWords(QT_TRANSLATE_NOOP("Wording", "Open Outlook"));
    } else if (account.isGuest) {
        general.title = inWords(QT_TRANSLATE_NOOP("Wording", "You are signed in where you have no mailbox"));
        general.cause = inWords(QT_TRANSLATE_NOOP("Wording",
                                                  "This directory knows you as a guest. A free Azure account makes "
                                                  "such a directory, but your mail stays in your own account."));
        general.fixer = Fixer::You;
        general.steps = {inWords(QT_TRANSLATE_NOOP("Wording", "Sign in as \"Personal\" with the same address.")),
                         inWords(QT_TRANSLATE_NOOP("Wording",
                                                   "Or let the directory's administrator give you an Exchange Online "
                                                   "licence and use the mailbox that comes with it."))};
        general.nextStep = general.steps.join(u' ');
        general.button = inWords(QT_TRANSLATE_NOOP("Wording", "Sign in as personal"));
    }
    return general;
}

/// Nobody can agree to more for a program, and what it was said to have may not be so.
Wording programDenied(Wording general, const Auth::Account &account)
{
    const bool keepsDrafts = account.config.extraRights.contains(u"Mail.ReadWrite"_s, Qt::CaseInsensitive);
    general.title = inWords(QT_TRANSLATE_NOOP("Wording", "The program lacks a permission"));
    general.cause = keepsDrafts
        ? inWords(
              QT_TRANSLATE_NOOP("Wording",
                                "Microsoft refused it the mailbox %1. It needs the application permissions Mail.Send "
                                "and Mail.ReadWrite, and the mailbox must be among those it may use."))
              .arg(account.address)
        : inWords(
              QT_TRANSLATE_NOOP("Wording",
                                "Microsoft refused it the mailbox %1. It needs the application permission Mail.Send, "
                                "and the mailbox must be among those it may use."))
              .arg(account.address);
    general.fixer = Fixer::Administrator;
    general.steps = {
        inWords(QT_TRANSLATE_NOOP("Wording",
                                  "Ask your administrator to look at the app registration's application permissions, "
                                  "and at the policy that limits its mailboxes."))};
    if (keepsDrafts)
        general.steps.append(inWords(QT_TRANSLATE_NOOP(
            "Wording", "If it was never given Mail.ReadWrite, say so under \"Accounts and rights\" and try again.")));
    general.nextStep = general.steps.join(u' ');
    general.action = Action::TryAgain;
    general.button = inWords(QT_TRANSLATE_NOOP("Wording", "Try again"));
    return general;
}

Wording sendAsDenied(Wording general, const Auth::Account *account, const QString &sender)
{
    general.title = inWords(QT_TRANSLATE_NOOP("Wording", "You may not send as %1")).arg(sender);
    general.cause = account
        //: two mail addresses: who is signed in, and whom the mail names as sender
        ? inWords(QT_TRANSLATE_NOOP("Wording",
                                    "You are signed in as %1, and this account has no right to send in the "
                                    "name of %2."))
              .arg(account->address, sender)
        : inWords(QT_TRANSLATE_NOOP("Wording", "Your account has no right to send in the name of %1.")).arg(sender);
    general.steps
        = {inWords(QT_TRANSLATE_NOOP("Wording", "Choose your own address in From.")),
           inWords(QT_TRANSLATE_NOOP("Wording",
                                     "Or ask your administrator for the right \"Send As\" or \"Send on Behalf\" "
                                     "for %1. It can take an hour until it works."))
               .arg(sender)};
    general.nextStep = general.steps.join(u' ');
    return general;
}

} // namespace

Wording wordingFor(Graph::ErrorKind kind)
{
    return wordingIn<Kind>(rows, kind);
}

Wording wordingFor(const Graph::GraphError &error, const Auth::Account *account, const QString &sender)
{
    const bool blamesTime = error.kind == Kind::TokenRefused || error.kind == Kind::TlsTrouble;
    if (blamesTime && error.clockAhead)
        return wordingForClock(*error.clockAhead);
    if (error.kind == Kind::NoMailbox && account && (account->isPersonal() || account->isGuest))
        return noMailbox(wordingFor(error.kind), *account);
    if (error.kind == Kind::PermissionMissing && account && account->isAppOnly)
        return programDenied(wordingFor(error.kind), *account);
    // The same code with another status can be of another kind; only a code that decided speaks.
    const bool hasDecided = Graph::kindOfCode(error.code, error.status) == error.kind;
    const Wording words
        = hasDecided ? wordingForMailCode(error.code).value_or(wordingFor(error.kind)) : wordingFor(error.kind);
    return error.kind == Kind::SendAsDenied && !sender.isEmpty() ? sendAsDenied(words, account, sender) : words;
}

} // namespace Sendoff::Gui
