// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/profile.h"
#include "outbox/sender.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Outbox;
using namespace Sendoff::Testing;

class TestSender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_profile = std::make_unique<Profile>();
        m_transport = std::make_unique<FakeTransport>();
        m_tokens = FakeTokenSource();
        m_sender = std::make_unique<Sender>(*m_transport, Store::Spool(m_profile->folder()), m_sessions,
                                            m_profile->clock, m_profile->dice);
    }

    void preparesButDoesNotPostByItself()
    {
        QSignalSpy happened(m_sender.get(), &Sender::happened);
        m_sender->prepare(route(), content(), false);
        QVERIFY(happened.isEmpty());
        QTRY_COMPARE(happened.size(), 1);
        QVERIFY(std::holds_alternative<TokenReady>(happened.first().first().value<SendEvent>()));
        QVERIFY(m_transport->sent.isEmpty());
    }

    void postsOnceAndTellsTheVerdictWithItsAttempt()
    {
        QSignalSpy happened(m_sender.get(), &Sender::happened);
        m_sender->prepare(route(), content(), false);
        QTRY_COMPARE(happened.size(), 1);
        m_sender->post(u"attempt"_s);
        QCOMPARE(m_transport->sent.size(), 1);
        QVERIFY(m_transport->sent.first().request.body.contains("Hello"));
        m_transport->sent.first().call->finish(failed(Net::Outcome::TimedOut, true));
        QTRY_COMPARE(happened.size(), 2);
        const auto replied = std::get<Replied>(happened.last().first().value<SendEvent>());
        QCOMPARE(std::get<Graph::Unclear>(replied.verdict).error.clientRequestId, u"attempt"_s);
    }

    void aChallengeIsHandedOnAndNotWrittenDown()
    {
        QSignalSpy happened(m_sender.get(), &Sender::happened);
        m_sender->prepare(route(), content(), false);
        QTRY_COMPARE(happened.size(), 1);
        m_sender->post(u"attempt"_s);
        m_transport->sent.first().call->finish(
            graphRefusal(401, "InvalidAuthenticationToken",
                         {{"WWW-Authenticate", R"(Bearer error="insufficient_claims", claims="eyJhIjoxfQ==")"}}));
        QTRY_COMPARE(happened.size(), 2);
        const auto replied = std::get<Replied>(happened.last().first().value<SendEvent>());
        const Graph::GraphError error = std::get<Graph::NotAccepted>(replied.verdict).error;
        QCOMPARE(error.kind, Graph::ErrorKind::ClaimsChallenge);
        QCOMPARE(error.claims, QString());
        QCOMPARE(m_tokens.challengedTokens, (QList<std::pair<QByteArray, QString>>{{"token-1", u"{\"a\":1}"_s}}));
        QVERIFY(m_tokens.refusedTokens.isEmpty());
    }

    void nothingIsHeardOfAnAbortedPreparation()
    {
        QSignalSpy happened(m_sender.get(), &Sender::happened);
        m_tokens.isHeld = true;
        m_sender->prepare(route(), content(), false);
        m_sender->abort();
        m_tokens.letGo();
        QTest::qWait(30);
        QVERIFY(happened.isEmpty());
    }

    void nothingIsHeardOfAnAbortedBody()
    {
        QSignalSpy happened(m_sender.get(), &Sender::happened);
        m_sender->prepare(route(), content(), false);
        QTRY_COMPARE(m_tokens.asked, 1);
        QCoreApplication::processEvents(); // the token is there, the body on its way
        m_sender->abort();
        happened.clear();
        QTest::qWait(50);
        QVERIFY(happened.isEmpty());
    }

    void theSecondOfTwoPreparationsCounts()
    {
        QSignalSpy happened(m_sender.get(), &Sender::happened);
        m_sender->prepare(route(), content(), false);
        m_sender->prepare(std::nullopt, content(), false);
        QTRY_COMPARE(happened.size(), 1);
        QTest::qWait(30);
        QCOMPARE(happened.size(), 1);
        QVERIFY(std::holds_alternative<TokenMissing>(happened.first().first().value<SendEvent>()));
    }

    void mayOnlyBreakOffWhatIsNotOut()
    {
        QSignalSpy happened(m_sender.get(), &Sender::happened);
        QVERIFY(!m_sender->mayAbort());
        m_sender->prepare(route(), content(), false);
        QTRY_COMPARE(happened.size(), 1);
        m_sender->post(u"attempt"_s);
        QVERIFY(m_sender->mayAbort());
        m_transport->sent.first().call->isHandedOver = true;
        QVERIFY(!m_sender->mayAbort());
    }

private:
    std::optional<Route> route()
    {
        return Route{{QUrl(u"https://graph.example"_s)}, &m_tokens, u"me@contoso.example"_s};
    }
    static std::optional<Content> content() { return Content{Profile::message(), {}, {}}; }

    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<FakeTransport> m_transport;
    FakeTokenSource m_tokens;
    DraftRoute::Sessions m_sessions;
    std::unique_ptr<Sender> m_sender;
};

QTEST_GUILESS_MAIN(TestSender)
#include "tst_sender.moc"
