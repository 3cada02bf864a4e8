// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/notice.h"
#include "gui/outboxacts.h"
#include "gui/outboxwording.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace Sendoff::Gui {

class Button;
class FactTable;
class FlowLayout;
class MessageBar;

/// All that is known of the mail that is chosen in the outbox, and what can be done with it.
class OutboxPane : public QScrollArea
{
    Q_OBJECT
public:
    explicit OutboxPane(QWidget *parent = nullptr);

    void showNothing();
    void showMail(const OutboxDetails &details, const Auth::Account *account);
    void showSeveral(const QList<Outbox::SendState> &states);
    /// A second has passed: times that run down are told anew.
    void tick();

    const OutboxDetails &details() const { return m_details; }
    MessageBar *bar() const { return m_bar; }

Q_SIGNALS:
    void acted(Sendoff::Gui::OutboxAct act);
    void actionPressed(Sendoff::Gui::Action action);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showBar();
    void putBar(const Notice &notice);
    void offer(const QList<OutboxAct> &acts);
    void showReceipt();
    void showAttempts();
    void showHappenings();
    QLabel *addLabel();
    void colour();

    QWidget *m_inside;
    QVBoxLayout *m_column;
    QLabel *m_subject;
    QLabel *m_recipients;
    QLabel *m_origin;
    MessageBar *m_bar = nullptr;
    FlowLayout *m_tools;
    FactTable *m_receipt;
    Button *m_copyReceipt;
    FactTable *m_attempts;
    FactTable *m_happenings;
    OutboxDetails m_details;
    QString m_from;
    std::optional<Auth::Account> m_account;
};

} // namespace Sendoff::Gui
