// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/address.h"

#include <QStringList>

namespace Sendoff::Compose {

/// The name in a greeting that stands in the first line of `text` ("Dear Ann,", "Sehr geehrte Frau Dr. Meier,"), word
/// by word and without titles; empty if nobody is greeted by one name.
QStringList greetedName(const QString &text);

/// That name is certainly not this person's: neither their shown name nor their address has a word like it, and both
/// are telling. False where one cannot know.
bool isSomebodyElse(const QStringList &name, const Address &person);

} // namespace Sendoff::Compose
