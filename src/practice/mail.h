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
};

/// A mail the service answered 202 for.
struct AcceptedMail
{
    Mail mail;
    QString id; ///< names it in the mailbox; sorts by time
    QDateTime time; ///< UTC
    QString account; ///< who was signed in
    QString requestId;
    QString clientRequestId;
    qint64 requestBytes = 0;
    QByteArray requestSha256; ///< hex, of the request body as it came
    int copy = 1; ///< 2 when the same request body was accepted once before, and so on
};

} // namespace Sendoff::Practice
