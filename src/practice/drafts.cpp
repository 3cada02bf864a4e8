// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/drafts.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

QString newImmutableId(Dice &dice)
{
    return u"AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A"_s + QString::fromLatin1(dice.urlSafe(24)) + u"AAA_A="_s;
}

QString newRestId(Dice &dice)
{
    return u"AAMkAGI2TG93AAA-"_s + QString::fromLatin1(dice.urlSafe(66)) + u"AAA_A="_s;
}

bool DraftBox::open(const QString &folder)
{
    m_folder = folder;
    QDir(folder).removeRecursively();
    return QDir().mkpath(folder);
}

Draft &DraftBox::create(const QString &mailbox)
{
    Draft draft;
    draft.id = QString::fromLatin1(m_dice.bytes(8).toHex());
    draft.immutableId = newImmutableId(m_dice);
    draft.restId = newRestId(m_dice);
    draft.mailbox = mailbox;
    draft.created = draft.changed = m_clock.now();
    return m_drafts.insert_or_assign(draft.id, draft).first->second;
}

Draft *DraftBox::find(const QString &mailbox, const QString &graphId)
{
    for (auto &[id, draft] : m_drafts) {
        if (draft.mailbox == mailbox && (draft.immutableId == graphId || draft.restId == graphId))
            return &draft;
    }
    return nullptr;
}

Draft *DraftBox::at(const QString &id)
{
    const auto found = m_drafts.find(id);
    return found == m_drafts.end() ? nullptr : &found->second;
}

void DraftBox::remove(const QString &draftId)
{
    const QString id = draftId; // which may be the draft's own
    m_drafts.erase(id);
    QDir dir(m_folder);
    for (const QString &name : dir.entryList({id + ".*"_L1}, QDir::Files))
        dir.remove(name);
}

QString DraftBox::newFilePath(const Draft &draft)
{
    return m_folder + u'/' + draft.id + u'.' + QString::fromLatin1(m_dice.bytes(8).toHex()) + ".part"_L1;
}

QString DraftBox::newAttachmentId()
{
    return u"AAMkAGI2TG93AAA-"_s + QString::fromLatin1(m_dice.urlSafe(30)) + u"AAABEgAQ_A="_s;
}

bool DraftBox::attach(Draft &draft, File file)
{
    const QString path = newFilePath(draft);
    QFile stored(path);
    if (!stored.open(QIODevice::WriteOnly) || stored.write(file.content) != file.content.size() || !stored.flush())
        return false;
    file.storedSha256 = file.sha256();
    file.storedSize = file.content.size();
    file.storedIn = path;
    file.content.clear();
    file.id = newAttachmentId();
    draft.mail.files.append(file);
    draft.changed = m_clock.now();
    return true;
}

bool DraftBox::detach(Draft &draft, const QString &attachmentId)
{
    for (qsizetype index = 0; index < draft.mail.files.size(); ++index) {
        if (draft.mail.files.at(index).id != attachmentId)
            continue;
        QFile::remove(draft.mail.files.takeAt(index).storedIn);
        draft.changed = m_clock.now();
        return true;
    }
    return false;
}

} // namespace Sendoff::Practice
