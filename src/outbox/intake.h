// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/outboxstore.h"
#include "store/spool.h"

#include <QHash>
#include <QObject>

#include <atomic>
#include <memory>

namespace Sendoff::Outbox {

/// Copies the attachments of submitted mail into the spool, off the caller's thread. Each take() ends with taken() or
/// refused(), later, from the event loop.
class Intake : public QObject
{
    Q_OBJECT
public:
    explicit Intake(Store::Spool spool, QObject *parent = nullptr);
    ~Intake() override;

    void take(const QString &id, const QString &account, const Message &message);
    bool isIdle() const { return m_jobs.isEmpty(); }
    bool isTaking(const QString &id) const { return m_jobs.contains(id); }
    void cancel(const QString &id);

Q_SIGNALS:
    void copying(const QString &id, qint64 octets, qint64 total);
    void taken(const QString &id, const QString &account, const Sendoff::Outbox::Content &content);
    void refused(const QString &id, const Sendoff::Store::StoreError &why);

private:
    using Snapshots = Result<QList<Store::Snapshot>, Store::StoreError>;
    struct Job
    {
        QString account;
        Message message;
        std::shared_ptr<std::atomic_bool> cancelled;
    };
    void finish(const QString &id, const Snapshots &snapshots);

    Store::Spool m_spool;
    QHash<QString, Job> m_jobs;
};

} // namespace Sendoff::Outbox
