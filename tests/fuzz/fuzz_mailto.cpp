// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/law.h"
#include "message/mailto.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using Fuzz::law;

namespace {

bool isControl(QChar c)
{
    return c < u' ' || (c >= QChar(0x7F) && c <= QChar(0x9F));
}

bool isBidiOverride(QChar c)
{
    return (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
}

void lawOfFields(const Message &message)
{
    const auto oneLine = [](QChar c) { return !isControl(c) && !isBidiOverride(c); };
    const auto manyLines = [](QChar c) { return c == u'\n' || c == u'\t' || (!isControl(c) && !isBidiOverride(c)); };
    const QString &subject = message.subject;
    const QString &body = message.body.content;
    const QString &reply = message.inReplyTo;
    law(std::all_of(subject.begin(), subject.end(), oneLine), "the subject is one clean line");
    law(std::all_of(body.begin(), body.end(), manyLines), "the text has lines and nothing hidden");
    law(std::all_of(reply.begin(), reply.end(), [](QChar c) { return c >= u' ' && c <= u'~'; }), "a header is ASCII");
    Message rest = message;
    rest.recipients = {};
    rest.subject.clear();
    rest.body.content.clear();
    rest.inReplyTo.clear();
    law(rest == Message(), "a link sets nothing else: no sender, no file, no switch");
}

void lawOfRecipients(const QList<Recipient> &field)
{
    for (const Recipient &recipient : field) {
        if (recipient.isReadable())
            law(recipientOf(recipient.address) == recipient, "who was read is read the same again");
        else
            law(!recipient.unreadable.isEmpty(), "who was not read is shown");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const MailtoLink link = readMailto(QString::fromUtf8(Fuzz::octets(data, size)));
    if (!link.accepted) {
        law(link.message == Message() && link.dropped.isEmpty(), "of a refused link nothing is used");
        law(link.warnings.size() == 1, "and there is one reason");
        return 0;
    }
    lawOfFields(link.message);
    lawOfRecipients(link.message.recipients.to);
    lawOfRecipients(link.message.recipients.cc);
    lawOfRecipients(link.message.recipients.bcc);
    for (const QStringList &list : {link.dropped, link.warnings}) {
        QStringList once = list;
        law(once.removeDuplicates() == 0, "everything is said once");
    }
    law(link.message.recipients.bcc.isEmpty() || link.warnings.contains(u"bcc-from-link"_s), "no silent blind copy");
    for (const QString &name : {u"to"_s, u"cc"_s, u"bcc"_s, u"subject"_s, u"body"_s})
        law(!link.dropped.contains(name), "what is honoured is not dropped");
    return 0;
}
