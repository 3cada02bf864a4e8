// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/composesession.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Compose;

class TestComposeSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void startsCleanWithWhatItWasGiven()
    {
        Message message;
        message.subject = u"Hello"_s;
        const ComposeSession session(message);
        QCOMPARE(session.message(), message);
        QVERIFY(!session.isDirty());
    }

    void putsRecipientsWhereTheyBelong_data()
    {
        QTest::addColumn<Field>("field");
        QTest::newRow("to") << Field::To;
        QTest::newRow("cc") << Field::Cc;
        QTest::newRow("bcc") << Field::Bcc;
        QTest::newRow("reply to") << Field::ReplyTo;
    }
    void putsRecipientsWhereTheyBelong()
    {
        QFETCH(const Field, field);
        ComposeSession session;
        const QList<Recipient> list = readRecipients(u"ana@example.org"_s);
        session.setRecipients(field, list);
        const Message &message = session.message();
        QCOMPARE(message.recipients.to == list, field == Field::To);
        QCOMPARE(message.recipients.cc == list, field == Field::Cc);
        QCOMPARE(message.recipients.bcc == list, field == Field::Bcc);
        QCOMPARE(message.replyTo == list, field == Field::ReplyTo);
    }

    void tellsOnceForEachChangeAndNotForNone()
    {
        ComposeSession session;
        QSignalSpy changed(&session, &ComposeSession::changed);
        session.setSubject(u"Hello"_s);
        session.setSubject(u"Hello"_s);
        QCOMPARE(changed.size(), 1);
        session.setBody({BodyKind::Text, u"Text"_s});
        session.setFrom(Address{{}, u"me@example.org"_s});
        session.setOptions(Importance::High, true, true, false);
        QCOMPARE(changed.size(), 4);
        session.setOptions(Importance::High, true, true, false);
        QCOMPARE(changed.size(), 4);
        QVERIFY(session.isDirty());
        QCOMPARE(session.message().importance, Importance::High);
        QVERIFY(session.message().readReceipt && session.message().deliveryReceipt && !session.message().saveToSent);
    }

    void savingMakesItCleanUntilTheNextChange()
    {
        ComposeSession session;
        session.setSubject(u"Hello"_s);
        session.markSaved();
        QVERIFY(!session.isDirty());
        session.setSubject(u"Hello"_s);
        QVERIFY(!session.isDirty());
        session.setSubject(u"Hello!"_s);
        QVERIFY(session.isDirty());
    }

    void keepsAttachmentsByTheirIds()
    {
        ComposeSession session;
        QSignalSpy changed(&session, &ComposeSession::attachmentsChanged);
        Attachment one;
        one.id = u"1"_s;
        one.size = 10;
        Attachment two;
        two.id = u"2"_s;
        two.size = 32;
        session.addAttachment(one);
        session.addAttachment(two);
        QCOMPARE(session.attachmentBytes(), 42);
        session.removeAttachment(u"1"_s);
        QCOMPARE(changed.size(), 3);
        QCOMPARE(session.message().attachments, QList<Attachment>{two});
        session.markSaved();
        session.removeAttachment(u"nothing"_s);
        QCOMPARE(changed.size(), 3);
        QVERIFY(!session.isDirty());
    }

    void knowsWhatStopsAMail()
    {
        ComposeSession session;
        QVERIFY(blocks(session.problems()));
        session.setRecipients(Field::To, readRecipients(u"ana@example.org"_s));
        session.setSubject(u"Hello"_s);
        session.setBody({BodyKind::Text, u"Text"_s});
        QVERIFY(!blocks(session.problems()));
        session.setRecipients(Field::Cc, readRecipients(u"not an address"_s));
        QVERIFY(blocks(session.problems()));
    }
};

QTEST_APPLESS_MAIN(TestComposeSession)
#include "tst_composesession.moc"
