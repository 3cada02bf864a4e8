// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/body.h"
#include "message/message.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class BodyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void plainTextIsCleaned_data();
    void plainTextIsCleaned();
    void blankMeansNothingToRead_data();
    void blankMeansNothingToRead();
    void blankMessageHoldsNothingAPersonWouldMiss();
};

void BodyTest::plainTextIsCleaned_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("clean");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("line ends") << u"a\r\nb\rc\nd\r\r\ne"_s << u"a\nb\nc\nd\n\ne"_s;
    QTest::newRow("tab stays") << u"a\tb"_s << u"a\tb"_s;
    QTest::newRow("controls go") << u"a\0b\u0001\u001F\u001B[0m\u0007c"_s << u"ab[0mc"_s;
    QTest::newRow("bidi overrides are text") << u"a\u202Eb\u2066c"_s << u"a\u202Eb\u2066c"_s;
    QTest::newRow("object replacement goes") << u"a\uFFFCb"_s << u"ab"_s;
    QTest::newRow("emoji stays") << u"\U0001F469\u200D\U0001F4BB"_s << u"\U0001F469\u200D\U0001F4BB"_s;
}

void BodyTest::plainTextIsCleaned()
{
    QFETCH(QString, typed);
    QTEST(cleanPlainText(typed), "clean");
    QCOMPARE(cleanPlainText(cleanPlainText(typed)), cleanPlainText(typed));
}

void BodyTest::blankMeansNothingToRead_data()
{
    QTest::addColumn<BodyKind>("kind");
    QTest::addColumn<QString>("content");
    QTest::addColumn<bool>("blank");
    QTest::newRow("empty") << BodyKind::Text << u""_s << true;
    QTest::newRow("blanks and lines") << BodyKind::Text << u" \n\t\u00A0\u200B\n"_s << true;
    QTest::newRow("a dot") << BodyKind::Text << u"\n."_s << false;
    QTest::newRow("markup is text in a text") << BodyKind::Text << u"<p></p>"_s << false;
    QTest::newRow("empty paragraph") << BodyKind::Html << u"<html><body><p>&nbsp;<br></p></body></html>"_s << true;
    QTest::newRow("style is not read") << BodyKind::Html << u"<head><style>p {}</style></head><p> </p>"_s << true;
    QTest::newRow("style without an end") << BodyKind::Html << u"<style>p {}"_s << true;
    QTest::newRow("word") << BodyKind::Html << u"<p>Hi</p>"_s << false;
    QTest::newRow("word behind a script") << BodyKind::Html << u"<script>x</SCRIPT>Hi"_s << false;
    QTest::newRow("picture") << BodyKind::Html << u"<p><img src=\"cid:x\"></p>"_s << false;
    QTest::newRow("rule") << BodyKind::Html << u"<hr>"_s << false;
    QTest::newRow("tag without an end") << BodyKind::Html << u"<p"_s << true;
    QTest::newRow("a megabyte of brackets") << BodyKind::Html << QString(1'000'000, u'<') << true;
}

void BodyTest::blankMeansNothingToRead()
{
    QFETCH(BodyKind, kind);
    QFETCH(QString, content);
    QTEST(isBlank(Body{kind, content}), "blank");
}

void BodyTest::blankMessageHoldsNothingAPersonWouldMiss()
{
    QVERIFY(Message().isBlank());
    Message message;
    message.subject = u" \t"_s;
    message.from = Address{u""_s, u"ana@example.org"_s};
    message.importance = Importance::High;
    QVERIFY(message.isBlank());
    message.subject = u"x"_s;
    QVERIFY(!message.isBlank());
    message = {};
    message.recipients.bcc = readRecipients(u"half-typed"_s);
    QVERIFY(!message.isBlank());
    message = {};
    message.replyTo = readRecipients(u"ana@example.org"_s);
    QVERIFY(!message.isBlank());
    message = {};
    message.body.content = u"x"_s;
    QVERIFY(!message.isBlank());
    message = {};
    message.attachments.append(Attachment());
    QVERIFY(!message.isBlank());
}

QTEST_APPLESS_MAIN(BodyTest)
#include "tst_body.moc"
