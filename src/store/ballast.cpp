// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ballast.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Sendoff::Store {

static constexpr off_t room = 1024 * 1024;

Ballast::Ballast(const QString &folder)
    : m_file(folder + u"/ballast"_s)
{
}

void Ballast::take() const
{
    const QByteArray file = QFile::encodeName(m_file);
    const int descriptor = open(file.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return; // there already, or the disk is in trouble, which the next write will tell
    const bool isThere = posix_fallocate(descriptor, 0, room) == 0;
    close(descriptor);
    if (!isThere)
        unlink(file.constData());
}

bool Ballast::drop() const
{
    return unlink(QFile::encodeName(m_file).constData()) == 0;
}

} // namespace Sendoff::Store
