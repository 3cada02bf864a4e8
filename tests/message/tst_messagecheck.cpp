// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/messagecheck.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class MessageCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void problemsAreFound_data();
    void problemsAreFound();
    void unreadableOneSaysWhatAndWhy();
    void limitsAreInclusive();
    void doublesDoNotCountTwice();
    void fiveMegabyteSubjectIsMeasured();
    void onlyBlockingProblemsBlock();
};

using Kinds = QList<QPair<ProblemKind, Field>>;

namespace {

Message goodMessage()
{
    Message message;
    message.recipients.to = readRecipients(u"ana@example.org"_s);
    message.subject = u"Hello"_s;
    message.body.content = u"Text"_s;
    return message;
}

Message changed(const std::function<void(Message &)> &change)
{
    Message message = goodMessage();
    change(message);
    return message;
}

QString people(int count)
{
    QString typed;
    for (int i = 0; i < count; ++i)
        typed += u"p%1@example.org,"_s.arg(i);
    return typed;
}

} // namespace

void MessageCheckTest::problemsAreFound_data()
{
    QTest::addColumn<Message>("message");
    QTest::addColumn<Kinds>("expected");
    using enum ProblemKind;
    const auto row = [](const char *name, const std::function<void(Message &)> &change, const Kinds &expected) {
        QTest::newRow(name) << changed(change) << expected;
    };
    row("nothing wrong", [](Message &) {}, {});
    QTest::newRow("empty message")
        << Message() << Kinds({{NoRecipients, Field::To}, {EmptySubject, Field::Subject}, {EmptyMessage, Field::Body}});
    row("only Bcc is enough", [](Message &m) { m.recipients = {{}, {}, readRecipients(u"a@example.org"_s)}; }, {});
    row("unreadable in To", [](Message &m) { m.recipients.to = readRecipients(u"ana"_s); },
        {{UnreadableRecipient, Field::To}});
    row("unreadable in Cc", [](Message &m) { m.recipients.cc = readRecipients(u"ana, ben@x"_s); },
        {{UnreadableRecipient, Field::Cc}});
    row("two unreadable in Bcc", [](Message &m) { m.recipients.bcc = readRecipients(u"ana, ben"_s); },
        {{UnreadableRecipient, Field::Bcc}, {UnreadableRecipient, Field::Bcc}});
    row("unreadable in Reply-To", [](Message &m) { m.replyTo = readRecipients(u"ana@"_s); },
        {{UnreadableReplyTo, Field::ReplyTo}});
    row("600 recipients", [](Message &m) { m.recipients.cc = readRecipients(people(600)); },
        {{TooManyRecipients, Field::To}});
    row("subject too long", [](Message &m) { m.subject = QString(256, u'x'); }, {{SubjectTooLong, Field::Subject}});
    row("blank subject", [](Message &m) { m.subject = u" \u200B\t"_s; }, {{EmptySubject, Field::Subject}});
    row("251 attachments", [](Message &m) { m.attachments.resize(251); }, {{TooManyAttachments, Field::Attachments}});
    row("no text", [](Message &m) { m.body.content = u"\n"_s; }, {{EmptyMessage, Field::Body}});
    row("no text but a file",
        [](Message &m) {
            m.body = {};
            m.attachments.resize(1);
        },
        {});
    row("name is another address",
        [](Message &m) { m.recipients.cc = readRecipients(u"\"boss@example.org\" <evil@example.com>"_s); },
        {{SuspiciousName, Field::Cc}});
}

void MessageCheckTest::problemsAreFound()
{
    QFETCH(Message, message);
    Kinds found;
    for (const Problem &problem : check(message, {}))
        found.append({problem.kind, problem.field});
    QTEST(found, "expected");
}

void MessageCheckTest::unreadableOneSaysWhatAndWhy()
{
    const QList<Problem> problems
        = check(changed([](Message &m) { m.recipients.cc = readRecipients(u"Ana <ana@"_s); }), {});
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().text, u"Ana <ana@"_s);
    QCOMPARE(problems.first().fault, AddressFault::Unbalanced);
    QVERIFY(problems.first().blocks);
}

void MessageCheckTest::limitsAreInclusive()
{
    Limits limits;
    limits.recipients = 3;
    limits.subjectCharacters = 4;
    limits.attachments = 1;
    Message message = goodMessage();
    message.recipients.to = readRecipients(people(3));
    message.subject = u"abc\U0001F600"_s; // four characters in five units
    message.attachments.resize(1);
    QVERIFY(check(message, limits).isEmpty());

    message.recipients.cc = readRecipients(u"one@more.example"_s);
    message.subject += u'x';
    message.attachments.resize(2);
    const QList<Problem> problems = check(message, limits);
    QCOMPARE(problems.size(), 3);
    QCOMPARE(problems.at(0).actual, 4);
    QCOMPARE(problems.at(0).limit, 3);
    QCOMPARE(problems.at(1).actual, 5);
    QCOMPARE(problems.at(1).limit, 4);
    QCOMPARE(problems.at(2).actual, 2);
    QCOMPARE(problems.at(2).limit, 1);
}

void MessageCheckTest::doublesDoNotCountTwice()
{
    Limits limits;
    limits.recipients = 3;
    Message message = goodMessage();
    message.recipients = {readRecipients(people(3)), readRecipients(people(3)), {}};
    QVERIFY(check(message, limits).isEmpty());
}

void MessageCheckTest::fiveMegabyteSubjectIsMeasured()
{
    const QList<Problem> problems = check(changed([](Message &m) { m.subject = QString(5'000'000, u'x'); }), {});
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().actual, 5'000'000);
}

void MessageCheckTest::onlyBlockingProblemsBlock()
{
    QVERIFY(!blocks({}));
    QVERIFY(!blocks(check(changed([](Message &m) {
                              m.subject.clear();
                              m.body = {};
                          }),
                          {})));
    QVERIFY(blocks(check(Message(), {})));
    QVERIFY(blocks(check(changed([](Message &m) { m.recipients.to += readRecipients(u"x"_s); }), {})));
}

QTEST_APPLESS_MAIN(MessageCheckTest)
#include "tst_messagecheck.moc"
