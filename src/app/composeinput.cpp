// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composeinput.h"

#include "compose/filelook.h"
#include "message/mailto.h"

#include <QDir>
#include <QFile>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

Result<QString, InputError> decodeBody(const QByteArray &octets)
{
    if (octets.size() > bodyLimit)
        return Failure{InputError{InputError::Kind::BodyTooLong, {}}};
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(octets);
    if (utf8.hasError())
        return Failure{InputError{InputError::Kind::BodyNotText, {}}};
    return text;
}

/// A pipe hands over what happens to be in it; one read is not all there is.
QByteArray readToEnd(QFile &file, qint64 most)
{
    QByteArray octets;
    while (octets.size() < most) {
        const QByteArray part = file.read(most - octets.size());
        if (part.isEmpty())
            break;
        octets += part;
    }
    return octets;
}

Result<QString, InputError> readBodyFile(const QString &name)
{
    if (name == u"-") {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return Failure{
                InputError{InputError::Kind::FileUnreadable, {Store::StoreError::Kind::NotReadable, name, {}}}};
        return decodeBody(readToEnd(input, bodyLimit + 1));
    }
    // The look refuses what could block or never end: pipes, devices, folders.
    const auto look = Compose::lookAtFileNow(name);
    if (!look)
        return Failure{InputError{InputError::Kind::FileUnreadable, look.error()}};
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        return Failure{InputError{InputError::Kind::FileUnreadable,
                                  {Store::StoreError::Kind::NotReadable, name, file.errorString()}}};
    }
    return decodeBody(readToEnd(file, bodyLimit + 1));
}

} // namespace

Result<Done, InputError> addTo(Message &message, const ComposeOptions &options)
{
    // Each repeated option is a list of its own; a line break keeps them apart whatever they end with.
    message.recipients.to += readRecipients(options.to.join(u'\n'));
    message.recipients.cc += readRecipients(options.cc.join(u'\n'));
    message.recipients.bcc += readRecipients(options.bcc.join(u'\n'));
    message.replyTo += readRecipients(options.replyTo.join(u'\n'));
    message.recipients = withoutDoubles(message.recipients);
    if (!options.subject.isEmpty())
        message.subject = options.subject.simplified() == options.subject
            ? options.subject
            : QString(options.subject).replace(u'\n', u' ');
    const bool hasBody = !options.bodyFile.isEmpty() || options.body;
    if (!options.bodyFile.isEmpty()) {
        auto body = readBodyFile(options.bodyFile);
        if (!body)
            return Failure{body.error()};
        message.body.content = std::move(body).value();
    } else if (options.body) {
        message.body.content = *options.body;
    }
    if (hasBody || options.mailFile.isEmpty())
        message.body.kind = options.isHtml ? BodyKind::Html : BodyKind::Text;
    if (message.body.kind == BodyKind::Text)
        message.body.content = cleanPlainText(message.body.content);
    if (options.importance != Importance::Normal)
        message.importance = options.importance;
    message.readReceipt = message.readReceipt || options.readReceipt;
    message.deliveryReceipt = message.deliveryReceipt || options.deliveryReceipt;
    message.saveToSent = options.saveToSent;
    if (options.sendAt.isValid())
        message.sendAt = options.sendAt;
    if (!options.from.isEmpty()) {
        const QList<Recipient> from = readRecipients(options.from);
        if (from.size() == 1 && from.first().isReadable())
            message.from = from.first().address;
    }
    return Done{};
}

Result<ComposeInput, InputError> readInputWithoutFiles(const ComposeOptions &options)
{
    ComposeInput input;
    if (!options.link.isEmpty()) {
        MailtoLink link = readMailto(options.link);
        input.dropped = link.dropped;
        input.warnings = link.warnings;
        input.isLinkRefused = !link.accepted;
        if (link.accepted)
            input.message = std::move(link.message);
    }
    if (const auto added = addTo(input.message, options); !added)
        return Failure{added.error()};
    return input;
}

Result<ComposeInput, InputError> readInput(const ComposeOptions &options)
{
    auto input = readInputWithoutFiles(options);
    if (!input)
        return input;
    for (const QString &file : options.attachments) {
        auto look = Compose::lookAtFileNow(QDir::current().absoluteFilePath(file));
        if (!look)
            return Failure{InputError{InputError::Kind::FileUnreadable, look.error()}};
        input.value().message.attachments.append(std::move(look).value());
    }
    return input;
}

} // namespace Sendoff::App
