// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff::App {

/// How to get a client id, as numbered lines for a terminal.
QString registrationSteps();

} // namespace Sendoff::App
