// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/messagewire.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;

namespace {

Recipient to(const QString &mailbox, const QString &name = {})
{
    Recipient recipient;
    recipient.address = {name, mailbox};
    return recipient;
}

Attachment file(const QString &id, const QString &name, const QString &type, qint64 size)
{
    Attachment attachment;
    attachment.id = id;
    attachment.name = name;
    attachment.contentType = type;
    attachment.size = size;
    return attachment;
}

struct Case
{
    Message message;
    Contents contents;
};

Case smallest()
{
    Case result;
    result.message.recipients.to = {to(u"ana@example.org"_s)};
    return result;
}

Case everything()
{
    Case result;
    Message &message = result.message;
    message.from = Address{u"Team Post"_s, u"team@example.org"_s};
    message.recipients.to = {to(u"ana@example.org"_s, u"Mora, Ana \"Anita\""_s), to(u"bo@bücher.example"_s)};
    message.recipients.cc = {to(u"李@例え.テスト"_s, u"李小龍"_s)};
    message.recipients.bcc = {to(u"hidden@[192.0.2.7]"_s), to(u"x@Example.ORG"_s)};
    message.replyTo = {to(u"answers@example.org"_s, u"Answers"_s)};
    message.subject = u"Grüße 🎉 \"quoted\" \\ back"_s;
    message.body = {BodyKind::Html, u"<p>one</p>\n<p>\ttwo\u2028three</p>\n"_s};
    message.importance = Importance::High;
    message.readReceipt = true;
    message.deliveryReceipt = true;
    message.saveToSent = false;
    message.inReplyTo = u"<not@carried>"_s;
    message.internetMessageId = u"<7c69b6e5@example.org>"_s;
    message.attachments = {file(u"a"_s, u"Ärger.txt"_s, u"text/plain"_s, 6), file(u"b"_s, u"empty.bin"_s, QString(), 0),
                           file(u"c"_s, u"logo.png"_s, u"image/png"_s, 4)};
    message.attachments[2].isInline = true;
    message.attachments[2].contentId = u"logo"_s;
    result.contents = {{u"a"_s, "\xC3\x84rger"}, {u"b"_s, ""}, {u"c"_s, QByteArray("\x89PNG", 4)}};
    return result;
}

Case lowImportance()
{
    Case result = smallest();
    result.message.importance = Importance::Low;
    result.message.body.content = u"a\nb\r\nc\rd\u0001\u007F"_s;
    return result;
}

Case bccOnlyWithUnreadable()
{
    Case result;
    Recipient wrong;
    wrong.unreadable = u"not an address"_s;
    wrong.fault = AddressFault::NoAt;
    result.message.recipients.to = {wrong};
    result.message.recipients.bcc = {wrong, to(u"ana@example.org"_s), wrong};
    result.message.subject = u"s"_s;
    return result;
}

QJsonValue normal(const QByteArray &json, const char *what)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (document.isNull())
        qFatal("%s is not JSON: %s", what, qPrintable(error.errorString()));
    return document.object();
}

/// Prints what differs, by path.
bool same(const QJsonValue &made, const QJsonValue &wanted, const QString &path)
{
    if (made == wanted)
        return true;
    const auto show = [](const QJsonValue &value) {
        return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    };
    if (made.isObject() && wanted.isObject()) {
        QStringList keys = made.toObject().keys() + wanted.toObject().keys();
        keys.removeDuplicates();
        for (const QString &key : keys)
            same(made.toObject().value(key), wanted.toObject().value(key), path + u'/' + key);
    } else if (made.isArray() && wanted.isArray() && made.toArray().size() == wanted.toArray().size()) {
        for (qsizetype i = 0; i < made.toArray().size(); ++i)
            same(made.toArray().at(i), wanted.toArray().at(i), path + u'/' + QString::number(i));
    } else {
        qInfo("%s: made %s, wanted %s", qPrintable(path), qPrintable(show(made)), qPrintable(show(wanted)));
    }
    return false;
}

} // namespace

class TestMessageWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void makesTheBodiesOfTheFixtures_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"smallest", "everything", "low-importance", "bcc-only"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void makesTheBodiesOfTheFixtures()
    {
        QFETCH(QString, name);
        const Case input = name == u"smallest" ? smallest()
            : name == u"everything"            ? everything()
            : name == u"low-importance"        ? lowImportance()
                                               : bccOnlyWithUnreadable();
        QFile fixture(QStringLiteral(SENDOFF_FIXTURES "/graph/sendmail-") + name + u".json"_s);
        QVERIFY(fixture.open(QIODevice::ReadOnly));
        const QByteArray body = sendMailBody(input.message, input.contents);
        QCOMPARE(sendMailBodySize(input.message), body.size());
        QVERIFY(same(normal(body, "the body"), normal(fixture.readAll(), "the fixture"), QString()));
    }

    void theTypeOfAnAttachmentComesFirst()
    {
        const Case input = everything();
        const QByteArray body = sendMailBody(input.message, input.contents);
        QCOMPARE(body.count("{\"@odata.type\":\"#microsoft.graph.fileAttachment\","), 3);
        QCOMPARE(body.count("@odata.type"), 3);
    }

    void isCompact()
    {
        const QByteArray body = sendMailBody(smallest().message, {});
        QCOMPARE(body,
                 "{\"message\":{\"body\":{\"contentType\":\"text\",\"content\":\"\"},"
                 "\"toRecipients\":[{\"emailAddress\":{\"address\":\"ana@example.org\"}}]}}");
    }

    void anAttachmentWithoutANameStillHasTheMember()
    {
        Message message = smallest().message;
        message.attachments = {file(u"a"_s, QString(), QString(), 0)};
        QVERIFY(sendMailBody(message, {{u"a"_s, ""}}).contains("\"name\":\"\","));
    }

    void missingContentsMakeNoBody()
    {
        Case input = everything();
        input.contents.remove(u"b"_s);
        QVERIFY(sendMailBody(input.message, input.contents).isEmpty());
    }

    void everyTextArrivesAsItIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("controls") << QString(QStringView(u"\0\u0001\u001f\u007f", 4).toString());
        QTest::newRow("quotes") << u"\"\\/\b\f\n\r\t"_s;
        QTest::newRow("line ends") << u"a\nb\r\nc\rd\n\n"_s;
        QTest::newRow("separators") << u"\u2028\u2029\u00a0\ufeff"_s;
        QTest::newRow("emoji") << u"🎉👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿"_s;
        QTest::newRow("right to left") << u"שלום \u202eabc\u202c"_s;
        QTest::newRow("combining") << u"e\u0301 é"_s;
        QTest::newRow("long") << QString(100'000, u'ß');
    }
    void everyTextArrivesAsItIs()
    {
        QFETCH(QString, text);
        Message message = smallest().message;
        message.subject = text;
        message.body.content = text;
        message.recipients.to.first().address.name = text;
        const QJsonObject json = QJsonDocument::fromJson(sendMailBody(message, {})).object()[u"message"_s].toObject();
        QCOMPARE(json[u"subject"_s].toString(), text);
        QCOMPARE(json[u"body"_s][u"content"_s].toString(), text);
        QCOMPARE(json[u"toRecipients"_s][0][u"emailAddress"_s][u"name"_s].toString(), text);
        QCOMPARE(sendMailBodySize(message), sendMailBody(message, {}).size());
    }

    void halfACharacterDoesNoHarm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("arrives");
        const QChar high(0xD83C);
        const QChar low(0xDF89);
        QTest::newRow("high alone") << QString(high) << u"\uFFFD"_s;
        QTest::newRow("low alone") << QString(low) << u"\uFFFD"_s;
        QTest::newRow("high, quote") << high + u"\""_s << u"\uFFFD\""_s;
        QTest::newRow("swapped") << QString(low) + high << u"\uFFFD\uFFFD"_s;
        QTest::newRow("high at the end") << u"a"_s + high << u"a\uFFFD"_s;
    }
    void halfACharacterDoesNoHarm()
    {
        QFETCH(QString, text);
        Message message = smallest().message;
        message.subject = text;
        const QByteArray body = sendMailBody(message, {});
        QCOMPARE(sendMailBodySize(message), body.size());
        QTEST(QJsonDocument::fromJson(body).object()[u"message"_s][u"subject"_s].toString(), "arrives");
    }

    void theSizeIsExactForAnyMessage()
    {
        QRandomGenerator random(20261123);
        const auto text = [&random](int longest) {
            QString result;
            for (int i = int(random.bounded(longest + 1)); i > 0; --i) {
                const quint32 kind = random.bounded(10u);
                if (kind == 0)
                    result += QChar(char16_t(random.bounded(0x20)));
                else if (kind == 1)
                    result += QChar(char16_t(0xD800 + random.bounded(0x800)));
                else if (kind == 2)
                    result += QString::fromUcs4(U"🎉", 1);
                else if (kind == 3)
                    result += random.bounded(2) == 0 ? u'"' : u'\\';
                else
                    result += QChar(char16_t(0x20 + random.bounded(0x300)));
            }
            return result;
        };
        const auto field = [&] {
            QList<Recipient> result;
            for (quint32 i = random.bounded(4u); i > 0; --i) {
                result.append(to(text(5) + u'@' + text(8), text(6)));
                if (random.bounded(4) == 0)
                    result.last().fault = AddressFault::BadDomain;
            }
            return result;
        };
        for (int round = 0; round < 2000; ++round) {
            Message message;
            Contents contents;
            if (random.bounded(2) == 0)
                message.from = Address{text(4), text(9)};
            message.recipients = {field(), field(), field()};
            message.replyTo = field();
            message.subject = text(20);
            message.body = {random.bounded(2) == 0 ? BodyKind::Text : BodyKind::Html, text(50)};
            message.importance = Importance(random.bounded(3));
            message.readReceipt = random.bounded(2) == 0;
            message.deliveryReceipt = random.bounded(2) == 0;
            message.saveToSent = random.bounded(2) == 0;
            message.internetMessageId = text(10);
            for (quint32 i = random.bounded(4u); i > 0; --i) {
                const QString id = QString::number(i);
                const QByteArray content(qsizetype(random.bounded(random.bounded(8) == 0 ? 150'000u : 10u)), 'q');
                Attachment attachment = file(id, text(6), text(6), content.size());
                attachment.isInline = random.bounded(2) == 0;
                attachment.contentId = text(3);
                message.attachments.append(attachment);
                contents.insert(id, content);
            }
            const QByteArray body = sendMailBody(message, contents);
            QCOMPARE(sendMailBodySize(message), body.size());
            QJsonParseError error;
            const QJsonObject json = QJsonDocument::fromJson(body, &error).object();
            QCOMPARE(error.errorString(), u"no error occurred"_s);
            const QJsonArray attachments = json[u"message"_s][u"attachments"_s].toArray();
            QCOMPARE(attachments.size(), message.attachments.size());
            for (qsizetype i = 0; i < attachments.size(); ++i) {
                const auto sent = attachments[i][u"contentBytes"_s].toString().toLatin1();
                QCOMPARE(QByteArray::fromBase64(sent, QByteArray::AbortOnBase64DecodingErrors),
                         contents.value(message.attachments[i].id));
            }
        }
    }

    void base64SizesAreExact()
    {
        for (int size = 0; size < 300; ++size)
            QCOMPARE(base64Size(size), QByteArray(size, 'a').toBase64().size());
        QCOMPARE(base64Size(3'145'611), 4'194'148);
    }
};

QTEST_APPLESS_MAIN(TestMessageWire)
#include "tst_messagewire.moc"
