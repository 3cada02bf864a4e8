// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine.h"

#include <QWidget>

namespace Sendoff::App {

/// Opens a window above `parent` in which the account is checked step by step (AccountCheck).
void showCheck(Engine &engine, const QString &accountId, QWidget *parent);

} // namespace Sendoff::App
