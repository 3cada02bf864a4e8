// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/calls.h"

// A mail's calls as text: to read, or to make them by hand. The token is never in it: it stands as $TOKEN.

namespace Sendoff::App {

/// As they go over the wire (RFC 9112, with \n).
QByteArray asHttp(const QList<Call> &calls);
/// The bodies alone, one a line.
QByteArray asBodies(const QList<Call> &calls);
/// A script for bash with curl. Nothing in the mail is run or changed by the shell.
QByteArray asCurl(const QList<Call> &calls);
/// For the Microsoft Graph PowerShell modules.
QByteArray asPowerShell(const QList<Call> &calls);
/// For the CLI for Microsoft 365, which has one command for a mail; what it cannot do is said in comments.
QByteArray asM365(const Message &message);

/// The same text for the eye: long runs of base64 are cut to their beginning and say how long they are.
QString abbreviated(const QByteArray &text);

} // namespace Sendoff::App
