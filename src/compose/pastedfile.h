// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compose/filelook.h"

#include <QByteArray>
#include <QDateTime>
#include <QImage>
#include <QSet>

namespace Sendoff::Compose {

/// Keeps pasted or dropped octets as `folder`/pasted/<id>, 0600 and flushed to the disk, and gives them as an
/// attachment called `name`. In a worker thread; the answer comes as with lookAtFile().
void keepPasted(const QString &folder, const QByteArray &octets, const QString &name, QObject *context,
                std::function<void(const LookResult &)> answer);
/// A picture, as PNG.
void keepPasted(const QString &folder, const QImage &picture, const QString &name, QObject *context,
                std::function<void(const LookResult &)> answer);
/// The same, waiting.
LookResult keepPastedNow(const QString &folder, const QByteArray &octets, const QString &name);

/// Removes what was pasted more than 30 days ago and whose <id> is not in `stillNamed`, in a worker thread. Only files
/// that could be ours go; a link is not followed.
void sweepPasted(const QString &folder, const QSet<QString> &stillNamed, const QDateTime &now);
/// The same, waiting. How many went.
int sweepPastedNow(const QString &folder, const QSet<QString> &stillNamed, const QDateTime &now);

} // namespace Sendoff::Compose
