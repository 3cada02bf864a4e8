// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/endpoints.h"
#include "graph/messagewire.h"
#include "graph/sendplan.h"
#include "net/httprequest.h"

#include <QDateTime>

namespace Sendoff::App {

/// A call as it would be made, to be shown: the very request, but for what only the answers before it tell.
struct Call
{
    enum class Kind {
        Send, ///< POST …/sendMail
        CreateDraft, ///< its answer has the id that stands as draftId in the calls after it
        Attach,
        OpenSession, ///< its answer has the address of the parts after it
        PutPart, ///< no token; `file` from octet `from` on
        ListAttachments,
        SendDraft,
    };
    Kind kind = Kind::Send;
    Net::HttpRequest request;
    QString right; ///< the permission it needs; none for a part
    QString file; ///< PutPart: path of the file on this computer
    qint64 from = 0;
    qint64 size = 0;
};

/// Stands where the id of the draft will be.
inline constexpr const char *draftId = "DRAFT-ID";
/// Stands where the address of an upload session will be; the real one is a secret.
inline constexpr const char *uploadHost = "upload-session.invalid";

/// Whose mail it is and when, for what a Message does not say.
struct CallFacts
{
    Graph::Endpoints endpoints;
    Address sender;
    QDateTime now;
};

/// Where a mail of this account goes: to the mailbox named in From if it is to leave by that one.
Graph::Endpoints endpointsFor(const Graph::Endpoints &account, const Message &message);

/// The calls of a plan, in order, with their bodies (parts of big files stay in their files). Empty for a plan that is
/// too big, or if the contents of an attachment are missing.
QList<Call> callsFor(const Message &message, const Graph::Contents &contents, const Graph::SendPlan &plan,
                     const CallFacts &facts);

} // namespace Sendoff::App
