// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "graph/grapherror.h"

#include <variant>

namespace Sendoff::Graph {

/// What the end of a request that can cause a delivery proves.
struct Accepted ///< status 202, whatever else it carries
{
    QString requestId;
    friend bool operator==(const Accepted &, const Accepted &) = default;
};
struct NotAccepted ///< certain: nothing was sent
{
    GraphError error;
    friend bool operator==(const NotAccepted &, const NotAccepted &) = default;
};
struct Unclear ///< may or may not have been accepted; never repeated by itself
{
    GraphError error;
    friend bool operator==(const Unclear &, const Unclear &) = default;
};
using SendVerdict = std::variant<Accepted, NotAccepted, Unclear>;

SendVerdict readSendReply(const Net::HttpReply &reply, const QDateTime &now);

struct Profile ///< GET /me
{
    QString id;
    QString displayName;
    QString mail;
    QString userPrincipalName;
    friend bool operator==(const Profile &, const Profile &) = default;
};
Result<Profile, GraphError> readMe(const Net::HttpReply &reply, const QDateTime &now);

} // namespace Sendoff::Graph
