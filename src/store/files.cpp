// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"

#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Sendoff::Store {

namespace {

// linux/magic.h; spelled out because the header's set differs between kernels.
constexpr std::array<unsigned long, 6> kernelFileSystems{
    0x9fa0, // proc
    0x62656572, // sysfs
    0x64626720, // debugfs
    0x74726163, // tracefs
    0x63677270, // cgroup2
    0x27e0eb, // cgroup
};

StoreError notRegular(const QString &file, mode_t mode)
{
    QString what = u"device"_s;
    if (S_ISDIR(mode))
        what = u"folder"_s;
    else if (S_ISFIFO(mode))
        what = u"pipe"_s;
    else if (S_ISSOCK(mode))
        what = u"socket"_s;
    return {StoreError::Kind::NotARegularFile, file, what};
}

FilePrint printOf(const struct stat &facts)
{
    return {facts.st_size, facts.st_mtim.tv_sec * qint64(1000) + facts.st_mtim.tv_nsec / 1'000'000, facts.st_dev,
            facts.st_ino};
}

Result<OpenFile, StoreError> examine(Descriptor descriptor, const QString &file)
{
    struct stat facts = {};
    if (fstat(descriptor.number(), &facts) != 0)
        return Failure{errorFromSystem(errno, file)};
    if (!S_ISREG(facts.st_mode))
        return Failure{notRegular(file, facts.st_mode)};
    return OpenFile{std::move(descriptor), printOf(facts), facts.st_mtim.tv_nsec};
}

bool livesInKernel(const Descriptor &descriptor)
{
    struct statfs system = {};
    if (fstatfs(descriptor.number(), &system) != 0)
        return false;
    const auto type = static_cast<unsigned long>(system.f_type);
    return std::find(kernelFileSystems.begin(), kernelFileSystems.end(), type) != kernelFileSystems.end();
}

Result<Descriptor, StoreError> takeFolder(Descriptor folder, bool isNew, const QString &path)
{
    struct stat facts = {};
    if (fstat(folder.number(), &facts) != 0)
        return Failure{errorFromSystem(errno, path)};
    if (facts.st_uid != geteuid())
        return Failure{StoreError{StoreError::Kind::CannotOpen, path, u"belongs to another user"_s}};
    if (facts.st_mode & S_ISVTX)
        return Failure{StoreError{StoreError::Kind::CannotOpen, path, u"is a folder shared with other users"_s}};
    const bool isLoose = facts.st_mode & (S_IRWXG | S_IRWXO);
    if ((isNew || isLoose) && fchmod(folder.number(), S_IRWXU) != 0)
        return Failure{errorFromSystem(errno, path)};
    return folder;
}

} // namespace

bool Descriptor::close()
{
    const int fd = std::exchange(m_fd, -1);
    return fd < 0 || ::close(fd) == 0;
}

StoreError errorFromSystem(int number, const QString &path)
{
    using Kind = StoreError::Kind;
    Kind kind = Kind::Failed;
    switch (number) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
    case ESTALE:
        kind = Kind::Missing;
        break;
    case EACCES:
    case EPERM:
    case ELOOP:
        kind = Kind::NotReadable;
        break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        kind = Kind::DiskFull;
        break;
    case EROFS:
        kind = Kind::ReadOnly;
        break;
    default:
        break;
    }
    return {kind, path, QString::fromLocal8Bit(strerrordesc_np(number))};
}

Result<OpenFile, StoreError> openSource(const QString &file)
{
    const QByteArray name = QFile::encodeName(file);
    if (name.isEmpty() || name.contains('\0'))
        return Failure{errorFromSystem(ENOENT, file)};
    // Opening a device can already do something (rewind a tape, claim a camera), so it is looked at before. Whoever
    // swaps the file in between is caught by the second look, and O_NONBLOCK keeps a pipe from waiting for its writer.
    struct stat facts = {};
    if (stat(name.constData(), &facts) != 0)
        return Failure{errorFromSystem(errno, file)};
    if (!S_ISREG(facts.st_mode))
        return Failure{notRegular(file, facts.st_mode)};
    Descriptor descriptor(open(name.constData(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!descriptor.isOpen())
        return Failure{errorFromSystem(errno, file)};
    // Their size is 0 and their content changes while it is read.
    if (livesInKernel(descriptor))
        return Failure{StoreError{StoreError::Kind::NotARegularFile, file, u"kernel"_s}};
    return examine(std::move(descriptor), file);
}

bool isUnchanged(const OpenFile &file)
{
    struct stat facts = {};
    return fstat(file.descriptor.number(), &facts) == 0 && printOf(facts) == file.print
        && facts.st_mtim.tv_nsec == file.modifiedNs;
}

Result<Descriptor, StoreError> openPrivateFolder(const QString &folder)
{
    const QFileInfo info(folder);
    const QByteArray name = QFile::encodeName(info.absoluteFilePath());
    bool isNew = mkdir(name.constData(), S_IRWXU) == 0;
    if (!isNew && errno == ENOENT && !info.absolutePath().isEmpty() && info.absolutePath() != info.absoluteFilePath()) {
        if (!QFileInfo::exists(info.absolutePath())) {
            if (auto parent = openPrivateFolder(info.absolutePath()); !parent)
                return parent;
        }
        isNew = mkdir(name.constData(), S_IRWXU) == 0;
    }
    if (!isNew && errno != EEXIST)
        return Failure{errorFromSystem(errno, folder)};
    Descriptor descriptor(open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!descriptor.isOpen())
        return Failure{errorFromSystem(errno, folder)};
    return takeFolder(std::move(descriptor), isNew, folder);
}

Result<Descriptor, StoreError> openPrivateFolder(const Descriptor &parent, const QByteArray &name, const QString &path)
{
    const bool isNew = mkdirat(parent.number(), name.constData(), S_IRWXU) == 0;
    if (!isNew && errno != EEXIST)
        return Failure{errorFromSystem(errno, path)};
    Descriptor descriptor(openat(parent.number(), name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!descriptor.isOpen())
        return Failure{errorFromSystem(errno, path)};
    return takeFolder(std::move(descriptor), isNew, path);
}

Result<Descriptor, StoreError> createPrivateFile(const Descriptor &folder, const QByteArray &name, const QString &path)
{
    Descriptor file(openat(folder.number(), name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                           S_IRUSR | S_IWUSR));
    if (!file.isOpen() || fchmod(file.number(), S_IRUSR | S_IWUSR) != 0)
        return Failure{errorFromSystem(errno, path)};
    return file;
}

Result<OpenFile, StoreError> openPrivateFile(const Descriptor &folder, const QByteArray &name, const QString &path)
{
    Descriptor file(openat(folder.number(), name.constData(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
    if (!file.isOpen())
        return Failure{errorFromSystem(errno, path)};
    return examine(std::move(file), path);
}

Result<Done, StoreError> writeAll(const Descriptor &file, QByteArrayView octets, const QString &path)
{
    while (!octets.isEmpty()) {
        const ssize_t written = write(file.number(), octets.data(), static_cast<std::size_t>(octets.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return Failure{errorFromSystem(errno, path)};
        octets = octets.sliced(written);
    }
    return Done{};
}

Result<QByteArray, StoreError> readUpTo(const Descriptor &file, qint64 limit, const QString &path)
{
    QByteArray octets(limit, Qt::Uninitialized);
    qsizetype filled = 0;
    while (filled < octets.size()) {
        const ssize_t count
            = read(file.number(), octets.data() + filled, static_cast<std::size_t>(octets.size() - filled));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Failure{errorFromSystem(errno, path)};
        if (count == 0)
            break;
        filled += count;
    }
    octets.truncate(filled);
    return octets;
}

Result<Done, StoreError> sync(const Descriptor &file, const QString &path)
{
    if (fsync(file.number()) != 0)
        return Failure{errorFromSystem(errno, path)};
    return Done{};
}

Result<Done, StoreError> writeNewFile(const QString &folder, const QByteArray &name, QByteArrayView octets)
{
    const QString path = folder + u'/' + QFile::decodeName(name);
    const auto opened = openPrivateFolder(folder);
    if (!opened)
        return Failure{opened.error()};
    auto file = createPrivateFile(opened.value(), name, path);
    if (!file)
        return Failure{file.error()};
    Result<Done, StoreError> result = writeAll(file.value(), octets, path);
    if (result)
        result = sync(file.value(), path);
    if (result && !file.value().close())
        result = Failure{errorFromSystem(errno, path)};
    if (result)
        result = sync(opened.value(), folder);
    if (!result)
        unlinkat(opened.value().number(), name.constData(), 0);
    return result;
}

} // namespace Sendoff::Store
