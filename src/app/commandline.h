// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "message/message.h"

#include <QDateTime>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <variant>

namespace Sendoff::App {

/// What the person typed about the message, before any file is read.
struct ComposeOptions
{
    QStringList to;
    QStringList cc;
    QStringList bcc;
    QStringList replyTo;
    QString subject;
    std::optional<QString> body;
    QString bodyFile; ///< "-": standard input
    bool isHtml = false;
    QStringList attachments;
    QString link; ///< mailto:…
    QString mailFile; ///< a saved mail (.eml), the only file without an option
    Importance importance = Importance::Normal;
    bool readReceipt = false;
    bool deliveryReceipt = false;
    bool saveToSent = true;
    QDateTime sendAt; ///< UTC; null: at once
    QString from;
    QString account;
};

enum class PrintFormat { Message, Plan, Graph, Curl, PowerShell, Eml };

struct OpenWindow
{
    ComposeOptions compose;
};
struct SendNow
{
    ComposeOptions compose;
};
struct Print
{
    ComposeOptions compose;
    PrintFormat format = PrintFormat::Message;
};
struct AccountAdd
{
    QString tenant; ///< consumers, organizations, or as given
    QString clientId;
    QString cloud;
    QUrl authority;
    QUrl graph;
    QString loginHint;
    QStringList rights; ///< to be asked beyond sending, by their bare names
    bool isApp = false; ///< the program itself, let in by an administrator
    QString mailbox; ///< it sends for
    QString certificateFile; ///< PEM; empty: a secret comes on standard input
    QString keyFile; ///< PEM; empty: in the certificate's file
};
struct AccountList
{
    bool isJson = false;
};
struct AccountRemove
{
    QString address;
};
/// Looks whether an account can send, and says what is wrong.
struct AccountCheckup
{
    QString address; ///< empty: the one that mail is sent from
};
struct OutboxList
{
    bool isJson = false;
};
struct OutboxFlush
{
};
/// What the person says about one item.
struct OutboxDecision
{
    enum class Kind { Retry, Cancel, Sent };
    Kind kind = Kind::Retry;
    QString id; ///< or how it begins
};
struct ExplainCode
{
    QString code; ///< as a person copied it
};
struct ShowHelp
{
};
struct ShowVersion
{
};

using Command = std::variant<OpenWindow, SendNow, Print, AccountAdd, AccountList, AccountRemove, ShowHelp, ShowVersion,
                             OutboxList, OutboxFlush, OutboxDecision, AccountCheckup, ExplainCode>;

struct Invocation
{
    Command command;
    QString profileFolder;
    QString clientId;
    bool isPractice = false;
    bool isVerbose = false;
};

/// Words that mean nothing to this program; `text` says which, in a sentence.
struct UsageError
{
    QString text;
};

/// Pure: reads no file and no environment. `arguments` without the program's name.
Result<Invocation, UsageError> readCommandLine(const QStringList &arguments);

QString helpText();

} // namespace Sendoff::App
