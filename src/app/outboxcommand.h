// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/engine.h"
#include "app/exitstatus.h"
#include "app/flushing.h"

#include <QObject>

#include <memory>

namespace Sendoff::App {

/// `outbox`, `outbox flush` and `outbox retry | cancel | sent`. Says one line on stderr for every end that is not 0.
/// Only flush and retry send; the others work on the rows alone, beside whoever is sending.
class OutboxCommand : public QObject
{
    Q_OBJECT
public:
    explicit OutboxCommand(Engine &engine, QObject *parent = nullptr);

    void list(const OutboxList &options);
    void flush();
    void decide(const OutboxDecision &decision);

Q_SIGNALS:
    void finished(Sendoff::App::ExitStatus status);

private:
    /// Opens the outbox to look at; false if that has ended the command.
    bool watch();
    /// The one item that is meant; empty if that has ended the command.
    QString idOf(const QString &typed);
    void retry(const QString &id, const Outbox::SendState &state);
    void cancel(const QString &id, const Outbox::SendState &state);
    void saidSent(const QString &id, const Outbox::SendState &state);
    void send(const QString &item);
    void end(ExitStatus status, const QString &line = QString());

    Engine &m_engine;
    std::unique_ptr<Store::Database> m_database;
    std::unique_ptr<Outbox::Queue> m_watch;
    std::optional<Store::StoreError> m_unwritten;
    std::unique_ptr<Flushing> m_flushing;
};

} // namespace Sendoff::App
