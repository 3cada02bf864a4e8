// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/networkfolder.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <iterator>
#include <sys/vfs.h>

namespace Sendoff::Store {

bool isNetworkFileSystem(quint64 magic)
{
    static constexpr quint64 known[]{
        0x6969, // NFS
        0x517B,     0xFF534D42, 0xFE534D42, // SMB 1, CIFS, SMB 2 and later
        0x5346414F, 0x6B414653, // AFS
        0x73757245, // Coda
        0x00C36400, // Ceph
        0x01021997, // 9P, folders of a host that a virtual machine shares
        0x01161970, 0x7461636F, // GFS2, OCFS2
        0x0BD00BD0, // Lustre
    };
    return std::find(std::begin(known), std::end(known), magic) != std::end(known);
}

bool isNetworkFolder(const QString &folder)
{
    QString place = folder;
    struct statfs facts = {};
    while (statfs(QFile::encodeName(place).constData(), &facts) != 0) {
        const QString above = QFileInfo(place).path();
        if (above == place)
            return false;
        place = above;
    }
    return isNetworkFileSystem(quint64(facts.f_type) & 0xFFFFFFFF);
}

} // namespace Sendoff::Store
