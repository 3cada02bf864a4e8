// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/symbol.h"
#include "message/attachment.h"

#include <QPushButton>

namespace Sendoff::Gui {

class Button;

/// One attachment: symbol by type, name elided in the middle, size, and a button that takes it off again.
class AttachmentCard : public QPushButton
{
    Q_OBJECT
public:
    AttachmentCard(const Attachment &attachment, QWidget *parent);

    const Attachment &attachment() const { return m_attachment; }
    void setRemovable(bool removable);
    /// How much of it is uploaded, 0 … 1; negative: it is not being uploaded.
    void setProgress(double share);
    QSize sizeHint() const override;

Q_SIGNALS:
    void removeRequested();
    void stepRequested(int by); ///< to the neighbour

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Attachment m_attachment;
    Button *m_remove;
    double m_progress = -1;
};

/// Which drawing stands for a content type.
Symbol symbolForType(const QString &contentType);

} // namespace Sendoff::Gui
