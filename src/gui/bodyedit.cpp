// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bodyedit.h"

#include "gui/dropped.h"
#include "gui/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlockFormat>
#include <QTextDocumentFragment>

namespace Sendoff::Gui {

namespace {

QTextBlockFormat comfortable()
{
    QTextBlockFormat format;
    format.setLineHeight(140, QTextBlockFormat::ProportionalHeight);
    return format;
}

} // namespace

BodyEdit::BodyEdit(QWidget *parent)
    : QTextEdit(parent)
{
    setAcceptRichText(false);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    document()->setDocumentMargin(Space::l);
    QTextCursor(document()).setBlockFormat(comfortable());
    document()->clearUndoRedoStacks();
    colour();
}

QString BodyEdit::text() const
{
    return toPlainText();
}

void BodyEdit::setText(const QString &text)
{
    // Not setPlainText(): it would drop the line height.
    document()->setUndoRedoEnabled(false);
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.movePosition(QTextCursor::Start);
    document()->setUndoRedoEnabled(true);
    setTextCursor(cursor);
}

bool BodyEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || source->hasHtml() || source->hasUrls() || source->hasImage();
}

void BodyEdit::insertFromMimeData(const QMimeData *source)
{
    const QStringList files = localFiles(*source);
    if (!files.isEmpty()) {
        Q_EMIT filesOffered(files);
        return;
    }
    const QByteArray picture = lonePicture(*source);
    if (!picture.isEmpty()) {
        Q_EMIT pictureOffered(picture);
        return;
    }
    QTextCursor cursor = textCursor();
    cursor.insertText(plainText(*source));
    setTextCursor(cursor);
    ensureCursorVisible();
}

QMimeData *BodyEdit::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    copied->setText(textCursor().selection().toPlainText());
    return copied;
}

QVariant BodyEdit::loadResource(int, const QUrl &)
{
    return QByteArray();
}

void BodyEdit::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        colour();
}

void BodyEdit::keyPressEvent(QKeyEvent *event)
{
    if (isReadOnly() || !event->matches(QKeySequence::InsertParagraphSeparator)) {
        QTextEdit::keyPressEvent(event);
        return;
    }
    // On an empty line with a format of its own, QTextEdit would only take the format away: no new line, no line
    // height.
    textCursor().insertBlock();
    ensureCursorVisible();
    event->accept();
}

void BodyEdit::colour()
{
    const QColor quiet = Theme(palette()).secondary;
    if (palette().color(QPalette::PlaceholderText) == quiet)
        return;
    QPalette own = palette();
    own.setColor(QPalette::PlaceholderText, quiet);
    setPalette(own);
}

} // namespace Sendoff::Gui
