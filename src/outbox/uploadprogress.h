// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace Sendoff::Outbox {

/// How far the files of one mail are.
struct UploadProgress
{
    QString attachment; ///< the one under way, its id; empty: none
    int file = 0; ///< which one that is, from 1
    int files = 0;
    qint64 fileSent = 0; ///< raw octets of it
    qint64 fileTotal = 0;
    qint64 sent = 0; ///< of all files together
    qint64 total = 0;

    friend bool operator==(const UploadProgress &, const UploadProgress &) = default;
};

} // namespace Sendoff::Outbox

Q_DECLARE_METATYPE(Sendoff::Outbox::UploadProgress)
