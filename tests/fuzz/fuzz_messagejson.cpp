// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/law.h"
#include "message/messagecheck.h"
#include "message/messagejson.h"
#include "message/messageprint.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using Fuzz::law;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto message = messageFromJson(QJsonDocument::fromJson(Fuzz::octets(data, size)).object());
    if (!message)
        return 0;
    const QByteArray written = QJsonDocument(toJson(message.value())).toJson(QJsonDocument::Compact);
    const auto again = messageFromJson(QJsonDocument::fromJson(written).object());
    law(bool(again), "what we write can be read");
    law(again.value() == message.value(), "and is the same message");

    const QList<Problem> problems = check(message.value(), {});
    const QJsonObject printed = printMessage(message.value());
    const auto isUnreadable = [](const Problem &problem) {
        return problem.kind == ProblemKind::UnreadableRecipient || problem.kind == ProblemKind::UnreadableReplyTo;
    };
    const auto unreadable = std::count_if(problems.begin(), problems.end(), isUnreadable);
    law(printed.value(u"invalid"_s).toArray().size() == unreadable, "all unreadable ones are told and printed");
    law(unreadable == 0 || blocks(problems), "and stop the sending");
    return 0;
}
