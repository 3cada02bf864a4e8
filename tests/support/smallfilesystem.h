// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <cerrno>
#include <cstring>
#include <sched.h>
#include <sys/mount.h>

namespace Sendoff::Testing {

/// A file system of a few hundred kilobytes that only this process sees, to run full and to be made read-only. Needs
/// the right to mount.
class SmallFileSystem
{
public:
    explicit SmallFileSystem(int kilobytes)
    {
        // In a mount namespace of its own, so that nothing is left behind and nobody else notices.
        const QByteArray size = "size=" + QByteArray::number(kilobytes) + "k,mode=0700";
        m_isMounted = unshare(CLONE_NEWNS) == 0 && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
            && mount("tmpfs", place().constData(), "tmpfs", 0, size.constData()) == 0;
        if (!m_isMounted)
            m_why = QString::fromLocal8Bit(std::strerror(errno));
    }
    ~SmallFileSystem()
    {
        if (m_isMounted)
            umount2(place().constData(), MNT_DETACH);
    }

    bool isMounted() const { return m_isMounted; }
    QString why() const { return m_why; }
    QString path() const { return m_folder.path(); }

    /// Takes all the room there is; false if it cannot.
    bool fill()
    {
        QFile file(path() + QStringLiteral("/ballast"));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        const QByteArray piece(1024, 'x');
        while (file.write(piece) > 0) { }
        return true;
    }
    bool empty() { return QFile::remove(path() + QStringLiteral("/ballast")); }
    bool makeReadOnly() { return mount("none", place().constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0; }

private:
    QByteArray place() const { return QFile::encodeName(m_folder.path()); }

    QTemporaryDir m_folder;
    bool m_isMounted = false;
    QString m_why;
};

} // namespace Sendoff::Testing
