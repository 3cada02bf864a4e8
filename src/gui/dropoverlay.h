// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace Sendoff::Gui {

/// Lies over the whole window while files hang over it: wherever they are let go, they are attached.
class DropOverlay : public QWidget
{
    Q_OBJECT
public:
    explicit DropOverlay(QWidget *window);

    void open();
    /// The drag left what was under it; closes unless it came here.
    void closeUnlessEntered();

Q_SIGNALS:
    void dropped(const QStringList &files);

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    bool m_entered = false;
};

} // namespace Sendoff::Gui
