// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "message/attachment.h"
#include "store/storeerror.h"

#include <QObject>

#include <functional>

namespace Sendoff::Compose {

using LookResult = Result<Attachment, Store::StoreError>;

/// Finds out about a file to be attached (regular? readable? size, name, type) in a worker thread: a hung mount or a
/// FIFO never stops a window. The answer comes in the caller's thread, and not at all if `context` dies first.
void lookAtFile(const QString &file, QObject *context, std::function<void(const LookResult &)> answer);
/// The same, waiting; for the command line.
LookResult lookAtFileNow(const QString &file);

/// The MIME type of a file by its name, and by the start of its content if the name means several types or none;
/// application/octet-stream if that is not sure either.
QString contentTypeOf(const QString &name, const QByteArray &start);

} // namespace Sendoff::Compose
