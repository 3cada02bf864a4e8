// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/spool.h"

#include "store/files.h"
#include "store/sha256.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Sendoff::Store {

namespace {

constexpr auto claimName = "CLAIMED";
constexpr qint64 pieceSize = 256 * 1024;

/// Fit to be the name of a folder of ours: it cannot lead out of it.
bool isPlainName(const QString &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar character) {
        return (character >= u'a' && character <= u'z') || (character >= u'A' && character <= u'Z')
            || (character >= u'0' && character <= u'9') || character == u'-';
    });
}

/// What one copying needs to know all the way.
struct Copying
{
    const Descriptor &folder;
    const QString &path;
    const std::atomic_bool &cancelled;
    const std::function<void(qint64)> &progressed;
    qint64 octets = 0;
};

Result<Done, StoreError> flushAndClose(Descriptor &file, const QString &path)
{
    auto flushed = sync(file, path);
    if (flushed && !file.close())
        return Failure{errorFromSystem(errno, path)};
    return flushed;
}

Result<Done, StoreError> writeFile(const Copying &copying, const QByteArray &name, const QByteArray &octets)
{
    const QString path = copying.path + u'/' + QFile::decodeName(name);
    auto file = createPrivateFile(copying.folder, name, path);
    if (!file)
        return Failure{file.error()};
    if (auto written = writeAll(file.value(), octets, path); !written)
        return written;
    return flushAndClose(file.value(), path);
}

/// Octets from `source` to `target` until its end. One that grows is noticed after a piece, not when the disk is full.
Result<QByteArray, StoreError> pour(const OpenFile &source, const Descriptor &target, Copying &copying,
                                    const QString &from, const QString &to)
{
    Sha256 hash;
    for (qint64 copied = 0;;) {
        if (copying.cancelled)
            return Failure{StoreError{StoreError::Kind::Cancelled, from, {}}};
        const auto piece = readUpTo(source.descriptor, pieceSize, from);
        if (!piece)
            return Failure{piece.error()};
        copied += piece.value().size();
        const bool isAtEnd = piece.value().size() < pieceSize;
        if (copied > source.print.size || (isAtEnd && (copied < source.print.size || !isUnchanged(source))))
            return Failure{StoreError{StoreError::Kind::Changed, from, u"while it was copied"_s}};
        hash.add(piece.value());
        if (const auto written = writeAll(target, piece.value(), to); !written)
            return Failure{written.error()};
        copying.octets += piece.value().size();
        if (copying.progressed)
            copying.progressed(copying.octets);
        if (!isAtEnd)
            continue;
        const QByteArray sum = hash.result();
        if (sum.isEmpty())
            return Failure{StoreError{StoreError::Kind::Failed, from, u"no checksum"_s}};
        return sum;
    }
}

Result<Snapshot, StoreError> copyOne(const Source &source, const QString &name, Copying &copying)
{
    const auto opened = openSource(source.file);
    if (!opened)
        return Failure{opened.error()};
    if (opened.value().print != source.print)
        return Failure{StoreError{StoreError::Kind::Changed, source.file, u"since it was attached"_s}};
    const QString path = copying.path + u'/' + name;
    auto target = createPrivateFile(copying.folder, QFile::encodeName(name), path);
    if (!target)
        return Failure{target.error()};
    const auto hash = pour(opened.value(), target.value(), copying, source.file, path);
    if (!hash)
        return Failure{hash.error()};
    if (const auto flushed = flushAndClose(target.value(), path); !flushed)
        return Failure{flushed.error()};
    return Snapshot{path, hash.value(), source.print.size};
}

Result<QList<Snapshot>, StoreError> copyAll(const QList<Source> &sources, const QByteArray &note, Copying &copying)
{
    QList<Snapshot> snapshots;
    QByteArray list;
    for (qsizetype index = 0; index < sources.size(); ++index) {
        const auto snapshot = copyOne(sources.at(index), QString::number(index), copying);
        if (!snapshot)
            return Failure{snapshot.error()};
        snapshots.append(snapshot.value());
        list += snapshot.value().sha256.toHex() + ' ' + QByteArray::number(snapshot.value().size) + ' '
            + QByteArray::number(index) + '\n';
    }
    if (const auto written = writeFile(copying, "message.json"_ba, note); !written)
        return Failure{written.error()};
    list += Sha256::of(note).toHex() + ' ' + QByteArray::number(note.size()) + " message.json\n";
    // The entries first, the mark after them: a mark that survives a power cut vouches for files that did too.
    if (const auto flushed = sync(copying.folder, copying.path); !flushed)
        return Failure{flushed.error()};
    if (const auto marked = writeFile(copying, "DONE"_ba, list); !marked)
        return Failure{marked.error()};
    if (const auto flushed = sync(copying.folder, copying.path); !flushed)
        return Failure{flushed.error()};
    return snapshots;
}

} // namespace

Result<FilePrint, StoreError> lookAt(const QString &file)
{
    const auto opened = openSource(file);
    if (!opened)
        return Failure{opened.error()};
    return opened.value().print;
}

Result<QByteArray, StoreError> readStart(const QString &file, qint64 limit)
{
    const auto opened = openSource(file);
    if (!opened)
        return Failure{opened.error()};
    return readUpTo(opened.value().descriptor, limit, file);
}

Spool::Spool(QString folder)
    : m_folder(std::move(folder) + u"/spool"_s)
{
}

QString Spool::fileOf(const QString &item, const QString &name) const
{
    return m_folder + u'/' + item + u'/' + name;
}

Result<QList<Snapshot>, StoreError> Spool::take(const QString &item, const QList<Source> &sources,
                                                const std::atomic_bool &cancelled,
                                                const std::function<void(qint64)> &progressed,
                                                const QByteArray &note) const
{
    const QString path = m_folder + u'/' + item;
    if (!isPlainName(item))
        return Failure{StoreError{StoreError::Kind::Failed, path, u"not a name for an item"_s}};
    const auto spool = openPrivateFolder(m_folder);
    if (!spool)
        return Failure{spool.error()};
    if (mkdirat(spool.value().number(), item.toLatin1().constData(), S_IRWXU) != 0)
        return Failure{errorFromSystem(errno, path)};
    const auto folder = openPrivateFolder(spool.value(), item.toLatin1(), path);
    if (!folder)
        return Failure{folder.error()};
    Copying copying{folder.value(), path, cancelled, progressed};
    auto snapshots = copyAll(sources, note, copying);
    if (snapshots) {
        if (const auto flushed = sync(spool.value(), m_folder); !flushed)
            snapshots = Failure{flushed.error()};
    }
    if (!snapshots)
        drop(item);
    return snapshots;
}

static StoreError damaged(const Snapshot &snapshot)
{
    return {StoreError::Kind::Damaged, snapshot.file, u"not what was attached"_s};
}

Result<OpenFile, StoreError> Spool::openCopy(const Snapshot &snapshot) const
{
    const QFileInfo info(snapshot.file);
    const QString item = QFileInfo(info.path()).fileName();
    if (!isPlainName(item) || !isPlainName(info.fileName()) || snapshot.file != fileOf(item, info.fileName()))
        return Failure{StoreError{StoreError::Kind::Missing, snapshot.file, u"not in the spool"_s}};
    const Descriptor folder(
        open(QFile::encodeName(info.path()).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.isOpen())
        return Failure{errorFromSystem(errno, snapshot.file)};
    auto file = openPrivateFile(folder, QFile::encodeName(info.fileName()), snapshot.file);
    if (file && file.value().print.size != snapshot.size)
        return Failure{damaged(snapshot)};
    return file;
}

Result<QByteArray, StoreError> Spool::read(const Snapshot &snapshot) const
{
    const auto copy = openCopy(snapshot);
    if (!copy)
        return Failure{copy.error()};
    auto octets = readUpTo(copy.value().descriptor, snapshot.size, snapshot.file);
    if (octets && Sha256::of(octets.value()) != snapshot.sha256)
        return Failure{damaged(snapshot)};
    return octets;
}

Result<Done, StoreError> Spool::verify(const Snapshot &snapshot) const
{
    const auto copy = openCopy(snapshot);
    if (!copy)
        return Failure{copy.error()};
    constexpr qint64 piece = qint64(1) << 20;
    Sha256 hash;
    for (qint64 at = 0; at < snapshot.size; at += piece) {
        const auto octets = readUpTo(copy.value().descriptor, std::min(piece, snapshot.size - at), snapshot.file);
        if (!octets)
            return Failure{octets.error()};
        hash.add(octets.value());
    }
    if (hash.result() != snapshot.sha256)
        return Failure{damaged(snapshot)};
    return Done{};
}

Result<QByteArray, StoreError> Spool::readPart(const Snapshot &snapshot, qint64 from, qint64 count) const
{
    const auto copy = openCopy(snapshot);
    if (!copy)
        return Failure{copy.error()};
    const int descriptor = copy.value().descriptor.number();
    if (lseek(descriptor, from, SEEK_SET) != from)
        return Failure{errorFromSystem(errno, snapshot.file)};
    auto octets = readUpTo(copy.value().descriptor, count, snapshot.file);
    if (octets && octets.value().size() != count)
        return Failure{damaged(snapshot)};
    return octets;
}

Result<Descriptor, StoreError> Spool::openItem(const QString &item) const
{
    const QString path = m_folder + u'/' + item;
    if (!isPlainName(item))
        return Failure{StoreError{StoreError::Kind::Missing, path, u"not in the spool"_s}};
    Descriptor folder(open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.isOpen())
        return Failure{errorFromSystem(errno, path)};
    return folder;
}

Result<Done, StoreError> Spool::claim(const QString &item) const
{
    const auto folder = openItem(item);
    if (!folder)
        return Failure{folder.error()};
    const QString path = m_folder + u'/' + item;
    if (const auto mark = createPrivateFile(folder.value(), claimName, path + u"/CLAIMED"_s); !mark && errno != EEXIST)
        return Failure{mark.error()};
    return sync(folder.value(), path);
}

Result<Found, StoreError> Spool::find(const QString &item) const
{
    const auto folder = openItem(item);
    if (!folder)
        return Failure{folder.error()};
    const QString path = m_folder + u'/' + item;
    const auto readFile = [&](const QByteArray &name) -> Result<QByteArray, StoreError> {
        const auto file = openPrivateFile(folder.value(), name, path + u'/' + QFile::decodeName(name));
        if (!file)
            return Failure{file.error()};
        return readUpTo(file.value().descriptor, file.value().print.size, path);
    };
    const auto list = readFile("DONE"_ba);
    if (!list)
        return Failure{list.error()};
    const StoreError damaged{StoreError::Kind::Damaged, path, u"not what was put there"_s};
    Found found;
    const QList<QByteArray> lines = list.value().split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() != 3)
            continue;
        const QByteArray sha256 = QByteArray::fromHex(words.at(0));
        if (words.at(2) == "message.json") {
            const auto note = readFile("message.json"_ba);
            if (!note || Sha256::of(note.value()) != sha256)
                return Failure{damaged};
            found.note = note.value();
        } else {
            found.snapshots.append({path + u'/' + QString::fromLatin1(words.at(2)), sha256, words.at(1).toLongLong()});
        }
    }
    found.isClaimed = faccessat(folder.value().number(), claimName, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    if (found.note.isEmpty())
        return Failure{damaged};
    return found;
}

QList<SpoolItem> Spool::items() const
{
    QList<SpoolItem> found;
    const QFileInfoList folders = QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QFileInfo &folder : folders) {
        const bool isComplete = QFileInfo::exists(folder.filePath() + u"/DONE"_s);
        found.append({folder.fileName(), isComplete, folder.lastModified().toUTC()});
    }
    return found;
}

bool Spool::holds(const QString &item) const
{
    return isPlainName(item) && QFileInfo::exists(m_folder + u'/' + item + u"/DONE"_s);
}

void Spool::drop(const QString &item) const
{
    // Removes links, never what they lead to.
    if (isPlainName(item))
        QDir(m_folder + u'/' + item).removeRecursively();
}

} // namespace Sendoff::Store
