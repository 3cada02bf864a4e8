// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff::Practice {

/// What makes a request traceable.
struct Marks
{
    QString requestId;
    QString clientRequestId;
};

} // namespace Sendoff::Practice
