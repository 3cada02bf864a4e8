// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recipientline.h"

#include "gui/dropped.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>

#include <limits>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

RecipientLine::RecipientLine(QWidget *parent)
    : QLineEdit(parent)
{
    setFrame(false);
    // The default of 32,767 would cut what is pasted without a word.
    setMaxLength(std::numeric_limits<int>::max());
    QPalette clear = palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);
}

void RecipientLine::offerClipboard(bool selection)
{
    const QClipboard *clipboard = QGuiApplication::clipboard();
    const QMimeData *offer = clipboard->mimeData(selection ? QClipboard::Selection : QClipboard::Clipboard);
    if (offer && !isReadOnly())
        Q_EMIT offered(plainText(*offer));
}

bool RecipientLine::handleStep(QKeyEvent *event)
{
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    const int back = rightToLeft ? Qt::Key_Right : Qt::Key_Left;
    const int forward = rightToLeft ? Qt::Key_Left : Qt::Key_Right;
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    if (!plain || hasSelectedText())
        return false;
    if (event->key() == back && cursorPosition() == 0)
        Q_EMIT leftAtStart(event->modifiers().testFlag(Qt::ShiftModifier));
    else if (event->key() == forward && cursorPosition() == text().size())
        Q_EMIT rightAtEnd();
    else if (event->key() == Qt::Key_Backspace && cursorPosition() == 0)
        Q_EMIT eraseAtStart();
    else
        return false;
    return true;
}

void RecipientLine::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste)) {
        offerClipboard(false);
        return;
    }
    if (event->matches(QKeySequence::SelectAll) && selectedText().size() == text().size()) {
        Q_EMIT selectAllAgain();
        return;
    }
    if (handleStep(event))
        return;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && (event->modifiers() & ~Qt::KeypadModifier) == 0) {
        Q_EMIT commitWanted();
        return;
    }
    if (!isReadOnly() && (event->text() == u","_s || event->text() == u";"_s)) {
        Q_EMIT separatorTyped(event->text().front());
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void RecipientLine::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::MiddleButton && QGuiApplication::clipboard()->supportsSelection() && !isReadOnly()) {
        setCursorPosition(cursorPositionAt(event->position().toPoint()));
        offerClipboard(true);
        return;
    }
    QLineEdit::mouseReleaseEvent(event);
}

void RecipientLine::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (auto *paste = menu->findChild<QAction *>(u"edit-paste"_s)) {
        paste->disconnect();
        connect(paste, &QAction::triggered, this, [this] { offerClipboard(false); });
    }
    menu->popup(event->globalPos());
}

void RecipientLine::dropEvent(QDropEvent *event)
{
    if (isReadOnly() || event->source() == this || !event->mimeData()->hasText()) {
        QLineEdit::dropEvent(event);
        return;
    }
    Q_EMIT offered(plainText(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace Sendoff::Gui
