// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/ledger.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

QString sha256(const QByteArray &octets)
{
    return QString::fromLatin1(QCryptographicHash::hash(octets, QCryptographicHash::Sha256).toHex());
}

QJsonArray addresses(const QList<Person> &people)
{
    QJsonArray array;
    for (const Person &person : people)
        array.append(person.address);
    return array;
}

/// A new file is there after a power cut only when its folder is synced too.
void syncFolderOf(const QString &fileName)
{
    const int fd
        = ::open(QFile::encodeName(QFileInfo(fileName).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    ::fsync(fd);
    ::close(fd);
}

bool endsInsideLine(int fd)
{
    struct stat facts
    {
    };
    char last = '\n';
    return ::fstat(fd, &facts) == 0 && facts.st_size > 0 && ::pread(fd, &last, 1, facts.st_size - 1) == 1
        && last != '\n';
}

} // namespace

QByteArray ledgerLine(const AcceptedMail &accepted)
{
    const Mail &mail = accepted.mail;
    QJsonArray files;
    for (const File &file : mail.files) {
        files.append(QJsonObject{{u"name"_s, file.name},
                                 {u"contentType"_s, file.contentType},
                                 {u"size"_s, file.size()},
                                 {u"sha256"_s, QString::fromLatin1(file.sha256())},
                                 {u"inline"_s, file.isInline}});
    }
    const QJsonObject line{{u"time"_s, accepted.time.toUTC().toString(Qt::ISODateWithMs)},
                           {u"id"_s, accepted.id},
                           {u"requestId"_s, accepted.requestId},
                           {u"clientRequestId"_s, accepted.clientRequestId},
                           {u"account"_s, accepted.account},
                           {u"mailbox"_s, accepted.mailbox},
                           {u"from"_s, mail.from.address},
                           {u"to"_s, addresses(mail.to)},
                           {u"cc"_s, addresses(mail.cc)},
                           {u"bcc"_s, addresses(mail.bcc)},
                           {u"replyTo"_s, addresses(mail.replyTo)},
                           {u"subject"_s, mail.subject},
                           {u"internetMessageId"_s, mail.internetMessageId},
                           {u"importance"_s, mail.importance},
                           {u"saveToSentItems"_s, mail.savesToSentItems},
                           {u"bodyType"_s, mail.isHtml ? u"html"_s : u"text"_s},
                           {u"bodySha256"_s, sha256(mail.content.toUtf8())},
                           {u"attachments"_s, files},
                           {u"mime"_s, mail.isMime},
                           {u"bytes"_s, accepted.requestBytes},
                           {u"contentSha256"_s, QString::fromLatin1(accepted.requestSha256)},
                           {u"copy"_s, accepted.copy},
                           {u"duplicateOf"_s, accepted.copy - 1}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

Ledger::~Ledger()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Result<Done, QString> Ledger::open(const QString &fileName)
{
    m_fd = ::open(QFile::encodeName(fileName).constData(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
    struct stat facts
    {
    };
    if (m_fd < 0 || ::fstat(m_fd, &facts) != 0 || !S_ISREG(facts.st_mode))
        return Failure{u"cannot write the ledger %1: %2"_s.arg(
            fileName, QString::fromLocal8Bit(m_fd < 0 ? std::strerror(errno) : "not a file"))};
    if (endsInsideLine(m_fd) && ::write(m_fd, "\n", 1) != 1)
        return Failure{u"cannot write the ledger %1"_s.arg(fileName)};
    syncFolderOf(fileName);
    return Done{};
}

bool Ledger::append(const AcceptedMail &accepted)
{
    const QByteArray line = ledgerLine(accepted);
    struct stat before
    {
    };
    if (::fstat(m_fd, &before) != 0)
        return false;
    // One write: with O_APPEND, lines of two services that share a ledger never mix.
    const ssize_t written = ::write(m_fd, line.constData(), static_cast<std::size_t>(line.size()));
    if (written == line.size() && ::fsync(m_fd) == 0)
        return true;
    // Half a line, or one that may not last, must not count: the sender is told that nothing was accepted.
    if (::ftruncate(m_fd, before.st_size) != 0)
        qCritical("The ledger holds a line that was not accepted.");
    return false;
}

} // namespace Sendoff::Practice
