// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/mail.h"

#include <QCryptographicHash>

#include <numeric>

namespace Sendoff::Practice {

QByteArray File::sha256() const
{
    return storedIn.isEmpty() && storedSha256.isEmpty()
        ? QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex()
        : storedSha256;
}

qint64 Mail::wireSize() const
{
    return std::accumulate(files.begin(), files.end(), qint64(content.toUtf8().size() + mime.size()),
                           [](qint64 sum, const File &file) { return sum + (file.size() + 2) / 3 * 4; });
}

} // namespace Sendoff::Practice
