// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/draftroute.h"

#include "base/overloaded.h"
#include "graph/draftrequests.h"
#include "graph/messagewire.h"
#include "graph/requests.h"
#include "store/inworker.h"

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace Sendoff::Outbox {

namespace {

constexpr qsizetype mostListed = 5000; // far more files than a mail can have

QList<DraftFile> filesOf(const DraftRoute::Task &task)
{
    QList<DraftFile> files;
    for (const Attachment &attachment : task.content.message.attachments) {
        const auto upload = std::find_if(task.plan.uploads.cbegin(), task.plan.uploads.cend(),
                                         [&](const Graph::Upload &each) { return each.attachment == attachment.id; });
        files.append(
            {attachment.id, attachment.name, attachment.size, upload != task.plan.uploads.cend() && upload->parts > 0});
    }
    return files;
}

} // namespace

DraftRoute::DraftRoute(Net::Transport &transport, Store::Spool spool, Routes routes, Sessions &sessions,
                       const Clock &clock, Dice &dice, Task task, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_spool(std::move(spool))
    , m_routes(std::move(routes))
    , m_sessions(sessions)
    , m_clock(clock)
    , m_dice(dice)
    , m_task(std::move(task))
    , m_work(filesOf(m_task), m_task.plan.uploads.isEmpty(), m_task.remote.isUsed, m_task.remote.draft,
             m_task.partBytes)
{
}

void DraftRoute::start()
{
    QMetaObject::invokeMethod(
        this,
        [this, turn = m_turn] {
            if (turn == m_turn)
                goOn();
        },
        Qt::QueuedConnection);
}

void DraftRoute::stop()
{
    ++m_turn;
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
}

void DraftRoute::goOn()
{
    tellProgress(0);
    carryOut(m_work.next());
}

void DraftRoute::carryOut(const DraftStep &step)
{
    std::visit(Overloaded{
                   [&](const FindDraft &) { find(); },
                   [&](const CheckDraft &) { check(); },
                   [&](const CreateDraft &) { create(); },
                   [&](const ListFiles &) { list(); },
                   [&](const RemoveFile &double_) { remove(double_.id); },
                   [&](const AttachFile &attach) { attachWhole(attach.file); },
                   [&](const OpenSession &open) { openSession(open.file); },
                   [&](const AskRange &) { askRange(); },
                   [&](const PutPart &part) { putPart(part); },
                   [&](const DraftIsReady &) { end([this] { Q_EMIT ready(); }); },
                   [&](const DraftWasSent &sent) { end([this, id = sent.id] { Q_EMIT found(id); }); },
                   [&](const DraftDiffers &) {
                       Graph::GraphError error;
                       error.code = u"draft_differs"_s;
                       fail(error);
                   },
                   [&](const SessionBroken &) {
                       Graph::GraphError error;
                       error.code = u"upload_session_broken"_s;
                       fail(error);
                   },
               },
               step);
}

// ---- The draft ----------------------------------------------------------------------------------------------------

void DraftRoute::find()
{
    const QString ours = m_task.content.message.internetMessageId;
    call([=, this](const Graph::Endpoints &endpoints) { return Graph::findMessage(endpoints, ours, m_dice.uuid()); },
         [=, this](const Net::HttpReply &reply) {
             const Graph::LookUp result = Graph::readLookUp(reply, ours, m_clock.now());
             if (const auto *unclear = std::get_if<Graph::Unclear>(&result))
                 return fail(unclear->error);
             m_work.found(result);
             if (!m_work.draft().isEmpty())
                 Q_EMIT known(m_work.draft());
             goOn();
         });
}

void DraftRoute::check()
{
    call(
        [this](const Graph::Endpoints &endpoints) { return Graph::getDraft(endpoints, m_work.draft(), m_dice.uuid()); },
        [this](const Net::HttpReply &reply) {
            const auto draft = Graph::readDraft(reply, m_clock.now());
            if (draft) {
                m_work.checked(draft.value());
            } else if (draft.error().status == 404 || draft.error().status == 410) {
                m_work.isGone();
                Q_EMIT known({});
            } else {
                return fail(draft.error());
            }
            goOn();
        });
}

void DraftRoute::create()
{
    const bool isWhole = m_task.plan.uploads.isEmpty();
    const auto post = [this](const QByteArray &body) {
        call(
            [=, this](const Graph::Endpoints &endpoints) { return Graph::createDraft(endpoints, body, m_dice.uuid()); },
            [this](const Net::HttpReply &reply) {
                const auto draft = Graph::readDraft(reply, m_clock.now());
                if (!draft)
                    return fail(draft.error());
                m_work.created(draft.value().id);
                Q_EMIT known(draft.value().id);
                goOn();
            });
    };
    const Message message = m_task.content.message;
    const QDateTime sendAt = m_task.plan.deferredUntil;
    if (!isWhole || message.attachments.isEmpty())
        return post(Graph::draftBody(message, {}, Graph::Enclosed::None, sendAt));
    using Body = Result<QByteArray, Store::StoreError>;
    Store::inWorker<Body>(
        this,
        [message, sendAt, content = m_task.content, spool = m_spool](const auto &) -> Body {
            Graph::Contents contents;
            for (const Attachment &attachment : message.attachments) {
                const auto octets = spool.read(content.snapshots.value(attachment.id));
                if (!octets)
                    return Failure{octets.error()};
                contents.insert(attachment.id, octets.value());
            }
            return Graph::draftBody(message, contents, Graph::Enclosed::All, sendAt);
        },
        [this, post, turn = m_turn](const Body &body) {
            if (turn != m_turn)
                return;
            if (!body)
                return end([this, path = body.error().path] { Q_EMIT contentMissing(path); });
            post(body.value());
        });
}

void DraftRoute::list(const QString &next, const QList<Graph::Attached> &before)
{
    call(
        [this, next](const Graph::Endpoints &endpoints) {
            return Graph::listAttachments(endpoints, m_work.draft(), m_dice.uuid(), next);
        },
        [this, next, before](const Net::HttpReply &reply) {
            const auto page = Graph::readAttachments(reply, m_clock.now());
            if (!page)
                return fail(page.error());
            const QList<Graph::Attached> there = before + page.value().files;
            if (page.value().next.isEmpty()) {
                m_work.listed(there);
                return goOn();
            }
            // A list that does not get on is no list.
            if (page.value().files.isEmpty() || there.size() > mostListed) {
                Graph::GraphError odd = Graph::classify(reply, m_clock.now());
                odd.kind = Graph::ErrorKind::Interfered;
                return fail(odd);
            }
            list(page.value().next, there);
        });
}

void DraftRoute::remove(const QString &id)
{
    call(
        [=, this](const Graph::Endpoints &endpoints) {
            return Graph::deleteAttachment(endpoints, m_work.draft(), id, m_dice.uuid());
        },
        [=, this](const Net::HttpReply &reply) {
            const auto deleted = Graph::readDeleted(reply, m_clock.now());
            if (!deleted)
                return fail(deleted.error());
            m_work.removed(id);
            goOn();
        });
}

// ---- Its files ----------------------------------------------------------------------------------------------------

void DraftRoute::attachWhole(qsizetype file)
{
    const Attachment attachment = *attachmentOf(file);
    const Store::Snapshot copy = m_task.content.snapshots.value(attachment.id);
    fetch(
        copy, [copy](const Store::Spool &spool) { return spool.read(copy); },
        [=, this](const QByteArray &octets) {
            call(
                [=, this](const Graph::Endpoints &endpoints) {
                    return Graph::attach(endpoints, m_work.draft(), Graph::attachmentBody(attachment, octets),
                                         m_dice.uuid());
                },
                [=, this](const Net::HttpReply &reply) {
                    const auto attached = Graph::readAttached(reply, m_clock.now());
                    if (!attached)
                        return fail(attached.error());
                    m_work.attached(file, attached.value().id);
                    goOn();
                });
        });
}

void DraftRoute::openSession(qsizetype file)
{
    const Store::Snapshot copy = m_task.content.snapshots.value(m_task.content.message.attachments.at(file).id);
    if (!m_verified.contains(file)) {
        // Once for each run, and before the first part: later parts are read one at a time.
        const auto print = std::make_shared<FilePrint>();
        return fetch(
            copy,
            [copy, print](const Store::Spool &spool) -> Result<QByteArray, Store::StoreError> {
                const auto before = Store::lookAt(copy.file);
                const auto sound = spool.verify(copy);
                if (!before || !sound)
                    return Failure{sound ? before.error() : sound.error()};
                *print = before.value();
                return QByteArray();
            },
            [=, this](const QByteArray &) {
                m_verified.insert(file, *print);
                openSession(file);
            });
    }
    if (!session(file).isEmpty()) {
        m_work.opened(file, false);
        return goOn();
    }
    Net::SecretShelf *resting = m_asked.contains(file) ? nullptr : shelf();
    if (!resting)
        return askForSession(file);
    m_asked.insert(file);
    resting->take(keyOf(file), this, [=, this, turn = m_turn](const Secret &url) {
        if (turn != m_turn)
            return;
        if (url.isEmpty())
            return askForSession(file);
        m_sessions.insert(keyOf(file), url);
        m_work.opened(file, false);
        goOn();
    });
}

void DraftRoute::askForSession(qsizetype file)
{
    call(
        [=, this](const Graph::Endpoints &endpoints) {
            return Graph::createUploadSession(endpoints, m_work.draft(), Graph::uploadSessionBody(*attachmentOf(file)),
                                              m_dice.uuid());
        },
        [=, this](const Net::HttpReply &reply) {
            const auto opened = Graph::readUploadSession(reply, m_clock.now());
            if (!opened)
                return fail(opened.error());
            m_sessions.insert(keyOf(file), opened.value().url);
            const auto begin = [=, this, turn = m_turn] {
                if (turn != m_turn)
                    return;
                m_work.opened(file, true);
                goOn();
            };
            // Before the first part: a program that ends now would have to send that part again.
            if (Net::SecretShelf *resting = shelf())
                resting->put(keyOf(file), opened.value().url, this, begin);
            else
                begin();
        });
}

void DraftRoute::askRange()
{
    const qsizetype file = std::get<AskRange>(m_work.next()).file;
    const qint64 total = m_work.files().at(file).size;
    callUpload(Graph::askRange(session(file)), [=, this](const Net::HttpReply &reply) {
        const Graph::UploadAnswer answer = Graph::readUploadAnswer(reply, total, m_clock.now());
        takeUploadAnswer(answer, [=, this] {
            m_work.ranged(answer);
            if (!m_work.hasSession())
                forgetSession(file);
        });
    });
}

void DraftRoute::putPart(const PutPart &part)
{
    const Store::Snapshot copy = m_task.content.snapshots.value(m_task.content.message.attachments.at(part.file).id);
    fetch(
        copy,
        [=, print = m_verified.value(part.file)](const Store::Spool &spool) -> Result<QByteArray, Store::StoreError> {
            // Somebody may have been at it between two parts.
            const auto now = Store::lookAt(copy.file);
            if (!now || now.value() != print) {
                if (const auto sound = spool.verify(copy); !sound)
                    return Failure{sound.error()};
            }
            return spool.readPart(copy, part.from, part.size);
        },
        [=, this](const QByteArray &octets) { send(part, octets); });
}

void DraftRoute::send(const PutPart &part, const QByteArray &octets)
{
    const qint64 total = m_work.files().at(part.file).size;
    Net::Call *call = callUpload(
        Graph::putPart(session(part.file), octets, part.from, total), [=, this](const Net::HttpReply &reply) {
            const Graph::UploadAnswer answer = Graph::readUploadAnswer(reply, total, m_clock.now());
            takeUploadAnswer(answer, [=, this] {
                m_work.put(part, answer);
                if (!m_work.hasSession())
                    forgetSession(part.file);
            });
        });
    connect(call, &Net::Call::progressed, this, [=, this](qint64 sent, qint64) { tellProgress(sent); });
}

void DraftRoute::takeUploadAnswer(const Graph::UploadAnswer &answer, const std::function<void()> &tell)
{
    if (const auto *later = std::get_if<Graph::Later>(&answer))
        return fail(later->error);
    tell();
    goOn();
}

// ---- Calls --------------------------------------------------------------------------------------------------------

void DraftRoute::call(Made request, Read read, bool isRenewed)
{
    const auto route = m_routes(m_task.account);
    if (!route || !route->tokens) {
        const Net::NoToken why{Net::NoToken::Kind::SignInNeeded, u"no_account"_s, {}};
        return end([this, why] { Q_EMIT tokenMissing(why); });
    }
    route->tokens->token(this, [=, this, turn = m_turn](const Result<Secret, Net::NoToken> &token) {
        if (turn != m_turn)
            return;
        if (!token)
            return end([this, why = token.error()] { Q_EMIT tokenMissing(why); });
        const auto now = m_routes(m_task.account);
        if (!now)
            return call(request, read, true);
        m_call = m_transport.send(request(endpointsFor(*now, m_task.content.message)), token.value());
        connect(m_call, &Net::Call::finished, this, [=, this, used = token.value()](const Net::HttpReply &reply) {
            m_call.clear();
            if (reply.outcome != Net::Outcome::Answered || reply.status != 401)
                return read(reply);
            const Graph::GraphError error = Graph::classify(reply, m_clock.now());
            const auto again = m_routes(m_task.account);
            if (error.kind == Graph::ErrorKind::ClaimsChallenge && again && again->tokens)
                again->tokens->challenged(used, error.claims);
            if (error.kind != Graph::ErrorKind::TokenRefused || isRenewed)
                return read(reply);
            if (again && again->tokens)
                again->tokens->refused(used);
            call(request, read, true);
        });
    });
}

Net::Call *DraftRoute::callUpload(const Net::HttpRequest &request, Read read)
{
    m_call = m_transport.send(request, {});
    connect(m_call, &Net::Call::finished, this, [this, read = std::move(read)](const Net::HttpReply &reply) {
        m_call.clear();
        read(reply);
    });
    return m_call;
}

void DraftRoute::fetch(const Store::Snapshot &snapshot,
                       std::function<Result<QByteArray, Store::StoreError>(const Store::Spool &)> work,
                       std::function<void(const QByteArray &)> then)
{
    using Octets = Result<QByteArray, Store::StoreError>;
    Store::inWorker<Octets>(
        this, [work = std::move(work), spool = m_spool](const auto &) { return work(spool); },
        [=, this, turn = m_turn, then = std::move(then)](const Octets &octets) {
            if (turn != m_turn)
                return;
            if (!octets)
                return end([this, path = snapshot.file] { Q_EMIT contentMissing(path); });
            then(octets.value());
        });
}

void DraftRoute::fail(const Graph::GraphError &error)
{
    end([this, error, gotOn = m_work.gotOn()] { Q_EMIT failed(error, gotOn); });
}

void DraftRoute::end(const std::function<void()> &tell)
{
    ++m_turn;
    tell();
}

/// `beyond`: octets of the part under way, above what the service is known to have.
void DraftRoute::tellProgress(qint64 beyond)
{
    if (m_work.files().isEmpty() || m_task.plan.uploads.isEmpty())
        return;
    UploadProgress progress;
    progress.files = static_cast<int>(m_work.files().size());
    bool isFound = false;
    for (qsizetype file = 0; file < m_work.files().size(); ++file) {
        const DraftFile &each = m_work.files().at(file);
        progress.total += each.size;
        if (m_work.isDone(file)) {
            progress.sent += each.size;
        } else if (!isFound) {
            isFound = true;
            progress.attachment = each.attachment;
            progress.file = static_cast<int>(file) + 1;
            progress.fileTotal = each.size;
            progress.fileSent = std::min(each.size, m_work.reached() + beyond);
            progress.sent += progress.fileSent;
        }
    }
    Q_EMIT progressed(progress);
}

// ---- Small things -------------------------------------------------------------------------------------------------

const Attachment *DraftRoute::attachmentOf(qsizetype file) const
{
    return &m_task.content.message.attachments.at(file);
}

QString DraftRoute::keyOf(qsizetype file) const
{
    return u"upload:"_s + m_task.content.item + u'/' + m_work.files().at(file).attachment;
}

void DraftRoute::forgetSession(qsizetype file)
{
    m_sessions.remove(keyOf(file));
    if (Net::SecretShelf *resting = shelf())
        resting->remove(keyOf(file));
}

Net::SecretShelf *DraftRoute::shelf() const
{
    const auto route = m_routes(m_task.account);
    return route ? route->shelf : nullptr;
}

} // namespace Sendoff::Outbox
