// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outboxview.h"

#include "app/requestview.h"
#include "gui/dialogs.h"

using namespace std::chrono_literals;

namespace Sendoff::App {

namespace {

constexpr qsizetype pageSize = 200;
constexpr auto refreshSpan = 100ms;

} // namespace

OutboxView::OutboxView(Engine &engine, Gui::Dialogs &dialogs, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_dialogs(dialogs)
{
    Outbox::Desk *desk = &engine.desk();
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshSpan);
    connect(&m_refresh, &QTimer::timeout, this, &OutboxView::refresh);
    connect(desk, &Outbox::Desk::started, this, &OutboxView::refresh);
    connect(desk, &Outbox::Desk::changed, this, [this](const QString &id, const Outbox::SendState &state) {
        m_changed.insert(id);
        if (!m_refresh.isActive())
            m_refresh.start();
        if (std::holds_alternative<Outbox::Cancelled>(state) && m_editing.remove(id))
            edit(id);
    });
}

OutboxView::~OutboxView()
{
    delete m_window;
}

void OutboxView::show(const QString &id)
{
    m_chosen = id;
    if (!m_window)
        makeWindow();
    else if (!id.isEmpty() && m_window->choose(id))
        m_chosen.clear();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void OutboxView::close()
{
    if (m_window)
        m_window->close();
}

void OutboxView::makeWindow()
{
    using Gui::OutboxWindow;
    m_window = new OutboxWindow(m_dialogs);
    const auto forEach = [this](void (Outbox::Desk::*act)(const QString &)) {
        return [this, act](const QStringList &ids) {
            for (const QString &id : ids)
                (m_engine.desk().*act)(id);
        };
    };
    connect(m_window, &OutboxWindow::moreWanted, this, &OutboxView::sendPage);
    connect(m_window, &OutboxWindow::detailsWanted, this, &OutboxView::sendDetails);
    connect(m_window, &OutboxWindow::retryRequested, this, forEach(&Outbox::Desk::retry));
    connect(m_window, &OutboxWindow::pauseRequested, this,
            [this](const QString &id) { m_engine.desk().pauseUpload(id); });
    connect(m_window, &OutboxWindow::cancelRequested, this, forEach(&Outbox::Desk::cancel));
    connect(m_window, &OutboxWindow::saidSentRequested, this,
            [this](const QString &id) { m_engine.desk().saidSent(id); });
    connect(m_window, &OutboxWindow::editRequested, this, [this](const QString &id) {
        const auto state = m_engine.desk().state(id);
        if (!state) {
            edit(id); // taken back already
            return;
        }
        m_editing.insert(id);
        if (std::holds_alternative<Outbox::Uncertain>(*state))
            m_engine.desk().takeBack(id);
        else
            m_engine.desk().cancel(id);
    });
    connect(m_window, &OutboxWindow::openRequested, this, &OutboxView::openRequested);
    connect(m_window, &OutboxWindow::requestWindowRequested, this, [this](const QString &id) {
        m_engine.desk().ask<std::optional<Outbox::Item>>(
            m_window, [id](Outbox::Queue &queue) { return queue.item(id); },
            [this](const std::optional<Outbox::Item> &item) {
                if (item)
                    showRequest(m_engine, item->message, item->account, m_window);
            });
    });
    connect(m_window, &OutboxWindow::newMessageRequested, this, &OutboxView::newMessageRequested);
    connect(m_window, &OutboxWindow::signInRequested, this, [this](const QString &id) {
        m_engine.desk().ask<std::optional<Outbox::Summary>>(
            this, [id](Outbox::Queue &queue) { return queue.summary(id); },
            [this](const std::optional<Outbox::Summary> &item) {
                if (item)
                    Q_EMIT signInRequested(item->account);
            });
    });
    connect(m_window, &QObject::destroyed, this, &OutboxView::closed);
    connect(&m_engine, &Engine::accountsChanged, m_window, [this] { m_window->setAccounts(m_engine.accounts()); });
    m_window->setAccounts(m_engine.accounts());
    if (m_engine.practice())
        m_window->setPractice(m_engine.practice()->mailbox);
    m_window->showCounts(m_counts);
    fill();
}

void OutboxView::fill()
{
    m_engine.desk().ask<QList<Outbox::Summary>>(
        m_window, [](Outbox::Queue &queue) { return queue.unfinishedSummaries(); },
        [this](const QList<Outbox::Summary> &all) {
            m_window->setUnfinished(all);
            if (!m_chosen.isEmpty() && m_window->choose(m_chosen))
                m_chosen.clear();
        });
    refresh();
}

void OutboxView::sendPage(const QString &after)
{
    m_engine.desk().ask<QList<Outbox::Summary>>(
        m_window, [after](Outbox::Queue &queue) { return queue.finishedSummaries(after, pageSize); },
        [this](const QList<Outbox::Summary> &page) {
            m_window->addFinished(page, page.size() < pageSize);
            if (!m_chosen.isEmpty() && m_window->choose(m_chosen))
                m_chosen.clear();
        });
}

void OutboxView::sendDetails(const QString &id)
{
    using Details = std::optional<Gui::OutboxDetails>;
    m_engine.desk().ask<Details>(
        m_window,
        [id](Outbox::Queue &queue) -> Details {
            const auto item = queue.item(id);
            const auto summary = queue.summary(id);
            if (!item || !summary)
                return {};
            return Gui::OutboxDetails{*summary, queue.history(id), item->message.internetMessageId,
                                      queue.mayCancel(id)};
        },
        [this](const Details &details) {
            if (details)
                m_window->showDetails(*details);
        });
}

void OutboxView::refresh()
{
    struct News
    {
        Outbox::Counts counts;
        QList<Outbox::Summary> items;
    };
    const QSet<QString> ids = m_window ? std::exchange(m_changed, {}) : QSet<QString>();
    m_engine.desk().ask<News>(
        this,
        [ids](Outbox::Queue &queue) {
            News news{queue.counts(), {}};
            for (const QString &id : ids) {
                if (auto summary = queue.summary(id))
                    news.items.append(std::move(*summary));
            }
            return news;
        },
        [this](const News &news) {
            const Outbox::Counts &counts = news.counts;
            if (m_window) {
                for (const Outbox::Summary &item : news.items)
                    m_window->update(item);
                m_window->showCounts(counts);
            }
            if (std::exchange(m_counts, counts) != counts)
                Q_EMIT countsChanged();
        });
}

void OutboxView::edit(const QString &id)
{
    m_engine.desk().ask<QString>(
        this, [id](Outbox::Queue &queue) { return queue.draftOf(id); },
        [this, id](const QString &draft) { Q_EMIT draftOpenRequested(draft, id); });
}

} // namespace Sendoff::App
