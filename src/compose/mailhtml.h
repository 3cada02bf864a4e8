// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compose/cleanhtml.h"

#include <QHash>
#include <QImage>
#include <QString>
#include <QTextDocument>
#include <QTextFormat>

namespace Sendoff::Compose {

/// A text with formatting that reads nothing from anywhere: the only pictures it shows are those it was given.
class MailDocument : public QTextDocument
{
    Q_OBJECT
public:
    explicit MailDocument(QObject *parent = nullptr);

    /// Shown where the text says cid:`contentId`.
    void setPicture(const QString &contentId, const QImage &picture);
    QImage picture(const QString &contentId) const { return m_pictures.value(contentId); }
    /// Takes what may be kept of HTML (cleanHtml()) in place of what is there.
    void setMailHtml(const QString &html, HtmlOrigin origin = HtmlOrigin::Own);

protected:
    QVariant loadResource(int type, const QUrl &name) override;

private:
    QHash<QString, QImage> m_pictures;
};

/// Takes off what the reader of HTML adds by itself: fonts, sizes, margins. Quotes, code and headings look as this
/// program shows them. In the given part only.
void normalize(QTextDocument &document, int from, int to);

/// What stands behind a table in a text just read from HTML, and was not in it.
void dropParagraphsAfterTables(QTextDocument &document);

/// Formats that the editor sets and the writer knows.
namespace Format {
inline constexpr int quoteLevel = QTextFormat::BlockQuoteLevel; ///< of a block: 1, 2 …
inline constexpr int code = QTextFormat::FontFixedPitch; ///< of characters; of a block: nonBreakableLines too
inline constexpr int size = QTextFormat::FontSizeAdjustment; ///< of characters: -1 small, 1 large, 2 very large
} // namespace Format

/// What is sent of such a text: small HTML that Outlook reads as meant, with nothing in it but what is set. No font but
/// fixed pitch for code, no class, no script, no address but http, https, mailto, tel, and cid for pictures. The same
/// for the same text on every version of Qt.
QString mailHtml(const QTextDocument &document);
/// The same as text (RFC 3676 quotes with "> "): lists with their marks, links with their address, tables as lines.
QString mailText(const QTextDocument &document);
/// Plain text says all that is there.
bool isPlain(const QTextDocument &document);
/// Content-IDs of the pictures in it, in order, each once.
QStringList picturesIn(const QTextDocument &document);

} // namespace Sendoff::Compose
