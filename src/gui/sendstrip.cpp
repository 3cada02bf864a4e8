// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/sendstrip.h"

#include "base/overloaded.h"
#include "gui/drawer.h"
#include "gui/messagebar.h"
#include "gui/theme.h"
#include "gui/uploadwording.h"
#include "ui_sendstrip.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

SendStrip::SendStrip(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SendStrip>())
{
    m_ui->setupUi(this);
    m_ui->cancel->hide();
    m_ui->sendNow->hide();
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &SendStrip::countDown);
    connect(m_ui->send, &Button::clicked, this, &SendStrip::sendPressed);
    connect(m_ui->attach, &Button::clicked, this, &SendStrip::attachPressed);
    m_ui->format->setCheckable(true);
    connect(m_ui->format, &Button::clicked, this, &SendStrip::formatPressed);
    connect(m_ui->menu, &Button::clicked, this, &SendStrip::menuPressed);
    connect(m_ui->cancel, &Button::clicked, this, &SendStrip::cancelPressed);
    connect(m_ui->sendNow, &Button::clicked, this,
            [this] { m_offered == Second::Pause ? Q_EMIT pausePressed() : Q_EMIT retryPressed(); });
    colour();
}

SendStrip::~SendStrip() = default;

Button *SendStrip::sendButton() const
{
    return m_ui->send;
}

Button *SendStrip::attachButton() const
{
    return m_ui->attach;
}

Button *SendStrip::menuButton() const
{
    return m_ui->menu;
}

Button *SendStrip::formatButton() const
{
    return m_ui->format;
}

QString SendStrip::status() const
{
    return m_ui->status->text();
}

void SendStrip::say(const QString &words, Look look)
{
    m_ui->status->say(words);
    m_look = look;
    colour();
    update();
}

void SendStrip::offer(bool send, bool cancel, Second second)
{
    m_offered = second;
    const QString label = second == Second::Pause ? tr("Pause")
        : second == Second::Continue              ? tr("Continue")
                                                  : tr("Send now");
    if (m_ui->sendNow->text() != label) {
        m_ui->sendNow->setText(label);
        m_ui->sendNow->setAccessibleName(label);
    }
    m_ui->send->setVisible(send);
    m_ui->attach->setEnabled(send);
    m_ui->format->setEnabled(send);
    m_offersCancel = cancel;
    m_ui->cancel->setText(tr("Cancel"));
    m_ui->cancel->setAccessibleName(tr("Cancel sending"));
    m_ui->cancel->setToolTip({});
    m_ui->cancel->setVisible(cancel && m_cancellable);
    m_ui->sendNow->setVisible(second != Second::None);
}

void SendStrip::setCancellable(bool cancellable)
{
    m_cancellable = cancellable;
    m_ui->cancel->setVisible(m_offersCancel && cancellable);
}

void SendStrip::showIdle(const QString &note)
{
    dropOutcome();
    m_second.stop();
    m_progress = -1;
    m_cancellable = true;
    offer(true, false);
    say(note);
}

void SendStrip::showHandedOver()
{
    dropOutcome();
    m_progress = -1;
    offer(false, false);
    say(tr("Checking…"), Look::Busy);
}

void SendStrip::showCopying(qint64 octets, qint64 total)
{
    offer(false, true);
    m_progress = total > 0 ? static_cast<double>(octets) / static_cast<double>(total) : -1;
    say(total > 0 ? tr("Getting the attachments ready: %1 %").arg(static_cast<int>(m_progress * 100))
                  : tr("Getting ready…"),
        Look::Busy);
}

void SendStrip::showProgress(qint64 sent, qint64 total)
{
    if (total <= 0)
        return;
    m_progress = static_cast<double>(sent) / static_cast<double>(total);
    say(sent < total ? tr("Sending: %1 %").arg(static_cast<int>(m_progress * 100))
                     : tr("Sent. Waiting for Microsoft's answer…"),
        Look::Busy);
}

void SendStrip::showUploading(const Outbox::UploadProgress &progress)
{
    if (progress.total <= 0)
        return;
    offer(false, true, Second::Pause);
    m_progress = static_cast<double>(progress.sent) / static_cast<double>(progress.total);
    // What was there before, from an earlier try, says nothing about the speed of this one.
    if (m_uploadBegan < 0 || progress.sent < m_uploadBegan) {
        m_uploadBegan = progress.sent;
        m_uploadClock.start();
    }
    const qint64 elapsed = m_uploadClock.elapsed();
    const qint64 speed = elapsed > 1500 ? 1000 * (progress.sent - m_uploadBegan) / elapsed : 0;
    say(uploadInWords(progress, speed), Look::Busy);
}

void SendStrip::showState(const Outbox::SendState &state, const Auth::Account *account)
{
    dropOutcome();
    m_second.stop();
    m_progress = -1;
    m_uploadBegan = -1;
    m_cancellable = true;
    std::visit(Overloaded{
                   [this](const Outbox::Waiting &waiting) { tell(waiting); },
                   [this](const Outbox::Preparing &) {
                       offer(false, true);
                       say(tr("Getting ready to send…"), Look::Busy);
                   },
                   [this](const Outbox::Sending &) {
                       offer(false, true);
                       say(tr("Sending…"), Look::Busy);
                   },
                   [this](const Outbox::Uncertain &uncertain) { tell(uncertain); },
                   [this](const Outbox::Accepted &accepted) { tell(accepted); },
                   [this, account](const Outbox::NeedsUser &needsUser) { tell(needsUser, account); },
                   [this](const Outbox::Cancelled &cancelled) {
                       showIdle(cancelled.mayHaveBeenSent ? tr("Taken back. It may have been sent all the same.")
                                                          : tr("Cancelled. Nothing was sent."));
                   },
               },
               state);
}

void SendStrip::tell(const Outbox::Waiting &state)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool later = state.notBefore.isValid() && state.notBefore > now;
    if (m_waiting.notBefore != state.notBefore)
        m_wait = later ? now.msecsTo(state.notBefore) : 0;
    m_waiting = state;
    if (state.reason == Outbox::WaitReason::Paused) {
        offer(false, true, Second::Continue);
        say(tr("Paused. What is uploaded so far is kept."));
        return;
    }
    if (state.reason == Outbox::WaitReason::Scheduled && later) {
        offer(false, true, Second::SendNow);
        //: a date and time; the mail waits on this computer
        say(tr("Goes out on %1, if this computer is on").arg(momentInWords(state.notBefore)));
        return;
    }
    // A time that the service has named cannot be cut short.
    offer(false, true, later && state.reason != Outbox::WaitReason::Throttled ? Second::SendNow : Second::None);
    if (state.reason == Outbox::WaitReason::Undo) {
        m_ui->cancel->setText(tr("Undo"));
        m_ui->cancel->setAccessibleName(tr("Undo sending"));
        m_ui->cancel->setToolTip(tr("Undo sending (Esc)"));
    }
    countDown();
}

void SendStrip::countDown()
{
    const qint64 left
        = m_waiting.notBefore.isValid() ? QDateTime::currentDateTimeUtc().msecsTo(m_waiting.notBefore) : 0;
    const QString why = wordsFor(m_waiting.reason);
    const bool undo = m_waiting.reason == Outbox::WaitReason::Undo || m_waiting.reason == Outbox::WaitReason::Queued;
    if (left <= 0) {
        m_second.stop();
        m_progress = -1;
        m_ui->sendNow->hide();
        say(undo ? tr("Safe in the outbox, about to be sent") : why + u'…', Look::Busy);
        return;
    }
    const QString span = spanInWords(std::chrono::milliseconds(left));
    // The line runs out with the time.
    if (m_waiting.reason == Outbox::WaitReason::Undo && m_wait > 0)
        m_progress = static_cast<double>(left) / static_cast<double>(m_wait);
    //: reason, then a span of time such as "40 s"
    say(undo ? tr("Sending in %1").arg(span) : tr("%1. Next try in %2.").arg(why, span), Look::Busy);
    m_second.start();
}

void SendStrip::tell(const Outbox::Accepted &state)
{
    offer(false, false);
    const QString time = timeInWords(state.when);
    if (state.deferredUntil.isValid()) {
        //: a date and time
        say(tr("Microsoft keeps it and sends it on %1").arg(momentInWords(state.deferredUntil)), Look::Good);
        return;
    }
    say(state.saidByPerson            ? tr("Marked as sent")
            : state.foundId.isEmpty() ? tr("Accepted by Microsoft at %1").arg(time)
                                      : tr("Found in your mailbox as sent"),
        Look::Good);
}

void SendStrip::tell(const Outbox::NeedsUser &state, const Auth::Account *account)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool refused = state.why == Outbox::NeedsUser::Why::Refused;
    Notice notice = noticeFor(Notice::Kind::Error, u"outcome"_s, wordingFor(state, account, m_sender),
                              refused ? details(state.error, now) : state.detail);
    showOutcome(notice, {{tr("Back to draft"), &SendStrip::backToDraft}});
    offer(true, false);
    say(tr("Not sent"));
}

void SendStrip::tell(const Outbox::Uncertain &state)
{
    Notice notice
        = noticeFor(Notice::Kind::Uncertain, u"outcome"_s, wordingFor(state), details(state.error, state.since));
    showOutcome(notice,
                {{tr("It was sent"), &SendStrip::saidSent},
                 {tr("Send again"), &SendStrip::retryPressed},
                 {tr("Back to draft"), &SendStrip::backToDraft}});
    offer(false, false);
    say(tr("Waiting for your answer"));
}

void SendStrip::showOutcome(const Notice &notice, const QList<std::pair<QString, void (SendStrip::*)()>> &answers)
{
    if (!m_drawer) {
        m_drawer = new Drawer(this);
        m_ui->column->insertWidget(0, m_drawer);
    }
    m_outcome = new MessageBar(notice, false, m_drawer->widget());
    for (const auto &[label, answer] : answers)
        connect(m_outcome->addButton(label), &Button::clicked, this, answer);
    connect(m_outcome, &MessageBar::pressed, this, &SendStrip::actionPressed);
    m_drawer->column()->addWidget(m_outcome);
    m_outcome->show();
    m_drawer->show();
}

void SendStrip::dropOutcome()
{
    if (!m_outcome)
        return;
    m_drawer->hide();
    m_outcome->hide();
    m_outcome->deleteLater();
    m_outcome = nullptr;
}

void SendStrip::colour()
{
    const Theme theme(palette());
    const QColor ink = m_look == Look::Good ? theme.good : m_look == Look::Busy ? theme.text : theme.secondary;
    setInk(m_ui->status, ink);
}

void SendStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void SendStrip::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    const int top = m_outcome ? m_drawer->height() : 0;
    painter.fillRect(QRect(0, top, width(), 1), theme.hairline);
    if (m_look == Look::Good) {
        const QRect words = m_ui->status->geometry();
        const int extent = fontMetrics().height() + Space::xs;
        const int length = fontMetrics().horizontalAdvance(m_ui->status->text()) + extent + Space::m;
        if (length < words.width()) {
            const bool mirrored = m_ui->status->text().isRightToLeft();
            const int left = mirrored ? words.left() + length - extent : words.right() - length;
            drawSymbol(painter, Symbol::Check, QRect(left, words.center().y() - extent / 2 + 1, extent, extent),
                       theme.good);
        }
    }
    if (m_progress >= 0) {
        const QRect done(0, top, static_cast<int>(width() * std::min(1.0, m_progress)), 3);
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), done), theme.accent);
    }
}

} // namespace Sendoff::Gui
