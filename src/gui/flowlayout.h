// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

namespace Sendoff::Gui {

/// Things in a row, and in further rows where one is too short.
class FlowLayout : public QLayout
{
    Q_OBJECT
public:
    explicit FlowLayout(int gap);
    ~FlowLayout() override;

    void setWrapping(bool wraps);
    void insertWidget(qsizetype index, QWidget *widget);
    void addItem(QLayoutItem *item) override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    bool hasHeightForWidth() const override { return m_wraps; }
    int heightForWidth(int width) const override;
    Qt::Orientations expandingDirections() const override { return {}; }
    void setGeometry(const QRect &rect) override;
    QSize sizeHint() const override; ///< all in one row
    QSize minimumSize() const override; ///< one below the other

private:
    int arrange(const QRect &room, bool place) const;

    bool m_wraps = true;
    QList<QLayoutItem *> m_items;
};

} // namespace Sendoff::Gui
