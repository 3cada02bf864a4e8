// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/drafts.h"
#include "practice/exchange.h"
#include "practice/graphproblem.h"
#include "practice/settings.h"

#include <QCryptographicHash>

#include <memory>

namespace Sendoff::Practice {

/// An attachment that comes in ranges (attachment-createuploadsession, outlook-large-attachments).
struct Upload
{
    QString draftId;
    File file; ///< storedIn grows; storedSize is what it will have
    qint64 come = 0; ///< octets so far, which is where the next range must begin
    QString token; ///< whoever has it may write: the address is the only proof that is asked for
    QDateTime expires;
    std::chrono::milliseconds ends{0}; ///< the same on the clock that never jumps
    std::shared_ptr<QCryptographicHash> hash = std::make_shared<QCryptographicHash>(QCryptographicHash::Sha256);
};

/// Upload sessions, and the address they are written to. None of it is Graph: no bearer token is taken here.
class UploadBook
{
public:
    UploadBook(DraftBox &drafts, const Settings &settings, const Clock &clock, Dice &dice)
        : m_drafts(drafts)
        , m_settings(settings)
        , m_clock(clock)
        , m_dice(dice)
    {
    }

    /// {uploadUrl, expirationDateTime, nextExpectedRanges}. `origin`: what stands before the path.
    QJsonObject begin(const Draft &draft, const File &file, const QString &origin);
    /// Everything below uploadRoot.
    Answer answer(const Request &request);
    void expireAll();
    void forgetAll() { m_uploads.clear(); }
    void forget(const QString &draftId);

private:
    Result<Upload *, GraphProblem> find(const Request &request);
    Answer take(Upload &upload, const QString &id, const Request &request);
    Answer finish(Upload &upload, const QString &id);
    QJsonObject standing(const Upload &upload) const;

    DraftBox &m_drafts;
    const Settings &m_settings;
    const Clock &m_clock;
    Dice &m_dice;
    std::map<QString, Upload> m_uploads; ///< by the id in their address
};

} // namespace Sendoff::Practice
