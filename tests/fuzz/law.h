// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// libFuzzer's door: any octets, always 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace Fuzz {

/// What must hold for every input. A broken law ends the program, which is how libFuzzer learns of it.
inline void law(bool holds, const char *words)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken law: %s\n", words);
    std::abort();
}

inline QByteArray octets(const std::uint8_t *data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
}

} // namespace Fuzz
