// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wordingtable.h"

#include <array>

// Codes that mean something more exact than their kind (graphwording.cpp). One that is not here has nothing to add.

namespace Sendoff::Gui {

namespace {

// clang-format off
constexpr auto rows = std::to_array<CodeRow>({
    {"OrganizationFromTenantGuidNotFound", Fixer::Administrator, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "This directory has no mail at all"),
     QT_TRANSLATE_NOOP("Wording", "You are signed in to a directory without Exchange Online. A free Azure account makes such a directory; your mail "
                                  "is elsewhere."),
     QT_TRANSLATE_NOOP("Wording", "If your address is a personal one, such as outlook.com, sign in as \"Personal\" with it.\nOtherwise ask the "
                                  "directory's administrator for an Exchange Online licence."),
     QT_TRANSLATE_NOOP("Wording", "Sign in differently")},
    {"MailboxNotSupportedForRESTAPI", Fixer::Administrator, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "Microsoft Graph does not reach this mailbox"),
     QT_TRANSLATE_NOOP("Wording", "It is on a server of your organization, was closed, or there is none. Accounts of a free Azure directory have none."),
     QT_TRANSLATE_NOOP("Wording", "Ask your administrator whether your mailbox is in Exchange Online, and for a licence if it is not.\nIf your address "
                                  "is a personal one, sign in as \"Personal\" with it."),
     QT_TRANSLATE_NOOP("Wording", "Sign in differently")},
    {"ErrorIncorrectRoutingHint", Fixer::You, Action::SignInOtherwise,
     QT_TRANSLATE_NOOP("Wording", "You are signed in to the wrong organization"),
     QT_TRANSLATE_NOOP("Wording", "The mailbox belongs to another one. This happens to guests and to people with several accounts."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again and choose the account that the mailbox belongs to.\nIf you are a guest, add the account with your "
                                  "own organization's name."),
     QT_TRANSLATE_NOOP("Wording", "Sign in differently")},
    {"Authorization_RequestDenied", Fixer::Administrator, Action::SignInAgain,
     QT_TRANSLATE_NOOP("Wording", "Your organization does not allow this"),
     QT_TRANSLATE_NOOP("Wording", "The sign-in does not include the permission that this needs."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again and agree to everything Sendoff asks for.\nIf Microsoft does not offer that, ask your administrator."),
     QT_TRANSLATE_NOOP("Wording", "Sign in again")},
    {"ErrorExceededHourlyMessageLimit", Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "You have sent too much mail in this hour"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft limits how many mails a personal account sends in an hour."),
     QT_TRANSLATE_NOOP("Wording", "Wait an hour, then try again. Your mail stays here."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {"ErrorExceededMessageLimit ErrorExceededMessageLimitShowTierUpgrade", Fixer::You, Action::OpenOutlook,
     QT_TRANSLATE_NOOP("Wording", "You have sent as much mail as Microsoft allows in a day"),
     QT_TRANSLATE_NOOP("Wording", "New and free accounts may send only few mails, until Microsoft knows that a person is behind them."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook on the web and look for a mail from Microsoft that asks you to verify the account.\nDo what it says, "
                                  "and wait a day.\nThen try again."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook")},
    {"ErrorExceededMaxRecipientLimit", Fixer::You, Action::CheckRecipients,
     QT_TRANSLATE_NOOP("Wording", "These are too many recipients for this account"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft limits how many people one mail, or all mail of a day, may go to."),
     QT_TRANSLATE_NOOP("Wording", "Take some recipients out and send to them tomorrow.\nFor a long list, use a group address."),
     QT_TRANSLATE_NOOP("Wording", "Check recipients")},
    {"ErrorSubmissionQuotaExceeded", Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Your organization's limit for sending is reached"),
     QT_TRANSLATE_NOOP("Wording", "This mailbox has sent to as many people as it may within a day."),
     QT_TRANSLATE_NOOP("Wording", "Wait until tomorrow, then try again. Your mail stays here.\nIf you need more, ask your administrator."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {"ErrorMessageBlocked ErrorMessageSubmissionBlocked", Fixer::You, Action::OpenOutlook,
     QT_TRANSLATE_NOOP("Wording", "Microsoft holds this mail for spam"),
     QT_TRANSLATE_NOOP("Wording", "Something in it, or in how the account was used, looked like unwanted mail."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook on the web and do what it asks.\nLook at links and attachments in the mail.\nThen try again."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook")},
    {"ErrorAccountSuspendShowTierUpgrade", Fixer::You, Action::OpenOutlook,
     QT_TRANSLATE_NOOP("Wording", "Microsoft has stopped this account from sending for now"),
     QT_TRANSLATE_NOOP("Wording", "It has reached what a free account may do."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook on the web and read what it offers.\nWait a day, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Open Outlook")},
    {"ErrorMessageSizeExceeded", Fixer::You, Action::CheckAttachments,
     QT_TRANSLATE_NOOP("Wording", "The mail is larger than your mailbox may send"),
     QT_TRANSLATE_NOOP("Wording", "Often 35 MB is the most, and on its way a file grows by a third."),
     QT_TRANSLATE_NOOP("Wording", "Take an attachment off, or send a link to it instead.\nAt work, your administrator can raise the limit up to 150 MB."),
     QT_TRANSLATE_NOOP("Wording", "Show attachments")},
    {"ErrorMimeContentInvalidBase64String", Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Microsoft could not read the mail as Sendoff packed it"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff made a mistake in packing it."),
     QT_TRANSLATE_NOOP("Wording", "Please copy the details and report them. Your mail stays here."),
     QT_TRANSLATE_NOOP("Wording", "Copy details")},
    {"ErrorAttachmentSizeShouldNotBeLessThanMinimumSize ErrorAttachmentSessionIsSupportedOnlyForFileAttachments", Fixer::Us, Action::CopyDetails,
     QT_TRANSLATE_NOOP("Wording", "Microsoft did not take an attachment in this way"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff chose the wrong way to upload it."),
     QT_TRANSLATE_NOOP("Wording", "Please copy the details and report them. Your mail stays here."),
     QT_TRANSLATE_NOOP("Wording", "Copy details")},
    {"ErrorInvalidUser Request_ResourceNotFound", Fixer::You, Action::ChangeSender,
     QT_TRANSLATE_NOOP("Wording", "Microsoft does not know this sender"),
     QT_TRANSLATE_NOOP("Wording", "Nobody of that name is in the organization you are signed in to."),
     QT_TRANSLATE_NOOP("Wording", "Check the address in From for a slip.\nCheck whether you are signed in to the right organization."),
     QT_TRANSLATE_NOOP("Wording", "Change sender")},
    {"ErrorNonExistentMailbox", Fixer::Administrator, Action::ChangeSender,
     QT_TRANSLATE_NOOP("Wording", "The sender's address has no mailbox"),
     QT_TRANSLATE_NOOP("Wording", "The address is known, but there is no mailbox behind it: it was never made, or it was deleted."),
     QT_TRANSLATE_NOOP("Wording", "Choose another sender.\nIf there should be a mailbox, ask your administrator for an Exchange Online licence."),
     QT_TRANSLATE_NOOP("Wording", "Change sender")},
    {"ErrorMailboxStoreUnavailable", Fixer::Microsoft, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Your mailbox cannot be reached right now"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft is moving or mending the place where it is kept."),
     QT_TRANSLATE_NOOP("Wording", "Try again in a few minutes."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {"CommandConcurrencyLimitReached", Fixer::Microsoft, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Too many programs use this mailbox at once"),
     QT_TRANSLATE_NOOP("Wording", "Microsoft answers only a few questions at a time for one mailbox."),
     QT_TRANSLATE_NOOP("Wording", "Wait a little, then try again."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
});
// clang-format on

} // namespace

std::span<const CodeRow> mailCodeRows()
{
    return rows;
}

} // namespace Sendoff::Gui
