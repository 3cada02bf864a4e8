// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine.h"
#include "message/message.h"

#include <QWidget>

namespace Sendoff::App {

/// Opens a window above `parent` with the calls that would send this mail now, from that account. The files are read
/// in a worker thread; if one cannot be read the window says so.
void showRequest(Engine &engine, const Message &message, const QString &accountId, QWidget *parent);

} // namespace Sendoff::App
