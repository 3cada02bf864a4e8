// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QDialog>
#include <QList>

class QButtonGroup;
class QDateTimeEdit;
class QLabel;
class QPushButton;

namespace Sendoff::Gui {

/// Who keeps a mail until its time.
enum class Keeper {
    Service, ///< the mailbox: this computer may be off
    ThisComputer, ///< nobody else can
    ThisComputerUnlessAllowed, ///< the mailbox could, if the account gave the right for it
};

/// A time that people often choose.
struct LaterChoice
{
    QString title;
    QDateTime when; ///< local time
    friend bool operator==(const LaterChoice &, const LaterChoice &) = default;
};
/// In this order, none of them twice, all at least half an hour after `now`.
QList<LaterChoice> laterChoices(const QDateTime &now);

/// Asks when a mail is to go, and says who keeps it until then. Open it with open(); it deletes itself.
class SendLaterDialog : public QDialog
{
    Q_OBJECT
public:
    /// `chosen` null: no time was chosen before.
    SendLaterDialog(const QDateTime &now, const QDateTime &chosen, Keeper keeper, QWidget *parent = nullptr);

    QDateTime when() const; ///< UTC

Q_SIGNALS:
    void chosen(const QDateTime &when); ///< UTC, in the future
    void withoutTime(); ///< not later after all
    void keepingAsked(const QDateTime &when); ///< the mailbox is to keep it: ask for the right

private:
    void addChoices(const QDateTime &now, const QDateTime &chosen);
    void addKeeper(Keeper keeper);
    void check();

    QButtonGroup *m_choices;
    QDateTimeEdit *m_edit;
    QLabel *m_trouble;
    QPushButton *m_send = nullptr;
    QList<QDateTime> m_times;
};

} // namespace Sendoff::Gui
