// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/law.h"
#include "outbox/sendmachinejson.h"

#include <QJsonDocument>

using namespace Sendoff;
using Fuzz::law;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto state = Outbox::stateFromJson(QJsonDocument::fromJson(Fuzz::octets(data, size)).object());
    if (!state)
        return 0;
    const auto again = Outbox::stateFromJson(Outbox::toJson(state.value()));
    law(static_cast<bool>(again), "what we write can be read");
    law(again.value() == state.value(), "and is the same state");

    // Whatever a damaged database says, finding it at start never leads to a second request by itself.
    const bool wasOut = std::holds_alternative<Outbox::Sending>(state.value());
    const bool unclear = std::holds_alternative<Outbox::Uncertain>(state.value());
    const Outbox::Moment moment{QDateTime::fromMSecsSinceEpoch(1'780'000'000'000, Qt::UTC), 0.5};
    const Outbox::Step step = Outbox::step(state.value(), Outbox::FoundAtStart{}, moment);
    law((!wasOut && !unclear) || std::holds_alternative<Outbox::Uncertain>(step.state),
        "what may have been sent stays unclear");
    const Outbox::Step looked = Outbox::step(state.value(), Outbox::LookedUp{Graph::NotFound{}}, moment);
    law(looked.state.index() == state.value().index() && looked.effects.isEmpty(), "what is not found proves nothing");
    for (const Outbox::SendEffect &effect : step.effects)
        law(!std::holds_alternative<Outbox::Post>(effect), "nothing is posted at start");
    return 0;
}
