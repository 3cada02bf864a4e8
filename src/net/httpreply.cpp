// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpreply.h"

#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Sendoff::Net {

QByteArray HttpReply::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

std::optional<std::chrono::seconds> HttpReply::clockAhead(const QDateTime &now) const
{
    const QString text = QString::fromLatin1(header("Date").trimmed());
    QDateTime there = QLocale::c().toDateTime(text, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    there.setTimeZone(QTimeZone::utc());
    if (!there.isValid() || !now.isValid())
        return std::nullopt;
    const std::chrono::seconds ahead(now.secsTo(there));
    return std::chrono::abs(ahead) > std::chrono::minutes(5) ? std::optional(ahead) : std::nullopt;
}

} // namespace Sendoff::Net
