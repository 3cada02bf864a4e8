// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/notice.h"
#include "outbox/sendmachine.h"
#include "outbox/uploadprogress.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace Ui {
class SendStrip;
}

namespace Sendoff::Gui {

class Button;
class Drawer;
class MessageBar;

/// The bottom of the window: tools, the truth about this mail in words, and one button that stands out. Where more than
/// a line is needed (a refusal, an uncertain end) a bar unfolds above it.
class SendStrip : public QWidget
{
    Q_OBJECT
public:
    explicit SendStrip(QWidget *parent = nullptr);
    ~SendStrip() override;

    /// Writing: Send is there. `note` stands where the state is told, e.g. "Saved at 10:02".
    void showIdle(const QString &note = {});
    void showHandedOver(); ///< Send was pressed, nothing is known yet
    void showCopying(qint64 octets, qint64 total);
    void showState(const Outbox::SendState &state, const Auth::Account *account);
    /// The address the mail names as sender, to be told if the service refuses it; empty: the account's own.
    void setSender(const QString &mailbox) { m_sender = mailbox; }
    void showProgress(qint64 sent, qint64 total);
    void showUploading(const Outbox::UploadProgress &progress);
    void setCancellable(bool cancellable);

    Button *sendButton() const;
    Button *attachButton() const;
    Button *menuButton() const;
    Button *formatButton() const;
    QString status() const;
    MessageBar *outcome() const { return m_outcome; }

Q_SIGNALS:
    void sendPressed();
    void attachPressed();
    void menuPressed();
    void formatPressed();
    void cancelPressed();
    void retryPressed();
    void pausePressed();
    void saidSent();
    void backToDraft();
    void actionPressed(Sendoff::Gui::Action action);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Look { Quiet, Busy, Good };

    void say(const QString &words, Look look = Look::Quiet);
    enum class Second { None, SendNow, Pause, Continue }; ///< the button beside Cancel
    void offer(bool send, bool cancel, Second second = Second::None);
    void showOutcome(const Notice &notice, const QList<std::pair<QString, void (SendStrip::*)()>> &answers);
    void dropOutcome();
    void colour();
    void tell(const Outbox::Waiting &state);
    void tell(const Outbox::Accepted &state);
    void tell(const Outbox::NeedsUser &state, const Auth::Account *account);
    void tell(const Outbox::Uncertain &state);
    void countDown();

    std::unique_ptr<Ui::SendStrip> m_ui;
    Drawer *m_drawer = nullptr; ///< holds the outcome
    MessageBar *m_outcome = nullptr;
    QElapsedTimer m_uploadClock; ///< since m_uploadBegan octets were there
    qint64 m_uploadBegan = -1;
    Second m_offered = Second::None;
    QTimer m_second; ///< while a time runs down
    Outbox::Waiting m_waiting;
    qint64 m_wait = 0; ///< ms, all of the time that runs down
    Look m_look = Look::Quiet;
    double m_progress = -1; ///< 0 … 1, negative: none
    QString m_sender;
    bool m_offersCancel = false; ///< in this state it can be asked for
    bool m_cancellable = true; ///< and would not come too late
};

} // namespace Sendoff::Gui
