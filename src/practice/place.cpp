// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/place.h"

#include "practice/scopes.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

GraphProblem denied()
{
    return {403, u"ErrorAccessDenied"_s, u"Access is denied. Check credentials and try again."_s};
}

QStringList including(const QString &permission)
{
    if (permission == "Mail.ReadBasic"_L1)
        return {permission, u"Mail.Read"_s, u"Mail.ReadWrite"_s};
    if (permission == "Mail.Read"_L1)
        return {permission, u"Mail.ReadWrite"_s};
    return {permission};
}

bool isSame(const QString &left, const QString &right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<Place, GraphProblem> readPlace(const Call &call, const Grant &grant)
{
    if (call.mailbox.isEmpty()) {
        if (!grant.account)
            return Failure{
                GraphProblem{400, u"BadRequest"_s, u"/me request is only valid with delegated authentication flow."_s}};
        const Account &account = *grant.account;
        return Place{{account.address, account.name, account.graphId}, grant, true};
    }
    const auto owner = mailboxOf(call.mailbox);
    if (!owner)
        return Failure{
            GraphProblem{404, u"ErrorInvalidUser"_s, u"The requested user '%1' is invalid."_s.arg(call.mailbox)}};
    return Place{*owner, grant, grant.account && isSame(grant.account->address, owner->address)};
}

std::optional<GraphProblem> checkPermission(const Place &place, const QString &permission)
{
    const bool isShared = !place.isOwn && !place.isApplication();
    if (isShared && !place.grant.account->mayOpen.contains(place.owner.address))
        return denied();
    for (const QString &enough : including(permission)) {
        if (grants(place.grant.scopes, isShared ? enough + ".Shared"_L1 : enough))
            return std::nullopt;
    }
    return denied();
}

std::optional<GraphProblem> settleSender(Mail &mail, const Place &place)
{
    if (mail.from.address.isEmpty())
        mail.from = {place.owner.name, place.owner.address};
    const QString from = mail.from.address;
    const bool mayUse = place.isApplication() ? isSame(from, place.owner.address)
                                              : isSame(from, place.grant.account->address)
            || place.grant.account->maySendAs.contains(from, Qt::CaseInsensitive);
    if (!mayUse) {
        return GraphProblem{
            403, u"ErrorSendAsDenied"_s,
            u"The user account which was used to submit this request does not have the right to send mail "
            "on behalf of the specified sending account."_s};
    }
    const bool isOther = !place.isApplication() && !isSame(from, place.grant.account->address);
    return isOther && !grants(place.grant.scopes, u"Mail.Send.Shared") ? std::optional(denied()) : std::nullopt;
}

} // namespace Sendoff::Practice
