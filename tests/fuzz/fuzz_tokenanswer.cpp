// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tokenanswer.h"
#include "fuzz/law.h"
#include "fuzz/replyof.h"

using namespace Sendoff;
using namespace Qt::StringLiterals;
using Fuzz::law;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Net::HttpReply reply = Fuzz::replyOf(Fuzz::octets(data, size));
    const auto answer = Auth::readTokenAnswer(reply, {u"User.Read"_s, u"Mail.Send"_s});
    if (!answer) {
        for (const QChar letter : answer.error().text + answer.error().code)
            law(letter.category() != QChar::Other_Control || letter == u'\n', "a description is safe to show");
        const bool ends = answer.error().kind == Auth::AuthErrorKind::SignInNeeded;
        law(!ends || (reply.outcome == Net::Outcome::Answered && reply.status < 500),
            "trouble on the way or in the service never ends a sign-in");
        return 0;
    }
    law(reply.outcome == Net::Outcome::Answered && reply.status == 200, "tokens come with 200 only");
    law(!answer.value().tokens.access.isEmpty(), "no success without an access token");
    law(!answer.value().tokens.scopes.isEmpty(), "what was granted is known");
    law(answer.value().tokens.lifetime.count() >= 0, "no token has a negative life");
    for (const char octet : answer.value().tokens.access.reveal())
        law(octet > ' ' && octet < 127, "a token fits into a header");
    return 0;
}
