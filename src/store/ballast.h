// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff::Store {

/// Room on the disk that is kept back for what must be written even when the disk is full: a file of 1 MiB beside the
/// database that can be let go.
class Ballast
{
public:
    explicit Ballast(const QString &folder);

    /// Makes the file if it is not there and the disk has room.
    void take() const;
    /// True if there was a file, and its room is free now.
    bool drop() const;

private:
    QString m_file;
};

} // namespace Sendoff::Store
