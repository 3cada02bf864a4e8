// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/mailto.h"
#include "message/messageprint.h"
#include "message/rows.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class MailtoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void linkFillsFields_data();
    void linkFillsFields();
    void longLinks_data();
    void longLinks();
    void linkNeverTouchesTheRest();
    void limitIsExact();
    void manyRecipientsAreToldOnce();
    void printedMessageHasTheAgreedShape();
    void everyOctetIsHarmless();
};

void MailtoTest::linkFillsFields_data()
{
    QTest::addColumn<QJsonObject>("row");
    for (const QString &name : {u"mailto-rows.json"_s, u"mailto-more.json"_s}) {
        const QJsonArray rows = Rows::file(name).value(u"rows"_s).toArray();
        QVERIFY2(rows.size() > 50, qPrintable(name));
        for (const auto &value : rows)
            QTest::newRow(Rows::name(value.toObject()).constData()) << value.toObject();
    }
}

void MailtoTest::linkFillsFields()
{
    QFETCH(QJsonObject, row);
    const MailtoLink link = readMailto(row.value(u"link"_s).toString());
    const Recipients &recipients = link.message.recipients;
    QCOMPARE(link.accepted, row.value(u"accepted"_s).toBool());
    QCOMPARE(Rows::readable(recipients.to), Rows::pairs(row.value(u"to"_s)));
    QCOMPARE(Rows::readable(recipients.cc), Rows::pairs(row.value(u"cc"_s)));
    QCOMPARE(Rows::readable(recipients.bcc), Rows::pairs(row.value(u"bcc"_s)));
    QCOMPARE(link.message.subject, row.value(u"subject"_s).toString());
    QCOMPARE(link.message.body.content, row.value(u"body"_s).toString());
    QCOMPARE(link.message.inReplyTo, row.value(u"inReplyTo"_s).toString());
    QCOMPARE(link.dropped, Rows::strings(row.value(u"dropped"_s)));
    QCOMPARE(Rows::unreadable(recipients.to + recipients.cc + recipients.bcc), Rows::strings(row.value(u"invalid"_s)));
    QStringList warnings = link.warnings;
    warnings.sort();
    QStringList expected = Rows::strings(row.value(u"warnings"_s));
    expected.sort();
    QCOMPARE(warnings, expected);
}

void MailtoTest::longLinks_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray rows = Rows::file(u"mailto-rows.json"_s).value(u"longRows"_s).toArray();
    QVERIFY(!rows.isEmpty());
    for (const auto &value : rows)
        QTest::newRow(Rows::name(value.toObject()).constData()) << value.toObject();
}

void MailtoTest::longLinks()
{
    QFETCH(QJsonObject, row);
    const QString repeated = row.value(u"repeated"_s).toString().repeated(row.value(u"times"_s).toInt());
    const MailtoLink link = readMailto(row.value(u"before"_s).toString() + repeated + row.value(u"after"_s).toString());
    QCOMPARE(link.accepted, row.value(u"accepted"_s).toBool());
    QCOMPARE(link.warnings, Rows::strings(row.value(u"warnings"_s)));
    QVERIFY(link.message.isBlank());
}

void MailtoTest::linkNeverTouchesTheRest()
{
    const QString link = u"mailto:a@example.org?from=b@example.org&sender=b@example.org&reply-to=c@d"
                         "&attach=/etc/passwd&importance=high&x-priority=1&disposition-notification-to=e@f"
                         "&save-to-sent=no&html=1&html-body=<b>x</b>&message-id=<x@y>&subject=s&body=b"_s;
    Message expected;
    expected.recipients.to = readRecipients(u"a@example.org"_s);
    expected.subject = u"s"_s;
    expected.body.content = u"b"_s;
    QCOMPARE(readMailto(link).message, expected);
}

void MailtoTest::limitIsExact()
{
    const QString start = u"mailto:?body="_s;
    QVERIFY(readMailto(start + QString(mailtoLimit - start.size(), u'x')).accepted);
    const MailtoLink tooLong = readMailto(start + QString(mailtoLimit - start.size() + 1, u'x'));
    QVERIFY(!tooLong.accepted);
    QCOMPARE(tooLong.warnings, QStringList(u"too-long"_s));
    QCOMPARE(tooLong.message, Message());
}

void MailtoTest::manyRecipientsAreToldOnce()
{
    QStringList people;
    for (int i = 0; i < 600; ++i)
        people.append(u"p%1@example.org"_s.arg(i));
    const MailtoLink link = readMailto(u"mailto:"_s + people.join(u','));
    QCOMPARE(link.message.recipients.count(), 600);
    QCOMPARE(link.warnings, QStringList(u"many-recipients"_s));
    QVERIFY(readMailto(u"mailto:"_s + people.first(20).join(u',')).warnings.isEmpty());
}

void MailtoTest::printedMessageHasTheAgreedShape()
{
    const MailtoLink link = readMailto(u"mailto:Ana%20%3Cana@example.org%3E,ben?subject=Hi&attach=/x"_s);
    const QByteArray printed
        = QJsonDocument(printMessage(link.message, link.dropped, link.warnings)).toJson(QJsonDocument::Compact);
    const QByteArray expected = R"({"attachments":[],"bcc":[],"body":{"content":"","type":"text"},"cc":[],)"
                                R"("dropped":["attach"],"importance":"normal","inReplyTo":"","invalid":["ben"],)"
                                R"("replyTo":[],"subject":"Hi","to":[{"address":"ana@example.org","name":"Ana"}],)"
                                R"("warnings":["attachment-requested"]})";
    QCOMPARE(printed, expected);

    Message message;
    message.body.kind = BodyKind::Html;
    message.importance = Importance::Low;
    message.attachments = {Attachment{u"id"_s, u"/secret/place"_s, u"n"_s, u"text/plain"_s, 3, true, {}, {}}};
    const QJsonObject json = printMessage(message);
    QCOMPARE(json.value(u"body"_s).toObject().value(u"type"_s).toString(), u"html"_s);
    QCOMPARE(json.value(u"importance"_s).toString(), u"low"_s);
    QCOMPARE(QJsonDocument(json.value(u"attachments"_s).toArray()).toJson(QJsonDocument::Compact),
             QByteArray(R"([{"contentType":"text/plain","inline":true,"name":"n","size":3}])"));
}

void MailtoTest::everyOctetIsHarmless()
{
    for (int octet = 0; octet < 256; ++octet) {
        const QString escape = u"%"_s + QString::number(octet, 16).rightJustified(2, u'0');
        const MailtoLink link = readMailto(u"mailto:?subject=x"_s + escape + u"y&bcc=b"_s + escape + u"c@d"_s);
        QVERIFY(link.accepted);
        QVERIFY(!link.message.subject.contains(u'\n') && !link.message.subject.contains(u'\r'));
        QVERIFY(!link.message.recipients.bcc.isEmpty());
        QVERIFY(link.message.recipients.to.isEmpty());
    }
}

QTEST_APPLESS_MAIN(MailtoTest)
#include "tst_mailto.moc"
