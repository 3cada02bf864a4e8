// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace Sendoff::Gui {

/// The line one types a recipient into. Hands on what is pasted or dropped before a line break in it is lost, and tells
/// when a key leaves the line towards the pills.
class RecipientLine : public QLineEdit
{
    Q_OBJECT
public:
    explicit RecipientLine(QWidget *parent);

Q_SIGNALS:
    void offered(const QString &text); ///< pasted or dropped
    void leftAtStart(bool extend); ///< towards the pills before the line
    void rightAtEnd();
    void eraseAtStart();
    void selectAllAgain(); ///< Ctrl+A with nothing more to select here
    void separatorTyped(QChar separator); ///< comma or semicolon: not yet in the text
    void commitWanted(); ///< Enter

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void offerClipboard(bool selection);
    bool handleStep(QKeyEvent *event);
};

} // namespace Sendoff::Gui
