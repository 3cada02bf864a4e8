// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/intake.h"

#include "message/messagejson.h"
#include "store/inworker.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Sendoff::Outbox {

Intake::Intake(Store::Spool spool, QObject *parent)
    : QObject(parent)
    , m_spool(std::move(spool))
{
}

Intake::~Intake()
{
    for (const Job &job : std::as_const(m_jobs))
        *job.cancelled = true;
}

QByteArray toJson(const QString &id, const Submission &mail)
{
    return QJsonDocument(QJsonObject{{u"format"_s, 1},
                                     {u"id"_s, id},
                                     {u"account"_s, mail.account},
                                     {u"draft"_s, mail.draft},
                                     {u"message"_s, toJson(mail.message)}})
        .toJson(QJsonDocument::Compact);
}

std::optional<SpoolNote> noteFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto message = messageFromJson(object.value(u"message"_s).toObject());
    if (object.value(u"format"_s).toInt() != 1 || !message)
        return {};
    return SpoolNote{object.value(u"account"_s).toString(), object.value(u"draft"_s).toString(), message.value()};
}

void Intake::take(const QString &id, const Submission &mail)
{
    const auto cancelled = std::make_shared<std::atomic_bool>(false);
    m_jobs.insert(id, {mail, cancelled});

    QList<Store::Source> sources;
    qint64 total = 0;
    for (const Attachment &attachment : mail.message.attachments) {
        sources.append({attachment.file, attachment.print});
        total += attachment.print.size;
    }
    const QByteArray note = toJson(id, mail);
    const auto copy = [spool = m_spool, id, sources, note, total, cancelled](const std::function<void(int)> &tell) {
        return spool.take(
            id, sources, *cancelled,
            [&](qint64 octets) { tell(total > 0 ? static_cast<int>(1000 * octets / total) : 1000); }, note);
    };
    Store::inWorker<Snapshots>(
        this, copy, [this, id](const Snapshots &snapshots) { finish(id, snapshots); },
        [this, id, total](int thousandths) {
            if (m_jobs.contains(id))
                Q_EMIT copying(id, total * thousandths / 1000, total);
        });
}

void Intake::cancel(const QString &id)
{
    if (const auto job = m_jobs.constFind(id); job != m_jobs.cend())
        *job->cancelled = true;
}

void Intake::finish(const QString &id, const Snapshots &snapshots)
{
    const Job job = m_jobs.take(id);
    if (!snapshots) {
        Q_EMIT refused(id, snapshots.error());
        return;
    }
    if (*job.cancelled) {
        Store::fileThreads().start([spool = m_spool, id] { spool.drop(id); });
        Q_EMIT refused(id, {Store::StoreError::Kind::Cancelled, {}, {}});
        return;
    }
    Content content{job.mail.message, {}, id};
    for (qsizetype index = 0; index < content.message.attachments.size(); ++index)
        content.snapshots.insert(content.message.attachments.at(index).id, snapshots.value().at(index));
    Q_EMIT taken(id, job.mail, content);
}

} // namespace Sendoff::Outbox
