// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff::Compose {

/// The first words that say that something comes with the mail, as they stand there; empty if there are none. In
/// English, German, French, Spanish, Portuguese, Japanese, Chinese and Arabic, whichever it is: none of the words means
/// something else in another of them. "No attachment" and "your attachment" are none.
QString attachmentWords(const QString &text);

} // namespace Sendoff::Compose
