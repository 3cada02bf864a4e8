// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/law.h"
#include "net/wireanswer.h"

using namespace Sendoff;
using Fuzz::law;

namespace {

Net::WireAnswer answerIn(const QByteArray &octets, qsizetype piece)
{
    Net::WireAnswer answer;
    for (qsizetype at = 0; at < octets.size(); at += piece)
        answer.take(octets.mid(at, piece));
    return answer;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray octets = Fuzz::octets(data, size);
    Net::WireAnswer whole = answerIn(octets, octets.size() + 1);
    for (const qsizetype piece : {1, 7}) {
        const Net::WireAnswer cut = answerIn(octets, piece);
        law(cut.isOver() == whole.isOver() && cut.isBroken() == whole.isBroken(), "it ends alike however it is cut");
        law(cut.mayGoOn() == whole.mayGoOn(), "the connection is as good");
        law(cut.reply().status == whole.reply().status && cut.reply().headers == whole.reply().headers
                && cut.reply().body == whole.reply().body,
            "and it says the same");
    }
    const bool wasOver = whole.isOver();
    const Net::HttpReply before = whole.reply();
    law(before.status == 0 || (before.status >= 200 && before.status <= 999), "a final status, or none");
    law(before.body.size() <= Net::HttpReply::bodyLimit, "no more than anybody reads");
    whole.close();
    law(whole.isOver() && !whole.mayGoOn(), "an end is an end");
    law(!wasOver || whole.reply().body == before.body, "and does not change what was over");
    return 0;
}
