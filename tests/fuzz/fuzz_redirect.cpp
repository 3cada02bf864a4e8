// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/loopbackrequest.h"
#include "fuzz/law.h"

using namespace Sendoff;
using namespace Qt::StringLiterals;
using Fuzz::law;

static void check(const QByteArray &octets, Auth::ResponseMode mode)
{
    Auth::RedirectExpectation expected;
    expected.config.clientId = u"client"_s;
    expected.config.cloud = Auth::knownClouds().constFirst();
    expected.config.responseMode = mode;
    expected.port = 4000;
    expected.state = "c3RhdGU";

    const Auth::RedirectReading reading = Auth::readRedirect(octets, expected);
    if (const auto *answer = std::get_if<Auth::RedirectAnswer>(&reading)) {
        law(octets.contains(expected.state) || octets.contains('%'), "no answer without our state");
        law(octets.contains("4000"), "no answer for another port");
        law(answer->code.isEmpty() != answer->error.isEmpty(), "an answer is a code or an error");
        law(octets.startsWith(mode == Auth::ResponseMode::FormPost ? "POST " : "GET "),
            "only the way that was asked for");
    } else if (const auto *refusal = std::get_if<Auth::Refusal>(&reading)) {
        law(refusal->status >= 400 && refusal->status < 600, "a refusal is an error for the browser");
        law(!refusal->why.contains('\n'), "one line for the log");
    } else {
        law(octets.size() <= Auth::redirectHeadLimit + Auth::redirectBodyLimit + 4, "nobody may go on for ever");
    }
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray octets = Fuzz::octets(data, size);
    check(octets, Auth::ResponseMode::FormPost);
    check(octets, Auth::ResponseMode::Query);
    return 0;
}
