// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/endpoints.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

namespace {

QUrl below(const QUrl &root, const QString &path)
{
    QUrl url = root.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    QString start = url.path();
    while (start.endsWith(u'/'))
        start.chop(1);
    url.setPath(start + path);
    return url;
}

} // namespace

QUrl Endpoints::sendMail() const
{
    return below(root, u"/v1.0/me/sendMail"_s);
}

QUrl Endpoints::me() const
{
    return below(root, u"/v1.0/me"_s);
}

QUrl Endpoints::messages() const
{
    return below(root, u"/v1.0/me/messages"_s);
}

} // namespace Sendoff::Graph
