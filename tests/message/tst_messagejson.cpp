// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/messagejson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class MessageJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void everyMessageComesBackEqual_data();
    void everyMessageComesBackEqual();
    void largestNumbersComeBackEqual();
    void wrongShapesAreRefused_data();
    void wrongShapesAreRefused();
    void missingAndUnknownKeysAreFine();
    void formatOneStaysReadable();
    void aReadyMadeMailIsOfFormatTwo();
};

namespace {

class MessageMaker
{
public:
    explicit MessageMaker(quint32 seed)
        : m_random(seed)
    {
    }

    Message message()
    {
        Message message;
        if (yes())
            message.from = Address{text(), u"from@example.org"_s};
        message.recipients = {field(), field(), field()};
        message.replyTo = field();
        message.subject = text();
        message.body = {yes() ? BodyKind::Html : BodyKind::Text, text() + u'\n' + text()};
        for (int i = m_random.bounded(4); i > 0; --i)
            message.attachments.append(attachment());
        message.inReplyTo = yes() ? u"<a@b>"_s : QString();
        message.references = yes() ? u"<c@d> <a@b>"_s : QString();
        message.importance = Importance(m_random.bounded(3));
        message.readReceipt = yes();
        message.deliveryReceipt = yes();
        message.saveToSent = yes();
        message.textAlternative = yes();
        message.asItIs = message.attachments.size() == 1 && yes();
        message.internetMessageId = yes() ? u"<c@d>"_s : QString();
        return message;
    }

private:
    bool yes() { return m_random.bounded(2) == 1; }

    QString text()
    {
        const QStringList parts{u"a"_s,      u"\u00E4"_s,           u"\U0001F600"_s, u"\n"_s, u"\t"_s,     u"\\\""_s,
                                u"\u202E"_s, QString(QChar(u'\0')), u"\u0001"_s,     u"/"_s,  u"\u2028"_s, u"</p>"_s};
        QString made;
        for (int i = m_random.bounded(20); i > 0; --i)
            made += parts.at(m_random.bounded(int(parts.size())));
        return made;
    }

    QList<Recipient> field()
    {
        QList<Recipient> made;
        for (int i = m_random.bounded(4); i > 0; --i) {
            Recipient recipient;
            if (yes()) {
                recipient.address = {text(), u"p%1@example.org"_s.arg(m_random.bounded(100))};
                recipient.flags = AddressFlags(m_random.bounded(16));
            } else {
                recipient.unreadable = text();
                recipient.fault = AddressFault(1 + m_random.bounded(9));
            }
            made.append(recipient);
        }
        return made;
    }

    Attachment attachment()
    {
        Attachment made;
        made.id = text();
        made.file = u"/tmp/"_s + text();
        made.name = text();
        made.contentType = u"text/plain"_s;
        made.size = qint64(m_random.generate64() >> 1);
        made.isInline = yes();
        made.contentId = text();
        made.print = {qint64(m_random.generate64()), qint64(m_random.generate64()), m_random.generate64(),
                      m_random.generate64()};
        return made;
    }

    QRandomGenerator m_random;
};

// Through the octets that stand in the file, not only through the tree.
QJsonObject throughOctets(const QJsonObject &json)
{
    return QJsonDocument::fromJson(QJsonDocument(json).toJson()).object();
}

} // namespace

void MessageJsonTest::everyMessageComesBackEqual_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 200; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void MessageJsonTest::everyMessageComesBackEqual()
{
    QFETCH(quint32, seed);
    const Message message = MessageMaker(seed).message();
    const auto back = messageFromJson(throughOctets(toJson(message)));
    QVERIFY(bool(back));
    QCOMPARE(back.value(), message);
}

void MessageJsonTest::largestNumbersComeBackEqual()
{
    Message message;
    Attachment attachment;
    attachment.size = std::numeric_limits<qint64>::max();
    attachment.print = {std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max(),
                        std::numeric_limits<quint64>::max(), (quint64(1) << 53) + 1};
    message.attachments.append(attachment);
    const auto back = messageFromJson(throughOctets(toJson(message)));
    QVERIFY(bool(back));
    QCOMPARE(back.value(), message);
}

void MessageJsonTest::wrongShapesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<MessageJsonFault>("fault");
    using enum MessageJsonFault;
    QTest::newRow("nothing") << "{}"_ba << NotAnObject;
    QTest::newRow("list") << "[]"_ba << NotAnObject;
    QTest::newRow("no format") << R"({"subject":"x"})"_ba << WrongShape;
    QTest::newRow("format zero") << R"({"format":0})"_ba << WrongShape;
    QTest::newRow("format half") << R"({"format":1.5})"_ba << WrongShape;
    QTest::newRow("format text") << R"({"format":"1"})"_ba << WrongShape;
    QTest::newRow("format three") << R"({"format":3})"_ba << NewerFormat;
    QTest::newRow("format three, other shape") << R"({"format":3,"subject":7})"_ba << NewerFormat;
    QTest::newRow("as it is, without a file") << R"({"format":2,"asItIs":true})"_ba << WrongShape;
    QTest::newRow("as it is, two files") << R"({"format":2,"asItIs":true,"attachments":[{},{}]})"_ba << WrongShape;
    QTest::newRow("subject number") << R"({"format":1,"subject":7})"_ba << WrongShape;
    QTest::newRow("subject null") << R"({"format":1,"subject":null})"_ba << WrongShape;
    QTest::newRow("to object") << R"({"format":1,"to":{}})"_ba << WrongShape;
    QTest::newRow("to of texts") << R"({"format":1,"to":["a@b"]})"_ba << WrongShape;
    QTest::newRow("nobody") << R"({"format":1,"to":[{}]})"_ba << WrongShape;
    QTest::newRow("unknown fault") << R"({"format":1,"to":[{"unreadable":"x","fault":"odd"}]})"_ba << WrongShape;
    QTest::newRow("flag number") << R"({"format":1,"to":[{"mailbox":"a@b","flags":[1]}]})"_ba << WrongShape;
    QTest::newRow("unknown importance") << R"({"format":1,"importance":"urgent"})"_ba << WrongShape;
    QTest::newRow("unknown body kind") << R"({"format":1,"bodyKind":"rtf"})"_ba << WrongShape;
    QTest::newRow("receipt text") << R"({"format":1,"readReceipt":"yes"})"_ba << WrongShape;
    QTest::newRow("from list") << R"({"format":1,"from":[]})"_ba << WrongShape;
    QTest::newRow("size number") << R"({"format":1,"attachments":[{"size":1}]})"_ba << WrongShape;
    QTest::newRow("size no number") << R"({"format":1,"attachments":[{"size":"1x"}]})"_ba << WrongShape;
    QTest::newRow("inode negative") << R"({"format":1,"attachments":[{"printInode":"-1"}]})"_ba << WrongShape;
    QTest::newRow("attachment text") << R"({"format":1,"attachments":["x"]})"_ba << WrongShape;
}

void MessageJsonTest::wrongShapesAreRefused()
{
    QFETCH(QByteArray, json);
    const auto message = messageFromJson(QJsonDocument::fromJson(json).object());
    QVERIFY(!message);
    QTEST(message.error(), "fault");
}

void MessageJsonTest::missingAndUnknownKeysAreFine()
{
    const QByteArray json = R"({"format":1,"subject":"x","to":[{"mailbox":"a@b","flags":["new"]}],"later":[1]})";
    const auto message = messageFromJson(QJsonDocument::fromJson(json).object());
    QVERIFY(bool(message));
    QCOMPARE(message.value().subject, u"x"_s);
    QVERIFY(message.value().saveToSent);
    QCOMPARE(message.value().recipients.to.size(), 1);
}

// What this test says has been written to disks: it may grow, but no line of it may change.
void MessageJsonTest::formatOneStaysReadable()
{
    const QByteArray json = R"({"format":1,
        "from":{"name":"Me","mailbox":"me@example.org"},
        "to":[{"name":"Ana","mailbox":"ana@localhost","unreadable":"","fault":"","flags":["no-dot-in-domain"]},
              {"name":"","mailbox":"","unreadable":"ben","fault":"no-at","flags":[]}],
        "cc":[],"bcc":[],"replyTo":[],"subject":"S","bodyKind":"html","body":"<p>B</p>",
        "attachments":[{"id":"i","file":"/f","name":"n","contentType":"c","size":"3","inline":true,"contentId":"x",
                        "printSize":"3","printModifiedMs":"4","printDevice":"5","printInode":"6"}],
        "inReplyTo":"<a@b>","importance":"high","readReceipt":true,"deliveryReceipt":true,"saveToSent":false,
        "internetMessageId":"<c@d>"})";
    Message expected;
    expected.from = Address{u"Me"_s, u"me@example.org"_s};
    expected.recipients.to = readRecipients(u"Ana <ana@localhost>, ben"_s);
    expected.subject = u"S"_s;
    expected.body = {BodyKind::Html, u"<p>B</p>"_s};
    expected.attachments = {Attachment{u"i"_s, u"/f"_s, u"n"_s, u"c"_s, 3, true, u"x"_s, {3, 4, 5, 6}}};
    expected.inReplyTo = u"<a@b>"_s;
    expected.importance = Importance::High;
    expected.readReceipt = true;
    expected.deliveryReceipt = true;
    expected.saveToSent = false;
    expected.internetMessageId = u"<c@d>"_s;
    const auto message = messageFromJson(QJsonDocument::fromJson(json).object());
    QVERIFY(bool(message));
    QCOMPARE(message.value(), expected);
    QCOMPARE(toJson(expected), QJsonDocument::fromJson(json).object());
}

void MessageJsonTest::aReadyMadeMailIsOfFormatTwo()
{
    Message message;
    message.attachments = {Attachment()};
    QCOMPARE(toJson(message).value(u"format"_s).toInt(), 1);
    message.asItIs = true;
    QCOMPARE(toJson(message).value(u"format"_s).toInt(), 2);
}

QTEST_APPLESS_MAIN(MessageJsonTest)
#include "tst_messagejson.moc"
