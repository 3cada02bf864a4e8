// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/outboxstore.h"
#include "store/spool.h"

#include <QHash>
#include <QObject>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace Sendoff::Outbox {

/// A mail that is handed over.
struct Submission
{
    Message message;
    QString account;
    QString draft; ///< the draft it was, if it was one: it goes when the mail is queued
    std::chrono::seconds hold{0}; ///< how long it can still be undone
};

/// What the rows say of an item, kept beside its copies: the mail outlives a broken database.
struct SpoolNote
{
    QString account;
    QString draft;
    Message message;
};
QByteArray toJson(const QString &id, const Submission &mail);
std::optional<SpoolNote> noteFromJson(const QByteArray &json);

/// Copies the attachments of submitted mail into the spool, off the caller's thread. Each take() ends with taken() or
/// refused(), later, from the event loop.
class Intake : public QObject
{
    Q_OBJECT
public:
    explicit Intake(Store::Spool spool, QObject *parent = nullptr);
    ~Intake() override;

    void take(const QString &id, const Submission &mail);
    bool isIdle() const { return m_jobs.isEmpty(); }
    bool isTaking(const QString &id) const { return m_jobs.contains(id); }
    void cancel(const QString &id);

Q_SIGNALS:
    void copying(const QString &id, qint64 octets, qint64 total);
    void taken(const QString &id, const Sendoff::Outbox::Submission &mail, const Sendoff::Outbox::Content &content);
    void refused(const QString &id, const Sendoff::Store::StoreError &why);

private:
    using Snapshots = Result<QList<Store::Snapshot>, Store::StoreError>;
    struct Job
    {
        Submission mail;
        std::shared_ptr<std::atomic_bool> cancelled;
    };
    void finish(const QString &id, const Snapshots &snapshots);

    Store::Spool m_spool;
    QHash<QString, Job> m_jobs;
};

} // namespace Sendoff::Outbox
