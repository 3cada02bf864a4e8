// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace Sendoff::Graph {

/// The URL of each thing we ask. `root` is the part before `/v1.0/`.
struct Endpoints
{
    QUrl root;
    QString mailbox = QString(); ///< object id or user principal name of whose mailbox; empty: the signed-in user's own

    QUrl sendMail() const; ///< POST, user: sendMail
    QUrl me() const; ///< GET, user
    QUrl messages() const; ///< GET, user: list messages, in all folders; POST, user: post messages
    QUrl message(const QString &id) const; ///< GET, PATCH, DELETE
    QUrl send(const QString &id) const; ///< POST, message: send
    QUrl attachments(const QString &id) const; ///< GET, POST
    QUrl attachment(const QString &id, const QString &attachment) const; ///< DELETE
    QUrl uploadSession(const QString &id) const; ///< POST, attachment: createUploadSession

    friend bool operator==(const Endpoints &, const Endpoints &) = default;
};

} // namespace Sendoff::Graph
