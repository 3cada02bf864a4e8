// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

#include <QSet>
#include <QString>

namespace Sendoff::Compose {

/// The ids of pasted files (keepPasted) that a draft, a version of one or a mail in the outbox names.
QSet<QString> pastedNamedIn(Store::Database &database);

} // namespace Sendoff::Compose
