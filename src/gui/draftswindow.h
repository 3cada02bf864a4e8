// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compose/draftsummary.h"
#include "store/storeerror.h"

#include <QUrl>
#include <QWidget>

#include <memory>

namespace Ui {
class DraftsWindow;
}

namespace Sendoff::Gui {

class Dialogs;
class DraftsModel;
class DraftsSelection;
class MessageStack;

/// The list of all drafts. It shows values and asks by signals; whoever owns it (app) answers:
///
///   filling      setDrafts(all), the latest first, as often as they change. Selection and scrolling stay.
///   opening      openRequested(id), versionsRequested(id), newMessageRequested()
///   deleting     deleteRequested(ids) → delete them so that it can be undone, setDrafts(), and showDeleted(ids), or
///                showStoreError(). The bar "Draft deleted · Undo" stands until it is closed; each deletion can be
///                undone, the latest first: undoRequested(ids) → bring them back and setDrafts().
///   Closing deletes the window (WA_DeleteOnClose).
class DraftsWindow : public QWidget
{
    Q_OBJECT
public:
    explicit DraftsWindow(Dialogs &dialogs, QWidget *parent = nullptr);
    ~DraftsWindow() override;

    /// Not empty: the band "Practice: nothing leaves this computer".
    void setPractice(const QUrl &mailbox);
    void setDrafts(const QList<Compose::DraftSummary> &drafts);
    void showDeleted(const QStringList &ids);
    void showStoreError(const Store::StoreError &why);
    /// The drafts chosen, from top to bottom.
    QStringList chosen() const;

Q_SIGNALS:
    void openRequested(const QString &id);
    void deleteRequested(const QStringList &ids);
    void undoRequested(const QStringList &ids);
    void versionsRequested(const QString &id);
    void newMessageRequested();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addKeys();
    void showPage();
    void offer();
    void open();
    void discard();
    void undo();
    void showUndo();
    void select(int row);
    MessageStack *notices();

    Dialogs &m_dialogs;
    std::unique_ptr<Ui::DraftsWindow> m_ui;
    DraftsModel *m_model;
    DraftsSelection *m_shown;
    MessageStack *m_stack = nullptr;
    QWidget *m_band = nullptr;
    bool m_filled = false; ///< the drafts are known
    QList<QStringList> m_deleted; ///< what can be undone, the latest last
};

} // namespace Sendoff::Gui
