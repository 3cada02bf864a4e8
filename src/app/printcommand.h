// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composeinput.h"
#include "app/engine.h"
#include "app/exitstatus.h"

namespace Sendoff::App {

/// `--print`: reads the files that are named, asks nobody, and writes to standard output.
ExitStatus printOnly(const Engine &engine, const Print &command);

} // namespace Sendoff::App
