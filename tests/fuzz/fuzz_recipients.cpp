// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/law.h"
#include "message/recipients.h"

using namespace Qt::StringLiterals;
using namespace Sendoff;
using Fuzz::law;

namespace {

bool isWordCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

void lawOfPlaces(const QString &typed, const QList<PlacedRecipient> &placed)
{
    qsizetype end = 0;
    for (const PlacedRecipient &one : placed) {
        law(one.start >= end && one.length > 0 && one.start + one.length <= typed.size(), "places follow each other");
        end = one.start + one.length;
        const Recipient &recipient = one.recipient;
        law(recipient.isReadable() == recipient.unreadable.isEmpty(), "read, or kept as typed");
        law(recipient.isReadable() != recipient.address.mailbox.isEmpty(), "a mailbox, or none");
        if (!recipient.isReadable())
            law(recipient.unreadable == typed.sliced(one.start, one.length), "kept as typed, letter by letter");
    }
}

// Comments inside an address, the names of groups and routes go by the rules; nothing else does.
void lawOfKeeping(const QString &typed, const QList<Recipient> &field)
{
    if (typed.contains(u'(') || typed.contains(u':'))
        return;
    QString kept;
    for (const Recipient &recipient : field)
        kept += recipient.address.name + u' ' + recipient.address.mailbox + u' ' + recipient.unreadable + u' ';
    kept = kept.toLower();
    for (qsizetype i = 0; i < typed.size(); ++i) {
        qsizetype end = i;
        while (end < typed.size() && isWordCharacter(typed.at(end)))
            ++end;
        if (end > i)
            law(kept.contains(QStringView(typed).sliced(i, end - i)), "every word typed is still there");
        i = end;
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 4096)
        return 0;
    const QString typed = QString::fromUtf8(Fuzz::octets(data, size));
    const QList<PlacedRecipient> placed = readPlacedRecipients(typed);
    const QList<Recipient> field = readRecipients(typed);
    law(placed.size() == field.size(), "both readers read the same");
    lawOfPlaces(typed, placed);
    lawOfKeeping(typed, field);

    QList<Recipient> readable;
    for (const Recipient &recipient : field) {
        if (!recipient.isReadable())
            continue;
        law(recipientOf(recipient.address) == recipient, "reading what was read changes nothing");
        readable.append(recipient);
    }
    law(readRecipients(toText(readable)) == readable, "a readable list comes back from its text");
    const Recipients once = withoutDoubles({field, field, field});
    law(withoutDoubles(once) == once, "doubles go once");
    return 0;
}
