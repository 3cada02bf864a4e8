// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace Sendoff::Practice {

/// Scopes as they stand in a request. `graphRoots`: what may stand before a permission, e.g.
/// "https://graph.microsoft.com".
struct ScopeList
{
    QStringList asked; ///< each once, in the order and spelling of the request
    QString unknown; ///< the first one nobody knows, or empty

    bool has(QStringView permission) const;
};

ScopeList readScopes(const QString &text, const QStringList &graphRoots);
/// "Mail.Send" of "https://graph.microsoft.com/Mail.Send"; the OpenID scopes stay as they are.
QString permissionName(const QString &scope);
bool grants(const QStringList &scopes, QStringView permission);
/// What a permission allows, for the consent page; empty for scopes that need no words.
QString explainPermission(const QString &permission);

} // namespace Sendoff::Practice
