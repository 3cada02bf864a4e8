// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/theme.h"

#include <QWidget>

namespace Sendoff::Gui {

/// On a dark desktop Qt's own style draws the frame of a field, and the box to tick, darker than the surface we put it
/// on: nobody would see them. It takes the Window colour for that, which such a control uses for nothing else.
inline void showOutline(QWidget *control)
{
    const Theme theme(control->palette());
    if (!theme.dark)
        return;
    QPalette palette = control->palette();
    palette.setColor(QPalette::Window, mix(theme.base, theme.text, 0.6));
    control->setPalette(palette);
}

} // namespace Sendoff::Gui
