// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/accountfacts.h"
#include "gui/consentsheet.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QBoxLayout;
class QVBoxLayout;

namespace Sendoff::Gui {

class Button;

/// One account: what it is and how it is, which rights it has and what each serves, and for whom else it sends.
class AccountPage : public QWidget
{
    Q_OBJECT
public:
    explicit AccountPage(QWidget *parent = nullptr);

    void setFacts(const AccountFacts &facts);
    const AccountFacts &facts() const { return m_facts; }
    /// How asking for a right, or signing in again (`right` empty), goes on.
    void showConsent(const QString &right, const ConsentPage &page);
    void hideConsent();

Q_SIGNALS:
    void defaultChosen();
    void signInAgainRequested();
    void checkRequested();
    void removeRequested();
    void rightAsked(const QString &right);
    void programRightsChanged(const QStringList &rights); ///< what somebody says the program was given
    void waitGivenUp();
    void sendersChanged(const QList<Sendoff::Auth::OwnSender> &senders);

private:
    QLabel *addLabel(const QString &text, bool strong = false);
    void addState();
    void addButtons();
    void addRights();
    void addRight(const QString &right, const QString &purpose, bool isGranted);
    void addProgramRights();
    QBoxLayout *addRightRow(const QString &right, const QString &purpose);
    void addSenders();
    void addSender(const Auth::OwnSender &sender);
    void addSenderForm();

    AccountFacts m_facts;
    QVBoxLayout *m_outer;
    QWidget *m_inside = nullptr;
    QVBoxLayout *m_column = nullptr;
    QVBoxLayout *m_consentPlace = nullptr;
    QPointer<ConsentSheet> m_consent;
};

} // namespace Sendoff::Gui
