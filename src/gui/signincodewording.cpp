// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wordingtable.h"

#include <array>

// What Microsoft's sign-in numbers (AADSTS…) and OAuth's error words mean to a person. Many of the numbers are only
// ever seen in the browser; a person can look them up here.

namespace Sendoff::Gui {

namespace {

constexpr const char *copyDetails = QT_TRANSLATE_NOOP("Wording", "Copy details");
constexpr const char *showSteps = QT_TRANSLATE_NOOP("Wording", "Show the steps");
constexpr const char *signInAgain = QT_TRANSLATE_NOOP("Wording", "Sign in again");
constexpr const char *otherwise = QT_TRANSLATE_NOOP("Wording", "Sign in differently");
constexpr const char *forAdministrator = QT_TRANSLATE_NOOP("Wording", "Copy text for administrator");
constexpr const char *report
    = QT_TRANSLATE_NOOP("Wording", "Please copy the details and report them. Your mail stays here.");

// clang-format off
constexpr auto rows = std::to_array<CodeRow>({
    // how the client id was registered
    {"50011 redirect_uri_mismatch", Fixer::Administrator, Action::EnterClientId,
     QT_TRANSLATE_NOOP("Wording", "The client id does not know the way back to Sendoff"),
     QT_TRANSLATE_NOOP("Wording", "Its registration lacks the address http://localhost as a desktop application."),
     QT_TRANSLATE_NOOP("Wording", "Open the registration and go to Authentication.\nAdd the platform \"Mobile and desktop applications\" with exactly "
                                  "http://localhost, without a slash at the end.\nTake out other entries for localhost, then sign in again."),
     showSteps},
    {"7000218", Fixer::Administrator, Action::EnterClientId,
     QT_TRANSLATE_NOOP("Wording", "The client id is registered as a web program"),
     QT_TRANSLATE_NOOP("Wording", "So Microsoft asks for a secret, and a program on a desktop can keep none."),
     QT_TRANSLATE_NOOP("Wording", "In the registration, remove http://localhost from the platform \"Web\".\nAdd it under \"Mobile and desktop "
                                  "applications\".\nIf you sign in with a code on another device, set \"Allow public client flows\" to Yes."),
     showSteps},
    {"9002325 9002326 9002327 700084", Fixer::Administrator, Action::EnterClientId,
     QT_TRANSLATE_NOOP("Wording", "The client id is registered as a single-page program"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft treats it as a page in a browser, whose sign-ins work otherwise and end after a day."),
     QT_TRANSLATE_NOOP("Wording", "In the registration, remove http://localhost from the platform \"Single-page application\".\nAdd it under \"Mobile "
                                  "and desktop applications\", then sign in again."),
     showSteps},
    {"700016 unauthorized_client", Fixer::Administrator, Action::EnterClientId,
     QT_TRANSLATE_NOOP("Wording", "Microsoft does not know this client id here"),
     QT_TRANSLATE_NOOP("Wording", "The id is mistyped, was deleted, or belongs to another organization, kind of account or cloud."),
     QT_TRANSLATE_NOOP("Wording", "Compare the id with \"Application (client) ID\" in the registration.\nCheck which accounts the registration allows.\n"
                                  "Check the organization and the cloud that are set here."),
     showSteps},
    {"50194", Fixer::You, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "This client id is for one organization only"),
     QT_TRANSLATE_NOOP("Wording", "It cannot be used where everybody signs in."),
     QT_TRANSLATE_NOOP("Wording", "Add the account with your organization's name or id.\nOr let the registration's owner allow more kinds of accounts."),
     otherwise},
    {"9002332 unsupported_account", Fixer::Administrator, Action::EnterClientId,
     QT_TRANSLATE_NOOP("Wording", "This client id is not meant for personal accounts"),
     QT_TRANSLATE_NOOP("Wording", "Its registration allows work and school accounts only."),
     QT_TRANSLATE_NOOP("Wording", "Use a client id that is registered for personal accounts too.\nOr let the registration's owner allow them under "
                                  "\"Supported account types\"."),
     showSteps},
    {"65005 650052 650056 650057 invalid_resource", Fixer::Administrator, Action::EnterClientId,
     QT_TRANSLATE_NOOP("Wording", "The client id lacks a permission"),
     QT_TRANSLATE_NOOP("Wording", "Its registration does not list what Sendoff asks for, or the organization does not have Microsoft Graph."),
     QT_TRANSLATE_NOOP("Wording", "In the registration, open \"API permissions\" and add Microsoft Graph, Delegated: User.Read, Mail.Send, "
                                  "offline_access, openid, profile.\nThen sign in again."),
     showSteps},
    // the kind of account and the place to sign in
    {"50020", Fixer::You, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "This account is not known in that organization"),
     QT_TRANSLATE_NOOP("Wording", "It belongs to another organization, or it is a personal one."),
     QT_TRANSLATE_NOOP("Wording", "Sign in with an account of that organization.\nOr choose \"Work or school\" without naming one, or \"Personal\"."),
     otherwise},
    {"500208 9001023 90130", Fixer::You, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "This kind of account does not sign in there"),
     QT_TRANSLATE_NOOP("Wording", "A personal account was used where work accounts sign in, or the other way round."),
     QT_TRANSLATE_NOOP("Wording", "Go back and choose the other kind."),
     otherwise},
    {"90002", Fixer::You, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "There is no organization of that name"),
     QT_TRANSLATE_NOOP("Wording", "The name or id of the organization is mistyped, or it is in another cloud."),
     QT_TRANSLATE_NOOP("Wording", "Check the organization's name. The part of your work address behind the @ often is right.\nIf your organization "
                                  "uses a cloud of its own country, choose that cloud."),
     otherwise},
    {"90038 900439", Fixer::You, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "Your organization is in another cloud"),
     QT_TRANSLATE_NOOP("Wording", "Governments and some countries have clouds of their own, with their own sign-in and their own client ids."),
     QT_TRANSLATE_NOOP("Wording", "Add the account again and choose your cloud.\nIf you do not know which, ask your administrator."),
     otherwise},
    {"90072", Fixer::Administrator, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "Your account is not in that organization"),
     QT_TRANSLATE_NOOP("Wording", "The organization has to invite you before you can sign in there."),
     QT_TRANSLATE_NOOP("Wording", "Sign in with another account.\nOr ask that organization's administrator to add you."),
     otherwise},
    // consent
    {"65001 consent_required", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Microsoft asks for your consent"),
     QT_TRANSLATE_NOOP("Wording", "Nobody has allowed Sendoff yet to do this for you."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again and choose Accept."),
     signInAgain},
    {"65004 access_denied authorization_declined", Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "You did not agree"),
     QT_TRANSLATE_NOOP("Wording", "Without your consent Sendoff can neither see your name nor send mail for you."),
     QT_TRANSLATE_NOOP("Wording", "Start again and choose Accept if you want to send mail with Sendoff."),
     QT_TRANSLATE_NOOP("Wording", "Start again")},
    {"90094 90095", Fixer::Administrator, Action::CopyForAdministrator,
     QT_TRANSLATE_NOOP("Wording", "Your administrator has to allow Sendoff first"),
     QT_TRANSLATE_NOOP("Wording", "Your organization does not let people decide for themselves which programs may do this."),
     QT_TRANSLATE_NOOP("Wording", "Send your administrator the text behind the button.\nSign in again when it is allowed."),
     forAdministrator},
    // the person
    {"50034", Fixer::You, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "Microsoft does not know this user name"),
     QT_TRANSLATE_NOOP("Wording", "There is no account of that name in this place."),
     QT_TRANSLATE_NOOP("Wording", "Check the address for a slip.\nIf it is a personal account, choose \"Personal\"."),
     otherwise},
    {"50126", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "User name or password is wrong"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft did not take what was typed."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. If you do not know the password any more, the sign-in page helps."),
     signInAgain},
    {"50057", Fixer::Administrator, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "This account is switched off"),
     QT_TRANSLATE_NOOP("Wording", "Your organization has closed it for signing in."),
     QT_TRANSLATE_NOOP("Wording", "Ask your administrator to switch it on, or use another account."),
     otherwise},
    {"50105", Fixer::Administrator, Action::CopyForAdministrator,
     QT_TRANSLATE_NOOP("Wording", "You are not on the list of people who may use Sendoff"),
     QT_TRANSLATE_NOOP("Wording", "Your organization allows it for some people only."),
     QT_TRANSLATE_NOOP("Wording", "Ask your administrator to assign Sendoff to you.\nThen sign in again."),
     forAdministrator},
    {"50072 50074 50076 50078 50079", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "A second proof is needed"),
     QT_TRANSLATE_NOOP("Wording", "Your organization asks for more than the password, such as a code on your phone."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again and follow the pages; the first time they help to set it up."),
     signInAgain},
    {"53000 53001 53003 530035 50131", Fixer::Administrator, Action::CopyForAdministrator,
     QT_TRANSLATE_NOOP("Wording", "Your organization's rules keep this sign-in out"),
     QT_TRANSLATE_NOOP("Wording", "They ask for a computer, a network or a way of signing in that they know."),
     QT_TRANSLATE_NOOP("Wording", "Use a computer that your organization manages, and its browser.\nIf that does not help, ask your administrator."),
     forAdministrator},
    // a sign-in that is over
    {"50058 login_required", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Nobody is signed in there any more"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft was asked without a window and found no sign-in to go on with."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. Your mail stays here."),
     signInAgain},
    {"50140 interaction_required", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Microsoft wants to ask you something"),
     QT_TRANSLATE_NOOP("Wording", "The sign-in cannot go on without a person in front of the browser."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again and answer the pages. Your mail stays here."),
     signInAgain},
    {"insufficient_claims", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Your organization wants to see once more that it is you"),
     QT_TRANSLATE_NOOP("Wording", "Its rules ask for a fresh sign-in, perhaps with a second proof."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. Your mail stays here."),
     signInAgain},
    {"50173", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "The sign-in was taken back"),
     QT_TRANSLATE_NOOP("Wording", "The password changed, or somebody signed this account out everywhere."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. Your mail stays here."),
     signInAgain},
    {"70000 invalid_grant", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Microsoft does not take the kept sign-in any more"),
     QT_TRANSLATE_NOOP("Wording", "It was replaced, taken back, or belongs to another place to sign in."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. Your mail stays here.\nIf it is a personal account and this comes back every hour, remove it and add "
                                  "it as \"Personal\"."),
     signInAgain},
    {"70008 700082 expired_token", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "The sign-in was not used for too long"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft forgets one that rests for 90 days, and some sooner."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. Your mail stays here."),
     signInAgain},
    {"70043", Fixer::You, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Your organization wants a fresh sign-in from time to time"),
     QT_TRANSLATE_NOOP("Wording", "That time has come."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again. Your mail stays here."),
     signInAgain},
    {"54005 bad_verification_code", Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "This sign-in was finished once already"),
     QT_TRANSLATE_NOOP("Wording", "The browser came back twice, or a page was opened again."),
     QT_TRANSLATE_NOOP("Wording", "Start the sign-in again from Sendoff."),
     QT_TRANSLATE_NOOP("Wording", "Start again")},
    {"70016 authorization_pending slow_down", Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "Microsoft waits for you in the browser"),
     QT_TRANSLATE_NOOP("Wording", "The code was not entered yet on the other device."),
     QT_TRANSLATE_NOOP("Wording", "Enter the code there and finish the sign-in."),
     ""},
    // trouble of the service's, and of ours
    {"50196", Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Sendoff asked for the same thing too often"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft takes that for a loop and stops it."),
     QT_TRANSLATE_NOOP("Wording", "Wait some minutes, then sign in again.\nIf it comes back, please copy the details and report them."),
     copyDetails},
    {"temporarily_unavailable server_error", Fixer::Microsoft, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The sign-in service has trouble"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft cannot sign anybody in right now. Your sign-in is kept."),
     QT_TRANSLATE_NOOP("Wording", "Try again in a few minutes."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {"90102 700025 90023 501481 700005 90014 900144", Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Sendoff asked for the sign-in in a wrong way"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft did not accept how the question was put."),
     report,
     copyDetails},
    {"70011 invalid_scope", Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Sendoff asked for a permission that does not exist there"),
     QT_TRANSLATE_NOOP("Wording", "Not every cloud has every permission."),
     QT_TRANSLATE_NOOP("Wording", "Check the cloud that is set for this account.\nIf it is right, please copy the details and report them."),
     copyDetails},
    {"invalid_request unsupported_response_type unsupported_grant_type", Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Microsoft did not understand how Sendoff signs in"),
     QT_TRANSLATE_NOOP("Wording", "Something is missing in the question, or this place signs people in otherwise."),
     QT_TRANSLATE_NOOP("Wording", "Check the client id and the cloud that are set.\nIf they are right, please copy the details and report them."),
     copyDetails},
    {"invalid_client", Fixer::Administrator, Action::EnterClientId,
     QT_TRANSLATE_NOOP("Wording", "The client id is not set up for a desktop program"),
     QT_TRANSLATE_NOOP("Wording", "Its registration asks for a secret, which a program on a desktop cannot keep."),
     QT_TRANSLATE_NOOP("Wording", "In the registration, add http://localhost under \"Mobile and desktop applications\".\nTake out the platforms \"Web\" "
                                  "and \"Single-page application\", then sign in again."),
     showSteps},
});
// clang-format on

} // namespace

std::span<const CodeRow> signInCodeRows()
{
    return rows;
}

} // namespace Sendoff::Gui
