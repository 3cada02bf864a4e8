// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

namespace Sendoff {

Q_LOGGING_CATEGORY(logApp, "sendoff.app", QtWarningMsg)
Q_LOGGING_CATEGORY(logAuth, "sendoff.auth", QtWarningMsg)
Q_LOGGING_CATEGORY(logHttp, "sendoff.http", QtWarningMsg)
Q_LOGGING_CATEGORY(logOutbox, "sendoff.outbox", QtWarningMsg)
Q_LOGGING_CATEGORY(logStore, "sendoff.store", QtWarningMsg)
Q_LOGGING_CATEGORY(logPractice, "sendoff.practice", QtWarningMsg)

QString forLog(const QString &text, qsizetype limit)
{
    QString line = text.left(limit);
    for (QChar &character : line) {
        switch (character.category()) {
        case QChar::Other_Control:
        case QChar::Other_Format:
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph:
            character = u'.';
            break;
        default:
            break;
        }
    }
    if (text.size() > limit)
        line += u'…';
    return line;
}

} // namespace Sendoff
