// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "practice/mail.h"

#include <QJsonObject>

#include <map>

namespace Sendoff::Practice {

/// A message that is not sent yet, or that waits for its time.
struct Draft
{
    QString id; ///< names its files
    QString immutableId;
    QString restId;
    QString mailbox; ///< whose Drafts it is in
    QDateTime created;
    QDateTime changed;
    QJsonObject message; ///< as the client made it, without attachments; empty for MIME
    Mail mail; ///< the same, read; every attachment is a stored one
    bool isSubmitted = false; ///< /send was called; it waits for mail.deferredUntil
    QString account; ///< then: who called it
    QString requestId;
    QString clientRequestId;
};

/// The drafts of all mailboxes. Attachments are files in the folder; the rest is in memory and ends with the service,
/// as its tokens do.
class DraftBox
{
public:
    DraftBox(const Clock &clock, Dice &dice)
        : m_clock(clock)
        , m_dice(dice)
    {
    }

    /// Makes the folder and takes away what an earlier run left in it.
    bool open(const QString &folder);

    Draft &create(const QString &mailbox);
    /// By either of its ids; null when there is none. The pointer is good until that draft is removed.
    Draft *find(const QString &mailbox, const QString &graphId);
    Draft *at(const QString &id);
    void remove(const QString &id);
    std::map<QString, Draft> &all() { return m_drafts; }

    /// A place for the octets of an attachment that is being made, and its id.
    QString newFilePath(const Draft &draft);
    QString newAttachmentId();
    /// False when the disk does not take it.
    bool attach(Draft &draft, File file);
    bool detach(Draft &draft, const QString &attachmentId);

private:
    const Clock &m_clock;
    Dice &m_dice;
    QString m_folder;
    std::map<QString, Draft> m_drafts;
};

/// Ids as Graph makes them: long, with '-', '_' and '='.
QString newImmutableId(Dice &dice);
QString newRestId(Dice &dice);

} // namespace Sendoff::Practice
