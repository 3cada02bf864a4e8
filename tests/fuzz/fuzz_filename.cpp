// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/law.h"
#include "message/filename.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using Fuzz::law;

namespace {

bool isHidden(QChar c)
{
    const char16_t u = c.unicode();
    return u < 0x20 || (u >= 0x7F && u <= 0x9F) || (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069)
        || u == 0x200B || u == 0x200E || u == 0x200F || u == 0xFEFF || u == 0x2028 || u == 0x2029;
}

void lawOfNames(const FileName &name)
{
    const QString &send = name.sendName;
    const QString &local = name.localName;
    law(send.isEmpty() == name.flags.testFlag(FileNameFlag::Refused), "refused, or a name");
    law(send.isEmpty() == local.isEmpty(), "both names or none");
    if (send.isEmpty())
        return;
    law(send.toUtf8().size() <= 255 && local.toUtf8().size() <= 255, "every file system can hold it");
    law(send.isValidUtf16() && send == send.normalized(QString::NormalizationForm_C), "whole characters in NFC");
    law(!send.contains(u'/') && std::none_of(send.begin(), send.end(), isHidden), "no path, nothing hidden");
    const auto isBadOnWindows = [](QChar c) { return u"<>:\"/\\|?*"_s.contains(c); };
    law(std::none_of(local.begin(), local.end(), isBadOnWindows), "fit for Windows");
    law(!local.endsWith(u'.') && !local.endsWith(u' '), "with an end Windows keeps");
    law(local != u".."_s && local != u"."_s, "and no folder");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString typed = QString::fromUtf8(Fuzz::octets(data, size));
    const FileName path = cleanFileName(typed);
    const FileName suggested = cleanSuggestedName(typed);
    lawOfNames(path);
    lawOfNames(suggested);
    law(!suggested.sendName.isEmpty(), "a suggested name is never refused");
    if (!path.sendName.isEmpty())
        law(cleanFileName(u"/tmp/"_s + path.sendName).sendName == path.sendName, "a clean name stays as it is");
    return 0;
}
