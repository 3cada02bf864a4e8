// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composeinput.h"
#include "app/engine.h"
#include "app/exitstatus.h"

#include <QObject>
#include <QTimer>

namespace Sendoff::App {

/// `--send`: check, queue, send, report. Says one line on stderr for every end that is not "accepted".
class SendCommand : public QObject
{
    Q_OBJECT
public:
    SendCommand(Engine &engine, ComposeOptions options, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(Sendoff::App::ExitStatus status);

private:
    Result<Message, InputError> readMessage() const;
    void submit(const Auth::Account &account);
    void waitForTheSender(const Outbox::Queue &queue);
    void showState(const Outbox::SendState &state);
    QString obstacle(const Outbox::Waiting &waiting);
    void takeOut(const QString &line);
    void endUnwritten();
    void endScheduled(const Outbox::Waiting &waiting);
    void endQueued(const QString &obstacle);
    void end(ExitStatus status, const QString &line);
    /// The mail is in no queue; puts it among the drafts so that it is not lost.
    void endWithDraft(ExitStatus status, const QString &line);

    Engine &m_engine;
    ComposeOptions m_options;
    Message m_message;
    QString m_account;
    QString m_item;
    QTimer m_patience; ///< for the one that sends, if that is another program
    bool m_isUnwritten = false; ///< a step could not be written once already
    bool m_ended = false;
};

} // namespace Sendoff::App
