// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff::Compose {

/// What may be kept of foreign HTML (pasted, or of a saved mail), written anew: paragraphs, headings, lists, quotes,
/// tables, rules, bold, italic, underline, strike, code, sub- and superscript, alignment, direction, colours that are
/// not just black on white, links to http, https, mailto and tel, and pictures that are part of the mail (cid:).
/// Nothing else: no script, style sheet, form, font, remote or local file, comment or unknown element comes through.
/// Lists that Word writes as paragraphs become lists. Elements are closed in order, and none is nested deeper than 64.
/// Any text is taken, however broken; after `limit` UTF-16 code units it is cut.
/// A text size is somebody else's taste, and left out unless `origin` says that it was chosen here.
enum class HtmlOrigin { Foreign, Own };
QString cleanHtml(const QString &foreign, HtmlOrigin origin = HtmlOrigin::Foreign, qsizetype limit = 4'000'000);

} // namespace Sendoff::Compose
