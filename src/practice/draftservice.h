// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/drafts.h"
#include "practice/marks.h"
#include "practice/place.h"
#include "practice/postroom.h"
#include "practice/uploads.h"

namespace Sendoff::Practice {

/// The draft route of Graph: user-post-messages, message-update, message-delete, message-post-attachments,
/// message-list-attachments, attachment-createuploadsession, message-send.
class DraftService
{
public:
    DraftService(DraftBox &drafts, UploadBook &uploads, Mailbox &sent, Postroom &postroom, const Settings &settings,
                 const Clock &clock, Dice &dice);

    using Outcome = Result<Answer, GraphProblem>;
    /// The place's permission for the call has been checked.
    Outcome answer(const Call &call, const Place &place, const Request &request, const Marks &marks);

    /// Sends what waited until now.
    void release();
    /// The host that upload addresses name: http://127.0.0.1:PORT.
    void setUploadOrigin(const QString &origin) { m_uploadOrigin = origin; }

private:
    Outcome create(const Place &place, const Request &request);
    Outcome read(const Call &call, const Place &place, const Request &request);
    Outcome change(Draft &draft, const Request &request);
    Outcome list(const QList<File> &files, const QDateTime &changed, const Request &request);
    Outcome attach(Draft &draft, const Request &request);
    Outcome beginUpload(Draft &draft, const Request &request);
    Outcome send(Draft &draft, const Place &place, const Request &request, const Marks &marks);
    bool dispatch(Draft &draft);
    Answer shown(const Draft &draft, int status, const Request &request) const;

    DraftBox &m_drafts;
    UploadBook &m_uploads;
    Mailbox &m_sent;
    Postroom &m_postroom;
    const Settings &m_settings;
    const Clock &m_clock;
    Dice &m_dice;
    QString m_uploadOrigin;
};

/// Prefer: IdType="ImmutableId" (outlook-immutable-id).
bool wantsImmutableId(const Request &request);

} // namespace Sendoff::Practice
