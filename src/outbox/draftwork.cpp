// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/draftwork.h"

#include "base/overloaded.h"

#include <algorithm>

namespace Sendoff::Outbox {

namespace {

constexpr int mostTroubles = 6;
constexpr int mostRounds = 2;
constexpr int mostAskings = 3; ///< for one range, before the session is given up

/// The service counts an attachment's size in its own way, with what it stores beside the octets; a file that is much
/// smaller than ours is another one.
bool isPlausible(const Graph::Attached &there, const DraftFile &file)
{
    constexpr qint64 slack = 4096;
    return there.name == file.name && (there.size <= 0 || there.size + there.size / 3 + slack >= file.size);
}

} // namespace

DraftWork::DraftWork(QList<DraftFile> files, bool isWhole, bool mayExist, QString draft, qint64 partBytes)
    : m_files(std::move(files))
    , m_isWhole(isWhole)
    , m_mayExist(mayExist)
    , m_draft(std::move(draft))
    , m_partBytes(partBytes)
{
}

std::optional<qsizetype> DraftWork::fileToDo() const
{
    for (qsizetype file = 0; file < m_files.size(); ++file) {
        if (!m_done.contains(file))
            return file;
    }
    return std::nullopt;
}

DraftStep DraftWork::next() const
{
    if (!m_sentId.isEmpty())
        return DraftWasSent{m_sentId};
    if (m_draft.isEmpty())
        return m_mayExist ? DraftStep(FindDraft{}) : DraftStep(CreateDraft{});
    if (!m_isChecked)
        return CheckDraft{};
    if (m_isWhole)
        return DraftIsReady{};
    if (m_troubles >= mostTroubles)
        return SessionBroken{};
    if (!m_isListed)
        return ListFiles{};
    if (m_hasStrangers || m_rounds > mostRounds)
        return DraftDiffers{};
    if (!m_doubles.isEmpty())
        return RemoveFile{m_doubles.first()};
    const auto file = fileToDo();
    if (!file)
        return m_isVerified ? DraftStep(DraftIsReady{}) : DraftStep(ListFiles{});
    const DraftFile &next = m_files.at(*file);
    if (!next.inSession)
        return AttachFile{*file};
    if (!m_hasSession)
        return OpenSession{*file};
    if (!m_offset)
        return AskRange{*file};
    return PutPart{*file, *m_offset, std::min(m_partBytes, next.size - *m_offset)};
}

void DraftWork::found(const Graph::LookUp &result)
{
    m_mayExist = false;
    if (const auto *found = std::get_if<Graph::Found>(&result)) {
        if (found->isDraft)
            m_draft = found->id;
        else
            m_sentId = found->id;
    }
}

void DraftWork::checked(const Graph::Draft &draft)
{
    if (draft.isDraft)
        m_isChecked = true;
    else
        m_sentId = draft.id;
}

void DraftWork::isGone()
{
    m_draft.clear();
    m_isChecked = false;
    m_isListed = false;
    m_isVerified = false;
    m_done.clear();
    m_doubles.clear();
    loseSession();
}

void DraftWork::created(const QString &draft)
{
    m_draft = draft;
    m_isChecked = true;
    m_isListed = true;
    m_gotOn = true;
}

void DraftWork::listed(const QList<Graph::Attached> &there)
{
    const bool wasComplete = m_isListed && !fileToDo();
    const QHash<qsizetype, QString> before = std::exchange(m_done, {});
    QList<Graph::Attached> left = there;
    const auto take = [&](qsizetype file, const auto &isIt) {
        const auto entry = std::find_if(left.begin(), left.end(), isIt);
        if (entry == left.end())
            return;
        m_done.insert(file, entry->id);
        left.erase(entry);
    };
    for (auto known = before.cbegin(); known != before.cend(); ++known)
        take(known.key(), [&](const Graph::Attached &entry) { return entry.id == known.value(); });
    for (qsizetype file = 0; file < m_files.size(); ++file) {
        if (!m_done.contains(file))
            take(file, [&](const Graph::Attached &entry) { return isPlausible(entry, m_files.at(file)); });
    }
    m_doubles.clear();
    m_hasStrangers = false;
    for (const Graph::Attached &entry : std::as_const(left)) {
        const bool isOurs = std::any_of(m_files.cbegin(), m_files.cend(),
                                        [&](const DraftFile &file) { return file.name == entry.name; });
        if (isOurs)
            m_doubles.append(entry.id);
        else
            m_hasStrangers = true;
    }
    m_isListed = true;
    m_isVerified = !fileToDo() && left.isEmpty();
    if (wasComplete && !m_isVerified)
        ++m_rounds;
}

void DraftWork::removed(const QString &id)
{
    m_doubles.removeAll(id);
    m_isVerified = false;
}

void DraftWork::attached(qsizetype file, const QString &id)
{
    m_done.insert(file, id);
    m_isVerified = false;
    m_gotOn = true;
    m_hasSession = false;
    m_offset.reset();
    m_troubles = 0;
}

void DraftWork::opened(qsizetype file, bool isNew)
{
    Q_UNUSED(file)
    m_hasSession = true;
    m_offset = isNew ? std::optional<qint64>(0) : std::nullopt;
}

/// The file may be complete all the same: the list tells.
void DraftWork::loseSession()
{
    m_hasSession = false;
    m_offset.reset();
    m_isListed = false;
}

void DraftWork::ranged(const Graph::UploadAnswer &answer)
{
    if (const auto *wants = std::get_if<Graph::Wants>(&answer)) {
        m_offset = wants->from;
        return;
    }
    ++m_troubles;
    // With the session goes what it has; an answer that cannot be read does not say that it is gone.
    if (std::holds_alternative<Graph::AskAgain>(answer) && m_troubles % mostAskings != 0)
        return;
    loseSession();
}

void DraftWork::put(const PutPart &part, const Graph::UploadAnswer &answer)
{
    const DraftFile &file = m_files.at(part.file);
    const qint64 end = part.from + part.size;
    std::visit(Overloaded{
                   [&](const Graph::Wants &wants) {
                       if (wants.from > end) {
                           // It claims to have what it was not given.
                           ++m_troubles;
                           loseSession();
                           return;
                       }
                       m_gotOn = m_gotOn || wants.from > part.from;
                       m_troubles = wants.from > part.from ? 0 : m_troubles + 1;
                       m_offset = wants.from;
                   },
                   [&](const Graph::Complete &complete) {
                       if (end == file.size) {
                           attached(part.file, complete.attachment);
                           return;
                       }
                       ++m_troubles;
                       loseSession();
                   },
                   [&](const Graph::AskAgain &) {
                       ++m_troubles;
                       m_offset.reset();
                   },
                   [&](const auto &) {
                       ++m_troubles;
                       loseSession();
                   },
               },
               answer);
}

} // namespace Sendoff::Outbox
