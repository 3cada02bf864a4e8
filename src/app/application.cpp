// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "gui/proxydialog.h"
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
    connect(&engine, &Engine::proxyLoginWanted, this, &Application::askProxyLogin);
    connect(&m_endSignal, &EndSignal::received, this, &Application::end);
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
    m_first = writing;
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
    connect(writing, &Writing::accountsRequested, this, [this](const QString &account) { accounts().show(account); });
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
        connect(m_drafts, &DraftsView::deleted, this, [this](const QStringList &ids) {
            for (Writing *writing : QList<Writing *>(m_writings)) {
                if (ids.contains(writing->draftId()))
                    writing->forget();
            }
        });
        connect(m_drafts, &DraftsView::closed, this, &Application::quitWhenIdle);
    }
    return *m_drafts;
}

AccountsView &Application::accounts()
{
    if (!m_accounts) {
        m_accounts = new AccountsView(m_engine, m_dialogs, this);
        connect(m_accounts, &AccountsView::closed, this, &Application::quitWhenIdle);
        connect(m_accounts, &AccountsView::proxyLoginRequested, this,
                [this] { askProxyLogin(m_engine.proxyForLogin(), false); });
    }
    return *m_accounts;
}

void Application::askProxyLogin(const QString &proxy, bool wereRefused)
{
    if (m_proxyDialog) {
        m_proxyDialog->raise();
        return;
    }
    auto *dialog = new Gui::ProxyDialog(proxy, QString(), wereRefused, QApplication::activeWindow());
    m_proxyDialog = dialog;
    connect(dialog, &Gui::ProxyDialog::given, this, [this](const QString &user, const Secret &password, bool keep) {
        m_engine.loginToProxy(user, password, keep);
    });
    dialog->open();
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

} // namespace Sendoff::App
