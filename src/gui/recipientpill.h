// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/recipients.h"

#include <QPushButton>

namespace Sendoff::Gui {

/// One recipient. A real widget, so that assistive technology finds it by name.
class RecipientPill : public QPushButton
{
    Q_OBJECT
public:
    explicit RecipientPill(QWidget *parent);

    void setRecipient(const Recipient &recipient);
    const Recipient &recipient() const { return m_recipient; }
    void setSelected(bool selected);
    void setRemovable(bool removable);

    /// How wide a pill for this recipient wants to be, in that font.
    static int widthFor(const Recipient &recipient, const QFontMetrics &metrics, bool removable);
    static int heightFor(const QFontMetrics &metrics);
    QSize sizeHint() const override;

Q_SIGNALS:
    void removeRequested();
    void editRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect crossBox() const;

    Recipient m_recipient;
    bool m_selected = false;
    bool m_removable = true;
};

/// What the pill shows: the name, else the address, else the text as typed, on one line.
QString shownFor(const Recipient &recipient);

} // namespace Sendoff::Gui
