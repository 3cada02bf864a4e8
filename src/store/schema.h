// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace Sendoff::Store {

/// The statements that lead from one schema version to the next.
using Migration = QStringList;

/// migrations()[n] leads from version n to n + 1. What was released is never edited, only followed by another one.
QList<Migration> migrations();

} // namespace Sendoff::Store
