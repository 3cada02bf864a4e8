// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "auth/account.h"
#include "auth/appcredential.h"

#include <QIODevice>

namespace Sendoff::App {

/// Why the credential of a program cannot be taken; a sentence for the person, and the file it is about.
struct CredentialTrouble
{
    QString text;
    bool isFile = false; ///< the file could not be read
};

/// The account `account add --app` describes; it holds no secret.
Auth::Account programAccount(const AccountAdd &options, const QString &clientId, const Auth::Cloud &cloud);
/// What lets it in: from the named files, or the first line of `input`.
Result<Auth::AppCredential, CredentialTrouble> readCredential(const AccountAdd &options, QIODevice &input,
                                                              const QDateTime &now);
QString wordsFor(Auth::CredentialFault fault);

} // namespace Sendoff::App
