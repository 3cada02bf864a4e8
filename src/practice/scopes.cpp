// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/scopes.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

const QHash<QString, QString> &knownPermissions()
{
    static const QHash<QString, QString> known
        = {{u"User.Read"_s, u"Sign you in and read your profile"_s},
           {u"Mail.Send"_s, u"Send mail as you"_s},
           {u"Mail.Send.Shared"_s, u"Send mail for others who let you"_s},
           {u"Mail.ReadBasic"_s, u"Read who wrote to you, when and about what"_s},
           {u"Mail.Read"_s, u"Read your mail"_s},
           {u"Mail.ReadWrite"_s, u"Read, change and create your mail, but not send it"_s},
           {u"Mail.ReadBasic.Shared"_s, u"Read who wrote to mailboxes you share, when and about what"_s},
           {u"Mail.Read.Shared"_s, u"Read mail in mailboxes you share"_s},
           {u"Mail.ReadWrite.Shared"_s, u"Read, change and create mail in mailboxes you share, but not send it"_s},
           {u"MailboxSettings.Read"_s, u"Read your mailbox settings"_s},
           {u"Contacts.Read"_s, u"Read your contacts"_s},
           {u"People.Read"_s, u"Read whom you often write to"_s}};
    return known;
}

bool isOpenIdScope(const QString &scope)
{
    return scope == "openid"_L1 || scope == "profile"_L1 || scope == "email"_L1 || scope == "offline_access"_L1;
}

bool isKnown(const QString &scope, const QStringList &graphRoots)
{
    if (isOpenIdScope(scope) || knownPermissions().contains(scope))
        return true;
    return std::any_of(graphRoots.begin(), graphRoots.end(), [&](const QString &root) {
        return scope.startsWith(root + u'/') && knownPermissions().contains(scope.mid(root.size() + 1));
    });
}

} // namespace

bool ScopeList::has(QStringView permission) const
{
    return grants(asked, permission);
}

ScopeList readScopes(const QString &text, const QStringList &graphRoots)
{
    ScopeList list;
    for (const QString &scope : text.split(u' ', Qt::SkipEmptyParts)) {
        if (!isKnown(scope, graphRoots) && list.unknown.isEmpty())
            list.unknown = scope;
        if (!list.asked.contains(scope))
            list.asked.append(scope);
    }
    return list;
}

QString permissionName(const QString &scope)
{
    return scope.mid(scope.lastIndexOf(u'/') + 1);
}

bool grants(const QStringList &scopes, QStringView permission)
{
    return std::any_of(scopes.begin(), scopes.end(),
                       [&](const QString &scope) { return permissionName(scope) == permission; });
}

QString explainPermission(const QString &permission)
{
    return permission == "offline_access"_L1 ? u"Stay signed in until you sign out"_s
                                             : knownPermissions().value(permission);
}

} // namespace Sendoff::Practice
