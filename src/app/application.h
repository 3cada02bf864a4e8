// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accountsview.h"
#include "app/attention.h"
#include "app/commandline.h"
#include "app/draftsview.h"
#include "app/endsignal.h"
#include "app/engine.h"
#include "app/outboxview.h"
#include "app/singleinstance.h"
#include "app/writing.h"
#include "gui/dialogs.h"

#include <QJsonObject>
#include <QObject>

namespace Sendoff::App {

/// The program with windows: makes everything, connects everything, owns everything.
class Application : public QObject
{
    Q_OBJECT
public:
    Application(Engine &engine, QObject *parent = nullptr);
    ~Application() override;

    /// What is handed from one `sendoff` to another.
    static QJsonObject noteFor(const ComposeInput &input, const QStringList &files);

    /// Opens the first window; everything that is not needed to type comes after it is on the screen.
    void start(const ComposeInput &input, const QStringList &files);

private:
    Writing *openWindow(const ComposeInput &input, const QString &draftId = {});
    void openDraft(const QString &draftId);
    void openItem(const QString &id);
    void openCancelled(const QString &draftId, const QString &item);
    Writing *writingOf(const QString &item) const;
    Writing *anyWriting();
    OutboxView &outbox();
    DraftsView &drafts();
    AccountsView &accounts();
    void askProxyLogin(const QString &proxy, bool wereRefused);
    void connectWriting(Writing *writing);
    void showCounts();
    void showEverywhere(const QString &key, const Gui::Wording &wording);
    bool isSeen(const QString &item) const;
    void quit();
    void closeWindows();
    void restoreWindows(Writing *blank);
    void offerDrafts(Writing *writing, const QList<Compose::Draft> &all);
    void followDesk();
    void showUnsettled();
    void bringToFront(Writing *writing);
    void takeNote(const QJsonObject &note);
    void quitWhenIdle();
    bool isUnderWay();
    static bool isHeldBack(const Outbox::SendState &state);
    static bool isScheduled(const Outbox::SendState &state);
    QHash<QString, Outbox::SendState> unfinished();
    void quitAs(Gui::QuitChoice choice);
    void end();

    Engine &m_engine;
    Gui::DesktopDialogs m_dialogs;
    SingleInstance m_instance;
    EndSignal m_endSignal;
    QList<Writing *> m_writings;
    QPointer<Writing> m_first; ///< the one that was asked for at the start
    Attention *m_attention = nullptr;
    OutboxView *m_outbox = nullptr; ///< made with the first use of the outbox
    DraftsView *m_drafts = nullptr;
    AccountsView *m_accounts = nullptr;
    QPointer<QWidget> m_proxyDialog;
    bool m_followsDesk = false;
    bool m_ends = false; ///< the session ends
    bool m_endsNow = false; ///< and has no more time
    bool m_quitsNow = false; ///< a person wants no mail waited for
    bool m_quitsSoon = false; ///< and, here, none that has a time
};

} // namespace Sendoff::App
