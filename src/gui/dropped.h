// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

class QMimeData;

namespace Sendoff::Gui {

/// Paths of the local files in a drop or on the clipboard, whatever they are (a folder too: whoever looks at them says
/// what is wrong with it). Nothing is opened.
QStringList localFiles(const QMimeData &data);

/// A picture without text and files beside it, as PNG; else empty.
QByteArray lonePicture(const QMimeData &data);

/// The text of a drop or of the clipboard, without markup. HTML that comes alone is read without loading anything it
/// names.
QString plainText(const QMimeData &data);

} // namespace Sendoff::Gui
