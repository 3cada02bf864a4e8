// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outboxlines.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;
using namespace Sendoff::Outbox;

Q_DECLARE_METATYPE(Sendoff::Outbox::SendState)
Q_DECLARE_METATYPE(QList<Sendoff::Outbox::SendState>)

namespace {

const QDateTime now = QDateTime::fromString(u"2026-11-23T12:00:00.000Z"_s, Qt::ISODateWithMs);

Item itemWith(const SendState &state)
{
    Item item;
    item.id = u"0a1b2c3d-0000-4000-8000-000000000001"_s;
    item.account = u"oid.tid"_s;
    item.message.subject = u"Minutes"_s;
    item.message.recipients.to = readRecipients(u"Ana <ana@example.org>, ben@example.org"_s);
    item.message.recipients.cc = readRecipients(u"carla@example.net"_s);
    item.message.recipients.bcc = readRecipients(u"dan@example.net"_s);
    item.state = state;
    item.queuedAt = now.addSecs(-60);
    item.requestIds = {u"r-1"_s, u"r-2"_s};
    return item;
}

const OutboxFacts facts{u"me@contoso.example"_s, std::nullopt, std::nullopt};

Row rowWith(const SendState &state)
{
    return {itemWith(state).id, u"oid.tid"_s, state, 1, now, 1, {}};
}

NeedsUser refused(Graph::ErrorKind kind)
{
    NeedsUser needs;
    needs.error.kind = kind;
    return needs;
}

} // namespace

class OutboxLinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aLineHasSixCells()
    {
        const Waiting waiting{now.addSecs(90), WaitReason::Offline, 0, 1, {}};
        const QByteArray line = outboxLine(itemWith(waiting), facts, now);
        QVERIFY(line.endsWith('\n'));
        const QList<QByteArray> cells = line.trimmed().split('\t');
        QCOMPARE(cells.size(), 6);
        QCOMPARE(cells.at(0), "0a1b2c3d-0000-4000-8000-000000000001"_ba);
        QCOMPARE(cells.at(1), "waiting"_ba);
        QCOMPARE(cells.at(2), "Minutes"_ba);
        QCOMPARE(cells.at(3), "ana@example.org, ben@example.org, carla@example.net, 1 more"_ba);
        QCOMPARE(cells.at(4), "No connection."_ba);
        QVERIFY2(cells.at(5).contains(':'), cells.at(5).constData());
    }

    void whatIsNotThereIsAHyphen()
    {
        Item item = itemWith(Accepted{now, u"r"_s, false, 1});
        item.message.subject.clear();
        item.message.recipients = {};
        QCOMPARE(outboxLine(item, facts, now), "0a1b2c3d-0000-4000-8000-000000000001\taccepted\t-\t-\t-\t-\n"_ba);
    }

    void nothingInALineIsObeyedByATerminal()
    {
        Item item = itemWith(Accepted{now, u"r"_s, false, 1});
        item.message.subject = u"a\tb\nc\x1b[2Jd\u202Ee\u009B1m"_s;
        Recipient odd;
        odd.unreadable = u"x\x07\r\n@y"_s;
        odd.fault = AddressFault::HiddenCharacters;
        item.message.recipients.to = {odd};
        const QByteArray line = outboxLine(item, facts, now);
        QCOMPARE(line.count('\t'), 5);
        QCOMPARE(line.count('\n'), 1);
        for (const QChar character : QString::fromUtf8(line.trimmed())) {
            QVERIFY2(character == u'\t' || character.isPrint(), qPrintable(QString::number(character.unicode(), 16)));
        }
    }

    void jsonHasItsShape()
    {
        const Waiting waiting{now.addSecs(90), WaitReason::Throttled, 2, 0, {}};
        const QJsonObject json = outboxJson(itemWith(waiting), facts);
        const QJsonObject expected{
            {u"id"_s, u"0a1b2c3d-0000-4000-8000-000000000001"_s},
            {u"state"_s, u"waiting"_s},
            {u"subject"_s, u"Minutes"_s},
            {u"to"_s, QJsonArray{u"ana@example.org"_s, u"ben@example.org"_s}},
            {u"account"_s, u"me@contoso.example"_s},
            {u"queuedAt"_s, u"2026-11-23T11:59:00.000Z"_s},
            {u"attempts"_s, 2},
            {u"reason"_s, u"Microsoft asks to wait."_s},
            {u"nextAttemptAt"_s, u"2026-11-23T12:01:30.000Z"_s},
            {u"requestIds"_s, QJsonArray{u"r-1"_s, u"r-2"_s}},
        };
        QCOMPARE(json, expected);
    }

    void withoutAPlanThereIsNoNextAttempt()
    {
        const QJsonObject json = outboxJson(itemWith(Uncertain{now, {}, false, 1}), facts);
        Graph::GraphError denied;
        denied.kind = Graph::ErrorKind::SendAsDenied;
        denied.status = 403;
        denied.code = u"ErrorSendAsDenied"_s;
        Item other = itemWith(NeedsUser{NeedsUser::Why::Refused, denied, {}, 1});
        other.message.from = Address{{}, u"sales@contoso.example"_s};
        QVERIFY(outboxJson(other, facts).value(u"reason"_s).toString().contains(u"as sales@contoso.example"));
        QVERIFY(outboxLine(other, facts, now).contains("as sales@contoso.example"));
        QVERIFY(json.value(u"nextAttemptAt"_s).isNull());
        QVERIFY(json.value(u"reason"_s).toString().startsWith(u"It may have been sent."));
    }

    void aPauseOfTheAccountIsTold()
    {
        OutboxFacts paused = facts;
        paused.pausedUntil = now.addSecs(300);
        const SendState waiting = Waiting{now, WaitReason::Queued, 0, 0, {}};
        QCOMPARE(nextAttemptOf(waiting, paused), now.addSecs(300));
        QCOMPARE(reasonOf(waiting, paused), u"Microsoft asks to wait."_s);
    }

    void theWorstThatIsLeftDecides_data()
    {
        QTest::addColumn<QList<SendState>>("left");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words");
        const SendState waiting = Waiting{now.addSecs(9), WaitReason::Offline, 0, 1, {}};
        const SendState uncertain = Uncertain{now, {}, false, 1};
        const SendState signIn = NeedsUser{NeedsUser::Why::SignIn, {}, {}, 0};
        const SendState tooLarge = refused(Graph::ErrorKind::MessageTooLarge);
        const SendState denied = refused(Graph::ErrorKind::SendAsDenied);
        const auto row = [](const char *name, const QList<SendState> &left, ExitStatus status, const QString &words) {
            QTest::newRow(name) << left << int(status) << words;
        };
        row("nothing", {}, ExitStatus::Done, {});
        row("one that waits", {waiting}, ExitStatus::Queued, u"No connection."_s);
        row("one in another's hand", {Sending{u"r"_s, now, 1, false, 0, false}}, ExitStatus::Queued,
            u"Not accepted yet"_s);
        row("no sign-in", {waiting, signIn}, ExitStatus::SignInNeeded, u"retry 0a1b2c3d"_s);
        row("no permission", {denied, waiting}, ExitStatus::SignInNeeded, u"1 more"_s);
        row("refused", {waiting, tooLarge, waiting}, ExitStatus::CannotSendAsIs, u"2 more"_s);
        row("uncertain", {waiting, signIn, uncertain, tooLarge}, ExitStatus::Uncertain, u"sent 0a1b2c3d"_s);
    }
    void theWorstThatIsLeftDecides()
    {
        QFETCH(QList<SendState>, left);
        QFETCH(QString, words);
        QList<Row> rows;
        for (const SendState &state : left)
            rows.append(rowWith(state));
        const OutboxEnd end = endOf(
            rows, [](const QString &) { return facts; }, now);
        QTEST(int(end.status), "status");
        QVERIFY2(end.line.contains(words), qPrintable(end.line));
        QVERIFY(!end.line.contains(u'\n'));
        QCOMPARE(end.line.isEmpty(), end.status == ExitStatus::Done);
    }
};

QTEST_GUILESS_MAIN(OutboxLinesTest)
#include "tst_outboxlines.moc"
