// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/limits.h"
#include "message/message.h"

#include <QStringList>

#include <variant>

namespace Sendoff::Graph {

/// What decides, beside the mail itself, how it can leave.
struct Abilities
{
    QStringList rights = {}; ///< bare names that the account's token is known to hold
    /// Rights may be asked for. An application has what its administrator gave it.
    bool mayAskForRights = true;
    bool hasUploadSessions = true; ///< the cloud's schema has createUploadSession
    bool hasInlineUploads = true; ///< its attachmentItem has a contentId
    bool hasDeferredSend = true; ///< a draft with a deferred send time is held back: work accounts

    bool has(const QString &right) const { return rights.contains(right, Qt::CaseInsensitive); }
    friend bool operator==(const Abilities &, const Abilities &) = default;
};

/// What the schemas of the clouds say they lack (metadata of each, 2026); all of it is there in an unknown one.
/// `cloud` by its name on the command line.
Abilities abilitiesOfCloud(const QString &cloud);

/// One `POST /me/sendMail` with JSON, right Mail.Send.
struct DirectSend
{
    qint64 requestBytes = 0;
    friend bool operator==(const DirectSend &, const DirectSend &) = default;
};

/// One `POST /me/sendMail` with the whole mail as MIME in base64, right Mail.Send: for what JSON cannot carry.
struct MimeSend
{
    qint64 requestBytes = 0; ///< at most
    friend bool operator==(const MimeSend &, const MimeSend &) = default;
};

/// A file that goes into the draft by itself.
struct Upload
{
    QString attachment; ///< its id
    qint64 size = 0;
    int parts = 0; ///< of an upload session; 0: one POST
    friend bool operator==(const Upload &, const Upload &) = default;
};

/// A draft is made, files go into it, and it is sent by its id, rights Mail.ReadWrite and Mail.Send.
struct DraftSend
{
    qint64 createBytes = 0; ///< the request that makes the draft
    QList<Upload> uploads = {}; ///< empty: all files are in that request
    qint64 messageBytes = 0; ///< the whole mail as the mailbox's limit counts it, after base64
    bool isOverUsualLimit = false; ///< messageBytes over Limits::usualMessageBytes
    QDateTime deferredUntil = {}; ///< the service holds it back until then; null: it goes at once
    friend bool operator==(const DraftSend &, const DraftSend &) = default;
};

/// It cannot leave as it is.
struct TooBig
{
    qint64 requestBytes = 0;
    qint64 limit = 0;
    qint64 attachmentBytes = 0; ///< raw octets of all attachments
    qint64 attachmentLimit = 0; ///< raw octets of attachments that would fit beside this text
    enum class Why {
        Request, ///< even without its attachments it does not fit into one request
        Attachment, ///< `attachment` has more than a session takes
        Mime, ///< what only MIME can carry has to fit into one request
        Cloud, ///< this cloud takes no big files
        Application, ///< big files would need a right that the application does not have
        SentCopy, ///< a draft is always kept in Sent Items, and this one was not to be
    };
    Why why = Why::Request;
    QString attachment = QString(); ///< name of the file, where it is one file's fault
    friend bool operator==(const TooBig &, const TooBig &) = default;
};

using SendPlan = std::variant<DirectSend, MimeSend, DraftSend, TooBig>;

/// Which calls a message needs. Pure. Where Mail.ReadWrite is granted a mail goes as a draft that is sent by its id,
/// because only that can be repeated safely.
SendPlan planSend(const Message &message, const Limits &limits, const Abilities &abilities = {});
/// Only MIME can carry it: threading, a mail that goes as it is.
bool needsMime(const Message &message);

/// The rights that a plan uses, bare names, and of these the ones that are not there.
QStringList rightsFor(const SendPlan &plan, const Message &message);
QStringList missingRights(const SendPlan &plan, const Message &message, const Abilities &abilities);

} // namespace Sendoff::Graph
