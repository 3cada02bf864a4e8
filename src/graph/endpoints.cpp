// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/endpoints.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

namespace {

/// `path` is percent-encoded already.
QUrl below(const QUrl &root, const QString &path)
{
    QUrl url = root.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    QString start = url.path(QUrl::FullyEncoded);
    while (start.endsWith(u'/'))
        start.chop(1);
    url.setPath(start + path, QUrl::StrictMode);
    return url;
}

/// One segment of a path, whatever characters it has: an id must not reach another resource.
QString segment(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, "@"));
}

QString userPath(const QString &mailbox)
{
    return mailbox.isEmpty() ? u"/v1.0/me"_s : u"/v1.0/users/"_s + segment(mailbox);
}

} // namespace

QUrl Endpoints::sendMail() const
{
    return below(root, userPath(mailbox) + u"/sendMail"_s);
}

QUrl Endpoints::me() const
{
    return below(root, userPath(mailbox));
}

QUrl Endpoints::messages() const
{
    return below(root, userPath(mailbox) + u"/messages"_s);
}

QUrl Endpoints::message(const QString &id) const
{
    return below(root, userPath(mailbox) + u"/messages/"_s + segment(id));
}

QUrl Endpoints::send(const QString &id) const
{
    return below(root, userPath(mailbox) + u"/messages/"_s + segment(id) + u"/send"_s);
}

QUrl Endpoints::attachments(const QString &id) const
{
    return below(root, userPath(mailbox) + u"/messages/"_s + segment(id) + u"/attachments"_s);
}

QUrl Endpoints::attachment(const QString &id, const QString &attachment) const
{
    return below(root, userPath(mailbox) + u"/messages/"_s + segment(id) + u"/attachments/"_s + segment(attachment));
}

QUrl Endpoints::uploadSession(const QString &id) const
{
    return below(root, userPath(mailbox) + u"/messages/"_s + segment(id) + u"/attachments/createUploadSession"_s);
}

} // namespace Sendoff::Graph
