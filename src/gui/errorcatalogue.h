// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wording.h"

#include <QStringList>

#include <chrono>
#include <optional>

// Words for single codes of the service, more exact than those of their kind. What the program does never depends on
// them: they only tell a person more.

namespace Sendoff::Gui {

/// A code of Graph or Exchange (error.code), in any case. None: its kind says all there is to say.
std::optional<Wording> wordingForMailCode(QStringView code);
/// An AADSTS number.
std::optional<Wording> wordingForSignInNumber(int number);
/// An `error` of OAuth (RFC 6749 4.1.2.1, 5.2; RFC 8628 3.5).
std::optional<Wording> wordingForOAuthError(QStringView error);
/// An enhanced status code of a report about a mail that was accepted and then not delivered: "5.7.236".
std::optional<Wording> wordingForBounce(QStringView status);

/// A code as a person copies it from a browser's page, a bounce or a log: "AADSTS50011", "50011", "ErrorSendAsDenied",
/// "invalid_grant", "550 5.7.501". Looks into all lists, then among the kinds.
std::optional<Wording> explain(const QString &typed);
/// Every code that has words of its own.
QStringList explainedCodes();

/// This computer's clock is wrong, and that is why a sign-in or a safe connection fails.
Wording wordingForClock(std::chrono::seconds serviceIsAhead);

} // namespace Sendoff::Gui
