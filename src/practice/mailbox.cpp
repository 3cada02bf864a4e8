// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/mailbox.h"

#include "practice/mailjson.h"
#include "practice/mimewriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

/// As the sent copy has it: the sender's, or one that the service makes.
QString messageIdOf(const AcceptedMail &accepted)
{
    return accepted.mail.internetMessageId.isEmpty() ? u"<%1@practice.example>"_s.arg(accepted.id)
                                                     : accepted.mail.internetMessageId;
}

MailSummary summarize(const AcceptedMail &accepted)
{
    MailSummary summary{accepted.id,
                        accepted.time,
                        accepted.mail.from,
                        {},
                        accepted.mail.subject,
                        accepted.mail.files.size(),
                        accepted.copy,
                        accepted.requestSha256,
                        accepted.mailbox,
                        messageIdOf(accepted),
                        accepted.immutableId,
                        accepted.restId,
                        accepted.mail.savesToSentItems};
    for (const QList<Person> &list : {accepted.mail.to, accepted.mail.cc, accepted.mail.bcc}) {
        for (const Person &person : list)
            summary.recipients.append(person.name.isEmpty() ? person.address : person.name);
    }
    return summary;
}

QByteArray readAll(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Result<Done, QString> Mailbox::open(const QString &folder)
{
    m_folder = folder;
    if (!QDir().mkpath(folder) || !QFileInfo(folder).isWritable())
        return Failure{u"cannot write to %1"_s.arg(folder)};
    const QDir dir(folder);
    for (const QString &name : dir.entryList({u"*.json"_s}, QDir::Files)) {
        const auto accepted = readMailJson(QJsonDocument::fromJson(readAll(dir.filePath(name))).object());
        if (accepted && accepted->id + ".json"_L1 == name)
            m_mails.append(summarize(*accepted));
    }
    std::sort(m_mails.begin(), m_mails.end(), [](const auto &left, const auto &right) { return left.id > right.id; });
    return Done{};
}

QString Mailbox::nextId()
{
    QString id;
    do {
        id = m_clock.now().toUTC().toString(u"yyyyMMdd-HHmmsszzz-"_s) + QString::fromLatin1(m_dice.bytes(4).toHex());
    } while (contains(id));
    return id;
}

int Mailbox::nextCopy(const QByteArray &requestSha256) const
{
    return 1 + static_cast<int>(std::count_if(m_mails.begin(), m_mails.end(), [&](const MailSummary &mail) {
               return mail.requestSha256 == requestSha256;
           }));
}

bool Mailbox::keep(const AcceptedMail &accepted)
{
    m_mails.prepend(summarize(accepted));
    AcceptedMail stored = accepted;
    bool kept = true;
    for (qsizetype index = 0; index < stored.mail.files.size(); ++index) {
        File &file = stored.mail.files[index];
        const QString part = path(accepted.id, u"%1.part"_s.arg(index + 1));
        kept = (file.storedIn.isEmpty() ? write(part, file.content) : QFile::rename(file.storedIn, part)) && kept;
        if (!file.storedIn.isEmpty())
            file.storedIn = part;
    }
    QSaveFile eml(path(accepted.id, u"eml"_s));
    kept = eml.open(QIODevice::WriteOnly) && writeEml(stored, eml) && eml.commit() && kept;
    // Last, since the mail counts as kept once this one is there.
    return write(path(accepted.id, u"json"_s), QJsonDocument(writeMailJson(accepted)).toJson()) && kept;
}

void Mailbox::empty()
{
    QDir dir(m_folder);
    for (const MailSummary &mail : std::as_const(m_mails)) {
        for (const QString &name : dir.entryList({mail.id + ".*"_L1}, QDir::Files))
            dir.remove(name);
    }
    m_mails.clear();
}

bool Mailbox::contains(const QString &id) const
{
    return std::any_of(m_mails.begin(), m_mails.end(), [&](const MailSummary &mail) { return mail.id == id; });
}

std::optional<AcceptedMail> Mailbox::read(const QString &id) const
{
    if (!contains(id))
        return std::nullopt;
    auto accepted = readMailJson(QJsonDocument::fromJson(readAll(path(id, u"json"_s))).object());
    if (!accepted)
        return std::nullopt;
    for (qsizetype index = 0; index < accepted->mail.files.size(); ++index)
        accepted->mail.files[index].storedIn = path(id, u"%1.part"_s.arg(index + 1));
    return accepted;
}

std::optional<AcceptedMail> Mailbox::readSent(const QString &mailbox, const QString &graphId) const
{
    for (const MailSummary &mail : m_mails) {
        if (mail.isInSentItems && mail.mailbox == mailbox && (mail.immutableId == graphId || mail.restId == graphId))
            return read(mail.id);
    }
    return std::nullopt;
}

QByteArray Mailbox::readEml(const QString &id) const
{
    return contains(id) ? readAll(path(id, u"eml"_s)) : QByteArray();
}

QString Mailbox::path(const QString &id, const QString &suffix) const
{
    return m_folder + u'/' + id + u'.' + suffix;
}

bool Mailbox::write(const QString &fileName, const QByteArray &content) const
{
    QSaveFile file(fileName);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
}

} // namespace Sendoff::Practice
