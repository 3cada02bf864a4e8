// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "base/fileprint.h"
#include "graph/sendplan.h"
#include "net/transport.h"
#include "outbox/draftwork.h"
#include "outbox/outboxstore.h"
#include "outbox/route.h"
#include "outbox/uploadprogress.h"
#include "store/spool.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <functional>

namespace Sendoff::Outbox {

/// Fills a draft at the service: carries out what DraftWork asks for, one call after the other. Nothing it does can
/// cause a delivery. It ends with one of ready(), found(), failed() or contentMissing(), from the event loop; after
/// stop() nothing more is heard. Sessions that are under way stay known to `sessions` and to the route's shelf.
class DraftRoute : public QObject
{
    Q_OBJECT
public:
    /// Upload URLs of this run, by shelf key; shared by all that send.
    using Sessions = QHash<QString, Secret>;

    struct Task
    {
        QString account;
        Content content;
        Graph::DraftSend plan;
        Remote remote;
        qint64 partBytes = 0;
    };

    DraftRoute(Net::Transport &transport, Store::Spool spool, Routes routes, Sessions &sessions, const Clock &clock,
               Dice &dice, Task task, QObject *parent = nullptr);

    void start();
    void stop();

Q_SIGNALS:
    void known(const QString &draft); ///< empty: the one we knew is gone
    void ready();
    void found(const QString &id); ///< it was sent already
    void failed(const Sendoff::Graph::GraphError &error, bool gotOn);
    void tokenMissing(const Sendoff::Net::NoToken &why);
    void contentMissing(const QString &path);
    void progressed(const Sendoff::Outbox::UploadProgress &progress);

private:
    using Made = std::function<Net::HttpRequest(const Graph::Endpoints &endpoints)>;
    using Read = std::function<void(const Net::HttpReply &reply)>;

    void goOn();
    void carryOut(const DraftStep &step);
    void find();
    void check();
    void create();
    void list(const QString &next = {}, const QList<Graph::Attached> &before = {});
    void remove(const QString &id);
    void attachWhole(qsizetype file);
    void openSession(qsizetype file);
    void askForSession(qsizetype file);
    void askRange();
    void putPart(const PutPart &part);
    void send(const PutPart &part, const QByteArray &octets);
    void takeUploadAnswer(const Graph::UploadAnswer &answer, const std::function<void()> &tell);

    /// A call with the account's token; a refused one is renewed once.
    void call(Made request, Read read, bool isRenewed = false);
    /// A call to an upload URL, without it.
    Net::Call *callUpload(const Net::HttpRequest &request, Read read);
    /// Reads from the spool in a worker.
    void fetch(const Store::Snapshot &snapshot,
               std::function<Result<QByteArray, Store::StoreError>(const Store::Spool &)> work,
               std::function<void(const QByteArray &)> then);
    void fail(const Graph::GraphError &error);
    void end(const std::function<void()> &tell);
    void tellProgress(qint64 beyond);

    const Attachment *attachmentOf(qsizetype file) const;
    QString keyOf(qsizetype file) const;
    Secret session(qsizetype file) const { return m_sessions.value(keyOf(file)); }
    void forgetSession(qsizetype file);
    Net::SecretShelf *shelf() const;

    Net::Transport &m_transport;
    Store::Spool m_spool;
    Routes m_routes;
    Sessions &m_sessions;
    const Clock &m_clock;
    Dice &m_dice;
    Task m_task;
    DraftWork m_work;
    QHash<qsizetype, FilePrint> m_verified; ///< what the copies looked like that were compared with their hashes
    QSet<qsizetype> m_asked; ///< files for which the shelf was asked
    QPointer<Net::Call> m_call;
    int m_turn = 0; ///< what comes for an earlier one is nobody's any more
};

} // namespace Sendoff::Outbox
