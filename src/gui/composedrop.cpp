// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is dropped on the compose window or pasted into it becomes an attachment, unless it is text.
#include "gui/composewindow_p.h"
#include "gui/dropoverlay.h"
#include "gui/dropped.h"

#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

bool ComposeWindow::Private::handleDrag(QEvent *event)
{
    if (event->type() == QEvent::DragLeave) {
        if (overlay)
            overlay->closeUnlessEntered();
        return false;
    }
    auto *drop = static_cast<QDropEvent *>(event); // enter and move are drops too
    const QStringList files = localFiles(*drop->mimeData());
    if (files.isEmpty())
        return false;
    if (w.m_locked) {
        drop->ignore();
        return true;
    }
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (event->type() == QEvent::Drop) {
        if (overlay)
            overlay->hide();
        Q_EMIT w.filesChosen(files);
    } else if (event->type() == QEvent::DragEnter) {
        if (!overlay) {
            overlay = new DropOverlay(&w);
            connect(overlay, &DropOverlay::dropped, &w, &ComposeWindow::filesChosen);
        }
        overlay->open();
    }
    return true;
}

bool ComposeWindow::Private::handlePaste()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    if (!data || w.m_locked)
        return false;
    const QStringList files = localFiles(*data);
    if (!files.isEmpty()) {
        Q_EMIT w.filesChosen(files);
        return true;
    }
    const QByteArray png = lonePicture(*data);
    if (!png.isEmpty())
        Q_EMIT w.imagePasted(png, tr("Picture") + u".png"_s);
    return !png.isEmpty();
}

bool ComposeWindow::Private::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::DragLeave:
    case QEvent::Drop:
        return handleDrag(event);
    case QEvent::KeyPress:
        return static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste) && handlePaste();
    default:
        return false;
    }
}

} // namespace Sendoff::Gui
