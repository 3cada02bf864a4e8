// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/fileprint.h"
#include "base/result.h"
#include "store/storeerror.h"

#include <QByteArray>

#include <utility>

namespace Sendoff::Store {

/// A file descriptor that closes itself.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    Descriptor(Descriptor &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Descriptor() { close(); }

    int number() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }
    /// False if the system reports a late write error.
    bool close();

private:
    int m_fd = -1;
};

/// `errno` as a reason.
StoreError errorFromSystem(int number, const QString &path);

/// A regular file opened for reading, and its print as of that moment.
struct OpenFile
{
    Descriptor descriptor;
    FilePrint print;
    qint64 modifiedNs = 0; ///< the part of its time that a print leaves out
};

/// Opens a file the person chose. Links are followed; a folder, pipe, socket, device or a file of /proc is refused, and
/// none of them can hang it.
Result<OpenFile, StoreError> openSource(const QString &file);
/// The print of an open file, and whether it is still what it was when it was opened.
bool isUnchanged(const OpenFile &file);

/// Creates `folder` and the folders above it if they are missing, and opens it. What it creates is 0700 whatever the
/// umask; an own folder that others could enter becomes 0700. A link, somebody else's folder or a shared one (sticky
/// bit) is refused.
Result<Descriptor, StoreError> openPrivateFolder(const QString &folder);
/// The same for one folder inside an open one.
Result<Descriptor, StoreError> openPrivateFolder(const Descriptor &parent, const QByteArray &name, const QString &path);

/// Creates a file that must not exist yet, 0600 whatever the umask. `path` is for the reason only.
Result<Descriptor, StoreError> createPrivateFile(const Descriptor &folder, const QByteArray &name, const QString &path);
/// Opens a file of ours for reading; a link is refused.
Result<OpenFile, StoreError> openPrivateFile(const Descriptor &folder, const QByteArray &name, const QString &path);

Result<Done, StoreError> writeAll(const Descriptor &file, QByteArrayView octets, const QString &path);
/// At most `limit` octets from where the file stands.
Result<QByteArray, StoreError> readUpTo(const Descriptor &file, qint64 limit, const QString &path);
/// fsync(2): on return the octets (or the folder's entries) survive a power cut.
Result<Done, StoreError> sync(const Descriptor &file, const QString &path);

/// Writes `octets` as `folder`/`name`, which must not exist, durably.
Result<Done, StoreError> writeNewFile(const QString &folder, const QByteArray &name, QByteArrayView octets);

} // namespace Sendoff::Store
