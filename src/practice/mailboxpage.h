// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/authority.h"
#include "practice/mailbox.h"

namespace Sendoff::Practice {

/// The pages under /mailbox, for a browser: the list, each mail, its attachments and its .eml. They hold no script, and
/// nothing of a mail is run or fetched.
class MailboxPages
{
public:
    MailboxPages(const Site &site, Mailbox &mailbox, Dice &dice);

    /// `rest` is what stands after "/mailbox". Empty when there is no such place.
    std::optional<Answer> answer(const QString &rest, const Request &request);

private:
    Answer list() const;
    Answer mail(const AcceptedMail &accepted) const;
    Answer htmlBody(const AcceptedMail &accepted) const;
    Answer file(const AcceptedMail &accepted, qsizetype index, bool shown) const;
    Answer empty(const Request &request);

    const Site &m_site;
    Mailbox &m_mailbox;
    QString m_ticket; ///< proves that the form was ours
};

} // namespace Sendoff::Practice
