// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "message/messagejson.h"

#include <QApplication>
#include <QJsonArray>

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
        if (!m_engine.hasDatabase())
            return;
        if (isPlain && writing)
            offerDrafts(writing);
        showUnsettled();
    });
}

Writing *Application::openWindow(const ComposeInput &input, const QString &draftId)
{
    auto *writing = new Writing(m_engine, m_dialogs, input, draftId, this);
    m_writings.append(writing);
    connect(writing, &Writing::newWindowRequested, this, [this] { openWindow({}); });
    connect(writing, &Writing::draftOpenRequested, this, &Application::openDraft);
    connect(writing, &Writing::quitRequested, this, [this] {
        for (Writing *each : QList<Writing *>(m_writings)) {
            if (each->window())
                each->window()->close();
        }
    });
    connect(writing, &Writing::closed, this, [this, writing] {
        m_writings.removeOne(writing);
        writing->deleteLater();
        quitWhenIdle();
    });
    writing->window()->show();
    writing->window()->raise();
    writing->window()->activateWindow();
    return writing;
}

void Application::openDraft(const QString &draftId)
{
    const auto drafts = m_engine.drafts();
    if (!drafts)
        return;
    if (const auto draft = drafts.value()->load(draftId)) {
        ComposeInput input;
        input.message = draft->message;
        openWindow(input, draftId);
    }
}

void Application::offerDrafts(Writing *writing)
{
    const auto drafts = m_engine.drafts();
    if (!drafts) {
        writing->window()->showStoreError(drafts.error());
        return;
    }
    const QList<Compose::Draft> all = drafts.value()->all();
    if (all.isEmpty())
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

void Application::showUnsettled()
{
    // Opening the queue lets what waited go on; what only a person can settle gets its window back.
    const auto queue = m_engine.queue();
    if (!queue)
        return;
    constexpr qsizetype most = 5;
    qsizetype opened = 0;
    for (const Outbox::Item &item : queue.value()->unfinished()) {
        const bool isUnsettled = std::holds_alternative<Outbox::Uncertain>(item.state)
            || std::holds_alternative<Outbox::NeedsUser>(item.state);
        if (!isUnsettled || opened == most)
            continue;
        ++opened;
        ComposeInput input;
        input.message = item.message;
        openWindow(input)->follow(item);
    }
}

bool Application::isSending()
{
    if (!m_engine.hasDatabase())
        return false;
    const auto queue = m_engine.queue();
    if (!queue)
        return false;
    if (!std::exchange(m_followsQueue, true)) {
        connect(queue.value(), &Outbox::Queue::changed, this, &Application::quitWhenIdle, Qt::QueuedConnection);
        connect(queue.value(), &Outbox::Queue::refused, this, &Application::quitWhenIdle, Qt::QueuedConnection);
    }
    return queue.value()->isWorking();
}

void Application::quitWhenIdle()
{
    // A request on the wire is followed to its end: leaving now would turn a sent mail into an uncertain one.
    if (m_writings.isEmpty() && !isSending())
        QCoreApplication::quit();
}

} // namespace Sendoff::App
