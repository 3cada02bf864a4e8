// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/composewindow.h"
#include "gui/recipientedit.h"
#include "ui_composewindow.h"

#include <QPointer>
#include <QTimer>

class QMenu;

namespace Sendoff::Gui {

class AttachmentBar;
class DropOverlay;
class FormatBar;
class MessageStack;

/// What the window is made of. Parts that many mails never need are made when they are needed first.
class ComposeWindow::Private : public QObject
{
public:
    Private(ComposeWindow &window, Dialogs &desktop);

    // composeparts.cpp: fields and parts
    void connectFields();
    RecipientEdit *field(Field which) const;
    RecipientEdit *openField(Field which);
    QList<Recipient> recipientsIn(Field which) const;
    void fillField(Field which, const QList<Recipient> &recipients);
    void fillSubject(const QString &subject);
    QString subject() const;
    void fillAttachments();
    MessageStack *notices();
    AttachmentBar *attachmentBar();
    SignInPanel *signInPanel();
    void placeSignIn();
    void orderTabs();
    void moveRegion(int by);
    void colour();
    void showOptions();
    void showOutbox();
    void addUndoTimes(QMenu *menu);
    bool undo();
    void showSender();
    void addSenders(QMenu *menu);
    QString withState(const QString &shown, const QString &accountId) const;
    void chooseSender(const QString &accountId, const std::optional<Auth::OwnSender> &sender);
    void touch();
    void setLocked(bool locked);
    void commitRecipients();
    void mark(const QList<Problem> &problems);
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool handleDrag(QEvent *event);
    bool handlePaste();

    // composefindings.cpp
    static Notice noticeOf(const QList<Wording> &told, bool blocked);
    bool cure(Action action);
    void showWords();
    void moveToBcc();
    void removePeople();

    // composeformat.cpp
    void showFormatBar(bool shown);
    void openLink();
    void choosePlain(bool plain);
    void showRich();
    void showFormatted();

    // composeactions.cpp: what keys, buttons and menus do
    void connectActions();
    void send();
    void setSendAt(const QDateTime &when);
    void takeWay(RightNeed::WayOut way);
    void attach();
    void openMenu();
    void openAccounts();
    void openSignIn();
    void focusOn(Action action);
    void perform(const QString &key, Action action);
    bool performHere(Action action);
    void openPage(Action action);
    void copyForAdministrator();
    void dismiss();
    void showShortcuts();
    void acceptedSoonClose();

    const Auth::Account *account() const;

    ComposeWindow &w;
    Dialogs &dialogs;
    Ui::ComposeWindow ui;
    Message message; ///< of what the fields do not hold: attachments, options, HTML, headers, overlong subjects
    QList<Auth::Account> accounts;
    QStringList signedOut; ///< ids of those that must sign in again
    QUrl mailbox; ///< of practice
    RecipientEdit *cc = nullptr;
    RecipientEdit *bcc = nullptr;
    RecipientEdit *replyTo = nullptr;
    QList<std::pair<Field, QLabel *>> labels;
    AttachmentBar *attachments = nullptr;
    MessageStack *stack = nullptr;
    DropOverlay *overlay = nullptr;
    FormatBar *formatBar = nullptr;
    SignInPanel *signIn = nullptr;
    QPointer<ConsentSheet> consent;
    QWidget *practiceBand = nullptr;
    QLabel *options = nullptr;
    QList<Store::StoreError> refusedFiles;
    QList<Compose::Finding> findings; ///< of the bar that is shown
    QTimer change;
    QPointer<QWidget> writer; ///< had the keyboard when Send was pressed
    OutboxCounts outbox;
    int undoSeconds = 10;
    qint64 requestBytes = 0;
    qint64 limit = 0;
    bool filling = false;
    bool signInPutAway = false; ///< closed while an attempt was under way
    bool handedOver = false; ///< Send was pressed, the app has not answered yet
    bool keepOpen = false;
    std::optional<Outbox::SendState> state;
};

} // namespace Sendoff::Gui
