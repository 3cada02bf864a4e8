// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

QString shortHash(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(12));
}

QString runtimeFolder(const QString &fallback)
{
    // A per-user folder that the system empties at log-out; XDG_RUNTIME_DIR may be missing in a bare session.
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return runtime.isEmpty() ? fallback : runtime + u"/sendoff"_s;
}

} // namespace

Profile Profile::at(const QString &folder)
{
    Profile profile;
    if (folder.isEmpty()) {
        profile.config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/sendoff"_s;
        profile.data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/sendoff"_s;
        profile.runtime = runtimeFolder(profile.data + u"/run"_s);
    } else {
        const QString root = QDir(folder).absolutePath();
        profile.config = root;
        profile.data = root;
        profile.vaultSuffix = shortHash(root);
        // A socket's path has at most 107 octets, so it cannot live under a folder of any length.
        profile.runtime = runtimeFolder(root + u"/run"_s) + u'-' + profile.vaultSuffix;
    }
    return profile;
}

Profile Profile::forPractice() const
{
    Profile practice = *this;
    practice.data += u"/practice"_s;
    practice.runtime += u"-practice"_s;
    practice.isPractice = true;
    return practice;
}

bool makePrivateFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (!info.exists()) {
        const QString parent = info.absolutePath();
        if (parent != folder && !QFileInfo::exists(parent) && !makePrivateFolder(parent))
            return false;
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
            return false;
    }
    struct stat status = {};
    return ::stat(QFile::encodeName(folder).constData(), &status) == 0 && S_ISDIR(status.st_mode)
        && status.st_uid == ::geteuid();
}

} // namespace Sendoff::App
