// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/notice.h"

#include <QColor>
#include <QPalette>

class QWidget;

namespace Sendoff::Gui {

/// Spacing, in device-independent pixels, all on one grid of four.
namespace Space {
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
} // namespace Space
inline constexpr int cornerRadius = 6;

/// A surface that says something, and what stands on it.
struct Tone
{
    QColor back;
    QColor border;
    QColor strong; ///< icon and short words; at least 4.5:1 on back
    QColor text; ///< at least 4.5:1 on back
};

/// Colours made from the desktop's palette, so that a dark desktop gets a dark window without a second list.
struct Theme
{
    explicit Theme(const QPalette &palette);

    Tone tone(Notice::Kind kind) const;
    Tone practice() const;

    bool dark = false;
    QColor base;
    QColor text;
    QColor secondary; ///< labels and quiet words; at least 4.5:1 on base
    QColor hairline;
    QColor hover;
    QColor pressed;
    QColor chip; ///< behind a recipient or an attachment
    QColor accent; ///< at least 4.5:1 on base, and under onAccent
    QColor onAccent;
    QColor good; ///< "accepted"
    QColor bad; ///< marks what is wrong; at least 4.5:1 on base
};

/// WCAG 2.2 contrast ratio, 1 … 21.
double contrast(const QColor &a, const QColor &b);
/// `share` of `over` laid on `under`.
QColor mix(const QColor &under, const QColor &over, double share);
/// `colour`, moved towards black or white until it stands out from `back` by `ratio`.
QColor readableOn(const QColor &back, QColor colour, double ratio = 4.5);

/// Gives a label its colour, whatever surface it stands on.
void setInk(QWidget *label, const QColor &colour);

/// For painting: keeps the order of "1.2 MB" or of an address among words that run the other way.
QString isolated(const QString &text);

/// For tool tips, which guess at markup: the same text, never read as markup.
QString plainTip(const QString &text);

} // namespace Sendoff::Gui
