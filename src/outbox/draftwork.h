// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/draftreplies.h"
#include "graph/lookup.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>
#include <variant>

namespace Sendoff::Outbox {

/// A file that has to be in the draft.
struct DraftFile
{
    QString attachment; ///< our id
    QString name;
    qint64 size = 0; ///< raw octets
    bool inSession = false; ///< goes up in parts
    friend bool operator==(const DraftFile &, const DraftFile &) = default;
};

// What is to be asked of the service next.
struct FindDraft ///< is there one from before, under our Message-ID?
{
    friend bool operator==(const FindDraft &, const FindDraft &) = default;
};
struct CheckDraft ///< is the one we know still there, and unsent?
{
    friend bool operator==(const CheckDraft &, const CheckDraft &) = default;
};
struct CreateDraft
{
    friend bool operator==(const CreateDraft &, const CreateDraft &) = default;
};
struct ListFiles
{
    friend bool operator==(const ListFiles &, const ListFiles &) = default;
};
struct RemoveFile
{
    QString id; ///< the service's
    friend bool operator==(const RemoveFile &, const RemoveFile &) = default;
};
struct AttachFile ///< whole, in one request
{
    qsizetype file = 0;
    friend bool operator==(const AttachFile &, const AttachFile &) = default;
};
struct OpenSession
{
    qsizetype file = 0;
    friend bool operator==(const OpenSession &, const OpenSession &) = default;
};
struct AskRange ///< how far did it get?
{
    qsizetype file = 0;
    friend bool operator==(const AskRange &, const AskRange &) = default;
};
struct PutPart
{
    qsizetype file = 0;
    qint64 from = 0;
    qint64 size = 0;
    friend bool operator==(const PutPart &, const PutPart &) = default;
};
struct DraftIsReady ///< it holds exactly what it should
{
    friend bool operator==(const DraftIsReady &, const DraftIsReady &) = default;
};
struct DraftWasSent
{
    QString id;
    friend bool operator==(const DraftWasSent &, const DraftWasSent &) = default;
};
struct DraftDiffers ///< it holds what we did not put there, or will not hold what we did
{
    friend bool operator==(const DraftDiffers &, const DraftDiffers &) = default;
};
struct SessionBroken ///< its answers make no sense, again and again
{
    friend bool operator==(const SessionBroken &, const SessionBroken &) = default;
};
using DraftStep = std::variant<FindDraft, CheckDraft, CreateDraft, ListFiles, RemoveFile, AttachFile, OpenSession,
                               AskRange, PutPart, DraftIsReady, DraftWasSent, DraftDiffers, SessionBroken>;

/// How a draft is filled: what is known of it, and what that asks for next. A value that knows no network: whoever
/// carries out a step tells what came of it. Each finished part goes up once; what the service says it has is what
/// counts, and what it says it has must be what was sent.
class DraftWork
{
public:
    /// `isWhole`: the request that makes the draft brings all files. `mayExist`: one was asked for before; `draft` is
    /// its id if that is known.
    DraftWork(QList<DraftFile> files, bool isWhole, bool mayExist, QString draft, qint64 partBytes);

    DraftStep next() const;

    void found(const Graph::LookUp &result);
    void checked(const Graph::Draft &draft);
    void isGone(); ///< the draft: not there any more
    void created(const QString &draft);
    void listed(const QList<Graph::Attached> &there);
    void removed(const QString &id);
    void attached(qsizetype file, const QString &id);
    /// A session for the file is known; `isNew`: it was opened just now and wants everything.
    void opened(qsizetype file, bool isNew);
    /// The answer to AskRange, or to PutPart.
    void ranged(const Graph::UploadAnswer &answer);
    void put(const PutPart &part, const Graph::UploadAnswer &answer);

    const QString &draft() const { return m_draft; }
    const QList<DraftFile> &files() const { return m_files; }
    bool isDone(qsizetype file) const { return m_done.contains(file); }
    /// Octets of the file under way that the service is known to have.
    qint64 reached() const { return m_offset.value_or(0); }
    /// Whether something was brought to the service since the work began.
    bool gotOn() const { return m_gotOn; }
    /// Whether a session is known for the file under way.
    bool hasSession() const { return m_hasSession; }

private:
    void loseSession();
    std::optional<qsizetype> fileToDo() const;

    QList<DraftFile> m_files;
    bool m_isWhole;
    bool m_mayExist;
    QString m_draft;
    qint64 m_partBytes;
    bool m_isChecked = false;
    bool m_isListed = false;
    bool m_isVerified = false;
    bool m_hasStrangers = false;
    QString m_sentId;
    QStringList m_doubles; ///< ids of files that are there once too often
    QHash<qsizetype, QString> m_done; ///< file → the service's id of it
    bool m_hasSession = false;
    std::optional<qint64> m_offset;
    int m_troubles = 0; ///< in a row, without getting any further
    int m_rounds = 0; ///< how often the list was complete as we saw it and not as the service did
    bool m_gotOn = false;
};

} // namespace Sendoff::Outbox
