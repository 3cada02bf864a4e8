// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"
#include "outbox/queue.h"
#include "store/opening.h"
#include "support/fakeclock.h"
#include "support/fakedice.h"
#include "support/faketokensource.h"
#include "support/faketransport.h"

#include <QFile>
#include <QHash>
#include <QTemporaryDir>

#include <memory>

namespace Sendoff::Testing {

/// One program that has a profile open: its database, network, tokens and queue. Several of them can share a profile.
class Program
{
public:
    Program(const QString &folder, const Clock &clock, Dice &dice)
        : m_database(opened(folder))
        , m_queue(std::make_unique<Outbox::Queue>(
              database(), Store::Spool(folder), transport, [this](const QString &account) { return route(account); },
              clock, dice))
    {
        QObject::connect(m_queue.get(), &Outbox::Queue::changed, m_queue.get(),
                         [this](const QString &id, const Outbox::SendState &state) { states[id] = state; });
    }

    Store::Database &database() { return m_database.value(); }
    Outbox::Queue &queue() { return *m_queue; }
    /// As when the program is killed: nothing is finished, nothing is tidied.
    void kill() { m_queue.reset(); }

    QString stateOf(const QString &id) const
    {
        const auto item = m_queue->item(id);
        return item ? Outbox::stateName(item->state) : QString();
    }

    FakeTransport transport;
    FakeTokenSource tokens;
    QHash<QString, Outbox::SendState> states; ///< as told by changed()
    bool hasRoute = true;
    Graph::Abilities abilities;
    Net::SecretShelf *shelf = nullptr;

private:
    static Result<Store::Database, Store::StoreError> opened(const QString &folder)
    {
        auto opened = Store::openProfile(folder);
        if (!opened)
            return Failure{opened.error()};
        return std::move(std::move(opened).value().database);
    }
    std::optional<Outbox::Route> route(const QString &account)
    {
        if (!hasRoute)
            return {};
        return Outbox::Route{{QUrl(QStringLiteral("https://graph.example"))}, &tokens, account, abilities, shelf};
    }

    Result<Store::Database, Store::StoreError> m_database;
    std::unique_ptr<Outbox::Queue> m_queue;
};

/// A folder with a profile and files to attach.
class Profile
{
public:
    QString folder() const { return m_root.filePath(QStringLiteral("profile")); }
    std::unique_ptr<Program> start()
    {
        auto program = std::make_unique<Program>(folder(), clock, dice);
        program->queue().start();
        return program;
    }

    Attachment attach(const QString &name, const QByteArray &octets)
    {
        QFile file(m_root.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(octets) != octets.size())
            qFatal("cannot write a file to attach");
        file.close();
        Attachment attachment;
        attachment.id = dice.uuid();
        attachment.file = file.fileName();
        attachment.name = name;
        attachment.contentType = QStringLiteral("text/plain");
        attachment.size = octets.size();
        if (const auto print = Store::lookAt(file.fileName()))
            attachment.print = print.value();
        return attachment;
    }

    static Message message(const QString &subject = QStringLiteral("Hello"))
    {
        Message message;
        Recipient ana;
        ana.address.mailbox = QStringLiteral("ana@example.org");
        message.recipients.to = {ana};
        message.subject = subject;
        message.body.content = QStringLiteral("Text\n");
        return message;
    }

    FakeClock clock;
    FakeDice dice;

private:
    QTemporaryDir m_root;
};

} // namespace Sendoff::Testing
