// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/notice.h"
#include "gui/outboxacts.h"
#include "gui/outboxcounts.h"
#include "gui/outboxwording.h"

#include <QSet>
#include <QTimer>
#include <QUrl>
#include <QWidget>

#include <memory>

namespace Ui {
class OutboxWindow;
}

namespace Sendoff::Gui {

class Button;
class Dialogs;
class MessageStack;
class OutboxModel;
class OutboxSelection;
enum class OutboxFilter;

/// The list of all mail that was handed over and what became of it. It shows values and asks by signals; it reads,
/// changes and sends nothing. Whoever owns it (app):
///
///   filling      setAccounts(), showCounts(), setUnfinished(all that are neither accepted nor cancelled, in any
///   order).
///                moreWanted(after) comes when the window is first shown and whenever the list is scrolled near its
///                end: answer each with one addFinished(page, isLast), the latest first, beginning behind the item
///                `after` (empty: from the start). An empty page is a good answer. Items that are there already are
///                skipped.
///   afterwards   update(summary) for each one that changed or is new, with showCounts(); or setUnfinished() again.
///                Selection and scrolling stay.
///   details      detailsWanted(id) when an item is chosen and when the chosen one changed → showDetails(). Details of
///                another item are ignored, so they may come late.
///   acting       retryRequested(ids)    Waiting, NeedsUser: now. Uncertain (always one): the person's own decision to
///                                       send again
///                cancelRequested(ids)   Waiting, Preparing, Sending, NeedsUser
///                saidSentRequested(id)  Uncertain
///                editRequested(id)      back to a draft, in a compose window: Waiting and NeedsUser are cancelled,
///                                       Uncertain is taken back; of one that is Cancelled the text becomes a new draft
///                openRequested(id)      show it in a compose window with its state, whatever that is
///                requestWindowRequested(id)   show what would be asked of the service, as text
///                signInRequested(id)    the account of this item must sign in again
///                newMessageRequested()
///   Copying, searching and opening Sent Items happen in here. Closing deletes the window (WA_DeleteOnClose).
class OutboxWindow : public QWidget
{
    Q_OBJECT
public:
    explicit OutboxWindow(Dialogs &dialogs, QWidget *parent = nullptr);
    ~OutboxWindow() override;

    void setAccounts(const QList<Auth::Account> &accounts);
    /// Not empty: the band "Practice: nothing leaves this computer", and Sent Items is that page.
    void setPractice(const QUrl &mailbox);

    void showCounts(const OutboxCounts &counts);
    void setUnfinished(const QList<Outbox::Summary> &all);
    void addFinished(const QList<Outbox::Summary> &page, bool isLast);
    void update(const Outbox::Summary &summary);
    void showDetails(const OutboxDetails &details);

    /// Something to know that is about no single mail, at the bottom; a later one with the same key takes its place.
    void showNotice(const Notice &notice);
    void removeNotice(const QString &key);
    /// What was asked for could not be stored.
    void showStoreError(const Store::StoreError &why);

    /// Chooses an item and scrolls to it; false: it is not in the list (yet).
    bool choose(const QString &id);
    /// The items chosen, from top to bottom.
    QStringList chosen() const;

Q_SIGNALS:
    void moreWanted(const QString &after);
    void detailsWanted(const QString &id);
    void retryRequested(const QStringList &ids);
    void pauseRequested(const QString &id);
    void cancelRequested(const QStringList &ids);
    void saidSentRequested(const QString &id);
    void editRequested(const QString &id);
    void openRequested(const QString &id);
    void requestWindowRequested(const QString &id);
    void signInRequested(const QString &id);
    void newMessageRequested();
    void noticeAnswered(const QString &key, Sendoff::Gui::Action action); ///< a button of showNotice()

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void arrange();
    void addFilters();
    void addKeys();
    void connectList();
    void setFilter(OutboxFilter filter);
    void showPage();
    void askForMore();
    void select(const QModelIndex &index);
    void choiceChanged();
    void showPane();
    void rowsChanged(int first, int last);
    void tick();
    void act(OutboxAct act);
    void cancel(const QStringList &ids);
    void perform(Action action);
    void openOutlook(Action page);
    void copy(OutboxAct what);
    bool eventFilter(QObject *watched, QEvent *event) override;
    QList<Outbox::Summary> chosenMails() const;
    QStringList ableTo(OutboxAct act) const;

    Dialogs &m_dialogs;
    std::unique_ptr<Ui::OutboxWindow> m_ui;
    OutboxModel *m_model;
    OutboxSelection *m_shown;
    QList<std::pair<OutboxFilter, Button *>> m_filters;
    OutboxCounts m_counts;
    QUrl m_mailbox; ///< of practice
    QWidget *m_band = nullptr;
    MessageStack *m_stack = nullptr;
    QTimer m_second; ///< while a time runs down and somebody can see it
    QTimer m_several; ///< tells once of all changes of those that are chosen
    QTimer m_look; ///< looks once whether more rows are wanted, after everything that led to it
    QSet<QString> m_chosen;
    QString m_last; ///< the finished item that was read last
    bool m_narrow = false;
    bool m_arranged = false; ///< has been on the screen
    bool m_placed = false; ///< list and details have got their shares
    bool m_asked = false; ///< a page is under way
    bool m_complete = false; ///< there are no more pages
};

} // namespace Sendoff::Gui
