// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine.h"
#include "app/exitstatus.h"
#include "gui/wording.h"
#include "net/call.h"

#include <QHostInfo>
#include <QObject>
#include <QPointer>

namespace Sendoff::App {

/// One thing that must be right for mail to leave, and whether it is.
struct CheckStep
{
    enum class Kind {
        Name, ///< the service's name is found
        Connection, ///< it answers, safely
        Clock, ///< this computer's time is the service's
        SignIn, ///< a token can be had
        Rights, ///< it may be used to send
        Mailbox, ///< there is a mailbox behind it
    };
    enum class End {
        Good,
        Bad, ///< `wording` says what is wrong and who can mend it
        Odd, ///< worth knowing; mail can leave all the same
        Skipped, ///< could not be told after what was wrong before
    };
    Kind kind = Kind::Name;
    End end = End::Good;
    QString fact; ///< short: a host, an address, permissions
    Gui::Wording wording; ///< for Bad and Odd
    QString details; ///< to copy; no secret

    friend bool operator==(const CheckStep &, const CheckStep &) = default;
};

/// "Sign-in", "This computer's clock": what a step is called.
QString titleOf(CheckStep::Kind kind);
/// One line for a terminal.
QString lineFor(const CheckStep &step);

/// Looks step by step whether an account can send, and stops at what is wrong. Asks only: nothing is sent or changed.
/// For a window and for the command line.
class AccountCheck : public QObject
{
    Q_OBJECT
public:
    AccountCheck(Engine &engine, QString accountId, QObject *parent = nullptr);
    ~AccountCheck() override;

    void start();
    void cancel(); ///< no more signals

Q_SIGNALS:
    void stepBegan(Sendoff::App::CheckStep::Kind kind);
    void stepEnded(const Sendoff::App::CheckStep &step);
    /// After the last step. Done: mail can leave; SignInNeeded: a person or an administrator has to do something;
    /// Queued: it may mend itself, such as a network that is away.
    void finished(Sendoff::App::ExitStatus status);

private:
    void findName();
    void nameFound(const QHostInfo &info);
    void connectOnce();
    void answered(const Net::HttpReply &reply);
    void signIn();
    void gotToken(const Result<Secret, Net::NoToken> &token);
    void lookAtRights();
    void askWho();
    void told(const Net::HttpReply &reply);
    void lookIntoMailbox();
    void looked(const Net::HttpReply &reply);
    void ask(const Net::HttpRequest &request, void (AccountCheck::*then)(const Net::HttpReply &));

    void begin(CheckStep::Kind kind);
    void good(const QString &fact);
    void odd(const QString &fact, const Gui::Wording &wording);
    void bad(const Gui::Wording &wording, const QString &details, ExitStatus status);
    void badAnswer(const Graph::GraphError &error);
    void skipRest();

    Engine &m_engine;
    QString m_account;
    Auth::Account m_who;
    Secret m_token;
    QString m_address; ///< of the mailbox, as the service says
    CheckStep::Kind m_now = CheckStep::Kind::Name;
    QPointer<Net::Call> m_call;
    int m_lookup = -1;
    std::optional<std::chrono::seconds> m_clockAhead;
    bool m_isOver = false;
};

} // namespace Sendoff::App
