// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

// The end of the program: what is under way, and who is asked.

static constexpr std::chrono::seconds patienceAtEnd{3}; // a session manager does not wait much longer

QHash<QString, Outbox::SendState> Application::unfinished()
{
    return m_followsDesk || m_engine.hasStore() ? m_engine.desk().unfinished() : QHash<QString, Outbox::SendState>();
}

bool Application::isHeldBack(const Outbox::SendState &state)
{
    const auto *waiting = std::get_if<Outbox::Waiting>(&state);
    return waiting && waiting->reason == Outbox::WaitReason::Undo;
}

bool Application::isScheduled(const Outbox::SendState &state)
{
    const auto *waiting = std::get_if<Outbox::Waiting>(&state);
    return waiting && waiting->reason == Outbox::WaitReason::Scheduled;
}

void Application::quit()
{
    Gui::QuitFacts facts;
    for (const Outbox::SendState &state : unfinished()) {
        if (Outbox::isInHand(state))
            ++facts.sending;
        else if (isHeldBack(state))
            ++facts.undoWaiting;
        else if (isScheduled(state))
            ++facts.scheduled;
        else if (std::holds_alternative<Outbox::Waiting>(state))
            ++facts.waiting;
    }
    if (facts.sending == 0 && facts.undoWaiting == 0 && facts.scheduled == 0) {
        closeWindows();
        return;
    }
    const bool isUnderWay = facts.sending > 0 || facts.undoWaiting > 0;
    m_dialogs.askQuit(QApplication::activeWindow(), facts, [this, isUnderWay](Gui::QuitChoice choice) {
        m_quitsSoon = isUnderWay && choice != Gui::QuitChoice::Stay;
        quitAs(choice);
    });
}

void Application::quitAs(Gui::QuitChoice choice)
{
    if (choice == Gui::QuitChoice::Stay)
        return;
    m_quitsNow = choice == Gui::QuitChoice::QuitNow;
    if (!m_quitsNow) {
        const QHash<QString, Outbox::SendState> states = unfinished();
        for (auto state = states.cbegin(); state != states.cend(); ++state) {
            if (isHeldBack(state.value()))
                m_engine.desk().retry(state.key());
        }
    }
    closeWindows();
    quitWhenIdle();
}

/// Nobody is there to be asked. What is written is saved, a request under way gets a moment for its answer, and what
/// is held back waits for the next start.
void Application::end()
{
    if (std::exchange(m_ends, true))
        return;
    QTimer::singleShot(patienceAtEnd, this, [this] {
        m_quitsNow = true;
        m_endsNow = true;
        quitWhenIdle();
    });
    closeWindows();
    quitWhenIdle();
}

void Application::closeWindows()
{
    if (m_outbox)
        m_outbox->close();
    if (m_drafts)
        m_drafts->close();
    if (m_accounts)
        m_accounts->close();
    delete m_proxyDialog;
    for (Writing *each : QList<Writing *>(m_writings)) {
        if (each->window())
            each->window()->close();
    }
}

/// Mail on its way is followed to its end: leaving in the middle would turn a sent mail into an uncertain one. So is
/// mail that can still be undone, since nobody else would send it before the next start, and mail that waits here for
/// its time.
bool Application::isUnderWay()
{
    if (m_engine.hasStore() && m_engine.store().isBusy())
        return true;
    if (!m_followsDesk)
        return false;
    if (m_quitsNow)
        return false;
    const QHash<QString, Outbox::SendState> states = unfinished();
    if (m_ends)
        return m_engine.desk().isWorking();
    return m_engine.desk().isWorking() || std::any_of(states.cbegin(), states.cend(), &Application::isHeldBack)
        || (!m_quitsSoon && std::any_of(states.cbegin(), states.cend(), &Application::isScheduled));
}

void Application::quitWhenIdle()
{
    if (m_endsNow) {
        QCoreApplication::quit();
        return;
    }
    if (!m_writings.isEmpty() || (m_outbox && m_outbox->isOpen()) || (m_drafts && m_drafts->isOpen())
        || (m_accounts && m_accounts->isOpen()))
        return;
    // Whatever comes up now, a mail sent from the last window among it, is followed.
    if (m_engine.hasStore())
        followDesk();
    if (!isUnderWay())
        QCoreApplication::quit();
}

} // namespace Sendoff::App
