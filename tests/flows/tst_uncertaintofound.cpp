// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real engine, sign-in and outbox against the practice service: what becomes of a mail whose answer was lost, with
// and without a permission to read that was given before.
#include "app/engine.h"
#include "support/practiceserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;
using Sendoff::Testing::PracticeServer;

class UncertainToFoundTest : public QObject
{
    Q_OBJECT

private:
    void put(const QString &path, const QByteArray &json)
    {
        QNetworkAccessManager network;
        QNetworkReply *reply = network.put(QNetworkRequest(QUrl(m_server->origin().toString() + path)), json);
        const QSignalSpy finished(reply, &QNetworkReply::finished);
        QVERIFY(QTest::qWaitFor([&finished] { return !finished.isEmpty(); }));
        QVERIFY2(reply->error() == QNetworkReply::NoError, reply->readAll().constData());
        delete reply;
    }
    QJsonObject get(const QString &path)
    {
        QNetworkAccessManager network;
        QNetworkReply *reply = network.get(QNetworkRequest(QUrl(m_server->origin().toString() + path)));
        const QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!QTest::qWaitFor([&finished] { return !finished.isEmpty(); }))
            return {};
        const QJsonObject json = QJsonDocument::fromJson(reply->readAll()).object();
        delete reply;
        return json;
    }

    /// A profile that finds the service of this test running, as a second command would.
    std::unique_ptr<Engine> signedInEngine()
    {
        const Profile profile = Profile::at(m_home->path()).forPractice();
        if (!makePrivateFolder(profile.data))
            qFatal("no folder");
        QFile ready(profile.data + u"/service.json"_s);
        if (!ready.open(QIODevice::WriteOnly) || ready.write(m_server->readyLine().trimmed() + '\n') < 0)
            qFatal("no ready line");
        ready.close();
        auto engine = std::make_unique<Engine>(profile, QString());
        const QSignalSpy signedIn(engine.get(), &Engine::practiceReady);
        engine->startPractice();
        if (!QTest::qWaitFor([&signedIn] { return !signedIn.isEmpty(); }, 20'000))
            qFatal("no practice sign-in");
        return engine;
    }

    static Outbox::Queue &queueOf(Engine &engine) { return *engine.queue().value(); }
    static QString stateOf(Engine &engine, const QString &id)
    {
        const auto item = queueOf(engine).item(id);
        return item ? Outbox::stateName(item->state) : QString();
    }
    static Message messageNamed(const QString &subject)
    {
        Message message;
        message.recipients.to = readRecipients(u"ben@practice.example"_s);
        message.subject = subject;
        message.body.content = u"Dear Ben\n"_s;
        return message;
    }
    static QString submit(Engine &engine, const QString &subject)
    {
        return queueOf(engine).submit(messageNamed(subject), engine.defaultAccountId());
    }
    /// How often a rule that does nothing but count was met.
    void countLooks()
    {
        put(u"/faults"_s,
            R"([{"match":{"method":"POST","path":"/v1.0/me/sendMail"},"action":)" + m_sendFault
                + R"(},{"match":{"method":"GET","path":"/v1.0/me/messages"},"action":{"delayMs":1}}])");
    }
    int looks() { return get(u"/faults"_s).value(u"rules"_s).toArray().at(1).toObject().value(u"used"_s).toInt(); }

    QByteArray m_sendFault;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<PracticeServer> m_server;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_home = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<PracticeServer>();
        QVERIFY2(m_server->start(), m_server->complaint().constData());
    }

    void acceptedMailIsFoundByItself_data()
    {
        QTest::addColumn<QByteArray>("scope");
        QTest::newRow("Mail.ReadBasic") << "Mail.ReadBasic"_ba;
        QTest::newRow("Mail.Read with the root in front") << "https://graph.microsoft.com/Mail.Read"_ba;
    }
    void acceptedMailIsFoundByItself()
    {
        QFETCH(const QByteArray, scope);
        put(u"/consents"_s, R"({"adele@practice.example":[")" + scope + R"("]})");
        const auto engine = signedInEngine();
        m_sendFault = R"({"accept":true,"closeAfterAccept":true})";
        countLooks();
        const QString id = submit(*engine, u"lost answer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*engine, id), u"uncertain"_s, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*engine, id), u"accepted"_s, 20'000);
        const auto accepted = std::get<Outbox::Accepted>(queueOf(*engine).item(id)->state);
        QVERIFY(!accepted.foundId.isEmpty());
        QVERIFY(!accepted.saidByPerson);
        QCOMPARE(m_server->ledger().size(), 1);
    }

    void itIsFoundForAWindowToo()
    {
        put(u"/consents"_s, R"({"adele@practice.example":["Mail.ReadBasic"]})");
        const auto engine = signedInEngine();
        m_sendFault = R"({"accept":true,"closeAfterAccept":true})";
        countLooks();
        QStringList seen;
        Outbox::SendState last;
        connect(&engine->desk(), &Outbox::Desk::changed, this,
                [&](const QString &, const Outbox::SendState &state, bool) {
                    last = state;
                    seen.append(Outbox::stateName(state));
                });
        engine->desk().submit({messageNamed(u"lost answer"_s), engine->defaultAccountId(), {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(std::holds_alternative<Outbox::Accepted>(last), 30'000);
        QCOMPARE(seen.mid(seen.indexOf(u"sending"_s)), QStringList({u"sending"_s, u"uncertain"_s, u"accepted"_s}));
        QVERIFY(!std::get<Outbox::Accepted>(last).foundId.isEmpty());
        QCOMPARE(m_server->ledger().size(), 1);
    }

    void withoutThePermissionItStaysUncertainAndNobodyLooks()
    {
        const auto engine = signedInEngine();
        m_sendFault = R"({"accept":true,"closeAfterAccept":true})";
        countLooks();
        const QString id = submit(*engine, u"lost answer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*engine, id), u"uncertain"_s, 20'000);
        QTest::qWait(4000); // two looks would have been made
        QCOMPARE(stateOf(*engine, id), u"uncertain"_s);
        QCOMPARE(looks(), 0);
        QCOMPARE(m_server->ledger().size(), 1);
    }

    void whatWasNeverAcceptedStaysUncertainAndIsNotSentAgain()
    {
        put(u"/consents"_s, R"({"adele@practice.example":["Mail.Read"]})");
        const auto engine = signedInEngine();
        m_sendFault = R"({"closeBefore":true})";
        countLooks();
        const QString id = submit(*engine, u"never arrived"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*engine, id), u"uncertain"_s, 20'000);
        const auto found = [&] {
            const auto item = queueOf(*engine).item(id);
            const auto *state = item ? std::get_if<Outbox::Uncertain>(&item->state) : nullptr;
            return state ? state->looks : -1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(found() >= 2, 20'000);
        QCOMPARE(stateOf(*engine, id), u"uncertain"_s);
        QCOMPARE(m_server->ledger().size(), 0);
        const QJsonArray rules = get(u"/faults"_s).value(u"rules"_s).toArray();
        QCOMPARE(rules.at(0).toObject().value(u"used"_s).toInt(), 1);
        QVERIFY(looks() >= 2);
    }
};

QTEST_GUILESS_MAIN(UncertainToFoundTest)
#include "tst_uncertaintofound.moc"
