// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Sendoff::Auth {

/// What the browser page says. The program hands in translated words; these are the English ones.
struct PageWords
{
    QString language = QStringLiteral("en");
    bool isRightToLeft = false;
    QString receivedTitle = QStringLiteral("Back to Sendoff");
    QString receivedText
        = QStringLiteral("Your browser has done its part. Close this page and go back to Sendoff to finish.");
    QString failedTitle = QStringLiteral("Not signed in");
    QString failedText
        = QStringLiteral("The sign-in was not completed. Close this page; Sendoff tells you why and what to do.");
};

/// A whole HTTP/1.1 answer with our page in it. It loads nothing, may not be stored or framed, and sends the browser
/// nowhere.
QByteArray receivedPage(const PageWords &words);
QByteArray failedPage(const PageWords &words);
/// A bare answer for whatever is not the awaited request.
QByteArray refusalPage(int status);

} // namespace Sendoff::Auth
