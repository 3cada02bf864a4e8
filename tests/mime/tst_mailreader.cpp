// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mime/mailreader.h"
#include "mime/mailwriter.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Mime;

namespace {

/// Written with \n for reading; mail has CRLF.
ReadMail read(QByteArray text)
{
    const auto mail = readMail(text.replace('\n', "\r\n"));
    return mail ? mail.value() : ReadMail();
}

} // namespace

class TestMailReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsAPlainMail()
    {
        const ReadMail mail = read("From: Adele <adele@contoso.com>\n"
                                   "To: =?utf-8?q?J=C3=BCrgen?= <j@example.org>, \"Mora, Ana\" <ana@example.org>\n"
                                   "Cc: Team: a@example.org, b@example.org;\n"
                                   "Bcc: dan@example.org\nReply-To: office@contoso.com\n"
                                   "Subject: =?iso-8859-1?q?Gr=FC=DFe?= und\n mehr\n"
                                   "Message-ID: <1@contoso.com>\nIn-Reply-To: <p@x>\nReferences: <r@x>\n <p@x>\n"
                                   "Importance: High\nDisposition-Notification-To: adele@contoso.com\n"
                                   "Return-Receipt-To: adele@contoso.com\n\nDear Ben,\n\nyes.\n");
        const Message &message = mail.message;
        QVERIFY(message.from);
        QCOMPARE(message.from->mailbox, u"adele@contoso.com"_s);
        QCOMPARE(toText(message.recipients.to), u"Jürgen <j@example.org>, \"Mora, Ana\" <ana@example.org>"_s);
        QCOMPARE(toText(message.recipients.cc), u"a@example.org, b@example.org"_s);
        QCOMPARE(toText(message.recipients.bcc), u"dan@example.org"_s);
        QCOMPARE(toText(message.replyTo), u"office@contoso.com"_s);
        QCOMPARE(message.subject, u"Grüße und mehr"_s);
        QCOMPARE(message.body, (Body{BodyKind::Text, u"Dear Ben,\n\nyes.\n"_s}));
        QCOMPARE(message.internetMessageId, u"<1@contoso.com>"_s);
        QCOMPARE(message.inReplyTo, u"<p@x>"_s);
        QCOMPARE(message.references, u"<r@x> <p@x>"_s);
        QCOMPARE(message.importance, Importance::High);
        QVERIFY(message.readReceipt && message.deliveryReceipt);
        QVERIFY(!message.asItIs && !message.textAlternative);
        QVERIFY(mail.files.isEmpty());
    }

    void readsHtmlWithPicturesAndFiles()
    {
        const ReadMail mail = read("To: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n"
                                   "--m\nContent-Type: multipart/related; boundary=r\n\n"
                                   "--r\nContent-Type: multipart/alternative; boundary=a\n\n"
                                   "--a\nContent-Type: text/plain; charset=utf-8\n\nplain\n"
                                   "--a\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                                   "PHA+w7w8L3A+\n--a--\n"
                                   "--r\nContent-Type: image/png; name=p.png\nContent-ID: <pic@x>\n"
                                   "Content-Transfer-Encoding: base64\n\niVBORw==\n--r--\n"
                                   "--m\nContent-Type: application/pdf\n"
                                   "Content-Disposition: attachment; filename*0*=utf-8''%C3%BC; filename*1=.pdf\n"
                                   "Content-Transfer-Encoding: base64\n\nAAECAw==\n"
                                   "--m\nContent-Type: message/rfc822\n\nSubject: inner\n\ntext\n--m--\n");
        QCOMPARE(mail.message.body, (Body{BodyKind::Html, u"<p>ü</p>"_s}));
        QVERIFY(mail.message.textAlternative);
        QCOMPARE(mail.files.size(), 3);
        QCOMPARE(mail.files[0].name, u"p.png"_s);
        QCOMPARE(mail.files[0].contentId, u"pic@x"_s);
        QVERIFY(mail.files[0].isInline);
        QCOMPARE(mail.files[0].octets, "\x89PNG"_ba);
        QCOMPARE(mail.files[1].name, u"ü.pdf"_s);
        QCOMPARE(mail.files[1].contentType, u"application/pdf"_s);
        QVERIFY(!mail.files[1].isInline);
        QCOMPARE(mail.files[1].octets, "\0\1\2\3"_ba);
        QCOMPARE(mail.files[2].name, u"inner.eml"_s);
        QVERIFY(mail.files[2].octets.startsWith("Subject: inner"));
    }

    void readsWhatItWrites()
    {
        Message message;
        message.from = Address{u"Adele"_s, u"adele@contoso.com"_s};
        message.recipients.to = readRecipients(u"Ben <ben@example.org>"_s);
        message.recipients.bcc = readRecipients(u"dan@example.org"_s);
        message.subject = u"Ünï 🎉"_s;
        message.body = {BodyKind::Html, u"<p>x</p>\n<img src=\"cid:i1\">"_s};
        message.textAlternative = true;
        message.inReplyTo = u"<a@b>"_s;
        message.references = u"<a@b>"_s;
        message.importance = Importance::Low;
        message.readReceipt = true;
        message.internetMessageId = u"<1@contoso.com>"_s;
        Attachment picture;
        picture.id = u"1"_s;
        picture.name = u"bild.png"_s;
        picture.contentType = u"image/png"_s;
        picture.isInline = true;
        picture.contentId = u"i1"_s;
        Attachment text;
        text.id = u"2"_s;
        text.name = u"é \"x\".txt"_s;
        text.contentType = u"text/plain"_s;
        message.attachments = {picture, text};
        const Contents contents{{u"1"_s, "\0\xff\r\n"_ba}, {u"2"_s, "line\nline\r\n"}};
        const auto again = readMail(writeMail(message, contents, {{}, QDateTime({2026, 1, 1}, {}, QTimeZone::utc())}));
        QVERIFY(bool(again));
        Message expected = message;
        expected.attachments.clear();
        QCOMPARE(again.value().message, expected);
        QCOMPARE(again.value().files.size(), 2);
        QCOMPARE(again.value().files[0],
                 (MailFile{picture.name, picture.contentType, true, u"i1"_s, contents.value(u"1"_s)}));
        QCOMPARE(again.value().files[1].octets, contents.value(u"2"_s));
        QCOMPARE(again.value().files[1].name, text.name);
    }

    void aSecondTextIsAFile()
    {
        const ReadMail mail = read("Subject: x\nContent-Type: multipart/mixed; boundary=m\n\n"
                                   "--m\nContent-Type: text/plain\n\none\n"
                                   "--m\nContent-Type: text/plain; name=two.txt\n\ntwo\n"
                                   "--m\nContent-Type: text/html\n\n<p>three</p>\n--m--\n");
        QCOMPARE(mail.message.body.content.trimmed(), u"one"_s);
        QCOMPARE(mail.files.size(), 2);
        QCOMPARE(mail.files[0].name, u"two.txt"_s);
    }

    void signedAndEncryptedPartsStayFiles()
    {
        const ReadMail sealed = read("Subject: x\nContent-Type: multipart/encrypted; boundary=m; "
                                     "protocol=\"application/pgp-encrypted\"\n\n"
                                     "--m\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
                                     "--m\nContent-Type: application/octet-stream; name=encrypted.asc\n\nx\n--m--\n");
        QCOMPARE(sealed.files.size(), 2);
        QVERIFY(sealed.message.body.content.isEmpty());
        const ReadMail smime = read("Subject: x\nContent-Type: application/pkcs7-mime; name=smime.p7m\n"
                                    "Content-Transfer-Encoding: base64\n\nAAEC\n");
        QCOMPARE(smime.files.size(), 1);
        QCOMPARE(smime.files[0].octets, "\0\1\2"_ba);
    }

    void anExternalBodyIsNotFetched()
    {
        const ReadMail mail = read("Subject: x\nContent-Type: message/external-body; access-type=local-file; "
                                   "name=\"/etc/passwd\"\n\nContent-Type: text/plain\n\n");
        for (const MailFile &file : mail.files) {
            QVERIFY(!file.octets.contains("root:"));
            QVERIFY(!file.name.contains(u'/'));
        }
        QVERIFY(!mail.message.body.content.contains(u"root:"));
    }

    void namesAreNoPaths_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("up") << "../../.bashrc"_ba;
        QTest::newRow("absolute") << "/etc/passwd"_ba;
        QTest::newRow("windows") << "C:\\\\x\\\\y.exe"_ba;
        QTest::newRow("only dots") << ".."_ba;
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("long") << QByteArray(5000, 'x');
    }
    void namesAreNoPaths()
    {
        QFETCH(QByteArray, name);
        const ReadMail mail = read("Subject: x\nContent-Type: application/x-y\n"
                                   "Content-Disposition: attachment; filename=\""
                                   + name + "\"\n\nx\n");
        QCOMPARE(mail.files.size(), 1);
        const QString clean = mail.files[0].name;
        QVERIFY(!clean.isEmpty() && clean.size() <= 255);
        QVERIFY(!clean.contains(u'/') && !clean.contains(u'\\') && clean != u".." && clean != u".");
    }

    void whatIsNoMailIsRefused_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << "Hello,\nthis is a letter.\n"_ba;
        QTest::newRow("picture") << "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"_ba;
        QTest::newRow("zeros") << QByteArray(10'000, '\0');
        QTest::newRow("other fields") << "X-A: b\r\nReceived: from x\r\n\r\n"_ba;
    }
    void whatIsNoMailIsRefused()
    {
        QFETCH(QByteArray, octets);
        const auto mail = readMail(octets);
        QVERIFY(!mail);
        QCOMPARE(mail.error(), MailFault::NotAMail);
    }

    void badMailHasAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("octets");
        const QByteArray head = "Subject: x\r\nContent-Type: multipart/mixed; boundary=\"";
        QTest::newRow("no end") << head + "b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nabc";
        QTest::newRow("no parts") << head + "b\"\r\n\r\n";
        QTest::newRow("empty boundary") << head + "\"\r\n\r\n--\r\n\r\nx\r\n----\r\n";
        QTest::newRow("long boundary") << head + QByteArray(100'000, 'b') + "\"\r\n\r\n--" + QByteArray(100'000, 'b')
                + "\r\n\r\nx";
        QTest::newRow("long line") << "Subject: "_ba + QByteArray(1'000'000, 'x') + "\r\n\r\n";
        QTest::newRow("no colon") << "Subject: x\r\nnothing\r\n\r\nx"_ba;
        QTest::newRow("bare ends") << "Subject: x\rTo: a@b\n\nx\ry\n"_ba;
        QTest::newRow("zero in head") << "Subject: a\0b\r\nTo: a@b\r\n\r\nx"_ba;
        QTest::newRow("bad base64")
            << "Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n=A=B$$%%\xff\r\nQUJ\r\n"_ba;
        QTest::newRow("bad quoted")
            << "Subject: x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=\r=XY=4\r\n=C3"_ba;
        QTest::newRow("uuencode")
            << "Subject: x\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n#0V%T\r\n"_ba;
        QTest::newRow("unknown charset")
            << "Subject: =?nope?q?a?=\r\nContent-Type: text/plain; charset=nope\r\n\r\n\xff"_ba;
        QTest::newRow("utf-7") << "Subject: x\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+ADw-script+AD4-"_ba;
        QTest::newRow("partial") << "Subject: x\r\nContent-Type: message/partial; id=a; number=1; total=2\r\n\r\nx"_ba;
        QTest::newRow("odd date") << "Subject: x\r\nDate: Mon, 99 Foo 999999999 99:99:99 +9999\r\n\r\nx"_ba;
        QTest::newRow("many people") << "To: "_ba + QByteArray("a@b,").repeated(50'000) + "\r\n\r\n";
        QTest::newRow("groups in groups") << "To: "_ba + QByteArray("g:").repeated(10'000) + "\r\n\r\n";
        QTest::newRow("comments") << "To: "_ba + QByteArray("(").repeated(100'000) + "\r\n\r\n";
        QTest::newRow("angles") << "To: "_ba + QByteArray("<").repeated(100'000) + "\r\n\r\n";
    }
    void badMailHasAnAnswer()
    {
        QFETCH(QByteArray, octets);
        const auto mail = readMail(octets);
        QVERIFY(bool(mail));
        QVERIFY(mail.value().message.recipients.count() <= 5000);
    }

    void everyCutHasAnAnswer()
    {
        const QByteArray whole
            = "To: =?utf-8?b?w7w=?= <a@b.example>\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"
              "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>\xc3\xbc\r\n"
              "--b\r\nContent-Disposition: attachment; filename*=utf-8''a%20b\r\n"
              "Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--\r\n";
        for (qsizetype at = 0; at <= whole.size(); ++at)
            (void)readMail(whole.left(at));
        QVERIFY(bool(readMail(whole)));
    }

    void tooDeepAndTooMuchAreRefused()
    {
        QByteArray deep = "Subject: x\r\n";
        for (int i = 0; i < 10'000; ++i)
            deep += "Content-Type: multipart/mixed; boundary=b" + QByteArray::number(i) + "\r\n\r\n--b"
                + QByteArray::number(i) + "\r\n";
        const auto nested = readMail(deep);
        QVERIFY(!nested);
        QCOMPARE(nested.error(), MailFault::TooDeep);
        const auto crowded = readMail("Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                                      + QByteArray("--b\r\n\r\nx\r\n").repeated(100'000));
        QVERIFY(!crowded);
        QCOMPARE(crowded.error(), MailFault::TooManyParts);
        const auto mails
            = readMail("Subject: x\r\n" + QByteArray("Content-Type: message/rfc822\r\n\r\n").repeated(5000));
        Q_UNUSED(mails);
    }
};

QTEST_APPLESS_MAIN(TestMailReader)
#include "tst_mailreader.moc"
