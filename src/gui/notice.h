// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wording.h"

#include <QList>

namespace Sendoff::Gui {

struct NoticeButton
{
    QString label; ///< a verb
    Action action = Action::None;

    friend bool operator==(const NoticeButton &, const NoticeButton &) = default;
};

/// What one message bar says. All text is plain text.
struct Notice
{
    enum class Kind { Info, Warning, Error, Uncertain, Good };

    Kind kind = Kind::Info;
    QString key; ///< a later notice with the same key takes this one's place
    QString text; ///< one line
    QString more; ///< a second line, if need be
    QString details; ///< codes and ids, unfolded on demand and copied with one press
    QList<NoticeButton> buttons;

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// Title as the line; cause, fixer and next step as the second; the next step as button.
Notice noticeFor(Notice::Kind kind, const QString &key, const Wording &wording, const QString &details = {});

} // namespace Sendoff::Gui
