// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "message/message.h"

#include <QByteArray>
#include <QList>

namespace Sendoff::Mime {

enum class MailFault {
    NotAMail, ///< no field of a mail's head
    TooLarge, ///< over largestMail
    TooManyParts,
    TooDeep,
    NoLibrary, ///< GMime is not installed
};

/// A file that was in a mail. Its name is clean, and is no path.
struct MailFile
{
    QString name;
    QString contentType;
    bool isInline = false; ///< the HTML shows it by its contentId
    QString contentId; ///< without angle brackets
    QByteArray octets;

    friend bool operator==(const MailFile &, const MailFile &) = default;
};

struct ReadMail
{
    Message message; ///< without attachments, these are in `files`
    QList<MailFile> files;

    friend bool operator==(const ReadMail &, const ReadMail &) = default;
};

inline constexpr qsizetype largestMail = 160 * 1024 * 1024; ///< 150 MB is the most a mailbox may be set to
inline constexpr int mostParts = 1000; ///< four times what the service takes
inline constexpr int deepestPart = 60; ///< twice what the service takes

/// Reads a mail as programs save it (.eml, RFC 5322 with MIME). Total: whatever the octets are, there is an answer.
/// Nothing is fetched and nothing is run: an external body stays a reference, a signed or encrypted part stays a file.
/// HTML is preferred where text is offered too, which sets textAlternative.
Result<ReadMail, MailFault> readMail(const QByteArray &octets);

} // namespace Sendoff::Mime
