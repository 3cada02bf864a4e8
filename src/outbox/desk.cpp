// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/desk.h"

#include "store/networkfolder.h"

#include <map>

using namespace Qt::StringLiterals;

namespace Sendoff::Outbox {

/// Tokens of one account, asked for in the store's thread and fetched in the desk's.
class Desk::Tokens final : public Net::TokenSource
{
public:
    Tokens(Desk &desk, QObject *here, QString account)
        : m_desk(desk)
        , m_here(here)
        , m_account(std::move(account))
    {
    }

    void token(QObject *context, Answer answer) override
    {
        const Answer comeBack
            = [this, desk = &m_desk, account = m_account, here = m_here, context = QPointer<QObject>(context),
               answer = std::move(answer)](const Result<Secret, Net::NoToken> &token) {
                  const Net::TokenSource *source = desk->m_tokensOf(account);
                  QMetaObject::invokeMethod(
                      here,
                      [this, context, answer, token, scopes = source ? source->scopes() : QStringList()] {
                          m_scopes = scopes;
                          if (context)
                              answer(token);
                      },
                      Qt::QueuedConnection);
              };
        m_desk.toFront([desk = &m_desk, account = m_account, comeBack] { desk->askToken(account, comeBack); });
    }

    void refused(const Secret &token) override
    {
        m_desk.toFront([desk = &m_desk, account = m_account, token] {
            if (Net::TokenSource *source = desk->m_tokensOf(account))
                source->refused(token);
        });
    }

    void challenged(const Secret &token, const QString &claims) override
    {
        m_desk.toFront([desk = &m_desk, account = m_account, token, claims] {
            if (Net::TokenSource *source = desk->m_tokensOf(account))
                source->challenged(token, claims);
        });
    }

    QStringList scopes() const override { return m_scopes; }

private:
    Desk &m_desk;
    QObject *m_here;
    QString m_account;
    QStringList m_scopes; ///< they came with the last token
};

/// The shelf that lives in the desk's thread, for the store's.
class Desk::Shelf final : public Net::SecretShelf
{
public:
    Shelf(Desk &desk, QObject *here)
        : m_desk(desk)
        , m_here(here)
    {
    }

    void take(const QString &key, QObject *context, std::function<void(const Secret &)> answer) override
    {
        const auto comeBack
            = [here = m_here, context = QPointer<QObject>(context), answer = std::move(answer)](const Secret &secret) {
                  QMetaObject::invokeMethod(
                      here,
                      [context, answer, secret] {
                          if (context)
                              answer(secret);
                      },
                      Qt::QueuedConnection);
              };
        m_desk.toFront([desk = &m_desk, key, comeBack] {
            if (desk->m_shelf)
                desk->m_shelf->take(key, desk, comeBack);
            else
                comeBack({});
        });
    }
    void put(const QString &key, const Secret &value, QObject *context, std::function<void()> then) override
    {
        const auto comeBack = [here = m_here, context = QPointer<QObject>(context), then = std::move(then)] {
            QMetaObject::invokeMethod(
                here,
                [context, then] {
                    if (context)
                        then();
                },
                Qt::QueuedConnection);
        };
        m_desk.toFront([desk = &m_desk, key, value, comeBack] {
            if (desk->m_shelf)
                desk->m_shelf->put(key, value, desk, comeBack);
            else
                comeBack();
        });
    }
    void remove(const QString &key) override
    {
        m_desk.toFront([desk = &m_desk, key] {
            if (desk->m_shelf)
                desk->m_shelf->remove(key);
        });
    }

private:
    Desk &m_desk;
    QObject *m_here;
};

/// What lives in the store's thread: the queue and all it needs.
class Desk::Back : public QObject
{
public:
    Back(Desk &desk, QString folder, MakeTransport makeTransport)
        : m_desk(desk)
        , m_folder(std::move(folder))
        , m_makeTransport(std::move(makeTransport))
        , m_shelf(desk, this)
    {
    }

    void setRoutes(const QHash<QString, Route> &routes) { m_routes = routes; }

    Queue &queue(Store::Database &database)
    {
        if (!m_queue)
            open(database);
        return *m_queue;
    }

    void close() { m_queue.reset(); }

    void tellWork()
    {
        const bool isWorking = m_queue->isWorking();
        if (std::exchange(m_wasWorking, isWorking) == isWorking)
            return;
        m_desk.toFront([desk = &m_desk, isWorking] {
            desk->m_isWorking = isWorking;
            Q_EMIT desk->workChanged();
        });
    }

private:
    std::optional<Route> route(const QString &account)
    {
        const auto known = m_routes.constFind(account);
        if (known == m_routes.cend())
            return {};
        auto &tokens = m_tokens[account];
        if (!tokens)
            tokens = std::make_unique<Tokens>(m_desk, this, account);
        Route route = *known;
        route.tokens = tokens.get();
        route.shelf = &m_shelf;
        return route;
    }

    void open(Store::Database &database)
    {
        m_transport = m_makeTransport();
        m_queue = std::make_unique<Queue>(
            database, Store::Spool(m_folder), *m_transport, [this](const QString &account) { return route(account); },
            m_clock, m_dice);
        connectQueue();
        if (Store::isNetworkFolder(m_folder)) {
            m_queue->watch();
            m_desk.toFront([desk = &m_desk, folder = m_folder] { Q_EMIT desk->sendingIsOff(folder); });
        } else {
            m_queue->start();
        }
        QList<std::pair<QString, SendState>> known;
        for (const Summary &summary : m_queue->unfinishedSummaries())
            known.append({summary.id, summary.state});
        m_desk.toFront([desk = &m_desk, known] {
            for (const auto &[id, state] : known)
                desk->m_states.insert(id, state);
            Q_EMIT desk->started();
        });
        tellWork();
    }

    void connectQueue()
    {
        Queue *queue = m_queue.get();
        Desk *desk = &m_desk;
        connect(queue, &Queue::copying, this, [desk](const QString &id, qint64 octets, qint64 total) {
            desk->toFront([=] { Q_EMIT desk->copying(id, octets, total); });
        });
        connect(queue, &Queue::queued, this, [desk](const QString &id) {
            desk->toFront([=] {
                desk->m_submitting.remove(id);
                Q_EMIT desk->queued(id);
            });
        });
        connect(queue, &Queue::refused, this, [this, desk](const QString &id, const Store::StoreError &why) {
            desk->toFront([=] {
                desk->m_submitting.remove(id);
                Q_EMIT desk->refused(id, why);
            });
            tellWork();
        });
        connect(queue, &Queue::changed, this, [this, desk, queue](const QString &id, const SendState &state) {
            const bool mayCancel = queue->mayCancel(id);
            desk->toFront([=] { desk->follow(id, state, mayCancel); });
            tellWork();
        });
        connect(queue, &Queue::progressed, this, [desk, queue](const QString &id, qint64 sent, qint64 total) {
            const bool mayCancel = queue->mayCancel(id);
            desk->toFront([=] { Q_EMIT desk->progressed(id, sent, total, mayCancel); });
        });
        connect(queue, &Queue::uploading, this, [desk](const QString &id, const UploadProgress &progress) {
            desk->toFront([=] { Q_EMIT desk->uploading(id, progress); });
        });
        connect(queue, &Queue::rested, this, [this] { tellWork(); });
        connect(queue, &Queue::recordingFailed, this, [desk](const QString &id, const Store::StoreError &why) {
            desk->toFront([=] { Q_EMIT desk->recordingFailed(id, why); });
        });
    }

    Desk &m_desk;
    QString m_folder;
    bool m_wasWorking = false;
    MakeTransport m_makeTransport;
    Shelf m_shelf;
    QHash<QString, Route> m_routes;
    std::map<QString, std::unique_ptr<Tokens>> m_tokens; ///< kept to the end: a sender may still hold one
    SystemClock m_clock;
    SystemDice m_dice;
    std::unique_ptr<Net::Transport> m_transport;
    std::unique_ptr<Queue> m_queue;
};

Desk::Desk(Store::StoreThread &store, QString folder, MakeTransport makeTransport, TokensOf tokensOf, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_tokensOf(std::move(tokensOf))
    , m_back(new Back(*this, std::move(folder), std::move(makeTransport)))
{
    m_back->moveToThread(store.home()->thread());
}

Desk::~Desk()
{
    // The store's thread ends after this and takes what is left of the back with it; the queue goes now, for its last
    // words are for this desk.
    m_store.finish([back = m_back] {
        back->close();
        delete back;
    });
}

void Desk::toFront(std::function<void()> act)
{
    QMetaObject::invokeMethod(this, std::move(act), Qt::QueuedConnection);
}

void Desk::post(std::function<void(Queue &)> act, std::function<void(const Store::StoreError &)> onFailure)
{
    m_store.call([this, back = m_back, act = std::move(act),
                  onFailure = std::move(onFailure)](const Result<Store::Database *, Store::StoreError> &database) {
        if (database) {
            act(back->queue(*database.value()));
            back->tellWork();
            return;
        }
        toFront([this, onFailure, why = database.error()] {
            if (onFailure)
                onFailure(why);
            else
                Q_EMIT failed(why);
        });
    });
}

void Desk::setShelf(Net::SecretShelf *shelf)
{
    m_shelf = shelf;
}

void Desk::setRoutes(const QHash<QString, Route> &routes)
{
    QMetaObject::invokeMethod(
        m_back, [back = m_back, routes] { back->setRoutes(routes); }, Qt::QueuedConnection);
}

void Desk::start()
{
    post([](Queue &) {});
}

QString Desk::submit(const Submission &mail)
{
    const QString id = m_dice.uuid();
    m_submitting.insert(id);
    post([id, mail](Queue &queue) { queue.submit(id, mail); },
         [this, id](const Store::StoreError &why) {
             m_submitting.remove(id);
             Q_EMIT refused(id, why);
             Q_EMIT workChanged();
         });
    return id;
}

void Desk::cancel(const QString &id)
{
    post([id](Queue &queue) { queue.cancel(id); });
}

void Desk::retry(const QString &id)
{
    post([id](Queue &queue) { queue.retry(id); });
}

void Desk::pauseUpload(const QString &id)
{
    post([id](Queue &queue) { queue.pauseUpload(id); });
}

void Desk::saidSent(const QString &id)
{
    post([id](Queue &queue) { queue.saidSent(id); });
}

void Desk::takeBack(const QString &id)
{
    post([id](Queue &queue) { queue.takeBack(id); });
}

void Desk::accountSignedIn(const QString &account)
{
    // Whoever was asked may be gone with the old sign-in; the new one knows.
    QList<int> again;
    for (auto asking = m_asking.cbegin(); asking != m_asking.cend(); ++asking) {
        if (asking->account == account)
            again.append(asking.key());
    }
    for (const int number : std::as_const(again)) {
        const Asking asking = m_asking.take(number);
        askToken(asking.account, asking.answer);
    }
    post([account](Queue &queue) { queue.accountSignedIn(account); });
}

void Desk::wake()
{
    post([](Queue &queue) { queue.wake(); });
}

void Desk::askToken(const QString &account, const Net::TokenSource::Answer &answer)
{
    Net::TokenSource *source = m_tokensOf(account);
    if (!source) {
        answer(Failure{Net::NoToken{Net::NoToken::Kind::SignInNeeded, u"no_account"_s, {}}});
        return;
    }
    const int number = ++m_lastAsking;
    m_asking.insert(number, {account, answer});
    source->token(this, [this, number](const Result<Secret, Net::NoToken> &token) {
        if (m_asking.contains(number))
            m_asking.take(number).answer(token);
    });
}

std::optional<SendState> Desk::state(const QString &id) const
{
    const auto known = m_states.constFind(id);
    return known == m_states.cend() ? std::nullopt : std::optional(*known);
}

void Desk::follow(const QString &id, const SendState &state, bool mayCancel)
{
    if (isFinal(state))
        m_states.remove(id);
    else
        m_states.insert(id, state);
    Q_EMIT changed(id, state, mayCancel);
}

} // namespace Sendoff::Outbox
