// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dropped.h"

#include "message/body.h"

#include <QBuffer>
#include <QImage>
#include <QMimeData>
#include <QRegularExpression>
#include <QTextDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

class SealedDocument : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return QByteArray(); }
};

} // namespace

QStringList localFiles(const QMimeData &data)
{
    QStringList files;
    const QList<QUrl> urls = data.hasUrls() ? data.urls() : QList<QUrl>();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

QByteArray lonePicture(const QMimeData &data)
{
    if (!data.hasImage() || data.hasText() || !localFiles(data).isEmpty())
        return {};
    const QImage image = qvariant_cast<QImage>(data.imageData());
    QByteArray png;
    QBuffer buffer(&png);
    if (image.isNull() || !buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        return {};
    return png;
}

QString plainText(const QMimeData &data)
{
    if (data.hasFormat(u"text/plain"_s) || !data.hasHtml())
        return cleanPlainText(data.text());
    SealedDocument document;
    document.setUndoRedoEnabled(false);
    // Qt's reader stops at these where they do not belong, and the rest would be lost.
    static const QRegularExpression headOnly(u"<(link|meta|base)\\b[^>]*>"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    document.setHtml(data.html().remove(headOnly));
    return cleanPlainText(document.toPlainText());
}

} // namespace Sendoff::Gui
