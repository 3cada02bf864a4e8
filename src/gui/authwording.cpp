// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/errorcatalogue.h"
#include "gui/wordingtable.h"

#include <array>

namespace Sendoff::Gui {

namespace {

using Kind = Auth::AuthErrorKind;
using Row = WordingRow<Kind>;

// clang-format off
constexpr auto rows = std::to_array<Row>({
    {Kind::NoClientId, Fixer::You, Action::EnterClientId,
     QT_TRANSLATE_NOOP("Wording", "Sendoff needs a client id to sign in"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft lets in only programs that are registered, and this copy of Sendoff is not."),
     QT_TRANSLATE_NOOP("Wording", "Register one; it takes five minutes and costs nothing. Or ask your administrator for an id."),
     QT_TRANSLATE_NOOP("Wording", "Show me how")},
    {Kind::UnsafeAddress, Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "The sign-in address is not safe"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff signs in at https addresses only, and the one that is set is none."),
     QT_TRANSLATE_NOOP("Wording", "Correct the address and try again."),
     ""},
    {Kind::PortBusy, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The browser would not find its way back"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff waits for the browser's answer on this computer, and found no free port to do so."),
     QT_TRANSLATE_NOOP("Wording", "Close other programs that wait for a sign-in, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::BrowserFailed, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The browser did not open"),
     QT_TRANSLATE_NOOP("Wording", "This computer has no browser set, or it could not be started."),
     QT_TRANSLATE_NOOP("Wording", "Try again, copy the link and paste it into a browser yourself."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::Cancelled, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Signing in was cancelled"),
     QT_TRANSLATE_NOOP("Wording", "You stopped it. Nothing was changed."),
     QT_TRANSLATE_NOOP("Wording", "Start again whenever you like."),
     QT_TRANSLATE_NOOP("Wording", "Start again")},
    {Kind::TimedOut, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Signing in took too long"),
     QT_TRANSLATE_NOOP("Wording", "No answer came back from the browser or from Microsoft."),
     QT_TRANSLATE_NOOP("Wording", "Start again and finish the sign-in in the browser."),
     QT_TRANSLATE_NOOP("Wording", "Start again")},
    {Kind::Denied, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "You did not agree"),
     QT_TRANSLATE_NOOP("Wording", "Without your consent Sendoff can neither see your name nor send mail for you."),
     QT_TRANSLATE_NOOP("Wording", "Start again and choose Accept if you want to send mail with Sendoff."),
     QT_TRANSLATE_NOOP("Wording", "Start again")},
    {Kind::AdminConsentNeeded, Fixer::Administrator, Action::CopyForAdministrator,
     QT_TRANSLATE_NOOP("Wording", "Your administrator has to allow Sendoff first"),
     QT_TRANSLATE_NOOP("Wording", "Your organization does not let people decide for themselves which programs may send their mail."),
     QT_TRANSLATE_NOOP("Wording", "Send your administrator the text behind the button, and sign in again when it is allowed."),
     QT_TRANSLATE_NOOP("Wording", "Copy text for administrator")},
    {Kind::ConsentNeeded, Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Microsoft asks for your consent"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff has no permission yet to send mail for you."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again and agree."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again")},
    {Kind::SignInNeeded, Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "This sign-in has ended"),
     QT_TRANSLATE_NOOP("Wording", "It was not used for long, the password changed, or your organization wants a fresh one."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. Your mail stays here."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again")},
    {Kind::MisconfiguredApp, Fixer::Administrator, Action::EnterClientId,
     QT_TRANSLATE_NOOP("Wording", "The client id is not set up for Sendoff"),
     QT_TRANSLATE_NOOP("Wording", "Whoever registered it left something out: the address http://localhost as a desktop application, the kind of "
                                  "accounts, or the permissions."),
     QT_TRANSLATE_NOOP("Wording", "Correct the registration by the steps, or use another client id."),
     QT_TRANSLATE_NOOP("Wording", "Show the steps")},
    {Kind::WrongAccountKind, Fixer::You, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "This is the other kind of account"),
     QT_TRANSLATE_NOOP("Wording", "A personal account was used where work accounts sign in, or the other way round."),
     QT_TRANSLATE_NOOP("Wording", "Go back and choose the other kind."),
     QT_TRANSLATE_NOOP("Wording", "Go back")},
    {Kind::OtherAccount, Fixer::You, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "Somebody else signed in"),
     QT_TRANSLATE_NOOP("Wording", "The browser came back with another account than the one that was to be renewed."),
     QT_TRANSLATE_NOOP("Wording", "Start again and choose the right account in the browser."),
     QT_TRANSLATE_NOOP("Wording", "Start again")},
    {Kind::BadAnswer, Fixer::Microsoft, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The sign-in service gave no proper answer"),
     QT_TRANSLATE_NOOP("Wording", "What came back does not hold together, so Sendoff does not trust it."),
     QT_TRANSLATE_NOOP("Wording", "Try again. If it stays like this, something on the way changes the answers."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::ServiceTrouble, Fixer::Microsoft, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The sign-in service has trouble"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft cannot sign anybody in right now. Your sign-in is kept."),
     QT_TRANSLATE_NOOP("Wording", "Try again in a few minutes."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::Offline, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "There is no connection for signing in"),
     QT_TRANSLATE_NOOP("Wording", "The sign-in service was not reached. Your sign-in is kept."),
     QT_TRANSLATE_NOOP("Wording", "Check the network connection, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::Tls, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The sign-in connection is not safe"),
     QT_TRANSLATE_NOOP("Wording", "The other side could not prove that it is the sign-in service."),
     QT_TRANSLATE_NOOP("Wording", "Check this computer's date and time, and which network you are in. At work, ask your administrator."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::Redirected, Fixer::Administrator, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The sign-in service sent Sendoff elsewhere"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff does not follow, because your sign-in would be shown to a stranger."),
     QT_TRANSLATE_NOOP("Wording", "Check which network you are in. At work, ask whoever runs it."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::VaultLocked, Fixer::You, Action::UnlockKeychain,
     QT_TRANSLATE_NOOP("Wording", "Your keychain is locked"),
     QT_TRANSLATE_NOOP("Wording", "The sign-in is kept in it."),
     QT_TRANSLATE_NOOP("Wording", "Unlock the keychain, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Unlock and try again")},
    {Kind::VaultMissing, Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "Sendoff will forget this sign-in when it ends"),
     QT_TRANSLATE_NOOP("Wording", "This computer has no keychain, and a sign-in is never written into a file."),
     QT_TRANSLATE_NOOP("Wording", "Install and start a keychain (GNOME Keyring, KWallet or KeePassXC) to stay signed in."),
     ""},
    {Kind::VaultFailed, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The keychain did not do its work"),
     QT_TRANSLATE_NOOP("Wording", "The sign-in could not be read from it or written into it."),
     QT_TRANSLATE_NOOP("Wording", "Open your keychain program to see what it says, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::Other, Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Signing in did not work"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft gave a reason that Sendoff does not know."),
     QT_TRANSLATE_NOOP("Wording", "Try again. If it stays like this, please copy the details and report them."),
     QT_TRANSLATE_NOOP("Wording", "Copy details")},
});
// clang-format on

} // namespace

Wording wordingFor(Auth::AuthErrorKind kind)
{
    return wordingIn<Kind>(rows, kind);
}

Wording wordingFor(const Auth::AuthError &error)
{
    // Numbers and words make the text more exact; the kind, which the program goes by, stays as it is.
    const bool blamesTime
        = error.kind == Kind::SignInNeeded || error.kind == Kind::Tls || error.kind == Kind::BadAnswer;
    if (blamesTime && error.clockAhead)
        return wordingForClock(*error.clockAhead);
    if (error.kind == Kind::Offline && error.code == u"proxy")
        return wordingFor(Graph::ErrorKind::ProxyTrouble);
    // What waiting mends, and what is decided here on this computer, needs no other words.
    const bool isOfService = error.kind == Kind::SignInNeeded || error.kind == Kind::ConsentNeeded
        || error.kind == Kind::AdminConsentNeeded || error.kind == Kind::MisconfiguredApp
        || error.kind == Kind::WrongAccountKind || error.kind == Kind::Denied || error.kind == Kind::Other;
    if (!isOfService)
        return wordingFor(error.kind);
    if (auto words = wordingForSignInNumber(error.aadsts))
        return *words;
    if (error.kind == Kind::Other || error.kind == Kind::MisconfiguredApp)
        return wordingForOAuthError(error.code).value_or(wordingFor(error.kind));
    return wordingFor(error.kind);
}

QString textForAdministrator(const QString &clientId, const QString &tenant)
{
    QString text
        = inWords(QT_TRANSLATE_NOOP("Wording",
                                    "I would like to send mail with Sendoff, a desktop program that uses Microsoft "
                                    "Graph. Please allow it for our organization.\n"
                                    "Delegated permissions: User.Read, Mail.Send, offline_access, openid, profile"));
    if (clientId.isEmpty())
        return text;
    const QString where = tenant.isEmpty() || tenant == Auth::Tenant::personal ? Auth::Tenant::work : tenant;
    const char *more
        = QT_TRANSLATE_NOOP("Wording",
                            "\nApplication (client) id: %1\n"
                            "It can be allowed here: https://login.microsoftonline.com/%2/adminconsent?client_id=%1");
    return text + inWords(more).arg(clientId, where);
}

} // namespace Sendoff::Gui
