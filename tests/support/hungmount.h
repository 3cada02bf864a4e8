// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

namespace Sendoff::Testing {

/// A folder like one of a file server that has gone away: whoever looks into it waits until letGo(). Needs the right to
/// mount.
class HungMount
{
public:
    HungMount()
    {
        m_device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
        if (m_device < 0) {
            m_why = QString::fromLocal8Bit(std::strerror(errno));
            return;
        }
        const QByteArray options = "fd=" + QByteArray::number(m_device)
            + ",rootmode=40000,user_id=" + QByteArray::number(getuid()) + ",group_id=" + QByteArray::number(getgid());
        m_isMounted = mount("hung", place().constData(), "fuse", MS_NOSUID | MS_NODEV, options.constData()) == 0;
        if (!m_isMounted)
            m_why = QString::fromLocal8Bit(std::strerror(errno));
    }
    ~HungMount()
    {
        letGo();
        if (m_isMounted)
            umount2(place().constData(), MNT_DETACH);
    }

    bool isMounted() const { return m_isMounted; }
    QString why() const { return m_why; }
    QString file() const { return m_folder.path() + QStringLiteral("/report.pdf"); }
    /// Nobody will ever answer: the kernel tells so to all who wait.
    void letGo()
    {
        if (m_device >= 0)
            close(std::exchange(m_device, -1));
    }

private:
    QByteArray place() const { return QFile::encodeName(m_folder.path()); }

    QTemporaryDir m_folder;
    int m_device = -1;
    bool m_isMounted = false;
    QString m_why;
};

} // namespace Sendoff::Testing
