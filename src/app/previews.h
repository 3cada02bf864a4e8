// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/endpoints.h"
#include "graph/sendplan.h"

#include <QByteArray>

namespace Sendoff::App {

/// `--print plan`: what happens and why, which permissions it needs and which of them are `missing`, then the calls.
QByteArray printPlan(const Message &message, const Graph::SendPlan &plan, const QStringList &missing,
                     const Graph::Endpoints &endpoints);

} // namespace Sendoff::App
