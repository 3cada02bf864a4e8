// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/authconfig.h"
#include "graph/messagewire.h"
#include "graph/sendplan.h"

#include <QByteArray>

namespace Sendoff::App {

/// `--print plan`: the calls that would be made and the permission each needs, as text.
QByteArray printPlan(const Graph::SendPlan &plan, const Auth::Cloud &cloud);
/// `--print curl` / `powershell`: the same request for a shell, the token left to a variable.
QByteArray printCurl(const QByteArray &body, const Auth::Cloud &cloud);
QByteArray printPowerShell(const QByteArray &body);

} // namespace Sendoff::App
