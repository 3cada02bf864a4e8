// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/datafolder.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/sendoff/practice"_L1;
}

DataFolder::~DataFolder()
{
    if (m_announced)
        QFile::remove(m_folder + "/service.json"_L1);
    if (m_lock >= 0)
        ::close(m_lock);
}

Result<Done, QString> DataFolder::take(const QString &folder)
{
    const auto unusable
        = [&folder](const QString &why) { return Failure{u"cannot use the folder %1: %2"_s.arg(folder, why)}; };
    const auto lastError = [] { return QString::fromLocal8Bit(std::strerror(errno)); };
    m_folder = folder;
    struct stat facts
    {
    };
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return unusable(u"it cannot be made"_s);
    if (::stat(QFile::encodeName(folder).constData(), &facts) != 0)
        return unusable(lastError());
    if (facts.st_uid != ::geteuid())
        return unusable(u"it belongs to somebody else"_s);
    m_lock
        = ::open(QFile::encodeName(folder + "/lock"_L1).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_lock < 0)
        return unusable(lastError());
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0)
        return unusable(errno == EWOULDBLOCK ? u"another practice service is using it"_s : lastError());
    return Done{};
}

void DataFolder::announce(const QByteArray &readyLine)
{
    QSaveFile file(m_folder + "/service.json"_L1);
    m_announced = file.open(QIODevice::WriteOnly) && file.write(readyLine + '\n') > 0 && file.commit();
}

} // namespace Sendoff::Practice
