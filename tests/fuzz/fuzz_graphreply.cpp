// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/law.h"
#include "fuzz/replyof.h"
#include "graph/lookup.h"
#include "graph/replies.h"

#include <QTimeZone>

using namespace Sendoff;
using Fuzz::law;

static void checkError(const Graph::GraphError &error)
{
    for (const QChar letter : error.code + error.requestId)
        law(letter.category() != QChar::Other_Control, "codes and ids are one line");
    law(!error.retryAfter || error.retryAfter->count() >= 0, "nobody waits a negative time");
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Net::HttpReply reply = Fuzz::replyOf(Fuzz::octets(data, size));
    const QDateTime now(QDate(2026, 1, 31), QTime(12, 0), QTimeZone::utc());
    const bool took = reply.outcome == Net::Outcome::Answered && reply.status == 202;

    const Graph::SendVerdict verdict = Graph::readSendReply(reply, now);
    law(std::holds_alternative<Graph::Accepted>(verdict) == took, "202, and nothing but 202, is acceptance");
    if (const auto *refused = std::get_if<Graph::NotAccepted>(&verdict)) {
        const bool answered = reply.outcome == Net::Outcome::Answered;
        law(!answered || reply.status >= 300, "a 2xx that is not 202 proves nothing");
        law(answered || !reply.bodyHandedOver || reply.outcome != Net::Outcome::ConnectionLost,
            "a connection lost after the whole request proves nothing");
        checkError(refused->error);
    } else if (const auto *unclear = std::get_if<Graph::Unclear>(&verdict)) {
        checkError(unclear->error);
    }
    const Graph::LookUp look = Graph::readLookUp(reply, QStringLiteral("<0a1b@contoso.example>"), now);
    if (const auto *found = std::get_if<Graph::Found>(&look)) {
        law(reply.outcome == Net::Outcome::Answered && reply.status == 200, "what is found comes with 200 only");
        law(found->isDraft || !found->id.isEmpty(), "and a proof has a name");
    }
    if (const auto me = Graph::readMe(reply, now))
        law(reply.outcome == Net::Outcome::Answered && reply.status == 200, "a profile comes with 200 only");
    else
        checkError(me.error());
    return 0;
}
