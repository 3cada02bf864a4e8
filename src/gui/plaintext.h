// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/body.h"

namespace Sendoff::Gui {

/// The words of a body, at most `length` characters. HTML loses its tags by being read over, once and in order: nothing
/// in it is laid out, fetched or run.
QString plainText(const Body &body, qsizetype length);

/// The first of them, on one line.
QString firstWords(const Body &body);

} // namespace Sendoff::Gui
