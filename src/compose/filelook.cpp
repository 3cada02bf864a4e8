// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/filelook.h"

#include "base/dice.h"
#include "message/filename.h"
#include "store/inworker.h"
#include "store/spool.h"

#include <QFileInfo>
#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

constexpr qint64 startSize = 4096;
const auto anything = "application/octet-stream"_L1;

} // namespace

QString contentTypeOf(const QString &name, const QByteArray &start)
{
    const QMimeDatabase types;
    const QList<QMimeType> byName = types.mimeTypesForFileName(name);
    QMimeType type;
    if (byName.size() == 1 && !byName.first().isDefault())
        type = byName.first();
    else if (!start.isEmpty())
        type = byName.isEmpty() ? types.mimeTypeForData(start) : types.mimeTypeForFileNameAndData(name, start);
    // inode/… and x-zerosize are words of the desktop, not of mail.
    const QString word = type.isValid() ? type.name() : QString(anything);
    return word.startsWith("inode/"_L1) || word == "application/x-zerosize"_L1 ? QString(anything) : word;
}

LookResult lookAtFileNow(const QString &file)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    const FileName name = cleanFileName(path);
    // What stands under /proc or /sys looks like a regular file and is none.
    if (name.flags & FileNameFlag::Refused)
        return Failure{Store::StoreError{Store::StoreError::Kind::NotARegularFile, path, {}}};
    const auto print = Store::lookAt(path);
    if (!print)
        return Failure{print.error()};
    const auto start = Store::readStart(path, startSize);
    if (!start)
        return Failure{start.error()};

    Attachment attachment;
    attachment.id = SystemDice().uuid();
    attachment.file = path;
    attachment.name = name.sendName;
    if (attachment.name.isEmpty())
        attachment.name = u"attachment"_s;
    attachment.contentType = contentTypeOf(attachment.name, start.value());
    attachment.size = print.value().size;
    attachment.print = print.value();
    return attachment;
}

void lookAtFile(const QString &file, QObject *context, std::function<void(const LookResult &)> answer)
{
    Store::inWorker<LookResult>(
        context, [file](const auto &) { return lookAtFileNow(file); },
        [answer = std::move(answer)](const LookResult &result) { answer(result); });
}

} // namespace Sendoff::Compose
