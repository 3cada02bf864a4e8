// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/fileprint.h"
#include "base/result.h"
#include "store/files.h"
#include "store/storeerror.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <atomic>
#include <functional>

namespace Sendoff::Store {

/// A file to be copied, and what it looked like when it was attached.
struct Source
{
    QString file;
    FilePrint print;
};

/// A snapshot of one file.
struct Snapshot
{
    QString file; ///< absolute path inside the spool
    QByteArray sha256; ///< of its octets, raw 32
    qint64 size = 0;
    friend bool operator==(const Snapshot &, const Snapshot &) = default;
};

/// A folder of the spool.
struct SpoolItem
{
    QString item;
    bool isComplete = false; ///< false: the copying was cut off, or is going on right now
    QDateTime changed; ///< when its list of files last changed, UTC
};

/// A complete item as it stands in the spool.
struct Found
{
    QByteArray note; ///< as given to take()
    QList<Snapshot> snapshots; ///< in the order of its sources
    bool isClaimed = false;
};

/// Looks at a file without reading it: regular, readable, its print. Opens non-blocking, so a FIFO cannot hang it.
/// Meant for a worker thread.
Result<FilePrint, StoreError> lookAt(const QString &file);
/// The first `limit` octets of such a file.
Result<QByteArray, StoreError> readStart(const QString &file, qint64 limit);

/// Copies of attachments, so that what is sent is what was attached: `folder`/spool/<item>/<n>, folders 0700, files
/// 0600. An item's folder is complete if it holds DONE, a list of its files with their hashes.
class Spool
{
public:
    explicit Spool(QString folder);

    /// Copies the files of one item while hashing, compares each with its print before and after, flushes files and
    /// folder to the disk, and marks the folder complete last. Meant for a worker thread; `cancelled` ends it early.
    /// `progressed(octets)` is called from that thread. `note` is kept beside them as message.json. If it fails nothing
    /// is left.
    Result<QList<Snapshot>, StoreError> take(const QString &item, const QList<Source> &sources,
                                             const std::atomic_bool &cancelled,
                                             const std::function<void(qint64)> &progressed,
                                             const QByteArray &note = {}) const;
    /// Reads a snapshot back and compares its hash: Damaged if it is another one.
    Result<QByteArray, StoreError> read(const Snapshot &snapshot) const;
    /// Reads it through in pieces and compares its hash, whatever its size.
    Result<Done, StoreError> verify(const Snapshot &snapshot) const;
    /// `count` octets from `from` on; Damaged if it does not have them. The hash is not looked at.
    Result<QByteArray, StoreError> readPart(const Snapshot &snapshot, qint64 from, qint64 count) const;
    void drop(const QString &item) const;
    /// Whether an item's folder is there and complete.
    bool holds(const QString &item) const;
    /// Marks the item, durably, before the first request for it: should the database get lost, it may have been sent.
    /// Again is well.
    Result<Done, StoreError> claim(const QString &item) const;
    /// What a complete item holds by its own account, for when no row tells. Meant for a worker thread.
    Result<Found, StoreError> find(const QString &item) const;
    /// What is in the spool, for whoever tidies it. Meant for a worker thread.
    QList<SpoolItem> items() const;
    /// Where the nth file of an item is kept.
    QString fileOf(const QString &item, const QString &name) const;

private:
    Result<OpenFile, StoreError> openCopy(const Snapshot &snapshot) const;
    Result<Descriptor, StoreError> openItem(const QString &item) const;

    QString m_folder; ///< the spool's own
};

} // namespace Sendoff::Store
