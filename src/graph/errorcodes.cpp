// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/errorcodes.h"

#include <QLatin1String>

namespace Sendoff::Graph {

namespace {

// clang-format off
constexpr CodeRow rows[] = {
    // the token
    {"InvalidAuthenticationToken",                          0,   ErrorKind::TokenRefused},
    // an account without a mailbox Graph can reach: no licence, on-premises, a directory that came with an Azure account
    {"MailboxNotEnabledForRESTAPI",                         0,   ErrorKind::NoMailbox},
    {"MailboxNotSupportedForRESTAPI",                       0,   ErrorKind::NoMailbox},
    {"OrganizationFromTenantGuidNotFound",                  0,   ErrorKind::NoMailbox},
    {"ErrorIncorrectRoutingHint",                           0,   ErrorKind::NoMailbox},
    {"UnknownError",                                        401, ErrorKind::NoMailbox},
    // rights
    {"ErrorAccessDenied",                                   0,   ErrorKind::PermissionMissing},
    {"Authorization_RequestDenied",                         0,   ErrorKind::PermissionMissing},
    {"ErrorSendAsDenied",                                   0,   ErrorKind::SendAsDenied},
    // how much one may send
    {"ErrorExceededMessageLimit",                           0,   ErrorKind::SendingLimit},
    {"ErrorExceededMessageLimitShowTierUpgrade",            0,   ErrorKind::SendingLimit},
    {"ErrorExceededHourlyMessageLimit",                     0,   ErrorKind::SendingLimit},
    {"ErrorExceededMaxRecipientLimit",                      0,   ErrorKind::SendingLimit},
    {"ErrorSubmissionQuotaExceeded",                        0,   ErrorKind::SendingLimit},
    // outlook.com wants to see a person
    {"ErrorAccountSuspend",                                 0,   ErrorKind::AccountSuspended},
    {"ErrorAccountSuspendShowTierUpgrade",                  0,   ErrorKind::AccountSuspended},
    {"ErrorMessageBlocked",                                 0,   ErrorKind::AccountSuspended},
    {"ErrorMessageSubmissionBlocked",                       0,   ErrorKind::AccountSuspended},
    // the message
    {"ErrorInvalidRecipients",                              0,   ErrorKind::BadRecipients},
    {"InvalidInternetMessageHeader",                        0,   ErrorKind::BadHeader},
    {"ErrorMessageSizeExceeded",                            0,   ErrorKind::MessageTooLarge},
    {"RequestEntityTooLarge",                               0,   ErrorKind::MessageTooLarge},
    {"ErrorVirusDetected",                                  0,   ErrorKind::AttachmentRefused},
    // what we asked for
    {"BadRequest",                                          0,   ErrorKind::BadRequest},
    {"RequestBodyRead",                                     0,   ErrorKind::BadRequest},
    {"ErrorInvalidRequest",                                 0,   ErrorKind::BadRequest},
    {"ErrorMimeContentInvalidBase64String",                 0,   ErrorKind::BadRequest},
    {"ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",   0,   ErrorKind::BadRequest},
    {"ErrorAttachmentSessionIsSupportedOnlyForFileAttachments", 0, ErrorKind::BadRequest},
    // the mailbox and what is in it
    {"ErrorQuotaExceeded",                                  0,   ErrorKind::MailboxFull},
    {"ResourceNotFound",                                    0,   ErrorKind::MailboxNotFound},
    {"ErrorInvalidUser",                                    0,   ErrorKind::MailboxNotFound},
    {"ErrorNonExistentMailbox",                             0,   ErrorKind::MailboxNotFound},
    {"Request_ResourceNotFound",                            0,   ErrorKind::MailboxNotFound},
    {"ErrorItemNotFound",                                   0,   ErrorKind::ItemNotFound},
    // too much at once
    {"ApplicationThrottled",                                0,   ErrorKind::Throttled},
    {"TooManyRequests",                                     0,   ErrorKind::Throttled},
    {"activityLimitReached",                                0,   ErrorKind::Throttled},
    {"CommandConcurrencyLimitReached",                      0,   ErrorKind::Throttled},
    // the service's own trouble
    {"ErrorServerBusy",                                     0,   ErrorKind::ServiceBusy},
    {"serviceNotAvailable",                                 0,   ErrorKind::ServiceBusy},
    {"ErrorMailboxStoreUnavailable",                        0,   ErrorKind::ServiceBusy},
    {"ErrorInternalServerError",                            0,   ErrorKind::ServiceError},
    {"ErrorInternalServerTransientError",                   0,   ErrorKind::ServiceError},
    {"ErrorTimeoutExpired",                                 0,   ErrorKind::ServiceError},
    {"UnknownError",                                        500, ErrorKind::ServiceError},
    {"UnknownError",                                        504, ErrorKind::ServiceError},
};
// clang-format on

} // namespace

std::span<const CodeRow> codeTable()
{
    return rows;
}

std::optional<ErrorKind> kindOfCode(QStringView code, int status)
{
    std::optional<ErrorKind> kind;
    for (const CodeRow &row : rows) {
        if (code.compare(QLatin1String(row.code), Qt::CaseInsensitive) != 0)
            continue;
        if (row.status == status)
            return row.kind;
        if (row.status == 0)
            kind = row.kind;
    }
    return kind;
}

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 401:
        return ErrorKind::TokenRefused;
    case 403:
        return ErrorKind::PermissionMissing;
    case 404:
    case 410:
        return ErrorKind::ItemNotFound;
    case 407:
        return ErrorKind::ProxyTrouble;
    case 408:
        return ErrorKind::TimedOut;
    case 400:
    case 405:
    case 406:
    case 411:
    case 412:
    case 415:
    case 416:
    case 422:
        return ErrorKind::BadRequest;
    case 413:
        return ErrorKind::MessageTooLarge;
    case 429:
        return ErrorKind::Throttled;
    case 503:
        return ErrorKind::ServiceBusy;
    case 507:
        return ErrorKind::MailboxFull;
    case 511: // RFC 6585 6: a network that wants a log-in first
        return ErrorKind::Interfered;
    default:
        break;
    }
    if (status >= 500 && status < 600)
        return ErrorKind::ServiceError;
    return status >= 400 && status < 500 ? ErrorKind::Unknown : ErrorKind::Interfered;
}

} // namespace Sendoff::Graph
