// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/processlock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace Sendoff::Store {

ProcessLock::ProcessLock(QString folder, QString name)
    : m_folder(std::move(folder))
    , m_name(std::move(name))
{
}

bool ProcessLock::take()
{
    if (isHeld())
        return true;
    const auto folder = openPrivateFolder(m_folder);
    if (!folder)
        return false;
    const QByteArray name = QFile::encodeName(m_name + u".lock"_s);
    Descriptor file(openat(folder.value().number(), name.constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
                           S_IRUSR | S_IWUSR));
    if (!file.isOpen() || flock(file.number(), LOCK_EX | LOCK_NB) != 0)
        return false;
    m_held = std::move(file);
    return true;
}

} // namespace Sendoff::Store
