// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace Sendoff::Practice {

/// XDG_DATA_HOME/sendoff/practice.
QString defaultDataFolder();

/// DIR: made when it is not there (0700), and held by one service at a time.
class DataFolder
{
public:
    DataFolder() = default;
    ~DataFolder();
    DataFolder(const DataFolder &) = delete;
    DataFolder &operator=(const DataFolder &) = delete;

    /// The failure is a text for stderr.
    Result<Done, QString> take(const QString &folder);
    /// Puts the ready line into DIR/service.json until this object goes. Only whoever holds the lock of DIR/lock
    /// (flock) is running: a file without a holder was left by a crash.
    void announce(const QByteArray &readyLine);

private:
    QString m_folder;
    int m_lock = -1;
    bool m_announced = false;
};

} // namespace Sendoff::Practice
