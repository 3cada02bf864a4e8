// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/address.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

// RFC 5322 3.2.3 specials, and what reading would take away again at the edges of a bare name.
bool needsQuotes(const QString &name)
{
    const auto special = [](QChar c) { return u"()<>[]:;@\\,.\""_s.contains(c); };
    return std::any_of(name.begin(), name.end(), special) || name.startsWith(u'\'') || name.front().isSpace()
        || name.back().isSpace();
}

QString quoted(const QString &name)
{
    QString text = u"\""_s;
    for (const QChar c : name) {
        if (c == u'"' || c == u'\\')
            text += u'\\';
        text += c;
    }
    return text + u'"';
}

} // namespace

QString toText(const Address &address)
{
    if (address.name.isEmpty() || address.name.compare(address.mailbox, Qt::CaseInsensitive) == 0)
        return address.mailbox;
    const QString name = needsQuotes(address.name) ? quoted(address.name) : address.name;
    return name + u" <"_s + address.mailbox + u'>';
}

} // namespace Sendoff
