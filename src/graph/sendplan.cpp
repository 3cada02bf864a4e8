// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/sendplan.h"

#include "graph/messagewire.h"
#include "graph/rights.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

namespace {

/// Headers and boundaries of one part, and of the whole, generously.
constexpr qint64 mimePartOverhead = 1024;
constexpr qint64 mimeHeaders = 4096;
constexpr qint64 octetsPerRecipient = 400;

/// In base64 with line breaks after 76 characters (RFC 2045 6.8).
qint64 brokenBase64Size(qint64 octets)
{
    const qint64 encoded = base64Size(octets);
    return encoded + encoded / 76 * 2 + 2;
}

/// An upper bound: what MIME really takes is known only when it is written.
qint64 mimeSizeAtMost(const Message &message)
{
    qint64 size = mimeHeaders + message.recipients.count() * octetsPerRecipient;
    size += 8 * message.subject.size();
    // Twice: a text alternative is no longer than its HTML.
    size += 2 * brokenBase64Size(message.body.content.toUtf8().size());
    for (const Attachment &attachment : message.attachments)
        size += brokenBase64Size(attachment.size) + mimePartOverhead + 8 * attachment.name.size();
    return size;
}

TooBig tooBig(const Message &message, TooBig::Why why, qint64 requestBytes, qint64 limit)
{
    TooBig result;
    result.why = why;
    result.requestBytes = requestBytes;
    result.limit = limit;
    qint64 encoded = 0;
    for (const Attachment &attachment : message.attachments) {
        result.attachmentBytes += attachment.size;
        encoded += base64Size(attachment.size);
    }
    // Each attachment but the last may waste two octets of its last base64 group.
    const qint64 room = std::max<qint64>(0, limit - (requestBytes - encoded));
    const qint64 waste = 2 * std::max<qint64>(0, message.attachments.size() - 1);
    result.attachmentLimit = std::max<qint64>(0, room / 4 * 3 - waste);
    return result;
}

int partsOf(qint64 size, const Limits &limits)
{
    return static_cast<int>((size + limits.partBytes - 1) / limits.partBytes);
}

std::optional<TooBig> obstacleToUploads(const Message &message, const Limits &limits, const Abilities &abilities)
{
    for (const Attachment &attachment : message.attachments) {
        if (attachment.size < limits.sessionFrom)
            continue;
        const bool isTooBig = attachment.size > limits.attachmentBytes;
        const bool isImpossible = !abilities.hasUploadSessions || (attachment.isInline && !abilities.hasInlineUploads);
        if (!isTooBig && !isImpossible)
            continue;
        TooBig result = tooBig(message, isTooBig ? TooBig::Why::Attachment : TooBig::Why::Cloud, attachment.size,
                               isTooBig ? limits.attachmentBytes : limits.sessionFrom);
        result.attachment = attachment.name;
        return result;
    }
    return std::nullopt;
}

SendPlan planDraft(const Message &message, const Limits &limits, const Abilities &abilities)
{
    DraftSend plan;
    if (message.sendAt.isValid() && abilities.hasDeferredSend)
        plan.deferredUntil = message.sendAt;
    plan.messageBytes = mimeSizeAtMost(message);
    plan.isOverUsualLimit = plan.messageBytes > limits.usualMessageBytes;
    plan.createBytes = draftBodySize(message, Enclosed::All);
    if (plan.createBytes <= limits.requestBytes)
        return plan;
    plan.createBytes = draftBodySize(message, Enclosed::None);
    if (plan.createBytes > limits.requestBytes)
        return tooBig(message, TooBig::Why::Request, sendMailBodySize(message), limits.requestBytes);
    if (const auto obstacle = obstacleToUploads(message, limits, abilities))
        return *obstacle;
    for (const Attachment &attachment : message.attachments) {
        const bool isSession = attachment.size >= limits.sessionFrom;
        plan.uploads.append({attachment.id, attachment.size, isSession ? partsOf(attachment.size, limits) : 0});
    }
    return plan;
}

} // namespace

Abilities abilitiesOfCloud(const QString &cloud)
{
    Abilities abilities;
    abilities.hasUploadSessions = cloud != u"usgov"_s;
    abilities.hasInlineUploads = cloud != u"bleu"_s && cloud != u"delos"_s;
    return abilities;
}

bool needsMime(const Message &message)
{
    return message.asItIs || !message.inReplyTo.isEmpty();
}

SendPlan planSend(const Message &message, const Limits &limits, const Abilities &abilities)
{
    const bool mustBeMime = needsMime(message);
    // A text version is worth that route, but neither a refusal nor a copy in Sent Items that nobody wanted: the
    // service makes one by itself.
    const bool wantsMime = message.textAlternative && message.body.kind == BodyKind::Html && message.saveToSent;
    if (mustBeMime || wantsMime) {
        const qint64 requestBytes = base64Size(mimeSizeAtMost(message));
        if (requestBytes <= limits.requestBytes)
            return MimeSend{requestBytes};
        if (mustBeMime)
            return tooBig(message, TooBig::Why::Mime, requestBytes, limits.requestBytes);
    }
    const qint64 requestBytes = sendMailBodySize(message);
    const bool fitsDirectly = requestBytes <= limits.requestBytes;
    const bool mayKeepDrafts = abilities.has(Right::mailReadWrite);
    if (fitsDirectly && (!mayKeepDrafts || !message.saveToSent))
        return DirectSend{requestBytes};
    if (!mayKeepDrafts && !abilities.mayAskForRights)
        return tooBig(message, TooBig::Why::Application, requestBytes, limits.requestBytes);
    if (!message.saveToSent)
        return tooBig(message, TooBig::Why::SentCopy, requestBytes, limits.requestBytes);
    return planDraft(message, limits, abilities);
}

QStringList rightsFor(const SendPlan &plan, const Message &message)
{
    if (std::holds_alternative<TooBig>(plan))
        return {};
    QStringList rights{Right::mailSend};
    // Sending for somebody else is a right of its own, and so is a draft in somebody else's mailbox.
    if (message.from && message.asMailbox)
        rights.append(Right::mailSendShared);
    if (std::holds_alternative<DraftSend>(plan))
        rights.append(message.from && message.asMailbox ? Right::mailReadWriteShared : Right::mailReadWrite);
    return rights;
}

QStringList missingRights(const SendPlan &plan, const Message &message, const Abilities &abilities)
{
    QStringList missing;
    for (const QString &right : rightsFor(plan, message)) {
        // What every sign-in asks for is taken as given: a token that lacks it is the service's to refuse.
        if (right != Right::mailSend && abilities.mayAskForRights && !abilities.has(right))
            missing.append(right);
    }
    return missing;
}

} // namespace Sendoff::Graph
