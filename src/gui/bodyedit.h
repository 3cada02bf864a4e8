// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/body.h"

#include <QTextEdit>

#include <functional>

namespace Sendoff::Compose {
class MailDocument;
}

namespace Sendoff::Gui {

/// Where the text is written, with formatting or without. What is pasted keeps only what a mail may hold, and nothing
/// that it names is ever loaded. Files and pictures are handed on: they become attachments, not paths in the text.
class BodyEdit : public QTextEdit
{
    Q_OBJECT
public:
    explicit BodyEdit(QWidget *parent = nullptr);

    /// Plain text as it is; HTML that this editor has written is shown as it was. Any other HTML is shown as its
    /// source, so that nothing of it is lost.
    void setBody(const Body &body);
    /// HTML only if there is something in it that text cannot say.
    Body body() const;
    /// Other HTML, shown as its source.
    bool isSource() const { return m_isSource; }
    /// Source is read, and what a mail of this editor cannot hold is left out. Not to be undone.
    void showFormatted();

    /// Whether it may be formatted: not so for plain mails and for source.
    bool isRich() const { return m_isRich && !m_isSource; }
    /// False makes what is there plain text.
    void setRich(bool rich);
    bool hasFormatting() const;

    QString text() const;
    void setText(const QString &text);
    /// Everything that formats goes through here: from then on somebody has to look whether there is formatting.
    void format(const std::function<void()> &change);
    /// What is on the clipboard, without its formatting.
    void pasteText();

Q_SIGNALS:
    void filesOffered(const QStringList &files);
    void pictureOffered(const QByteArray &png);
    void linkWanted(); ///< Ctrl+K

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    QMimeData *createMimeDataFromSelection() const override;
    QVariant loadResource(int type, const QUrl &name) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    // bodykeys.cpp
    bool formatByKey(QKeyEvent *event);
    bool breakLine();
    bool stepBack();
    bool moveInTable(int by);
    void leaveLink();
    bool shapeParagraph();
    bool closeMark(QChar mark);

    void colour();

    Compose::MailDocument *m_mail;
    bool m_isRich = true;
    bool m_isSource = false;
    bool m_mayBeFormatted = false; ///< false: certainly not, and nobody has to look
};

} // namespace Sendoff::Gui
