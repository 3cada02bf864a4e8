// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace Sendoff::Gui {

class Dialogs;

/// Windows other than the compose window, each in a state to look at.
QList<std::pair<QString, std::function<QWidget *(Dialogs &)>>> listScenes();
QList<std::pair<QString, std::function<QWidget *(Dialogs &)>>> accountsScenes();

} // namespace Sendoff::Gui
