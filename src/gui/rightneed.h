// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"

#include <QList>
#include <QString>

namespace Sendoff::Gui {

/// What a mail, or a question about one, needs that its account may not do yet.
struct RightNeed
{
    enum class Purpose {
        BigFiles, ///< the files are kept in a draft at Microsoft while they are uploaded
        LaterSending, ///< the service holds the mail back until its time
        OtherSender, ///< sent for somebody else
        LookUp, ///< look whether an uncertain mail was sent
    };
    /// What a person can do instead.
    enum class WayOut { SmallerPictures, Link, FewerFiles, SendNow, OwnAddress };

    QString right; ///< the bare name: "Mail.ReadWrite"
    Purpose purpose = Purpose::BigFiles;
    Auth::Account account;
    QList<WayOut> ways = QList<WayOut>(); ///< those that make sense for this mail, the best first

    friend bool operator==(const RightNeed &, const RightNeed &) = default;
};

} // namespace Sendoff::Gui
