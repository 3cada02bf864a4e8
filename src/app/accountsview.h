// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accountadding.h"
#include "app/engine.h"
#include "app/queuedmail.h"
#include "app/rightrequest.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace Sendoff::Gui {
class AccountsWindow;
class Dialogs;
} // namespace Sendoff::Gui

namespace Sendoff::App {

/// Ties the accounts window to the engine.
class AccountsView : public QObject
{
    Q_OBJECT
public:
    AccountsView(Engine &engine, Gui::Dialogs &dialogs, QObject *parent = nullptr);
    ~AccountsView() override;

    void show(const QString &accountId = {});
    void showNetwork();
    bool isOpen() const;
    void close();
    QPointer<Gui::AccountsWindow> window() const { return m_window; }

Q_SIGNALS:
    void closed();
    void proxyLoginRequested();

private:
    void makeWindow();
    void connectAdding();
    void connectNetwork();
    void refresh();
    void fill();
    void ask(const QString &accountId, const QString &right);
    void remove(const QString &accountId);

    Engine &m_engine;
    Gui::Dialogs &m_dialogs;
    QPointer<Gui::AccountsWindow> m_window;
    AccountAdding m_adding;
    QPointer<RightRequest> m_request;
    QHash<QString, QueuedMail> m_queued;
};

} // namespace Sendoff::App
