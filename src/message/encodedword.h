// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace Sendoff {

struct DecodedText
{
    QString text;
    bool damaged = false; ///< octets that are not text in their charset became U+FFFD

    friend bool operator==(const DecodedText &, const DecodedText &) = default;
};

/// Octets as UTF-8. Each longest piece of a broken sequence becomes one U+FFFD (Unicode 3.9, best practice), in every
/// version of Qt.
DecodedText decodeUtf8(QByteArrayView octets);

/// Text with its encoded-words (RFC 2047) decoded once; blanks between two of them go (6.2). A word in an unknown
/// charset or with broken coding stays as it is. Charsets: UTF-8, US-ASCII, ISO-8859-1, ISO-8859-15, windows-1252.
DecodedText decodeWords(const QString &text);

} // namespace Sendoff
