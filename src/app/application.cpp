// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "message/messagejson.h"

#include <QApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

Application::Application(Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_instance(engine.profile())
{
    QApplication::setQuitOnLastWindowClosed(false);
    connect(&m_instance, &SingleInstance::handedOver, this, &Application::takeNote);
}

Application::~Application()
{
    qDeleteAll(m_writings);
}

QJsonObject Application::noteFor(const ComposeInput &input, const QStringList &files)
{
    return QJsonObject{{u"message"_s, toJson(input.message)},
                       {u"dropped"_s, QJsonArray::fromStringList(input.dropped)},
                       {u"warnings"_s, QJsonArray::fromStringList(input.warnings)},
                       {u"files"_s, QJsonArray::fromStringList(files)}};
}

void Application::takeNote(const QJsonObject &note)
{
    const auto strings = [&note](const QString &key) {
        QStringList list;
        for (const QJsonValue &value : note.value(key).toArray())
            list.append(value.toString());
        return list;
    };
    ComposeInput input;
    if (auto message = messageFromJson(note.value(u"message"_s).toObject()))
        input.message = std::move(message).value();
    input.dropped = strings(u"dropped"_s);
    input.warnings = strings(u"warnings"_s);
    Writing *writing = openWindow(input);
    writing->attach(strings(u"files"_s));
}

void Application::start(const ComposeInput &input, const QStringList &files)
{
    Writing *writing = openWindow(input);
    writing->attach(files);
    const bool isPlain = input.message.isBlank() && files.isEmpty();
    QTimer::singleShot(0, this, [this, isPlain, writing = QPointer<Writing>(writing)] {
        m_instance.listen();
        if (m_engine.profile().isPractice)
            m_engine.startPractice();
        followDesk();
        if (!m_engine.hasDatabase())
            return;
        restoreWindows(isPlain ? writing.data() : nullptr);
        m_engine.desk().start();
    });
}

Writing *Application::openWindow(const ComposeInput &input, const QString &draftId)
{
    auto *writing = new Writing(m_engine, m_dialogs, input, draftId, this);
    m_writings.append(writing);
    connectWriting(writing);
    if (m_outbox)
        writing->window()->setOutboxCounts(m_outbox->counts());
    writing->window()->show();
    writing->window()->raise();
    writing->window()->activateWindow();
    return writing;
}

void Application::connectWriting(Writing *writing)
{
    connect(writing, &Writing::newWindowRequested, this, [this] { openWindow({}); });
    connect(writing, &Writing::draftOpenRequested, this, &Application::openDraft);
    connect(writing, &Writing::draftsRequested, this, [this] { drafts().show(); });
    connect(writing, &Writing::outboxRequested, this, [this] { outbox().show(); });
    connect(writing, &Writing::versionsRequested, this,
            [this, writing] { drafts().showVersions(writing->draftId(), writing->window()); });
    connect(writing, &Writing::draftSaved, this, [this] {
        if (m_drafts)
            m_drafts->refresh();
    });
    connect(writing, &Writing::undoSpanChanged, this, [this] {
        for (Writing *each : std::as_const(m_writings)) {
            if (each->window())
                each->window()->setUndoSeconds(int(m_engine.settings().undoSpan().count()));
        }
    });
    connect(writing, &Writing::quitRequested, this, &Application::quit);
    connect(writing, &Writing::closed, this, [this, writing] {
        m_writings.removeOne(writing);
        writing->deleteLater();
        if (m_drafts)
            m_drafts->refresh();
        quitWhenIdle();
    });
}

OutboxView &Application::outbox()
{
    if (!m_outbox) {
        m_outbox = new OutboxView(m_engine, m_dialogs, this);
        connect(m_outbox, &OutboxView::countsChanged, this, &Application::showCounts);
        connect(m_outbox, &OutboxView::openRequested, this, &Application::openItem);
        connect(m_outbox, &OutboxView::draftOpenRequested, this, &Application::openCancelled);
        connect(m_outbox, &OutboxView::newMessageRequested, this, [this] { openWindow({}); });
        connect(m_outbox, &OutboxView::signInRequested, this,
                [this](const QString &account) { anyWriting()->signInAgain(account); });
        connect(m_outbox, &OutboxView::closed, this, &Application::quitWhenIdle);
    }
    return *m_outbox;
}

DraftsView &Application::drafts()
{
    if (!m_drafts) {
        m_drafts = new DraftsView(m_engine, m_dialogs, this);
        connect(m_drafts, &DraftsView::openRequested, this, &Application::openDraft);
        connect(m_drafts, &DraftsView::newMessageRequested, this, [this] { openWindow({}); });
        connect(m_drafts, &DraftsView::takeBackRequested, this, [this](const QString &id, const Message &message) {
            for (Writing *writing : std::as_const(m_writings)) {
                if (writing->draftId() == id && writing->item().isEmpty()) {
                    writing->takeBackVersion(message);
                    return;
                }
            }
            ComposeInput input;
            input.message = message;
            openWindow(input, id)->takeBackVersion(message);
        });
        connect(m_drafts, &DraftsView::closed, this, &Application::quitWhenIdle);
    }
    return *m_drafts;
}

void Application::showCounts()
{
    for (Writing *writing : std::as_const(m_writings)) {
        if (writing->window())
            writing->window()->setOutboxCounts(m_outbox->counts());
    }
}

void Application::showEverywhere(const QString &key, const Gui::Wording &wording)
{
    for (Writing *writing : std::as_const(m_writings)) {
        if (writing->window())
            writing->window()->showNotice(Gui::noticeFor(Gui::Notice::Kind::Warning, key, wording));
    }
}

bool Application::isSeen(const QString &item) const
{
    const Writing *writing = writingOf(item);
    return (writing && writing->window()->isActiveWindow()) || (m_outbox && m_outbox->isActive());
}

Writing *Application::writingOf(const QString &item) const
{
    for (Writing *writing : m_writings) {
        if (writing->item() == item && writing->window())
            return writing;
    }
    return nullptr;
}

Writing *Application::anyWriting()
{
    for (Writing *writing : std::as_const(m_writings)) {
        if (writing->window()) {
            writing->window()->raise();
            writing->window()->activateWindow();
            return writing;
        }
    }
    return openWindow({});
}

void Application::openItem(const QString &id)
{
    if (Writing *writing = writingOf(id)) {
        writing->window()->raise();
        writing->window()->activateWindow();
        return;
    }
    m_engine.desk().ask<std::optional<Outbox::Item>>(
        this, [id](Outbox::Queue &queue) { return queue.item(id); },
        [this](const std::optional<Outbox::Item> &item) {
            if (!item)
                return;
            ComposeInput input;
            input.message = item->message;
            Writing *writing = openWindow(input);
            writing->window()->setClosesWhenAccepted(false);
            writing->follow(*item);
        });
}

/// A mail that was taken back is a draft; if that is gone too, its text is still in the outbox.
void Application::openCancelled(const QString &draftId, const QString &item)
{
    using Found = std::optional<Compose::Draft>;
    m_engine.withDrafts<Found>(
        this,
        [draftId](Compose::DraftStore &drafts) -> Result<Found, Store::StoreError> { return drafts.load(draftId); },
        [this, draftId, item](const Result<Found, Store::StoreError> &found) {
            if (found && found.value()) {
                openDraft(draftId);
                return;
            }
            m_engine.desk().ask<std::optional<Outbox::Item>>(
                this, [item](Outbox::Queue &queue) { return queue.item(item); },
                [this](const std::optional<Outbox::Item> &kept) {
                    if (!kept)
                        return;
                    ComposeInput input;
                    input.message = kept->message;
                    input.message.internetMessageId.clear();
                    openWindow(input);
                });
        });
}

QHash<QString, Outbox::SendState> Application::unfinished()
{
    return m_followsDesk || m_engine.hasStore() ? m_engine.desk().unfinished() : QHash<QString, Outbox::SendState>();
}

bool Application::isHeldBack(const Outbox::SendState &state)
{
    const auto *waiting = std::get_if<Outbox::Waiting>(&state);
    return waiting && waiting->reason == Outbox::WaitReason::Undo;
}

void Application::quit()
{
    Gui::QuitFacts facts;
    for (const Outbox::SendState &state : unfinished()) {
        if (Outbox::isInHand(state))
            ++facts.sending;
        else if (isHeldBack(state))
            ++facts.undoWaiting;
        else if (std::holds_alternative<Outbox::Waiting>(state))
            ++facts.waiting;
    }
    if (facts.sending == 0 && facts.undoWaiting == 0) {
        closeWindows();
        return;
    }
    m_dialogs.askQuit(QApplication::activeWindow(), facts, [this](Gui::QuitChoice choice) { quitAs(choice); });
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

void Application::closeWindows()
{
    if (m_outbox)
        m_outbox->close();
    if (m_drafts)
        m_drafts->close();
    for (Writing *each : QList<Writing *>(m_writings)) {
        if (each->window())
            each->window()->close();
    }
}

void Application::openDraft(const QString &draftId)
{
    for (Writing *writing : std::as_const(m_writings)) {
        if (writing->draftId() == draftId && writing->item().isEmpty() && writing->window()) {
            writing->window()->raise();
            writing->window()->activateWindow();
            return;
        }
    }
    using Found = std::optional<Compose::Draft>;
    m_engine.withDrafts<Found>(
        this,
        [draftId](Compose::DraftStore &drafts) -> Result<Found, Store::StoreError> { return drafts.load(draftId); },
        [this](const Result<Found, Store::StoreError> &found) {
            if (found && found.value())
                openWindow({})->load(*found.value());
        });
}

/// Those that were open when the program ended without closing them, and a word on the others.
void Application::restoreWindows(Writing *blank)
{
    struct Found
    {
        QList<Compose::Draft> inWindows;
        QList<Compose::Draft> all;
    };
    m_engine.withDrafts<Found>(
        this,
        [](Compose::DraftStore &drafts) -> Result<Found, Store::StoreError> {
            return Found{drafts.inWindows(), drafts.all()};
        },
        [this, blank = QPointer<Writing>(blank)](const Result<Found, Store::StoreError> &found) {
            if (!found) {
                if (blank && blank->window())
                    blank->window()->showStoreError(found.error());
                return;
            }
            QPointer<Writing> free = blank;
            for (const Compose::Draft &draft : found.value().inWindows) {
                // The empty window that is there already takes the first one.
                Writing *writing = free && free->isUntouched() ? free.data() : openWindow({});
                free = nullptr;
                writing->load(draft);
                writing->window()->showNotice({Gui::Notice::Kind::Info,
                                               u"restored"_s,
                                               tr("Sendoff ended unexpectedly. This is what you were writing."),
                                               {},
                                               {},
                                               {}});
            }
            if (found.value().inWindows.isEmpty() && blank)
                offerDrafts(blank, found.value().all);
        });
}

void Application::offerDrafts(Writing *writing, const QList<Compose::Draft> &all)
{
    if (all.isEmpty() || !writing->window())
        return;
    const Compose::Draft &newest = all.first();
    const QString subject = newest.message.subject.isEmpty() ? tr("(no subject)") : newest.message.subject;
    writing->window()->showNotice(
        {Gui::Notice::Kind::Info,
         u"draft:"_s + newest.id,
         tr("An unsent mail was kept: %1").arg(subject.left(80)),
         all.size() == 1 ? QString() : tr("%1 mails were written and not sent.").arg(all.size()),
         {},
         {{tr("Open it"), Gui::Action::KeepWriting}}});
}

void Application::followDesk()
{
    if (std::exchange(m_followsDesk, true))
        return;
    Outbox::Desk *desk = &m_engine.desk();
    outbox(); // counts what needs a person from the start
    m_attention = new Attention(
        m_engine, [this](const QString &item) { return isSeen(item); }, this);
    connect(m_attention, &Attention::activated, this, [this](const QString &item) {
        if (item.isEmpty())
            outbox().show();
        else
            openItem(item);
    });
    connect(desk, &Outbox::Desk::sendingIsOff, this,
            [this](const QString &folder) { showEverywhere(u"shared-folder"_s, Gui::wordingForSharedFolder(folder)); });
    connect(&m_engine, &Engine::databaseReplaced, this, [this](const Store::MovedAside &moved) {
        showEverywhere(u"rebuilt"_s, Gui::wordingForRebuilt(moved.file));
    });
    connect(desk, &Outbox::Desk::started, this, &Application::showUnsettled);
    connect(desk, &Outbox::Desk::workChanged, this, &Application::quitWhenIdle, Qt::QueuedConnection);
    connect(desk, &Outbox::Desk::changed, this, &Application::quitWhenIdle, Qt::QueuedConnection);
    connect(&m_engine.store(), &Store::StoreThread::becameIdle, this, &Application::quitWhenIdle, Qt::QueuedConnection);
}

/// What only a person can settle gets its window back.
void Application::showUnsettled()
{
    m_engine.desk().ask<QList<Outbox::Item>>(
        this,
        [](Outbox::Queue &queue) {
            constexpr qsizetype most = 5;
            QList<Outbox::Item> unsettled;
            for (const Outbox::Summary &summary : queue.unfinishedSummaries()) {
                const bool isUnsettled = std::holds_alternative<Outbox::Uncertain>(summary.state)
                    || std::holds_alternative<Outbox::NeedsUser>(summary.state);
                if (!isUnsettled || unsettled.size() == most)
                    continue;
                if (auto item = queue.item(summary.id))
                    unsettled.append(std::move(*item));
            }
            return unsettled;
        },
        [this](const QList<Outbox::Item> &unsettled) {
            for (const Outbox::Item &item : unsettled) {
                ComposeInput input;
                input.message = item.message;
                openWindow(input)->follow(item);
            }
        });
}

/// Mail on its way is followed to its end: leaving in the middle would turn a sent mail into an uncertain one. So is
/// mail that can still be undone, since nobody else would send it before the next start.
bool Application::isUnderWay()
{
    if (m_engine.hasStore() && m_engine.store().isBusy())
        return true;
    if (!m_followsDesk)
        return false;
    if (m_quitsNow)
        return false;
    const QHash<QString, Outbox::SendState> states = unfinished();
    return m_engine.desk().isWorking() || std::any_of(states.cbegin(), states.cend(), &Application::isHeldBack);
}

void Application::quitWhenIdle()
{
    if (!m_writings.isEmpty() || (m_outbox && m_outbox->isOpen()) || (m_drafts && m_drafts->isOpen()))
        return;
    // Whatever comes up now, a mail sent from the last window among it, is followed.
    if (m_engine.hasStore())
        followDesk();
    if (!isUnderWay())
        QCoreApplication::quit();
}

} // namespace Sendoff::App
