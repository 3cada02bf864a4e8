// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composeinput.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;

class ComposeInputTest : public QObject
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

    QTemporaryDir m_folder;

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void repeatedFieldsAddUp()
    {
        ComposeOptions options;
        options.to = QStringList{u"Ana <ana@example.org>"_s, u"ben@example.org; ana@example.org"_s};
        options.cc = QStringList{u"cleo@example.org,"_s};
        const auto input = readInput(options);
        QVERIFY(input);
        const Recipients &recipients = input.value().message.recipients;
        QCOMPARE(recipients.to.size(), 2);
        QCOMPARE(recipients.to.at(0).address.name, u"Ana"_s);
        QCOMPARE(recipients.to.at(1).address.mailbox, u"ben@example.org"_s);
        QCOMPARE(recipients.cc.size(), 1);
    }

    void unreadableRecipientsStay()
    {
        ComposeOptions options;
        options.to = QStringList{u"nobody"_s, u"ana@example.org"_s};
        const auto input = readInput(options);
        QVERIFY(input);
        QCOMPARE(input.value().message.recipients.to.size(), 2);
        QCOMPARE(input.value().message.recipients.to.at(0).unreadable, u"nobody"_s);
    }

    void readsTheBodyFromAFile()
    {
        ComposeOptions options;
        options.bodyFile = write(u"body.txt"_s, "Grüße\r\nzwei\n");
        const auto input = readInput(options);
        QVERIFY(input);
        QCOMPARE(input.value().message.body.content, u"Grüße\nzwei\n"_s);
        QCOMPARE(input.value().message.body.kind, BodyKind::Text);
    }

    void htmlIsKeptAsItIs()
    {
        ComposeOptions options;
        options.isHtml = true;
        options.body = u"<p>Hi\r\n</p>"_s;
        const auto input = readInput(options);
        QVERIFY(input);
        QCOMPARE(input.value().message.body, (Body{BodyKind::Html, u"<p>Hi\r\n</p>"_s}));
    }

    void refusesABodyThatIsNotText()
    {
        ComposeOptions options;
        options.bodyFile = write(u"picture.jpg"_s, QByteArray("\xff\xd8\xff\xe0", 4));
        const auto input = readInput(options);
        QVERIFY(!input);
        QCOMPARE(input.error().kind, InputError::Kind::BodyNotText);
    }

    void saysWhichFileCannotBeRead_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("missing") << m_folder.filePath(u"missing.pdf"_s);
        QTest::newRow("a folder") << m_folder.path();
        const QString pipe = m_folder.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QTest::newRow("a pipe nobody writes to") << pipe;
        QTest::newRow("a device") << u"/dev/zero"_s;
    }
    void saysWhichFileCannotBeRead()
    {
        QFETCH(QString, file);
        ComposeOptions attaching;
        attaching.attachments = QStringList{file};
        const auto attached = readInput(attaching);
        QVERIFY(!attached);
        QCOMPARE(attached.error().kind, InputError::Kind::FileUnreadable);
        QCOMPARE(attached.error().file.path, file);
        ComposeOptions reading;
        reading.bodyFile = file;
        QVERIFY(!readInput(reading));
    }

    void anEmptyFileIsAnAttachmentToo()
    {
        ComposeOptions options;
        options.attachments = QStringList{write(u"empty.txt"_s, {})};
        const auto input = readInput(options);
        QVERIFY(input);
        QCOMPARE(input.value().message.attachments.size(), 1);
        QCOMPARE(input.value().message.attachments.first().size, 0);
        QCOMPARE(input.value().message.attachments.first().name, u"empty.txt"_s);
    }

    void aLinkFillsFieldsAndNothingElse()
    {
        const QString secret = write(u"secret.txt"_s, "secret");
        ComposeOptions options;
        options.link = u"mailto:ana@example.org?subject=Hi&body=text&from=boss@example.org&attach="_s + secret;
        options.subject = QString();
        const auto input = readInput(options);
        QVERIFY(input);
        const Message &message = input.value().message;
        QCOMPARE(message.recipients.to.size(), 1);
        QCOMPARE(message.subject, u"Hi"_s);
        QCOMPARE(message.body.content, u"text"_s);
        QVERIFY(message.attachments.isEmpty());
        QVERIFY(!message.from);
        QCOMPARE(input.value().dropped, QStringList({u"from"_s, u"attach"_s}));
        QVERIFY(input.value().warnings.contains(u"attachment-requested"_s));
    }

    void theCommandLineWinsOverTheLink()
    {
        ComposeOptions options;
        options.link = u"mailto:ana@example.org?subject=theirs"_s;
        options.subject = u"mine"_s;
        options.to = QStringList{u"ben@example.org"_s};
        const auto input = readInput(options);
        QVERIFY(input);
        QCOMPARE(input.value().message.subject, u"mine"_s);
        QCOMPARE(input.value().message.recipients.to.size(), 2);
    }

    void aRefusedLinkFillsNothing()
    {
        ComposeOptions options;
        options.link = u"mailto:ana@example.org?body="_s + QString(70'000, u'A');
        const auto input = readInput(options);
        QVERIFY(input);
        QVERIFY(input.value().isLinkRefused);
        QVERIFY(input.value().message.isBlank());
        QVERIFY(input.value().warnings.contains(u"too-long"_s));
    }
};

QTEST_GUILESS_MAIN(ComposeInputTest)
#include "tst_composeinput.moc"
