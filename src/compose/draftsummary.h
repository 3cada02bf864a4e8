// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"

#include <QDateTime>
#include <QString>

namespace Sendoff::Compose {

/// A draft as one line of a list.
struct DraftSummary
{
    QString id;
    Message message;
    QString account;
    QDateTime saved;

    friend bool operator==(const DraftSummary &, const DraftSummary &) = default;
};

/// What a draft was at some time.
struct DraftVersion
{
    qint64 number = 0;
    QDateTime saved;
    Message message;

    friend bool operator==(const DraftVersion &, const DraftVersion &) = default;
};

} // namespace Sendoff::Compose
