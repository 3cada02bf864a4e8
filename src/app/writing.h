// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composeinput.h"
#include "app/engine.h"
#include "gui/composewindow.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace Sendoff::Gui {
class Dialogs;
}

namespace Sendoff::App {

/// One mail being written: ties a window to the engine. The window shows, the engine does; this only passes values on.
class Writing : public QObject
{
    Q_OBJECT
public:
    /// `draftId` empty: a new mail.
    Writing(Engine &engine, Gui::Dialogs &dialogs, const ComposeInput &input, const QString &draftId = {},
            QObject *parent = nullptr);
    ~Writing() override;

    Gui::ComposeWindow *window() const { return m_window; }
    QString draftId() const { return m_draftId; }
    void attach(const QStringList &files);
    /// Shows what became of a mail that was handed over earlier, perhaps by a program that is gone.
    void follow(const Outbox::Item &item);
    /// Saves what is not saved; false: it could not be, and the window says so.
    bool save();

Q_SIGNALS:
    void newWindowRequested();
    void quitRequested();
    void draftOpenRequested(const QString &draftId);
    void closed();

private:
    void connectWindow();
    void showAccounts();
    void messageChanged();
    void send();
    void submit(const Message &message);
    void followQueue(Outbox::Queue *queue);
    void showState(const Outbox::SendState &state);
    void backToDraft();
    void dropDraft();
    void closing();
    void keepImage(const QByteArray &png, const QString &name);

    void chooseSignIn();
    void signIn(const Gui::SignInChoice &choice);
    void startSignIn(const Auth::AuthConfig &config, const QString &expectedId);
    void signInFinished(const Result<Auth::SignedIn, Auth::AuthError> &result, const QString &expectedId,
                        const QString &clientId);
    void confirmAccount();
    void declineAccount();

    Engine &m_engine;
    QPointer<Gui::ComposeWindow> m_window;
    QString m_draftId;
    QString m_account;
    QString m_item; ///< in the outbox; empty while it is only written
    bool m_isDone = false; ///< accepted: there is nothing left to save
    bool m_sendsWhenReady = false; ///< Send was pressed while the practice service was still starting
    bool m_isDirty = false;
    QTimer m_saveTimer;
    Auth::SignIn *m_signIn = nullptr;
    std::optional<Auth::SignedIn> m_toConfirm;
    QMetaObject::Connection m_queueConnections[5];
};

} // namespace Sendoff::App
