// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/percent.h"

#include "message/characters.h"

namespace Sendoff {

int hexDigit(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    if (u >= u'A' && u <= u'F')
        return u - u'A' + 10;
    return u >= u'a' && u <= u'f' ? u - u'a' + 10 : -1;
}

DecodedText decodePercent(QStringView text)
{
    QByteArray octets;
    bool broken = false;
    qsizetype rawFrom = 0;
    const auto takeRaw = [&](qsizetype to) {
        QString raw;
        for (const char32_t c : codePoints(text.sliced(rawFrom, to - rawFrom)))
            raw += QChar::fromUcs4(c);
        octets += raw.toUtf8();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != u'%')
            continue;
        const int high = i + 2 < text.size() ? hexDigit(text.at(i + 1)) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text.at(i + 2)) : -1;
        if (high < 0 || low < 0) {
            broken = true;
            continue;
        }
        takeRaw(i);
        octets += char(high * 16 + low);
        i += 2;
        rawFrom = i + 1;
    }
    takeRaw(text.size());
    DecodedText decoded = decodeUtf8(octets);
    decoded.damaged = decoded.damaged || broken;
    return decoded;
}

} // namespace Sendoff
