// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/processlock.h"

#include <QFile>

#include <cerrno>
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

Descriptor ProcessLock::openFile() const
{
    const auto folder = openPrivateFolder(m_folder);
    if (!folder)
        return {};
    const QByteArray name = QFile::encodeName(m_name + u".lock"_s);
    return Descriptor(openat(folder.value().number(), name.constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
                             S_IRUSR | S_IWUSR));
}

bool ProcessLock::take()
{
    if (isHeld())
        return true;
    Descriptor file = openFile();
    if (!file.isOpen() || flock(file.number(), LOCK_EX | LOCK_NB) != 0)
        return false;
    m_held = std::move(file);
    return true;
}

bool ProcessLock::share()
{
    Descriptor file = isHeld() ? std::move(m_held) : openFile();
    int result = -1;
    do {
        result = file.isOpen() ? flock(file.number(), LOCK_SH) : -1;
    } while (result != 0 && file.isOpen() && errno == EINTR);
    if (result != 0)
        return false;
    m_held = std::move(file);
    return true;
}

} // namespace Sendoff::Store
