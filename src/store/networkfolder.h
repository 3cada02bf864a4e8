// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff::Store {

/// Whether several computers can have this folder at once: there a lock of one of them need not hold for the others.
/// Looks at the folder, or at the nearest one above it that is there. It may take as long as the file server does.
bool isNetworkFolder(const QString &folder);
/// By the magic number of its file system (statfs(2)).
bool isNetworkFileSystem(quint64 magic);

} // namespace Sendoff::Store
