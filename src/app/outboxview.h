// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine.h"
#include "gui/outboxwindow.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace Sendoff::Gui {
class Dialogs;
}

namespace Sendoff::App {

/// Ties the outbox window to the desk, and keeps the counts that the other windows show.
class OutboxView : public QObject
{
    Q_OBJECT
public:
    OutboxView(Engine &engine, Gui::Dialogs &dialogs, QObject *parent = nullptr);
    ~OutboxView() override;

    /// Opens the window or brings it to the front; `id` not empty: with that item chosen.
    void show(const QString &id = {});
    bool isOpen() const { return m_window != nullptr; }
    bool isActive() const { return m_window && m_window->isActiveWindow(); }
    void close();
    const Gui::OutboxCounts &counts() const { return m_counts; }

Q_SIGNALS:
    void countsChanged();
    void openRequested(const QString &id);
    /// The item is, or is about to be, this draft.
    void draftOpenRequested(const QString &draftId, const QString &item);
    void signInRequested(const QString &accountId);
    void newMessageRequested();
    void closed();

private:
    void makeWindow();
    void fill();
    void sendPage(const QString &after);
    void sendDetails(const QString &id);
    void refresh();
    void edit(const QString &id);

    Engine &m_engine;
    Gui::Dialogs &m_dialogs;
    QPointer<Gui::OutboxWindow> m_window;
    Gui::OutboxCounts m_counts;
    QSet<QString> m_changed; ///< to be read again
    QString m_chosen; ///< to be chosen as soon as it is in the list
    QTimer m_refresh; ///< many changes in a row are read once
    QSet<QString> m_editing; ///< to be opened as drafts as soon as they are
};

} // namespace Sendoff::App
