// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Sendoff::App {

/// Where one person's (or one test's) Sendoff keeps its things. Folders are made 0700 when first needed.
struct Profile
{
    QString config; ///< settings.ini
    QString data; ///< database and spool
    QString runtime; ///< socket of the running program, lock files
    QString vaultSuffix; ///< sets keychain entries of a named profile apart; empty for the default one
    bool isPractice = false;

    /// The XDG directories, or everything under `folder` if it is not empty.
    static Profile at(const QString &folder);
    /// Practice has its own database, so that no practice mail ever mixes with real mail.
    Profile forPractice() const;

    QString settingsFile() const { return config + QStringLiteral("/settings.ini"); }
};

/// Makes a folder 0700 (with its parents); false if it cannot be, or if it belongs to somebody else.
bool makePrivateFolder(const QString &folder);

} // namespace Sendoff::App
