// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mailfile.h"
#include "graph/sendplan.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;

namespace {

const QByteArray saved
    = "From: Boss <boss@contoso.com>\r\nTo: Ben <ben@example.org>\r\nSubject: Plan\r\n"
      "Message-ID: <old@contoso.com>\r\nIn-Reply-To: <p@x>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=m\r\n\r\n"
      "--m\r\nContent-Type: text/html\r\n\r\n<p>Hello <img src=\"cid:i\"></p>\r\n"
      "--m\r\nContent-Type: image/png; name=\"../x.png\"\r\nContent-ID: <i>\r\n"
      "Content-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--m--\r\n";

} // namespace

class MailFileTest : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &octets)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(octets) != octets.size())
            qFatal("cannot write the fixture");
        return file.fileName();
    }
    QString profile() const { return m_folder.filePath(u"profile"_s); }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void asItIsKeepsTheFileAndTellsOfIt()
    {
        const QString file = write(u"a.eml"_s, saved);
        const auto message = readMailAsItIs(file);
        QVERIFY(bool(message));
        QVERIFY(message.value().asItIs);
        QCOMPARE(message.value().subject, u"Plan"_s);
        QCOMPARE(message.value().from->mailbox, u"boss@contoso.com"_s);
        QCOMPARE(message.value().attachments.size(), 1);
        QCOMPARE(message.value().attachments.first().file, file);
        QCOMPARE(message.value().attachments.first().size, saved.size());
    }

    void toWriteItBecomesANewMailWithItsFilesKept()
    {
        const auto read = readMailToWrite(write(u"a.eml"_s, saved), profile());
        QVERIFY(bool(read));
        const Message &message = read.value();
        QVERIFY(!message.asItIs && !message.from);
        QVERIFY(message.internetMessageId.isEmpty());
        QCOMPARE(message.inReplyTo, u"<p@x>"_s);
        QCOMPARE(message.body.kind, BodyKind::Html);
        QCOMPARE(message.attachments.size(), 1);
        const Attachment &picture = message.attachments.first();
        QCOMPARE(picture.name, u"x.png"_s);
        QVERIFY(picture.isInline);
        QCOMPARE(picture.contentId, u"i"_s);
        QVERIFY(picture.file.startsWith(profile() + u"/pasted/"_s));
        QFile kept(picture.file);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), "\x89PNG"_ba);
        QVERIFY(!(kept.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QVERIFY(!QFile::exists(m_folder.filePath(u"x.png"_s)));
    }

    void toPrintNothingIsKept()
    {
        const auto read = readMailToPrint(write(u"a.eml"_s, saved));
        QVERIFY(bool(read));
        QCOMPARE(read.value().attachments.first().name, u"x.png"_s);
        QCOMPARE(read.value().attachments.first().size, 4);
    }

    void aLargeTextVersionGivesWay()
    {
        QByteArray mail = "Subject: x\r\nTo: a@b.example\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n"
                          "--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n\r\nx\r\n"
                          "--a\r\nContent-Type: text/html\r\n\r\n<p>x\r\n--a--\r\n";
        const auto small = readMailToWrite(write(u"s.eml"_s, mail + "--m--\r\n"), profile());
        QVERIFY(bool(small) && small.value().textAlternative);
        mail += "--m\r\nContent-Disposition: attachment; filename=f\r\n\r\n" + QByteArray(5'000'000, 'x')
            + "\r\n--m--\r\n";
        const auto large = readMailToWrite(write(u"l.eml"_s, mail), profile());
        QVERIFY(bool(large) && large.value().textAlternative);
        QVERIFY(std::holds_alternative<Graph::DraftSend>(Graph::planSend(large.value(), Limits{})));
        QCOMPARE(large.value().attachments.first().size, 5'000'000);
    }

    void whatIsNoMailIsToldApart()
    {
        const auto letter = readMailAsItIs(write(u"b.eml"_s, "Hello"));
        QVERIFY(!letter);
        QCOMPARE(letter.error().kind, InputError::Kind::NotAMail);
        const auto gone = readMailAsItIs(m_folder.filePath(u"gone.eml"_s));
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, InputError::Kind::FileUnreadable);
        const auto folder = readMailAsItIs(m_folder.path());
        QVERIFY(!folder);
    }

    void changingItMakesItAnOrdinaryMail()
    {
        const QString file = write(u"a.eml"_s, saved);
        const Message ready = readMailAsItIs(file).value();
        const Message changed = changeable(ready, profile());
        QVERIFY(!changed.asItIs);
        QCOMPARE(changed.attachments.first().name, u"x.png"_s);
        QVERIFY(QFile::remove(file));
        const Message left = changeable(ready, profile());
        QVERIFY(!left.asItIs && !left.from);
        QCOMPARE(left.subject, u"Plan"_s);
        const Message ordinary = changed;
        QCOMPARE(changeable(ordinary, profile()), ordinary);
    }
};

QTEST_GUILESS_MAIN(MailFileTest)
#include "tst_mailfile.moc"
