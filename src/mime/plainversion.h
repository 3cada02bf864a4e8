// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff::Mime {

/// What HTML says, for those who read text: paragraphs apart by an empty line, items of lists with a dash, a link as
/// "words <address>", a picture by its words. Read over once from begin to end; nothing is laid out, fetched or run.
QString plainVersion(const QString &html);

} // namespace Sendoff::Mime
