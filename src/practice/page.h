// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Sendoff::Practice {

/// Text made safe between tags and inside double quotes. Control characters become U+FFFD.
QByteArray escapeHtml(const QString &text);

/// A whole HTML page in the service's look. `title` is text, `content` is HTML.
QByteArray page(const QString &title, const QByteArray &content, const QByteArray &bodyClass = {});

/// The policy of such a page: nothing loads but its own style; `more` adds directives.
QByteArray pagePolicy(const QByteArray &more = {});

/// The little mark of the service, inline SVG.
QByteArray logo();

} // namespace Sendoff::Practice
