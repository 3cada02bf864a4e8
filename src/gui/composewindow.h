// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "compose/preflight.h"
#include "graph/sendplan.h"
#include "gui/consentsheet.h"
#include "gui/notice.h"
#include "gui/outboxcounts.h"
#include "gui/sendlaterdialog.h"
#include "gui/signinpanel.h"
#include "message/messagecheck.h"
#include "outbox/sendmachine.h"
#include "outbox/uploadprogress.h"
#include "store/storeerror.h"

#include <QUrl>
#include <QWidget>

#include <memory>

namespace Sendoff::Gui {

class Dialogs;

/// One window, one message. It holds what is being written and shows what happens to it; it stores, checks and sends
/// nothing. Whoever owns it (app) listens to its signals and answers with values:
///
///   writing      messageChanged() at most once a turn of the event loop → message(), setSizeInfo(), showSaved()
///   attaching    filesChosen(paths) → look at each, then addAttachment() or showFileRefused()
///                imagePasted(png, name) → keep the bytes somewhere, then addAttachment()
///   sending      sendRequested() comes once and the fields lock. Answer with exactly one of
///                  showProblems(list)   it cannot be sent as it is: fields unlock. Also with warnings only: their bar
///                  has
///                                       "Send anyway", which emits sendRequested() again with warningsSeen() true
///                  showTooBig(), showStoreError(), showNotice() + unlock()
///                  unlock() + showSignIn()  nobody is signed in
///                  showCopying() … showState(state) from the outbox, as often as it changes, and showProgress()
///   afterwards   Waiting, Preparing, Sending: cancelRequested(), retryRequested() ("Send now")
///                Waiting to be undone (WaitReason::Undo): the seconds run down beside "Undo", which is
///                cancelRequested() too (also Esc and Ctrl+Z), and "Send now", which is retryRequested(). After
///                showState(Cancelled) it is the very window again: text, cursor and keyboard focus as they were.
///                Accepted: says so and closes by itself after two seconds (setClosesWhenAccepted)
///                NeedsUser: unlocked; retryRequested() sends the queued mail as it was (only while nothing was
///                changed);
///                           sendRequested() means the mail was edited: cancel the queued one and submit message()
///                Uncertain: stays locked; saidSent(), retryRequested() (send again), backToDraftRequested(): cancel
///                the
///                           queued one, then unlock()
///                Waiting for its time (WaitReason::Scheduled): says so, and closes by itself like Accepted
///                Cancelled: unlocked
///   signing in   signInRequested(choice) → showSignIn(SignInInBrowser{…}) … showSignIn(SignInToConfirm{…}) →
///                accountConfirmed() or accountDeclined() → setAccounts(), hideSignIn()
///                signInCancelled(): give up the attempt and showSignIn(SignInChoosing{…}) or nothing
///                signInOpened(): the sheet is about to show its choices; set them with showSignIn(SignInChoosing{…})
///   rights       showConsent(need) instead of another answer to sendRequested(), and unlocks; consentAsked(right) →
///                showConsentPage(…), and hideConsent() when the right is there; consentWayChosen(way),
///                consentGivenUp(): the browser is not waited for any more
///   closing      closing() right before the window goes: save the draft there; keepOpen(why) in that slot stops it.
///                Closing deletes the window (WA_DeleteOnClose).
///   saving       showSaving() when a save begins, then showSaved() or showNotSaved(). The note beside Send only ever
///                tells of a save that has succeeded; after a failed one a red bar stays until a later one succeeds.
///   elsewhere    draftsWindowRequested(), outboxWindowRequested(), versionsRequested(): open these for this window.
///                setOutboxCounts() marks the menu when a mail in the outbox needs a person.
///                undoSecondsChosen(n) → keep it and setUndoSeconds(n)
class ComposeWindow : public QWidget
{
    Q_OBJECT
public:
    explicit ComposeWindow(Dialogs &dialogs, QWidget *parent = nullptr);
    ~ComposeWindow() override;

    /// Everything of a message comes back by message(), also what the window has no field for. An HTML body is shown as
    /// its source and stays HTML.
    void setMessage(const Message &message);
    Message message() const;
    void addAttachment(const Attachment &attachment);
    void removeAttachment(const QString &id);
    /// In its place. How many octets the one before had; -1: there is none with this id, and nothing happens.
    qint64 replaceAttachment(const QString &id, const Attachment &attachment);

    /// `currentId` empty or unknown: signed out, the From line says "Sign in".
    void setAccounts(const QList<Auth::Account> &accounts, const QString &currentId);
    /// Ids of those that somebody must sign in to again before their mail can leave.
    void setSignedOut(const QStringList &accountIds);
    QString currentAccount() const { return m_account; }
    /// Not empty: the band "Practice: nothing leaves this computer" with a link to that page.
    void setPractice(const QUrl &mailbox);
    /// For the meter of the attachment bar: what one request would hold now, and may hold.
    void setSizeInfo(qint64 requestBytes, qint64 limit);

    /// Empty lists take earlier problems away and unlock nothing. Blocking ones come first, one bar for all, wrong
    /// fields are marked. Findings are warnings; a cure that changes the mail takes the bar away.
    void showProblems(const QList<Problem> &problems, const QList<Compose::Finding> &findings = {});
    bool warningsSeen() const { return m_warningsSeen; }
    void showTooBig(const Graph::TooBig &size);
    void showFileRefused(const Store::StoreError &why);
    /// The draft or the mail could not be stored.
    void showStoreError(const Store::StoreError &why);
    void showAuthError(const Auth::AuthError &error);
    /// What a mailto link asked for and did not get: fields dropped and warnings (codes of message/mailto.h).
    void showLinkNotes(const QStringList &dropped, const QStringList &warnings);
    void showNotice(const Notice &notice);
    void removeNotice(const QString &key);
    void showSaving();
    void showSaved(const QDateTime &when); ///< the draft is safe on disk
    /// What is typed is in this window only. The bar goes with the next showSaved(), or when the mail is in the outbox.
    void showNotSaved(const Store::StoreError &why);

    void setOutboxCounts(const OutboxCounts &counts);
    /// How long a mail is held back so that it can be undone, as the menu shows it; 0: not at all.
    void setUndoSeconds(int seconds);
    /// Whether a mail that has no text yet may be formatted.
    void setRichByDefault(bool rich);

    void showCopying(qint64 octets, qint64 total);
    void showState(const Outbox::SendState &state);
    void showProgress(qint64 sent, qint64 total);
    void showUploading(const Outbox::UploadProgress &progress);
    /// Another answer to sendRequested(): it may be more than the mailbox takes; "Send anyway" sets warningsSeen().
    void showUsualLimit(const Graph::DraftSend &plan);
    /// False: cancelling would come too late, so no such button is offered. Set it after showState().
    void setCancellable(bool cancellable);
    void setClosesWhenAccepted(bool closes) { m_closesWhenAccepted = closes; }
    /// Back to writing: fields are editable, the strip is empty.
    void unlock();
    bool isLocked() const { return m_locked; }

    void showSignIn(const SignInPage &page);
    void hideSignIn();
    bool isSignInOpen() const;

    /// The mail needs a right its account does not have: the fields unlock, the sheet says why and what can be done.
    void showConsent(const RightNeed &need);
    void showConsentPage(const ConsentPage &page);
    void hideConsent();
    /// The sheet that is open; null if none is.
    ConsentSheet *consentSheet() const;

    /// Asks when the mail is to leave; answers sendLaterOpened(). What is chosen is in message().sendAt, and sent off.
    void showSendLater(Keeper keeper);

    /// Only inside a slot of closing(): the window stays, and says why.
    void keepOpen(const Store::StoreError &why);
    /// The same without a word: close() comes again when all is safe.
    void holdOpen();

Q_SIGNALS:
    void messageChanged();
    void filesChosen(const QStringList &files); ///< local paths; picked, dropped or pasted
    void imagePasted(const QByteArray &png, const QString &suggestedName);

    void sendRequested();
    void sendLaterOpened(); ///< answer with showSendLater()
    void keepingAsked(); ///< the mailbox is to keep it until message().sendAt, for which a right is missing
    void cancelRequested();
    void retryRequested();
    void pauseRequested(); ///< of the upload; retryRequested() lets it go on
    void saidSent();
    void backToDraftRequested();

    void draftsWindowRequested();
    void outboxWindowRequested();
    void versionsRequested(); ///< of this draft
    void accountCheckRequested(); ///< of the account in From
    void requestWindowRequested(); ///< what would be asked of the service, as text
    void undoSecondsChosen(int seconds);
    void richChosen(bool rich); ///< keep it: the next mail begins so

    void accountChosen(const QString &id);
    void signInOpened();
    void signInRequested(const Sendoff::Gui::SignInChoice &choice);
    void signInCancelled();
    void accountConfirmed();
    void accountDeclined();
    void signInAgainRequested(const QString &accountId); ///< the current account's sign-in is over
    void signOutRequested(const QString &accountId);

    void consentAsked(const QString &right);
    void consentGivenUp();
    void consentWayChosen(Sendoff::Gui::RightNeed::WayOut way);
    void accountsWindowRequested();

    void newWindowRequested();
    void quitRequested();
    void closing();
    /// A button of a notice of showNotice() was pressed. What the window can do itself (open a page, put the cursor
    /// into a field, copy) is done already.
    void noticeAnswered(const QString &key, Sendoff::Gui::Action action);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Private;

    QString m_account;
    bool m_locked = false;
    bool m_warningsSeen = false;
    bool m_closesWhenAccepted = true;
    std::unique_ptr<Private> d;
};

} // namespace Sendoff::Gui
