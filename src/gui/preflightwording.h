// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compose/preflight.h"
#include "gui/wording.h"

namespace Sendoff::Gui {

/// One sentence, and the button that cures it.
Wording wordingFor(const Compose::Finding &finding);

} // namespace Sendoff::Gui
