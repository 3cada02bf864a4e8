// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"

#include <QStringList>

namespace Sendoff::Compose {

/// What a person would want to know before a mail leaves. None of it keeps the mail from being sent.
enum class FindingKind {
    ForgottenAttachment, ///< `text` speaks of one, and there is none
    PlaceholderLeft, ///< `text` was to be filled in
    WrongGreeting, ///< `text` is greeted, and `people` has the only one in To
    MisleadingLink, ///< `text` reads as an address, and the link leads to `target`
    OutsidePeople, ///< `people` are not of the sender's organization, others are
    ManyPeople, ///< `count` see each other's address
};

struct Finding
{
    FindingKind kind = FindingKind::ForgottenAttachment;
    QString text; ///< as it stands in the mail
    QString target;
    QStringList people; ///< mailboxes
    qsizetype count = 0;

    friend bool operator==(const Finding &, const Finding &) = default;
};

/// What the mail itself does not say.
struct PreflightFacts
{
    QStringList ownAddresses; ///< of the account and of those it may send for
    bool isWork = false; ///< whoever else has one of these domains is a colleague

    friend bool operator==(const PreflightFacts &, const PreflightFacts &) = default;
};

/// More than these in To and Cc are many.
inline constexpr qsizetype manyPeople = 15;

/// The most urgent first, at most one of each kind. Only what the person wrote is looked at: no quotes, no code,
/// nothing below the signature mark "-- ". Says nothing where it is unsure. Pure and total, in time linear in the
/// mail's length.
QList<Finding> preflight(const Message &message, const PreflightFacts &facts);

} // namespace Sendoff::Compose
