// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff::Compose {

/// The first words that were to be filled in, as they stand there: [NAME], [Datum], <Name>, {{field}}, TODO, XXX. Empty
/// if there are none.
QString placeholderIn(const QString &text);

} // namespace Sendoff::Compose
