// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/desk.h"
#include "outbox/profile.h"

#include <QFile>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Outbox;
using namespace Sendoff::Testing;

namespace {

const QString me = u"me@contoso.example"_s;

/// A network in the store's thread that accepts everything, and says which token it saw and where it was called.
class AcceptingTransport final : public Net::Transport
{
public:
    struct Seen
    {
        QList<QByteArray> tokens;
        QThread *thread = nullptr;
    };
    explicit AcceptingTransport(Seen &seen)
        : m_seen(seen)
    {
    }

    Net::Call *send(const Net::HttpRequest &, const Secret &token) override
    {
        m_seen.tokens.append(token.reveal());
        m_seen.thread = QThread::currentThread();
        auto *call = new Call;
        QMetaObject::invokeMethod(
            call,
            [call] {
                Q_EMIT call->finished(answered(202));
                call->deleteLater();
            },
            Qt::QueuedConnection);
        return call;
    }

private:
    class Call final : public Net::Call
    {
    public:
        void cancel() override { }
    };
    Seen &m_seen;
};

} // namespace

class TestDesk : public QObject
{
    Q_OBJECT

private:
    void makeDesk(const QString &folder)
    {
        m_store = std::make_unique<Store::StoreThread>(folder);
        m_desk = std::make_unique<Desk>(
            *m_store, folder, [this] { return std::make_unique<AcceptingTransport>(m_seen); },
            [this](const QString &) { return m_tokens; });
        m_desk->setRoutes({{me, Route{{QUrl(u"https://graph.example"_s)}, nullptr, me}}});
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_profile = std::make_unique<Profile>();
        m_source = std::make_unique<FakeTokenSource>();
        m_tokens = m_source.get();
        m_seen = {};
        makeDesk(m_profile->folder());
    }
    void cleanup()
    {
        m_desk.reset();
        m_store.reset();
    }

    void sendsFromTheOtherThreadWithTokensOfThisOne()
    {
        const QSignalSpy changed(m_desk.get(), &Desk::changed);
        const QString id = m_desk->submit({Profile::message(), me, {}, 0s});
        QVERIFY(m_desk->isWorking());
        QTRY_COMPARE(m_seen.tokens, QList<QByteArray>{"token-1"});
        QVERIFY(m_seen.thread != QThread::currentThread());
        const auto isAccepted = [&changed] {
            return !changed.isEmpty() && std::holds_alternative<Accepted>(changed.last().at(1).value<SendState>());
        };
        QTRY_VERIFY(isAccepted());
        QVERIFY(!m_desk->state(id));
        QTRY_VERIFY(!m_desk->isWorking());
    }

    void knowsWhatIsUnfinishedFromTheStart()
    {
        const QString id = m_desk->submit({Profile::message(), me, {}, 60s});
        QTRY_VERIFY(m_desk->state(id));
        m_desk.reset();
        m_store.reset();
        makeDesk(m_profile->folder());
        QVERIFY(!m_desk->state(id));
        const QSignalSpy started(m_desk.get(), &Desk::started);
        m_desk->start();
        QTRY_COMPARE(started.size(), 1);
        QVERIFY(m_desk->state(id));
        QTRY_VERIFY(!m_desk->isWorking());
    }

    void cancelsAndAnswersQuestions()
    {
        const QString id = m_desk->submit({Profile::message(u"Hello"_s), me, u"d"_s, 60s});
        QTRY_VERIFY(m_desk->state(id));
        m_desk->cancel(id);
        QTRY_VERIFY(!m_desk->state(id));
        std::optional<QString> subject;
        m_desk->ask<QString>(
            this, [id](Queue &queue) { return queue.summary(id)->subject; },
            [&subject](const QString &answer) { subject = answer; });
        QTRY_COMPARE(subject, u"Hello"_s);
        QVERIFY(m_seen.tokens.isEmpty());
    }

    void aMailThatCannotBeStoredIsRefused()
    {
        m_desk.reset();
        QFile obstacle(m_profile->folder() + u"-file"_s);
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        obstacle.close();
        makeDesk(obstacle.fileName());
        const QSignalSpy refused(m_desk.get(), &Desk::refused);
        const QString id = m_desk->submit({Profile::message(), me, {}, 0s});
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().first().toString(), id);
        QVERIFY(!m_desk->isWorking());
    }

    void whoWaitsForATokenIsAnsweredByTheNextSignIn()
    {
        m_source->isHeld = true;
        m_desk->submit({Profile::message(), me, {}, 0s});
        QTRY_COMPARE(m_source->asked, 1);
        // The old sign-in goes away without a word.
        const auto next = std::make_unique<FakeTokenSource>();
        m_tokens = next.get();
        m_desk->accountSignedIn(me);
        QTRY_COMPARE(m_seen.tokens.size(), 1);
        QCOMPARE(next->asked, 1);
        m_tokens = nullptr;
    }

    void whoIsNotSignedInIsTold()
    {
        m_tokens = nullptr;
        const QString id = m_desk->submit({Profile::message(), me, {}, 0s});
        const auto needsSignIn = [&] {
            const auto state = m_desk->state(id);
            const auto *needs = state ? std::get_if<NeedsUser>(&*state) : nullptr;
            return needs && needs->why == NeedsUser::Why::SignIn;
        };
        QTRY_VERIFY(needsSignIn());
        m_tokens = m_source.get();
        m_desk->accountSignedIn(me);
        QTRY_COMPARE(m_seen.tokens.size(), 1);
    }

    void aStoreThatHangsKeepsNobodyHere()
    {
        QSemaphore hanging;
        m_store->call([&hanging](const auto &) { hanging.acquire(); });
        const QString id = m_desk->submit({Profile::message(), me, {}, 60s});
        m_desk->cancel(id);
        m_desk->retry(id);
        m_desk->wake();
        QTest::qWait(50);
        QVERIFY(m_desk->isWorking());
        QVERIFY(!m_desk->state(id));
        hanging.release();
        QTRY_VERIFY(!m_desk->isWorking());
    }

private:
    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<FakeTokenSource> m_source;
    Net::TokenSource *m_tokens = nullptr;
    AcceptingTransport::Seen m_seen;
    std::unique_ptr<Store::StoreThread> m_store;
    std::unique_ptr<Desk> m_desk;
};

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"
