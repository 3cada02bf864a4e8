// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/law.h"
#include "mime/mailreader.h"
#include "mime/mailwriter.h"

using namespace Qt::StringLiterals;
using namespace Sendoff;
using Fuzz::law;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto read = Mime::readMail(Fuzz::octets(data, size));
    if (!read)
        return 0;
    Message message = read.value().message;
    Mime::Contents contents;
    for (const Mime::MailFile &file : read.value().files) {
        law(!file.name.isEmpty() && !file.name.contains(u'/'), "a file has a name that is no path");
        law(!file.isInline || !file.contentId.isEmpty(), "what is shown inside can be named");
        Attachment attachment;
        attachment.id = QString::number(contents.size());
        attachment.name = file.name;
        attachment.contentType = file.contentType;
        attachment.isInline = file.isInline;
        attachment.contentId = file.contentId;
        contents.insert(attachment.id, file.octets);
        message.attachments.append(attachment);
    }
    const QByteArray written = Mime::writeMail(message, contents, {});
    law(!written.isEmpty(), "what was read can be written");
    const auto again = Mime::readMail(written);
    law(bool(again), "and read again");
    law(again.value().files.size() == read.value().files.size(), "with as many files");
    for (qsizetype i = 0; i < again.value().files.size(); ++i) {
        bool found = false;
        for (const Mime::MailFile &file : read.value().files)
            found = found || file.octets == again.value().files[i].octets;
        law(found, "octet for octet");
    }
    law(again.value().message.body.kind == message.body.kind, "and the same kind of text");
    return 0;
}
