// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/files.h"

namespace Sendoff::Store {

/// A lock among processes, and among several of these in one process. The kernel holds it (flock(2)), so it ends with
/// its holder, however that ends; no number of a dead process can be mistaken for a living one.
class ProcessLock
{
public:
    /// The file is `folder`/`name`.lock; it stays when the lock goes.
    ProcessLock(QString folder, QString name);

    /// True if it is ours now, alone. Never waits.
    bool take();
    /// Waits while somebody holds it alone; then any number may share it. One that was held alone becomes shared. False:
    /// the file system has no such locks.
    bool share();
    bool isHeld() const { return m_held.isOpen(); }

private:
    Descriptor openFile() const;

    QString m_folder;
    QString m_name;
    Descriptor m_held;
};

} // namespace Sendoff::Store
