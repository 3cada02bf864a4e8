// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mime/mailreader.h"
#include "mime/mailwriter.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Mime;

namespace {

const Stamp stamp{{u"Adele Vance"_s, u"adele@contoso.com"_s}, QDateTime({2026, 6, 1}, {10, 2, 3}, QTimeZone::utc())};

Message plainMessage()
{
    Message message;
    message.recipients.to = readRecipients(u"Ben Ode <ben@example.org>, carla@example.org"_s);
    message.subject = u"Offer for June"_s;
    message.body.content = u"Dear Ben,\n\nthe offer.\n"_s;
    message.internetMessageId = u"<1234@contoso.com>"_s;
    return message;
}

Attachment file(const QString &id, const QString &name, const QString &type, bool isInline = false)
{
    Attachment attachment;
    attachment.id = id;
    attachment.name = name;
    attachment.contentType = type;
    attachment.isInline = isInline;
    attachment.contentId = isInline ? id : QString();
    return attachment;
}

QString hashOf(const QByteArray &octets)
{
    return QString::fromLatin1(QCryptographicHash::hash(octets, QCryptographicHash::Sha256).toHex());
}

/// What Python's reader makes of it: a second opinion, which shares nothing with GMime.
QJsonObject secondOpinion(const QByteArray &mail)
{
    QProcess python;
    python.start(u"python3"_s, {QStringLiteral(SENDOFF_SECOND_READER)});
    python.write(mail);
    python.closeWriteChannel();
    python.waitForFinished();
    const QByteArray problem = python.readAllStandardError();
    if (!problem.isEmpty())
        qWarning("%s", problem.constData());
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

QJsonArray people(std::initializer_list<std::pair<const char16_t *, const char16_t *>> list)
{
    QJsonArray array;
    for (const auto &[name, mailbox] : list)
        array.append(QJsonArray{QString::fromUtf16(name), QString::fromUtf16(mailbox)});
    return array;
}

QJsonObject part(const QJsonObject &whole, int index)
{
    return whole.value(u"parts"_s).toArray().at(index).toObject();
}

} // namespace

class TestMailWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        if (QStandardPaths::findExecutable(u"python3"_s).isEmpty())
            QSKIP("no python3 for a second opinion");
    }

    void aPlainMailIsReadByOthers()
    {
        Message message = plainMessage();
        message.recipients.cc = readRecipients(u"\"Mora, Ana\" <ana@example.org>"_s);
        message.recipients.bcc = readRecipients(u"dan@example.org"_s);
        message.replyTo = readRecipients(u"office@contoso.com"_s);
        message.importance = Importance::High;
        message.readReceipt = true;
        message.deliveryReceipt = true;
        const QJsonObject read = secondOpinion(writeMail(message, {}, stamp));
        QCOMPARE(read.value(u"subject"_s).toString(), message.subject);
        QCOMPARE(read.value(u"from"_s).toArray(), people({{u"Adele Vance", u"adele@contoso.com"}}));
        QCOMPARE(read.value(u"to"_s).toArray(),
                 people({{u"Ben Ode", u"ben@example.org"}, {u"", u"carla@example.org"}}));
        QCOMPARE(read.value(u"cc"_s).toArray(), people({{u"Mora, Ana", u"ana@example.org"}}));
        QCOMPARE(read.value(u"bcc"_s).toArray(), people({{u"", u"dan@example.org"}}));
        QCOMPARE(read.value(u"replyTo"_s).toArray(), people({{u"", u"office@contoso.com"}}));
        const QJsonObject fields = read.value(u"fields"_s).toObject();
        QCOMPARE(fields.value(u"Message-ID"_s).toString(), u"<1234@contoso.com>"_s);
        QCOMPARE(fields.value(u"Importance"_s).toString(), u"high"_s);
        QCOMPARE(fields.value(u"Disposition-Notification-To"_s).toString(), u"adele@contoso.com"_s);
        QCOMPARE(fields.value(u"Return-Receipt-To"_s).toString(), u"<adele@contoso.com>"_s);
        QCOMPARE(fields.value(u"Date"_s).toString(), u"Mon, 01 Jun 2026 10:02:03 +0000"_s);
        QCOMPARE(fields.value(u"MIME-Version"_s).toString(), u"1.0"_s);
        const QJsonObject body = read.value(u"body"_s).toObject();
        QCOMPARE(body.value(u"type"_s).toString(), u"text/plain"_s);
        QCOMPARE(body.value(u"encoding"_s).toString(), u"base64"_s);
        QCOMPARE(body.value(u"charset"_s).toString(), u"utf-8"_s);
        QCOMPARE(body.value(u"text"_s).toString(), u"Dear Ben,\r\n\r\nthe offer.\r\n"_s);
        QCOMPARE(read.value(u"defects"_s).toArray(), QJsonArray());
    }

    void aNormalMailHasNoMoreFieldsThanItNeeds()
    {
        const QJsonObject read = secondOpinion(writeMail(plainMessage(), {}, stamp));
        QSet<QString> names;
        const QJsonArray list = read.value(u"names"_s).toArray();
        for (const auto &name : list)
            names.insert(name.toString());
        QCOMPARE(names.size(), list.size());
        QCOMPARE(names,
                 QSet<QString>({u"From"_s, u"To"_s, u"Subject"_s, u"Date"_s, u"Message-Id"_s, u"MIME-Version"_s,
                                u"Content-Type"_s, u"Content-Transfer-Encoding"_s}));
    }

    void htmlGoesWithTextPicturesAndFiles()
    {
        Message message = plainMessage();
        message.body = {BodyKind::Html, u"<p>Dear <b>Ben</b>,</p><img src=\"cid:p1\">"_s};
        message.attachments
            = {file(u"f1"_s, u"offer.pdf"_s, u"application/pdf"_s), file(u"p1"_s, u"plan.png"_s, u"image/png"_s, true)};
        QByteArray noise;
        for (int i = 0; i < 5000; ++i)
            noise.append(char(i * 7919 % 251));
        const Contents contents{{u"f1"_s, noise}, {u"p1"_s, "\x89PNG\r\n\x1a\n"_ba}};
        const QJsonObject read = secondOpinion(writeMail(message, contents, stamp));
        QCOMPARE(read.value(u"defects"_s).toArray(), QJsonArray());
        const QJsonObject mixed = read.value(u"body"_s).toObject();
        QCOMPARE(mixed.value(u"type"_s).toString(), u"multipart/mixed"_s);
        const QJsonObject related = part(mixed, 0);
        QCOMPARE(related.value(u"type"_s).toString(), u"multipart/related"_s);
        const QJsonObject alternative = part(related, 0);
        QCOMPARE(alternative.value(u"type"_s).toString(), u"multipart/alternative"_s);
        QCOMPARE(part(alternative, 0).value(u"type"_s).toString(), u"text/plain"_s);
        QCOMPARE(part(alternative, 0).value(u"text"_s).toString(), u"Dear Ben,\r\n"_s);
        QCOMPARE(part(alternative, 1).value(u"type"_s).toString(), u"text/html"_s);
        QCOMPARE(part(alternative, 1).value(u"encoding"_s).toString(), u"base64"_s);
        const QJsonObject picture = part(related, 1);
        QCOMPARE(picture.value(u"id"_s).toString(), u"<p1>"_s);
        QCOMPARE(picture.value(u"disposition"_s).toString(), u"inline"_s);
        const QJsonObject offer = part(mixed, 1);
        QCOMPARE(offer.value(u"name"_s).toString(), u"offer.pdf"_s);
        QCOMPARE(offer.value(u"disposition"_s).toString(), u"attachment"_s);
        QCOMPARE(offer.value(u"sha256"_s).toString(), hashOf(noise));
    }

    void oddTextSurvives_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("umlauts") << u"Grüße aus Köln"_s;
        QTest::newRow("emoji") << u"🎉 party 👩‍👩‍👧"_s;
        QTest::newRow("right to left") << u"שלום עולם"_s;
        QTest::newRow("long") << QString(300, u'漢');
        QTest::newRow("long, no blank") << QString(900, u'x');
        QTest::newRow("looks encoded") << u"=?utf-8?q?no?="_s;
        QTest::newRow("quotes") << u"a \"b\" \\ c; d, (e) <f@g>"_s;
        QTest::newRow("blanks") << u"a  b"_s;
    }
    void oddTextSurvives()
    {
        QFETCH(QString, text);
        Message message = plainMessage();
        message.subject = text;
        message.recipients.to = {recipientOf({text, u"ben@example.org"_s})};
        // A parameter knows no encoded words, but readers decode them all the same: no such name is sent.
        const QString name = text.startsWith(u"=?") ? u"plain.pdf"_s : text.left(60) + u".pdf"_s;
        message.attachments = {file(u"f1"_s, name, u"application/pdf"_s)};
        const QByteArray mail = writeMail(message, {{u"f1"_s, "x"}}, stamp);
        const QJsonObject read = secondOpinion(mail);
        QVERIFY(!read.value(u"eightBit"_s).toBool());
        QCOMPARE(read.value(u"bare"_s).toInt(), 0);
        QVERIFY(read.value(u"longest"_s).toInt() <= 998);
        QCOMPARE(part(read.value(u"body"_s).toObject(), 1).value(u"name"_s).toString(), name);
        const auto own = readMail(mail);
        QVERIFY(bool(own));
        QCOMPARE(own.value().message.subject, message.subject.simplified());
        QString shown = own.value().message.recipients.to.first().address.name;
        QCOMPARE(shown.remove(u' '), text.simplified().remove(u' '));
    }

    void noTextBecomesAField()
    {
        Message message = plainMessage();
        message.subject = u"a\r\nBcc: evil@example.org\r\n\r\nbody"_s;
        message.recipients.to = {recipientOf({u"x\r\nBcc: evil@example.org"_s, u"ben@example.org"_s})};
        message.inReplyTo = u"<a@b>\r\nBcc: evil@example.org"_s;
        message.references = u"<c@d>\r\nBcc: <evil@example.org>"_s;
        message.attachments = {file(u"f1"_s, u"a\"\r\nX-Evil: 1\r\n.pdf"_s, u"application/pdf\r\nX-Evil: 1"_s)};
        const QJsonObject read = secondOpinion(writeMail(message, {{u"f1"_s, "x"}}, stamp));
        QCOMPARE(read.value(u"bcc"_s).toArray(), QJsonArray());
        QVERIFY(!read.value(u"names"_s).toArray().contains(u"X-Evil"_s));
        QCOMPARE(read.value(u"to"_s).toArray().size(), 1);
    }

    void aReplyNamesItsThread()
    {
        Message message = plainMessage();
        message.inReplyTo = u"<parent@example.org>"_s;
        message.references = u"<root@example.org> <middle@example.org>"_s;
        const QJsonObject read = secondOpinion(writeMail(message, {}, stamp)).value(u"fields"_s).toObject();
        QCOMPARE(read.value(u"In-Reply-To"_s).toString(), message.inReplyTo);
        QCOMPARE(read.value(u"References"_s).toString(), message.references + u' ' + message.inReplyTo);
    }

    void aLongThreadKeepsItsRootAndItsEnd()
    {
        Message message = plainMessage();
        message.inReplyTo = u"<m99@example.org>"_s;
        for (int i = 0; i < 100; ++i)
            message.references += u"<m%1@example.org> "_s.arg(i);
        const QJsonObject read = secondOpinion(writeMail(message, {}, stamp)).value(u"fields"_s).toObject();
        const QStringList ids = read.value(u"References"_s).toString().simplified().split(u' ');
        QCOMPARE(ids.size(), 30);
        QCOMPARE(ids.first(), u"<m0@example.org>"_s);
        QCOMPARE(ids.last(), u"<m99@example.org>"_s);
    }

    void anotherSenderIsNamed()
    {
        Message message = plainMessage();
        message.from = Address{u"Sales"_s, u"sales@bücher.example"_s};
        message.readReceipt = true;
        const QJsonObject read = secondOpinion(writeMail(message, {}, stamp));
        QCOMPARE(read.value(u"from"_s).toArray(), people({{u"Sales", u"sales@xn--bcher-kva.example"}}));
        QCOMPARE(read.value(u"fields"_s).toObject().value(u"Disposition-Notification-To"_s).toString(),
                 u"sales@xn--bcher-kva.example"_s);
    }

    void unreadablePeopleAreLeftOut()
    {
        Message message = plainMessage();
        message.recipients.to += readRecipients(u"nobody"_s);
        QCOMPARE(secondOpinion(writeMail(message, {}, stamp)).value(u"to"_s).toArray().size(), 2);
    }

    void aMailInAMailIsAFileOfOctets()
    {
        Message message = plainMessage();
        message.attachments = {file(u"f1"_s, u"old.eml"_s, u"message/rfc822"_s)};
        const QByteArray inner = "Subject: x\r\n\r\n--=_not-a-boundary\r\n";
        const QJsonObject read = secondOpinion(writeMail(message, {{u"f1"_s, inner}}, stamp));
        const QJsonObject old = part(read.value(u"body"_s).toObject(), 1);
        QCOMPARE(old.value(u"type"_s).toString(), u"application/octet-stream"_s);
        QCOMPARE(old.value(u"sha256"_s).toString(), hashOf(inner));
    }

    void theSameGivesTheSameOctets()
    {
        Message message = plainMessage();
        message.attachments = {file(u"f1"_s, u"a.txt"_s, u"text/plain"_s)};
        const Contents contents{{u"f1"_s, "a\nb\r\nc"}};
        QCOMPARE(writeMail(message, contents, stamp), writeMail(message, contents, stamp));
        const QJsonObject read = secondOpinion(writeMail(message, contents, stamp));
        QCOMPARE(part(read.value(u"body"_s).toObject(), 1).value(u"sha256"_s).toString(), hashOf("a\nb\r\nc"));
    }

    void everyCharsetIsUtf8()
    {
        Message message = plainMessage();
        message.subject = u"Grüße"_s;
        message.recipients.to = {recipientOf({u"Jürgen Ö"_s, u"j@example.org"_s})};
        message.attachments = {file(u"f1"_s, u"Übersicht.txt"_s, u"text/plain"_s)};
        const QByteArray mail = writeMail(message, {{u"f1"_s, "x"}}, stamp).toLower();
        QVERIFY2(!mail.contains("iso-8859"), mail.constData());
        QVERIFY2(mail.contains("filename*=utf-8''%c3%9cbersicht.txt"), mail.constData());
    }

    void nothingIsWrittenWithoutAllContents()
    {
        Message message = plainMessage();
        message.attachments = {file(u"f1"_s, u"a.txt"_s, u"text/plain"_s)};
        QCOMPARE(writeMail(message, {}, stamp), QByteArray());
        QVERIFY(!writeMail(message, {{u"f1"_s, QByteArray()}}, stamp).isEmpty());
    }

    void aReadyMadeMailStaysAsItIs()
    {
        Message message = plainMessage();
        message.asItIs = true;
        message.attachments = {file(u"f1"_s, u"a.eml"_s, u"message/rfc822"_s)};
        const QByteArray octets = "Subject: x\nX-Odd:\t\r\n\nbare\rends\0"_ba;
        QCOMPARE(writeMail(message, {{u"f1"_s, octets}}, stamp), octets);
    }
};

QTEST_GUILESS_MAIN(TestMailWriter)
#include "tst_mailwriter.moc"
