// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wording.h"

#include <QCoreApplication>

#include <span>

// For the wording files only: a row of words for one kind of trouble, untranslated.

namespace Sendoff::Gui {

inline constexpr const char *wordingContext = "Wording";

template <typename Kind>
struct WordingRow
{
    Kind kind;
    Fixer fixer;
    Action action;
    const char *title;
    const char *cause;
    const char *nextStep;
    const char *button; ///< "" for none
};

inline QString inWords(const char *text)
{
    return *text ? QCoreApplication::translate(wordingContext, text) : QString();
}

template <typename Kind>
Wording wordingIn(std::span<const WordingRow<Kind>> table, Kind kind)
{
    for (const WordingRow<Kind> &row : table) {
        if (row.kind == kind)
            return {inWords(row.title),    inWords(row.cause), row.fixer,
                    inWords(row.nextStep), row.action,         inWords(row.button)};
    }
    return {};
}

} // namespace Sendoff::Gui
