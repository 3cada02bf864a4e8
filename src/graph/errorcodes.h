// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/grapherror.h"

#include <QStringView>

#include <optional>
#include <span>

namespace Sendoff::Graph {

/// What one code of Graph's or Exchange's error object means (concepts/errors; Exchange "ResponseCode"). Codes compare
/// without case.
struct CodeRow
{
    const char *code;
    int status; ///< 0: whatever the status is; a row with the very status goes first
    ErrorKind kind;
};

std::span<const CodeRow> codeTable();

/// None for a code we do not know.
std::optional<ErrorKind> kindOfCode(QStringView code, int status);
/// What a status says when no code is known.
ErrorKind kindOfStatus(int status);

} // namespace Sendoff::Graph
