// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "graph/grapherror.h"
#include "graph/replies.h"
#include "net/httpreply.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

// What the answers to the calls of draftrequests.h say. Total: whatever the octets are, there is an answer. Members of
// upload answers are read without regard to case, because their case varies.

namespace Sendoff::Graph {

struct Draft
{
    QString id; ///< Graph's, immutable
    bool isDraft = true; ///< false: it was sent
    QString internetMessageId;
    friend bool operator==(const Draft &, const Draft &) = default;
};
/// 201 of createDraft(), 200 of getDraft().
Result<Draft, GraphError> readDraft(const Net::HttpReply &reply, const QDateTime &now);

struct Attached
{
    QString id;
    QString name;
    qint64 size = 0; ///< as the service counts it, which is not to the octet
    friend bool operator==(const Attached &, const Attached &) = default;
};
/// A part of the list, in the service's order.
struct AttachedPage
{
    QList<Attached> files;
    QString next; ///< query of the request for the next part; empty: that was the last
    friend bool operator==(const AttachedPage &, const AttachedPage &) = default;
};
/// 200 of listAttachments(). Of the address of a next part (@odata.nextLink) only the query is taken: where to ask is
/// not for an answer to say.
Result<AttachedPage, GraphError> readAttachments(const Net::HttpReply &reply, const QDateTime &now);
/// 201 of attach(): its id.
Result<Attached, GraphError> readAttached(const Net::HttpReply &reply, const QDateTime &now);

struct UploadSession
{
    Secret url;
    QDateTime expires; ///< UTC; null if it does not say
    friend bool operator==(const UploadSession &, const UploadSession &) = default;
};
/// 201 of createUploadSession(). An URL that is neither https nor this machine:
/// ErrorKind::UnsafeAddress with the code upload_address_unsafe.
Result<UploadSession, GraphError> readUploadSession(const Net::HttpReply &reply, const QDateTime &now);

/// What an upload session says of itself.
struct Wants ///< 200: octets from here on
{
    qint64 from = 0;
    friend bool operator==(const Wants &, const Wants &) = default;
};
struct Complete ///< 201: the file is attached
{
    QString attachment; ///< id, from Location; empty if it does not say
    friend bool operator==(const Complete &, const Complete &) = default;
};
struct SessionGone ///< expired, unknown, finished or refused: what there is of the file, the list of attachments tells
{
    GraphError error;
    friend bool operator==(const SessionGone &, const SessionGone &) = default;
};
struct AskAgain ///< what was sent and what is wanted do not fit together, or it cannot be read: ask for the range
{
    GraphError error;
    friend bool operator==(const AskAgain &, const AskAgain &) = default;
};
struct Later ///< not reached, or busy: the same once more after a pause
{
    GraphError error;
    friend bool operator==(const Later &, const Later &) = default;
};
using UploadAnswer = std::variant<Wants, Complete, SessionGone, AskAgain, Later>;
/// The answer to putPart(), or to askRange(). `total`: octets of the file; a range outside of it is nothing to trust.
UploadAnswer readUploadAnswer(const Net::HttpReply &reply, qint64 total, const QDateTime &now);

/// 204 of a DELETE, and 404 and 410 too: it is not there any more.
Result<Done, GraphError> readDeleted(const Net::HttpReply &reply, const QDateTime &now);

/// The end of sendDraft(). As readSendReply(), but a draft that is not there any more may just have been sent.
SendVerdict readSendDraftReply(const Net::HttpReply &reply, const QDateTime &now);

} // namespace Sendoff::Graph
