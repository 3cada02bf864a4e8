// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/rights.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

QString bareRight(const QString &scope, const Endpoints &endpoints)
{
    QString root = endpoints.root.toString();
    while (root.endsWith(u'/'))
        root.chop(1);
    for (const QString &start : {root, u"https://graph.microsoft.com"_s}) {
        if (scope.startsWith(start + u'/', Qt::CaseInsensitive))
            return scope.mid(start.size() + 1);
    }
    return scope;
}

bool holds(const QStringList &scopes, const QString &right, const Endpoints &endpoints)
{
    return std::any_of(scopes.cbegin(), scopes.cend(), [&](const QString &scope) {
        return bareRight(scope, endpoints).compare(right, Qt::CaseInsensitive) == 0;
    });
}

} // namespace Sendoff::Graph
