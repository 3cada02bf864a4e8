// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/account.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

bool isDirectoryId(const QString &name)
{
    static const QRegularExpression guid(u"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"_s);
    return guid.match(name).hasMatch();
}

} // namespace

const std::vector<Account> &readyMadeAccounts()
{
    static const std::vector<Account> accounts = {{u"adele@practice.example"_s,
                                                   u"Adele Practice"_s,
                                                   u"Adele"_s,
                                                   u"Practice"_s,
                                                   u"5d2a7f0e-31c4-4b1e-9f57-6c0d4a7be111"_s,
                                                   u"5d2a7f0e-31c4-4b1e-9f57-6c0d4a7be111"_s,
                                                   u"c0ffee00-7a2b-4d19-8e35-0d1f5a6b7c88"_s,
                                                   false,
                                                   {u"team@practice.example"_s, u"sales@practice.example"_s},
                                                   {u"team@practice.example"_s}},
                                                  {u"paul@outlook.practice.example"_s,
                                                   u"Paul Practice"_s,
                                                   u"Paul"_s,
                                                   u"Practice"_s,
                                                   u"6b1e0c9a44d2f7a3"_s,
                                                   u"00000000-0000-0000-6b1e-0c9a44d2f7a3"_s,
                                                   QString::fromUtf16(personalTenant),
                                                   true,
                                                   {},
                                                   {}}};
    return accounts;
}

const std::vector<MailboxOwner> &sharedMailboxes()
{
    static const std::vector<MailboxOwner> shared
        = {{u"team@practice.example"_s, u"Practice Team"_s, u"7c31d5aa-0e55-4a3b-9f0c-2b8f64d9e222"_s},
           {u"sales@practice.example"_s, u"Practice Sales"_s, u"8d42e6bb-1f66-4b4c-8a1d-3c9a75eaf333"_s},
           {u"boss@practice.example"_s, u"Bo Practice"_s, u"9e53f7cc-2a77-4c5d-9b2e-4dab86fb0444"_s}};
    return shared;
}

std::optional<MailboxOwner> mailboxOf(const QString &idOrAddress)
{
    const auto isMeant = [&](const QString &address, const QString &id) {
        return address.compare(idOrAddress, Qt::CaseInsensitive) == 0
            || id.compare(idOrAddress, Qt::CaseInsensitive) == 0;
    };
    for (const Account &account : readyMadeAccounts()) {
        if (isMeant(account.address, account.graphId))
            return MailboxOwner{account.address, account.name, account.graphId};
    }
    for (const MailboxOwner &owner : sharedMailboxes()) {
        if (isMeant(owner.address, owner.graphId))
            return owner;
    }
    return std::nullopt;
}

const Account *accountOf(const QString &address)
{
    for (const Account &account : readyMadeAccounts()) {
        if (account.address.compare(address, Qt::CaseInsensitive) == 0)
            return &account;
    }
    return nullptr;
}

bool Tenant::isValid(const QString &name)
{
    static const QRegularExpression domain(u"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$"_s);
    return name == "common"_L1 || name == "organizations"_L1 || name == "consumers"_L1 || isDirectoryId(name)
        || (name.size() <= 253 && domain.match(name).hasMatch());
}

bool Tenant::takes(const Account &account) const
{
    if (name == "common"_L1)
        return true;
    const bool personalOnly = name == "consumers"_L1 || name == QStringView(personalTenant);
    return account.personal == personalOnly;
}

QString Tenant::directoryOf(const Account &account) const
{
    return !account.personal && isDirectoryId(name) ? name : account.tenantId;
}

} // namespace Sendoff::Practice
