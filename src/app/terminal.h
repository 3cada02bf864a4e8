// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composeinput.h"

#include <QString>

namespace Sendoff::App {

/// One line on standard error, with the program's name in front and nothing a terminal would obey.
void say(const QString &line);
/// On standard output, as it is.
void print(const QByteArray &text);

QString inputErrorLine(const InputError &error);

} // namespace Sendoff::App
