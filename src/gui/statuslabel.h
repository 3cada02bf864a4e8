// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace Sendoff::Gui {

/// A line that tells how things stand. Its accessible name stays the same, so that it can be found; what it says is its
/// text, and a change of it is told to whoever listens.
class StatusLabel : public QLabel
{
    Q_OBJECT
public:
    explicit StatusLabel(QWidget *parent = nullptr);

    void say(const QString &words);
};

} // namespace Sendoff::Gui
