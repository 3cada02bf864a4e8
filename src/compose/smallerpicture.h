// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/attachment.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace Sendoff::Compose {

/// Enough for a large screen; a printed page of a letter's width still has 200 dots an inch.
inline constexpr int screenEdge = 1920;

struct SmallerPicture
{
    QByteArray octets;
    QString name; ///< with the ending of what it is now
};

/// A still picture, turned as its EXIF says and scaled until its longer edge has at most `edge` pixels, as JPEG, or as
/// PNG if something shows through it. Nothing of its EXIF is left, where it was taken among it. Nothing comes back if
/// it is no picture, moves, is too big to be looked at, or would not lose a tenth of its octets. Waits.
std::optional<SmallerPicture> smallerPictureNow(const Attachment &attachment, int edge = screenEdge);

/// The same for each picture among these, kept under `folder` as pasted ones are, in a worker thread. The answer names
/// the id of each that became smaller and what takes its place, and comes as with lookAtFile().
void makeSmaller(const QString &folder, const QList<Attachment> &attachments, QObject *context,
                 std::function<void(const QList<std::pair<QString, Attachment>> &)> answer);

} // namespace Sendoff::Compose
