// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composeinput.h"
#include "app/engine.h"
#include "app/rightrequest.h"
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
    QString item() const { return m_item; }
    /// Nothing was written in it yet.
    bool isUntouched() const;
    void attach(const QStringList &files);
    /// Goes on with a draft; only while untouched.
    void load(const Compose::Draft &draft);
    /// Takes an earlier version in place of what is there, which is kept as a version.
    void takeBackVersion(const Message &message);
    /// Its draft was deleted in the list: the window goes, without saving it again.
    void forget();
    void signInAgain(const QString &accountId);
    /// Shows what became of a mail that was handed over earlier, perhaps by a program that is gone.
    void follow(const Outbox::Item &item);
    /// Saves what is not saved yet; if that fails the window says so, and it is tried again.
    void save();

Q_SIGNALS:
    void newWindowRequested();
    void quitRequested();
    void draftOpenRequested(const QString &draftId);
    void draftsRequested();
    void outboxRequested();
    void accountsRequested(const QString &accountId);
    void versionsRequested();
    void draftSaved();
    void undoSpanChanged(); ///< the setting, for the other windows
    void closed();

private:
    void connectWindow();
    void showAccounts();
    void showStates();
    void messageChanged();
    void send();
    void submit(const Message &message);
    void followDesk();
    void showState(const Outbox::SendState &state, bool mayCancel);
    void refused(const Store::StoreError &why);
    void backToDraft();
    void saved(const Result<Done, Store::StoreError> &result);
    void closing();
    void leave();
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keepImage(const QByteArray &png, const QString &name);

    void chooseSignIn();
    void signIn(const Gui::SignInChoice &choice);
    void startSignIn(const Auth::AuthConfig &config, const QString &expectedId);
    void signInFinished(const Result<Auth::SignedIn, Auth::AuthError> &result, const QString &expectedId,
                        const Auth::AuthConfig &config);
    void confirmAccount();
    bool isKeptHere(const Message &message, const Graph::SendPlan &plan) const;
    void showSize(const Message &message);
    void connectConsent();
    void askRight(const QString &right);
    void declineAccount();
    void openSendLater();
    void askToKeep();
    void makePicturesSmaller();

    Engine &m_engine;
    Gui::Dialogs &m_dialogs;
    QPointer<Gui::ComposeWindow> m_window;
    QString m_draftId;
    QString m_account;
    QString m_item; ///< in the outbox; empty while it is only written
    Message m_asSent; ///< what the outbox has
    bool m_needsUser = false; ///< the outbox waits for the person
    bool m_isDone = false; ///< accepted: there is nothing left to save
    bool m_sendsWhenReady = false; ///< Send was pressed while the practice service was still starting
    bool m_isDirty = false; ///< changed since the last save began
    bool m_isSaving = false;
    bool m_isStored = false; ///< there is a draft of it
    bool m_isLeaving = false; ///< all is safe, the window may go
    int m_strokes = 0; ///< changes since the last save
    QTimer m_saveTimer;
    Auth::SignIn *m_signIn = nullptr;
    std::optional<Auth::SignedIn> m_toConfirm;
    bool m_followsDesk = false;
    QPointer<RightRequest> m_rightRequest;
};

} // namespace Sendoff::App
