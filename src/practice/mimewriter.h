// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/mail.h"

class QIODevice;

namespace Sendoff::Practice {

/// The mail as an .eml file (RFC 5322, MIME), CRLF line ends, lines of at most 78 octets where the text allows it.
/// Every text part is base64. Bcc is shown as X-Practice-Bcc: a real copy would not have it.
/// A mail that came as MIME is written as it came.
bool writeEml(const AcceptedMail &accepted, QIODevice &to);

/// Header text in ASCII: encoded words of RFC 2047 where needed. `used`: octets already on the first line.
QByteArray encodeHeaderText(const QString &text, qsizetype used);

} // namespace Sendoff::Practice
