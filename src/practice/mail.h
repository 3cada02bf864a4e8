// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace Sendoff::Practice {

struct Person
{
    QString name;
    QString address;
};

struct File
{
    QString name;
    QString contentType; ///< may be empty
    QByteArray content;
    QString contentId; ///< without angle brackets; empty when nothing points to it
    bool isInline = false;
    QString id{}; ///< names it among the attachments of a draft
    QString storedIn{}; ///< the file that holds the octets instead of `content`, which may be too large for memory
    qint64 storedSize = 0;
    QByteArray storedSha256{}; ///< hex

    qint64 size() const { return storedIn.isEmpty() ? content.size() : storedSize; }
    QByteArray sha256() const; ///< hex
};

struct ExtraHeader
{
    QString name;
    QString value;
};

/// What was handed over in a sendMail request, checked.
struct Mail
{
    Person from;
    QList<Person> to;
    QList<Person> cc;
    QList<Person> bcc;
    QList<Person> replyTo;
    QString subject;
    QString content;
    bool isHtml = false;
    QList<File> files;
    QString internetMessageId; ///< as the client set it, or empty
    QString importance; ///< low, normal or high
    bool wantsReadReceipt = false;
    bool wantsDeliveryReceipt = false;
    bool savesToSentItems = true;
    QList<ExtraHeader> extraHeaders;
    QStringList categories;
    QDateTime deferredUntil{}; ///< PidTagDeferredSendTime; not valid: goes at once
    bool isMime = false; ///< came as MIME
    QByteArray mime{}; ///< then all of it, octet for octet, until it is in the mailbox

    /// What counts against the mailbox's message size: text, and attachments in base64.
    qint64 wireSize() const;
};

/// A mail the service answered 202 for.
struct AcceptedMail
{
    Mail mail;
    QString id; ///< names it in the mailbox; sorts by time
    QDateTime time; ///< UTC
    QString account; ///< who was signed in, or the client id of a program that is its own
    QString requestId;
    QString clientRequestId;
    qint64 requestBytes = 0;
    QByteArray requestSha256; ///< hex, of the request body as it came
    QString mailbox{}; ///< whose Sent Items have the copy
    QString immutableId{}; ///< of Graph, with Prefer: IdType="ImmutableId"
    QString restId{}; ///< of Graph, without
    int copy = 1; ///< 2 when the same request body was accepted once before, and so on
};

} // namespace Sendoff::Practice
