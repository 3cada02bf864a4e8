// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace Sendoff::Gui {

/// A column that is as high as what is in it, but never takes more than its share of the window: then it scrolls.
class Drawer : public QScrollArea
{
    Q_OBJECT
public:
    explicit Drawer(QWidget *parent = nullptr);

    QVBoxLayout *column() const { return m_column; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QWidget *m_inside;
    QVBoxLayout *m_column;
};

} // namespace Sendoff::Gui
