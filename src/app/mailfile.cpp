// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mailfile.h"

#include "compose/filelook.h"
#include "compose/pastedfile.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

struct Opened
{
    Attachment file;
    Mime::ReadMail mail;
};

Failure<InputError> unreadable(const Store::StoreError &error)
{
    return Failure{InputError{InputError::Kind::FileUnreadable, error}};
}

Result<Opened, InputError> open(const QString &name)
{
    // The look refuses what could block or never end: pipes, devices, folders.
    const QString path = QDir::current().absoluteFilePath(name);
    const auto look = Compose::lookAtFileNow(path);
    if (!look)
        return unreadable(look.error());
    if (look.value().size > Mime::largestMail)
        return Failure{InputError{InputError::Kind::MailTooLarge, {}}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable({Store::StoreError::Kind::NotReadable, path, file.errorString()});
    auto mail = Mime::readMail(file.read(Mime::largestMail + 1));
    if (!mail && mail.error() == Mime::MailFault::NoLibrary)
        return Failure{InputError{InputError::Kind::NoMailLibrary, {}}};
    if (!mail)
        return Failure{InputError{mail.error() == Mime::MailFault::NotAMail ? InputError::Kind::NotAMail
                                                                            : InputError::Kind::MailTooLarge,
                                  {Store::StoreError::Kind::Failed, path, {}}}};
    return Opened{look.value(), std::move(mail).value()};
}

} // namespace

Result<Message, InputError> readMailAsItIs(const QString &file)
{
    auto opened = open(file);
    if (!opened)
        return Failure{opened.error()};
    Message message = std::move(opened.value().mail.message);
    message.asItIs = true;
    message.attachments = {opened.value().file};
    message.attachments.first().contentType = u"message/rfc822"_s;
    return message;
}

Result<Message, InputError> readMailToWrite(const QString &file, const QString &folder)
{
    auto opened = open(file);
    if (!opened)
        return Failure{opened.error()};
    Message message = std::move(opened.value().mail.message);
    for (const Mime::MailFile &each : std::as_const(opened.value().mail.files)) {
        auto kept = Compose::keepPastedNow(folder, each.octets, each.name);
        if (!kept)
            return unreadable(kept.error());
        Attachment attachment = std::move(kept).value();
        attachment.isInline = each.isInline;
        attachment.contentId = each.isInline ? each.contentId : QString();
        message.attachments.append(attachment);
    }
    message.from.reset();
    message.internetMessageId.clear();
    return message;
}

Result<Message, InputError> readMailToPrint(const QString &file)
{
    auto opened = open(file);
    if (!opened)
        return Failure{opened.error()};
    Message message = std::move(opened.value().mail.message);
    for (const Mime::MailFile &each : std::as_const(opened.value().mail.files)) {
        Attachment attachment;
        attachment.name = each.name;
        attachment.contentType = each.contentType;
        attachment.size = each.octets.size();
        attachment.isInline = each.isInline;
        attachment.contentId = each.contentId;
        message.attachments.append(attachment);
    }
    return message;
}

Message changeable(const Message &asItIs, const QString &folder)
{
    if (!asItIs.asItIs)
        return asItIs;
    if (!asItIs.attachments.isEmpty()) {
        if (auto message = readMailToWrite(asItIs.attachments.first().file, folder))
            return std::move(message).value();
    }
    Message message = asItIs;
    message.asItIs = false;
    message.textAlternative = false;
    message.from.reset();
    message.internetMessageId.clear();
    return message;
}

} // namespace Sendoff::App
