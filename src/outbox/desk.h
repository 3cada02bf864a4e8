// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/queue.h"
#include "store/storethread.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>

namespace Sendoff::Outbox {

/// The queue for windows: it works in the thread of the store, so that neither a slow disk nor a slow network is ever
/// waited for here. What is asked for happens a moment later and comes back as a signal.
class Desk : public QObject
{
    Q_OBJECT
public:
    /// Called in the store's thread, once.
    using MakeTransport = std::function<std::unique_ptr<Net::Transport>()>;
    /// Called in this object's thread: who has tokens for an account right now; null if nobody.
    using TokensOf = std::function<Net::TokenSource *(const QString &account)>;

    Desk(Store::StoreThread &store, QString folder, MakeTransport makeTransport, TokensOf tokensOf,
         QObject *parent = nullptr);
    ~Desk() override;

    /// Where upload URLs rest, in this object's thread. Before anything else; it must outlive this.
    void setShelf(Net::SecretShelf *shelf);
    /// How mail of each account leaves; `tokens` of a route is not looked at.
    void setRoutes(const QHash<QString, Route> &routes);
    /// Opens the outbox, and what is due goes on. started() or failed() follows. Whatever else is called does it too.
    void start();

    /// As in Queue. The id is known at once.
    QString submit(const Submission &mail);
    void cancel(const QString &id);
    void retry(const QString &id);
    void saidSent(const QString &id);
    void pauseUpload(const QString &id);
    void takeBack(const QString &id);
    void accountSignedIn(const QString &account);
    void wake();

    /// Runs `question` on the queue in its thread and gives the answer here, unless `context` has died or there is no
    /// outbox.
    template <typename Value>
    void ask(QObject *context, std::function<Value(Queue &)> question, std::function<void(const Value &)> answer)
    {
        post([question = std::move(question), answer = std::move(answer), context = QPointer<QObject>(context),
              this](Queue &queue) {
            const auto value = std::make_shared<Value>(question(queue));
            toFront([context, answer, value] {
                if (context)
                    answer(*value);
            });
        });
    }

    /// The state of an unfinished item, as far as it was told here.
    std::optional<SendState> state(const QString &id) const;
    QHash<QString, SendState> unfinished() const { return m_states; }
    /// Whether a mail is being copied, prepared or sent by this program.
    bool isWorking() const { return m_isWorking || !m_submitting.isEmpty(); }

Q_SIGNALS:
    void started();
    /// Several computers may have the outbox at once: this one shows it and sends nothing.
    void sendingIsOff(const QString &folder);
    void failed(const Sendoff::Store::StoreError &why);
    void copying(const QString &id, qint64 octets, qint64 total);
    void queued(const QString &id);
    void refused(const QString &id, const Sendoff::Store::StoreError &why);
    void changed(const QString &id, const Sendoff::Outbox::SendState &state, bool mayCancel);
    void progressed(const QString &id, qint64 sent, qint64 total, bool mayCancel);
    void uploading(const QString &id, const Sendoff::Outbox::UploadProgress &progress);
    void recordingFailed(const QString &id, const Sendoff::Store::StoreError &why);
    void workChanged(); ///< isWorking() may have

private:
    class Back;
    class Tokens;
    class Shelf;

    void post(std::function<void(Queue &)> act, std::function<void(const Store::StoreError &)> failed = {});
    void toFront(std::function<void()> act);
    void askToken(const QString &account, const Net::TokenSource::Answer &answer);
    void follow(const QString &id, const SendState &state, bool mayCancel);

    Store::StoreThread &m_store;
    TokensOf m_tokensOf;
    Net::SecretShelf *m_shelf = nullptr;
    Back *m_back = nullptr; ///< lives in the store's thread
    SystemDice m_dice;
    QHash<QString, SendState> m_states; ///< unfinished ones
    QSet<QString> m_submitting;
    bool m_isWorking = false;
    struct Asking
    {
        QString account;
        Net::TokenSource::Answer answer;
    };
    QHash<int, Asking> m_asking; ///< token requests without an answer
    int m_lastAsking = 0;
};

} // namespace Sendoff::Outbox
