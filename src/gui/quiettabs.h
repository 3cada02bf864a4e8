// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

namespace Sendoff::Gui {

/// Tabs as words with a line under the chosen one, painted from the palette.
class QuietTabs : public QTabBar
{
    Q_OBJECT
public:
    explicit QuietTabs(QWidget *parent = nullptr);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace Sendoff::Gui
