// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/exchange.h"

namespace Sendoff::Practice {

/// What a request wants, told by its method and path alone. `callName` has the word a fault rule knows it by.
enum class CallKind {
    Other,
    Authorize,
    Token,
    Me,
    SendMail,
    Find,
    Create,
    Read,
    Change,
    Delete,
    Send,
    Attach,
    List,
    ReadAttachment,
    DeleteAttachment,
    Session,
    Part,
    AskPart,
    EndUpload,
};

struct Call
{
    CallKind kind = CallKind::Other;
    QString mailbox; ///< empty: /me
    QString folder; ///< of /mailFolders/{folder}/messages
    QString message;
    QString attachment;
    QByteArray allowed; ///< not empty: the place is there, but takes these methods only
};

/// `method` and `path` of the whole service.
Call readCall(const QByteArray &method, const QString &path);
/// "create", "part", …; empty for Other.
QString callName(CallKind kind);
QStringList callNames();

/// Where upload sessions live: a path of another service than Graph's.
inline constexpr char16_t uploadRoot[] = u"/outlook/api/v2.0/";

} // namespace Sendoff::Practice
