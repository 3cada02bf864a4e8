// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal.h"

#include "base/log.h"
#include "gui/wording.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

void say(const QString &line)
{
    for (const QString &part : line.split(u'\n', Qt::SkipEmptyParts)) {
        const QByteArray text = "sendoff: " + forLog(part, 4000).toLocal8Bit() + '\n';
        std::fwrite(text.constData(), 1, std::size_t(text.size()), stderr);
    }
}

void print(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    std::fflush(stdout);
}

QString inputErrorLine(const InputError &error)
{
    switch (error.kind) {
    case InputError::Kind::FileUnreadable:
        return Gui::inOneLine(Gui::wordingFor(error.file));
    case InputError::Kind::BodyTooLong:
        return QCoreApplication::translate("Terminal", "The text is too long to be sent. Nothing was sent.");
    case InputError::Kind::NotAMail:
        return QCoreApplication::translate("Terminal", "\"%1\" holds no mail. To attach it, use --attach.")
            .arg(error.file.path);
    case InputError::Kind::MailTooLarge:
        return QCoreApplication::translate("Terminal", "The mail in the file is larger than any mailbox takes.");
    case InputError::Kind::NoMailLibrary:
        return QCoreApplication::translate("Terminal",
                                           "GMime, which reads saved mail, is not installed. Install libgmime-3.0.");
    case InputError::Kind::BodyNotText:
        return QCoreApplication::translate("Terminal", "The text is not UTF-8. Convert the file and try again.");
    }
    Q_UNREACHABLE();
}

} // namespace Sendoff::App
