// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>

namespace Sendoff::Mime {

/// Attachment id → its octets.
using Contents = QHash<QString, QByteArray>;

/// What a mail says of itself that is not in a Message.
struct Stamp
{
    Address sender; ///< From, unless the message names another; receipts go there too
    QDateTime date;

    friend bool operator==(const Stamp &, const Stamp &) = default;
};

/// The mail as octets (RFC 5322, RFC 2045 ff.), lines ending with CRLF: what `POST …/sendMail` takes, packed in base64,
/// with Content-Type text/plain. Text parts are base64 because the service misreads quoted-printable. Bcc is in it: the
/// service reads the recipients from the fields, and takes it out. Readable recipients only. The same input gives the
/// same octets. A message that is ready-made (asItIs) is returned as it is.
/// Empty if the contents of an attachment, or GMime, are missing: nothing may be sent then.
QByteArray writeMail(const Message &message, const Contents &contents, const Stamp &stamp);

} // namespace Sendoff::Mime
