// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

namespace Sendoff::Gui {

/// Where the text is written. Takes plain text only, whatever is pasted or dropped, and never loads anything that text
/// names. Files and pictures are handed on: they become attachments, not paths in the text.
class BodyEdit : public QTextEdit
{
    Q_OBJECT
public:
    explicit BodyEdit(QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);

Q_SIGNALS:
    void filesOffered(const QStringList &files);
    void pictureOffered(const QByteArray &png);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    QMimeData *createMimeDataFromSelection() const override;
    QVariant loadResource(int type, const QUrl &name) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void colour();
};

} // namespace Sendoff::Gui
