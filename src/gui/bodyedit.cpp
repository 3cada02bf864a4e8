// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bodyedit.h"

#include "compose/documentwalk.h"
#include "compose/mailhtml.h"
#include "gui/dropped.h"
#include "gui/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBlockFormat>
#include <QTextDocumentFragment>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

QTextBlockFormat comfortable()
{
    return Compose::blockFormatFor({}, {});
}

} // namespace

BodyEdit::BodyEdit(QWidget *parent)
    : QTextEdit(parent)
    , m_mail(new Compose::MailDocument(this))
{
    setDocument(m_mail);
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
    cursor.removeSelectedText();
    cursor.setBlockFormat(comfortable());
    cursor.setBlockCharFormat({});
    cursor.insertText(text, QTextCharFormat());
    cursor.movePosition(QTextCursor::Start);
    document()->setUndoRedoEnabled(true);
    setTextCursor(cursor);
}

void BodyEdit::setBody(const Body &body)
{
    m_isSource = false;
    m_mayBeFormatted = false;
    if (body.kind == BodyKind::Text) {
        setText(body.content);
        return;
    }
    document()->setUndoRedoEnabled(false);
    m_mail->setMailHtml(body.content);
    document()->setDocumentMargin(Space::l);
    document()->setUndoRedoEnabled(true);
    m_mayBeFormatted = true;
    if (Compose::mailHtml(*document()) == body.content) {
        m_isRich = true;
        moveCursor(QTextCursor::Start);
        return;
    }
    m_isSource = true;
    m_mayBeFormatted = false;
    setText(body.content);
}

Body BodyEdit::body() const
{
    if (m_isSource)
        return {BodyKind::Html, text()};
    if (hasFormatting())
        return {BodyKind::Html, Compose::mailHtml(*document())};
    return {BodyKind::Text, text()};
}

void BodyEdit::showFormatted()
{
    if (!m_isSource)
        return;
    const QString source = text();
    m_isSource = false;
    m_isRich = true;
    document()->setUndoRedoEnabled(false);
    m_mail->setMailHtml(source);
    document()->setDocumentMargin(Space::l);
    document()->setUndoRedoEnabled(true);
    m_mayBeFormatted = true;
    moveCursor(QTextCursor::Start);
    Q_EMIT textChanged();
}

bool BodyEdit::hasFormatting() const
{
    return isRich() && m_mayBeFormatted && !Compose::isPlain(*document());
}

void BodyEdit::setRich(bool rich)
{
    if (m_isSource || rich == m_isRich)
        return;
    const QString plain = !rich && hasFormatting() ? Compose::mailText(*document()) : QString();
    m_isRich = rich;
    m_mayBeFormatted = rich;
    if (!plain.isNull()) {
        QTextCursor cursor(document());
        cursor.beginEditBlock();
        cursor.select(QTextCursor::Document);
        cursor.removeSelectedText();
        cursor.setBlockFormat(comfortable());
        cursor.setBlockCharFormat({});
        cursor.insertText(plain, QTextCharFormat());
        cursor.endEditBlock();
    }
    setCurrentCharFormat({});
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
    if (isRich() && source->hasHtml()) {
        Compose::MailDocument pasted;
        pasted.setMailHtml(source->html(), Compose::HtmlOrigin::Foreign);
        if (!Compose::isPlain(pasted)) {
            m_mayBeFormatted = true;
            cursor.insertFragment(QTextDocumentFragment(&pasted));
            setTextCursor(cursor);
            ensureCursorVisible();
            return;
        }
    }
    cursor.insertText(plainText(*source));
    setTextCursor(cursor);
    ensureCursorVisible();
}

void BodyEdit::format(const std::function<void()> &change)
{
    if (!isRich() || isReadOnly())
        return;
    m_mayBeFormatted = true;
    change();
}

void BodyEdit::pasteText()
{
    if (isReadOnly())
        return;
    const QMimeData *clip = QGuiApplication::clipboard()->mimeData();
    if (!clip)
        return;
    textCursor().insertText(plainText(*clip));
    ensureCursorVisible();
}

QMimeData *BodyEdit::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    if (!hasFormatting()) {
        copied->setText(textCursor().selection().toPlainText());
        return copied;
    }
    QTextDocument part;
    QTextCursor(&part).insertFragment(textCursor().selection());
    copied->setText(Compose::mailText(part));
    if (!Compose::isPlain(part))
        copied->setHtml(Compose::mailHtml(part));
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

/// The lines beside quotes, which no block format can say.
void BodyEdit::paintEvent(QPaintEvent *event)
{
    QTextEdit::paintEvent(event);
    if (!m_mayBeFormatted)
        return;
    const Theme theme(palette());
    QPainter painter(viewport());
    const QPointF origin(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    const QAbstractTextDocumentLayout *layout = document()->documentLayout();
    QTextBlock block = cursorForPosition(event->rect().topLeft()).block();
    for (; block.isValid(); block = block.next()) {
        const QRectF box = layout->blockBoundingRect(block).translated(origin);
        if (box.top() > event->rect().bottom())
            return;
        const int quotes = block.blockFormat().intProperty(Compose::Format::quoteLevel);
        const qreal indent = block.blockFormat().leftMargin();
        for (int level = 0; level < quotes && indent > 0; ++level) {
            const qreal x = document()->documentMargin() + indent * level / quotes;
            painter.fillRect(QRectF(layoutDirection() == Qt::RightToLeft ? viewport()->width() - x - 2 : x, box.top(),
                                    2, box.height()),
                             mix(theme.base, theme.text, 0.3));
        }
    }
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
