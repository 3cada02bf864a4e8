// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outboxcommand.h"

#include "app/outboxlines.h"
#include "app/terminal.h"
#include "gui/wording.h"
#include "store/opening.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

using namespace Outbox;

OutboxCommand::OutboxCommand(Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{
}

bool OutboxCommand::watch()
{
    auto opened = Store::openProfile(m_engine.profile().data);
    if (!opened) {
        end(ExitStatus::NotStored, Gui::inOneLine(Gui::wordingFor(opened.error())));
        return false;
    }
    if (opened.value().moved)
        say(tr("The file with drafts and outbox was damaged. It is kept as %1. Start Sendoff to take up what was "
               "queued.")
                .arg(opened.value().moved->file));
    m_database = std::make_unique<Store::Database>(std::move(opened).value().database);
    m_watch = std::make_unique<Queue>(
        *m_database, Store::Spool(m_engine.profile().data), m_engine.transport(),
        [](const QString &) { return std::optional<Route>(); }, m_engine.clock(), m_engine.dice());
    connect(m_watch.get(), &Queue::recordingFailed, this,
            [this](const QString &, const Store::StoreError &why) { m_unwritten = why; });
    m_watch->watch();
    return true;
}

void OutboxCommand::list(const OutboxList &options)
{
    // A look makes no folder and no database.
    if (!m_engine.hasDatabase()) {
        print(options.isJson ? "[]\n" : "");
        end(ExitStatus::Done);
        return;
    }
    if (!watch())
        return;
    QJsonArray array;
    QByteArray lines;
    for (const Item &item : m_watch->items()) {
        const OutboxFacts facts = outboxFacts(m_engine, *m_watch, item.account);
        if (options.isJson)
            array.append(outboxJson(item, facts));
        else
            lines += outboxLine(item, facts, m_engine.clock().now());
    }
    print(options.isJson ? QJsonDocument(array).toJson(QJsonDocument::Indented) : lines);
    end(ExitStatus::Done);
}

void OutboxCommand::flush()
{
    if (!m_engine.hasDatabase())
        end(ExitStatus::Done);
    else
        send(QString());
}

void OutboxCommand::decide(const OutboxDecision &decision)
{
    if (m_engine.hasDatabase() && !watch())
        return;
    const QString id = idOf(decision.id);
    const auto item = id.isEmpty() ? std::nullopt : m_watch->item(id);
    if (!item)
        return;
    switch (decision.kind) {
    case OutboxDecision::Kind::Retry:
        retry(id, item->state);
        return;
    case OutboxDecision::Kind::Cancel:
        cancel(id, item->state);
        return;
    case OutboxDecision::Kind::Sent:
        saidSent(id, item->state);
        return;
    }
}

QString OutboxCommand::idOf(const QString &typed)
{
    const QStringList found = m_watch ? m_watch->idsLike(typed.trimmed().toLower(), 2) : QStringList();
    if (found.size() == 1)
        return found.first();
    if (found.isEmpty())
        end(ExitStatus::Usage,
            tr("There is no mail \"%1\" in the outbox. \"sendoff outbox\" shows what there is.").arg(typed));
    else
        end(ExitStatus::Usage,
            tr("More than one id begins with \"%1\". \"sendoff outbox\" shows them in full.").arg(typed));
    return {};
}

void OutboxCommand::retry(const QString &id, const SendState &state)
{
    if (std::holds_alternative<Accepted>(state)) {
        end(ExitStatus::Usage, tr("It is sent already. To send it once more, write it again."));
        return;
    }
    if (std::holds_alternative<Cancelled>(state)) {
        end(ExitStatus::Usage, tr("It was cancelled. To send it after all, write it again."));
        return;
    }
    if (std::holds_alternative<Uncertain>(state))
        print(tr("Sending it again. If it was sent before, it arrives twice.").toUtf8() + '\n');
    m_watch->retry(id);
    if (m_unwritten) {
        end(ExitStatus::NotStored, unwrittenLine(*m_unwritten));
        return;
    }
    m_watch.reset();
    m_database.reset();
    send(id);
}

void OutboxCommand::cancel(const QString &id, const SendState &state)
{
    if (std::holds_alternative<Accepted>(state)) {
        end(ExitStatus::Usage, tr("It is sent already, so it cannot be cancelled any more."));
        return;
    }
    if (std::holds_alternative<Uncertain>(state)) {
        end(ExitStatus::Uncertain,
            tr("It may have been sent, so it cannot be cancelled any more. Look in Sent Items. If it is there, run "
               "\"sendoff outbox sent %1\".")
                .arg(id.left(8)));
        return;
    }
    m_watch->cancel(id);
    const auto after = m_watch->item(id);
    if (after && std::holds_alternative<Cancelled>(after->state)) {
        print(tr("Cancelled; nothing was sent. It is kept as a draft.").toUtf8() + '\n');
        end(ExitStatus::Done);
    } else if (m_unwritten) {
        end(ExitStatus::NotStored, unwrittenLine(*m_unwritten));
    } else {
        end(ExitStatus::Queued,
            tr("It is being sent right now, so it cannot be cancelled any more. \"sendoff outbox\" tells how it "
               "ends."));
    }
}

void OutboxCommand::saidSent(const QString &id, const SendState &state)
{
    if (std::holds_alternative<Accepted>(state)) {
        end(ExitStatus::Done);
        return;
    }
    if (isInHand(state)) {
        end(ExitStatus::Queued, tr("It is being sent right now. \"sendoff outbox\" tells how it ends."));
        return;
    }
    if (!std::holds_alternative<Uncertain>(state)) {
        end(ExitStatus::Usage,
            tr("It is certain that it was not sent. To take it out of the outbox, run \"sendoff outbox cancel %1\".")
                .arg(id.left(8)));
        return;
    }
    m_watch->saidSent(id);
    const auto after = m_watch->item(id);
    if (after && std::holds_alternative<Accepted>(after->state))
        end(ExitStatus::Done);
    else
        end(ExitStatus::NotStored,
            m_unwritten ? unwrittenLine(*m_unwritten)
                        : tr("Somebody else has decided already. Look at \"sendoff outbox\"."));
}

void OutboxCommand::send(const QString &item)
{
    m_flushing = std::make_unique<Flushing>(m_engine, item);
    connect(m_flushing.get(), &Flushing::finished, this, &OutboxCommand::end);
    m_flushing->start();
}

void OutboxCommand::end(ExitStatus status, const QString &line)
{
    if (!line.isEmpty())
        say(line);
    // After the present slot: most ends come before anybody listens.
    QTimer::singleShot(0, this, [this, status] { Q_EMIT finished(status); });
}

} // namespace Sendoff::App
