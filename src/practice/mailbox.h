// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "base/result.h"
#include "practice/mail.h"

#include <optional>

namespace Sendoff::Practice {

/// What the list of the mailbox shows of a mail.
struct MailSummary
{
    QString id;
    QDateTime time;
    Person from;
    QStringList recipients; ///< names, or addresses where there are none; To, Cc, Bcc
    QString subject;
    qsizetype files = 0;
    int copy = 1;
    QByteArray requestSha256;
    QString mailbox; ///< whose Sent Items it is in
    QString internetMessageId;
    QString immutableId;
    QString restId;
    bool isInSentItems = true;
};

/// Accepted mail, kept in a folder: ID.eml, ID.json (all but the attachments) and ID.N.part (one attachment each).
class Mailbox
{
public:
    Mailbox(const Clock &clock, Dice &dice)
        : m_clock(clock)
        , m_dice(dice)
    {
    }

    /// Makes the folder if needed and lists what is in it. The failure is a text for stderr.
    Result<Done, QString> open(const QString &folder);

    /// A name for a mail that comes now, and which copy of the same request it is.
    QString nextId();
    int nextCopy(const QByteArray &requestSha256) const;

    /// Takes the files the mail is stored in away from where they are. The mail is listed even when the folder does not
    /// take it; false says so.
    bool keep(const AcceptedMail &accepted);
    void empty();

    const QList<MailSummary> &mails() const { return m_mails; } ///< newest first
    bool contains(const QString &id) const;
    /// Its attachments are stored ones.
    std::optional<AcceptedMail> read(const QString &id) const;
    /// By either of the ids Graph has for it.
    std::optional<AcceptedMail> readSent(const QString &mailbox, const QString &graphId) const;
    QByteArray readEml(const QString &id) const;

private:
    QString path(const QString &id, const QString &suffix) const;
    bool write(const QString &fileName, const QByteArray &content) const;

    const Clock &m_clock;
    Dice &m_dice;
    QString m_folder;
    QList<MailSummary> m_mails;
};

} // namespace Sendoff::Practice
