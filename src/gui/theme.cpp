// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme.h"

#include <QWidget>

#include <cmath>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](float channel) {
        const double c = static_cast<double>(channel);
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const QColor rgb = colour.toRgb();
    return 0.2126 * linear(rgb.redF()) + 0.7152 * linear(rgb.greenF()) + 0.0722 * linear(rgb.blueF());
}

QColor hueOf(Notice::Kind kind, bool dark)
{
    switch (kind) {
    case Notice::Kind::Info:
        return dark ? QColor(0x8a, 0xb4, 0xff) : QColor(0x24, 0x56, 0xc9);
    case Notice::Kind::Warning:
        return dark ? QColor(0xf0, 0xc0, 0x60) : QColor(0x8a, 0x5a, 0x00);
    case Notice::Kind::Error:
        return dark ? QColor(0xff, 0x9f, 0x96) : QColor(0xb3, 0x26, 0x1e);
    case Notice::Kind::Uncertain:
        return dark ? QColor(0xc9, 0xb0, 0xff) : QColor(0x6b, 0x3f, 0xb5);
    case Notice::Kind::Good:
        return dark ? QColor(0x7f, 0xd6, 0x9b) : QColor(0x1b, 0x6e, 0x3c);
    }
    return {};
}

Tone toneOf(const Theme &theme, const QColor &hue)
{
    Tone tone;
    tone.back = mix(theme.base, hue, theme.dark ? 0.18 : 0.09);
    tone.border = mix(theme.base, hue, theme.dark ? 0.40 : 0.28);
    tone.strong = readableOn(tone.back, hue);
    tone.text = readableOn(tone.back, theme.text);
    return tone;
}

} // namespace

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

QColor mix(const QColor &under, const QColor &over, double share)
{
    const auto blend = [share](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * share)); };
    return QColor(blend(under.red(), over.red()), blend(under.green(), over.green()), blend(under.blue(), over.blue()));
}

QColor readableOn(const QColor &back, QColor colour, double ratio)
{
    const QColor target = contrast(back, Qt::black) > contrast(back, Qt::white) ? QColor(Qt::black) : QColor(Qt::white);
    for (int step = 0; step < 24 && contrast(back, colour) < ratio; ++step)
        colour = mix(colour, target, 0.12);
    return contrast(back, colour) < ratio ? target : colour;
}

Theme::Theme(const QPalette &palette)
    : dark(palette.color(QPalette::Active, QPalette::WindowText).lightness()
           > palette.color(QPalette::Active, QPalette::Window).lightness())
    , base(palette.color(QPalette::Active, QPalette::Base))
    , text(readableOn(base, palette.color(QPalette::Active, QPalette::Text), 7.0))
    , secondary(readableOn(base, mix(text, base, 0.38)))
    , hairline(mix(base, text, dark ? 0.20 : 0.14))
    , hover(mix(base, text, dark ? 0.10 : 0.06))
    , pressed(mix(base, text, dark ? 0.18 : 0.12))
    , chip(mix(base, text, dark ? 0.12 : 0.07))
    , accent(readableOn(base, hueOf(Notice::Kind::Info, dark)))
    , onAccent(readableOn(accent, dark ? QColor(0x0d, 0x1b, 0x36) : QColor(Qt::white)))
    , good(readableOn(base, hueOf(Notice::Kind::Good, dark)))
    , bad(readableOn(base, hueOf(Notice::Kind::Error, dark)))
{
}

Tone Theme::tone(Notice::Kind kind) const
{
    return toneOf(*this, hueOf(kind, dark));
}

Tone Theme::practice() const
{
    return toneOf(*this, dark ? QColor(0x6f, 0xd3, 0xc8) : QColor(0x0b, 0x6b, 0x62));
}

void setInk(QWidget *label, const QColor &colour)
{
    // On a window filled with Base a label would take the Text role.
    label->setForegroundRole(QPalette::WindowText);
    QPalette ink = label->palette();
    if (ink.color(QPalette::WindowText) == colour)
        return;
    ink.setColor(QPalette::WindowText, colour);
    label->setPalette(ink);
}

QString isolated(const QString &text)
{
    return QChar(0x2068) + text + QChar(0x2069);
}

QString plainTip(const QString &text)
{
    return text.isEmpty() ? QString() : u"<span>%1</span>"_s.arg(text.toHtmlEscaped().replace(u'\n', u"<br>"_s));
}

} // namespace Sendoff::Gui
