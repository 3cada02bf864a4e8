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
    const char *nextStep; ///< steps end with \n where there are several
    const char *button; ///< "" for none
};

inline QString inWords(const char *text)
{
    return *text ? QCoreApplication::translate(wordingContext, text) : QString();
}

/// A row of words for one or more codes of the service.
struct CodeRow
{
    const char *codes; ///< as the service writes them, blanks between
    Fixer fixer;
    Action action;
    const char *title;
    const char *cause;
    const char *steps; ///< each but the last ends with \n
    const char *button; ///< "" for none
};

std::span<const CodeRow> mailCodeRows(); ///< codes of Graph and Exchange
std::span<const CodeRow> signInCodeRows(); ///< AADSTS numbers, without these letters, and `error` values of OAuth
std::span<const CodeRow> bounceCodeRows(); ///< enhanced status codes (RFC 3463) of reports that come by mail

inline Wording inWords(Fixer fixer, Action action, const char *title, const char *cause, const char *steps,
                       const char *button)
{
    Wording words{inWords(title), inWords(cause), fixer, inWords(steps), action, inWords(button)};
    if (words.nextStep.contains(u'\n')) {
        words.steps = words.nextStep.split(u'\n');
        words.nextStep.replace(u'\n', u' ');
    }
    return words;
}

template <typename Kind>
Wording wordingIn(std::span<const WordingRow<Kind>> table, Kind kind)
{
    for (const WordingRow<Kind> &row : table) {
        if (row.kind == kind)
            return inWords(row.fixer, row.action, row.title, row.cause, row.nextStep, row.button);
    }
    return {};
}

} // namespace Sendoff::Gui
