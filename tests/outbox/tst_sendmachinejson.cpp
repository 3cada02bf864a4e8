// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sendmachinejson.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Outbox;
using Graph::ErrorKind;
using Graph::GraphError;

Q_DECLARE_METATYPE(Sendoff::Outbox::SendState)

static GraphError fullError()
{
    return {
        ErrorKind::Throttled, 429, u"ApplicationThrottled"_s, u"Too much \u00e9 \n"_s, u"r"_s, u"c"_s, {}, 2128ms, {}};
}

class TestSendMachineJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void everyStateComesBackEqual_data()
    {
        QTest::addColumn<SendState>("state");
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(1'772'366'400'123, Qt::UTC);
        for (const WaitReason reason :
             {WaitReason::Queued, WaitReason::Undo, WaitReason::Offline, WaitReason::Throttled, WaitReason::ServiceBusy,
              WaitReason::SignInTrouble, WaitReason::TokenRenewal, WaitReason::Scheduled, WaitReason::Paused}) {
            QTest::addRow("waiting, reason %d", static_cast<int>(reason))
                << SendState(Waiting{time, reason, 3, 4, fullError()});
        }
        QTest::newRow("preparing") << SendState(Preparing{1, true, 2});
        QTest::newRow("sending") << SendState(Sending{u"a"_s, time, 2, true, 5, true});
        QTest::newRow("uncertain") << SendState(Uncertain{time, fullError(), true, 2});
        QTest::newRow("uncertain, looked for") << SendState(Uncertain{time, fullError(), false, 2, 5, time});
        QTest::newRow("found") << SendState(Accepted{time, u"r"_s, false, 2, u"AAMk="_s});
        QTest::newRow("kept back") << SendState(Accepted{time, u"r"_s, false, 2, {}, time.addDays(1)});
        QTest::newRow("sending what is to be kept back")
            << SendState(Sending{u"a"_s, time, 2, true, 5, true, {true, u"d"_s, time.addDays(1)}});
        QTest::newRow("accepted") << SendState(Accepted{time, u"r"_s, true, 2});
        for (const auto why :
             {NeedsUser::Why::SignIn, NeedsUser::Why::VaultLocked, NeedsUser::Why::Refused,
              NeedsUser::Why::ContentMissing, NeedsUser::Why::RightMissing, NeedsUser::Why::Recovered}) {
            QTest::addRow("needs-user, why %d", static_cast<int>(why))
                << SendState(NeedsUser{why, fullError(), u"d"_s, 2});
        }
        const Remote remote{true, u"AAMkdraft="_s};
        QTest::newRow("waiting, with a draft")
            << SendState(Waiting{time, WaitReason::Paused, 3, 4, fullError(), remote});
        QTest::newRow("preparing, a draft wanted") << SendState(Preparing{1, true, 2, {true, u""_s}});
        QTest::newRow("sending a draft") << SendState(Sending{u"a"_s, time, 2, true, 5, true, remote});
        QTest::newRow("uncertain, seen as a draft")
            << SendState(Uncertain{time, fullError(), true, 2, 5, time, 4, remote});
        QTest::newRow("needs-user, with a draft")
            << SendState(NeedsUser{NeedsUser::Why::Refused, fullError(), u"d"_s, 2, remote});
        QTest::newRow("cancelled") << SendState(Cancelled{time, 7, true});
        for (int kind = 0; kind <= static_cast<int>(ErrorKind::Unknown); ++kind) {
            GraphError error;
            error.kind = static_cast<ErrorKind>(kind);
            QTest::addRow("error kind %d", kind) << SendState(Uncertain{time, error, false, 0});
        }
    }
    void everyStateComesBackEqual()
    {
        QFETCH(const SendState, state);
        const QByteArray text = QJsonDocument(toJson(state)).toJson();
        const auto back = stateFromJson(QJsonDocument::fromJson(text).object());
        QVERIFY(back);
        QVERIFY(back.value() == state);
    }

    void theClaimsOfAChallengeStayOffTheDisk()
    {
        GraphError error = fullError();
        error.claims = u"{\"x\":1}"_s;
        const SendState state = NeedsUser{NeedsUser::Why::SignIn, error, {}, 1};
        QVERIFY(!QJsonDocument(toJson(state)).toJson().contains("{\\\"x"));
    }

    void rowsFromBeforeTheLooksAreRead()
    {
        const auto read = [](const QByteArray &json) { return stateFromJson(QJsonDocument::fromJson(json).object()); };
        const QDateTime time = QDateTime::fromString(u"2026-03-01T12:00:00.000Z"_s, Qt::ISODateWithMs);
        const auto uncertain = read(
            R"({"format":1,"state":"uncertain","attempts":1,"since":"2026-03-01T12:00:00.000Z","crashed":true,"error":{"kind":"unknown","status":0}})");
        QVERIFY(uncertain);
        QVERIFY(uncertain.value() == SendState(Uncertain{time, {}, true, 1, 0, {}}));
        const auto accepted = read(
            R"({"format":1,"state":"accepted","attempts":1,"when":"2026-03-01T12:00:00.000Z","requestId":"r","saidByPerson":false})");
        QVERIFY(accepted);
        QVERIFY(accepted.value() == SendState(Accepted{time, u"r"_s, false, 1, {}}));
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<StateJsonFault>("fault");
        QTest::newRow("later format") << R"({"format":2,"state":"sent"})"_ba << StateJsonFault::NewerFormat;
        QTest::newRow("nothing") << "{}"_ba << StateJsonFault::WrongShape;
        QTest::newRow("unknown state") << R"({"format":1,"state":"sent","attempts":1})"_ba
                                       << StateJsonFault::WrongShape;
        QTest::newRow("no attempts") << R"({"format":1,"state":"preparing","fruitless":1})"_ba
                                     << StateJsonFault::WrongShape;
        QTest::newRow("no time") << R"({"format":1,"state":"cancelled","attempts":1})"_ba << StateJsonFault::WrongShape;
        QTest::newRow("time without a zone")
            << R"({"format":1,"state":"cancelled","attempts":1,"when":"2026-03-01T12:00:00.000"})"_ba
            << StateJsonFault::WrongShape;
        QTest::newRow("unknown reason")
            << R"({"format":1,"state":"waiting","attempts":1,"fruitless":0,"notBefore":"2026-03-01T12:00:00.000Z","reason":"tired","error":{"kind":"unknown","status":0}})"_ba
            << StateJsonFault::WrongShape;
        QTest::newRow("broken count of looks")
            << R"({"format":1,"state":"uncertain","attempts":1,"since":"2026-03-01T12:00:00.000Z","error":{"kind":"unknown","status":0},"looks":-1})"_ba
            << StateJsonFault::WrongShape;
        QTest::newRow("broken error")
            << R"({"format":1,"state":"uncertain","attempts":1,"since":"2026-03-01T12:00:00.000Z","error":{}})"_ba
            << StateJsonFault::WrongShape;
    }
    void whatCannotBeReadIsSaid()
    {
        QFETCH(const QByteArray, json);
        const auto back = stateFromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(!back);
        QTEST(back.error(), "fault");
    }
};

QTEST_APPLESS_MAIN(TestSendMachineJson)
#include "tst_sendmachinejson.moc"
