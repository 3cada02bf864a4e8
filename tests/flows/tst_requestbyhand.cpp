// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/requesttext.h"
#include "graph/rights.h"
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;
using namespace Sendoff::Testing;

/// Whoever copies the shown request into a shell sends this very mail, whatever is in it.
class RequestByHandTest : public QObject
{
    Q_OBJECT

private:
    CallFacts facts() const
    {
        return {{m_server.origin(), {}}, {u"Adele"_s, u"adele@practice.example"_s}, QDateTime::currentDateTimeUtc()};
    }

    static Attachment fileOf(const QString &id, const QString &path, qint64 size)
    {
        Attachment attachment;
        attachment.id = id;
        attachment.file = path;
        attachment.name = path.section(u'/', -1);
        attachment.contentType = u"application/octet-stream"_s;
        attachment.size = size;
        return attachment;
    }

    static QString sha256(const QByteArray &octets)
    {
        return QString::fromLatin1(QCryptographicHash::hash(octets, QCryptographicHash::Sha256).toHex());
    }

    int run(const QList<Call> &calls)
    {
        QProcess bash;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TOKEN"_s, QString::fromLatin1(m_token));
        bash.setProcessEnvironment(environment);
        bash.setWorkingDirectory(m_server.folder());
        bash.start(u"bash"_s, {u"-s"_s});
        bash.write(asCurl(calls));
        bash.closeWriteChannel();
        if (!bash.waitForFinished(60'000))
            return -1;
        const QByteArray complaint = bash.readAllStandardError();
        if (!complaint.isEmpty())
            qWarning("%s", complaint.constData());
        return bash.exitCode();
    }

    PracticeServer m_server;
    QByteArray m_token;

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString &program : {u"bash"_s, u"curl"_s}) {
            if (QStandardPaths::findExecutable(program).isEmpty())
                QSKIP("no curl or no bash");
        }
        QVERIFY2(m_server.start(), m_server.complaint().constData());
        Client client(m_server.origin());
        const QJsonObject signedIn
            = client.signIn(u"adele@practice.example"_s, u"openid profile User.Read Mail.Send Mail.ReadWrite"_s);
        m_token = signedIn.value(u"access_token"_s).toString().toLatin1();
        QVERIFY(!m_token.isEmpty());
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void curlSendsTheVeryMail_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("body");
        QTest::newRow("plain") << u"Hello"_s << u"Good morning"_s;
        QTest::newRow("quotes") << u"It's \"it\" '' \\' \\\""_s << u"'\"'\"'\n\\\n"_s;
        QTest::newRow("commands") << u"$(touch evil) `touch evil` ${HOME} $TOKEN"_s
                                  << u"$(touch evil)\n`touch evil`\n!!"_s;
        QTest::newRow("the end of the text") << u"SENDOFF_END"_s << u"one\nSENDOFF_END\ntouch evil\n"_s;
        QTest::newRow("other scripts") << u"Ünïcode 🎉 שלום"_s << u"漢字\n\u2028x"_s;
        QTest::newRow("percent") << u"%s %n %00 @file <x"_s << u"@/etc/passwd"_s;
    }
    void curlSendsTheVeryMail()
    {
        QFETCH(QString, subject);
        QFETCH(QString, body);
        Message message;
        message.recipients.to = readRecipients(u"\"$(touch evil)\" <ana@example.org>"_s);
        message.subject = subject;
        message.body.content = body;
        Attachment file;
        file.id = u"1"_s;
        file.name = u"it's $(touch evil).txt"_s;
        file.contentType = u"text/plain"_s;
        file.size = 5;
        message.attachments = {file};
        const Graph::Contents contents{{u"1"_s, "a'b\n$"}};
        const auto before = m_server.ledger().size();
        QCOMPARE(run(callsFor(message, contents, Graph::DirectSend{100}, facts())), 0);
        const QList<QJsonObject> ledger = m_server.ledger();
        QCOMPARE(ledger.size(), before + 1);
        const QJsonObject mail = ledger.last();
        QCOMPARE(mail.value(u"subject"_s).toString(), subject);
        QCOMPARE(mail.value(u"bodySha256"_s).toString(), sha256(body.toUtf8()));
        const QJsonObject attached = mail.value(u"attachments"_s).toArray().first().toObject();
        QCOMPARE(attached.value(u"name"_s).toString(), file.name);
        QCOMPARE(attached.value(u"sha256"_s).toString(), sha256("a'b\n$"));
        QVERIFY(!QFile::exists(m_server.folder() + u"/evil"_s));
    }

    void curlMakesADraftWithABigFile()
    {
        QFile big(m_server.folder() + u"/it's $(touch evil) big.bin"_s);
        QByteArray octets;
        for (int i = 0; i < 7'000'000; ++i)
            octets.append(char(i * 31 % 251));
        QVERIFY(big.open(QIODevice::WriteOnly) && big.write(octets) == octets.size());
        big.close();
        Message message;
        message.recipients.to = readRecipients(u"ana@example.org"_s);
        message.subject = u"Große Pläne"_s;
        message.attachments = {fileOf(u"1"_s, big.fileName(), octets.size()), fileOf(u"2"_s, u"/x/small.txt"_s, 5)};
        const Graph::SendPlan plan = Graph::planSend(message, Limits{}, {.rights = {Graph::Right::mailReadWrite}});
        QVERIFY(std::holds_alternative<Graph::DraftSend>(plan));
        const auto before = m_server.ledger().size();
        QCOMPARE(run(callsFor(message, {{u"1"_s, {}}, {u"2"_s, "small"}}, plan, facts())), 0);
        const QList<QJsonObject> ledger = m_server.ledger();
        QCOMPARE(ledger.size(), before + 1);
        QCOMPARE(ledger.last().value(u"subject"_s).toString(), message.subject);
        QStringList sums;
        for (const auto &attached : ledger.last().value(u"attachments"_s).toArray())
            sums.append(attached.toObject().value(u"sha256"_s).toString());
        QCOMPARE(sums, QStringList({sha256(octets), sha256("small")}));
        QVERIFY(!QFile::exists(m_server.folder() + u"/evil"_s));
    }

    void curlSendsASavedMail()
    {
        Message message;
        message.asItIs = true;
        message.recipients.to = readRecipients(u"ana@example.org"_s);
        message.attachments = {fileOf(u"1"_s, u"/x/saved.eml"_s, 1)};
        const QByteArray saved
            = "From: adele@practice.example\r\nTo: ana@example.org\r\n"
              "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <own@practice.example>\r\n\r\nbody\r\n";
        const auto before = m_server.ledger().size();
        QCOMPARE(run(callsFor(message, {{u"1"_s, saved}}, Graph::MimeSend{100}, facts())), 0);
        const QList<QJsonObject> ledger = m_server.ledger();
        QCOMPARE(ledger.size(), before + 1);
        QCOMPARE(ledger.last().value(u"subject"_s).toString(), u"Grüße"_s);
        QCOMPARE(ledger.last().value(u"internetMessageId"_s).toString(), u"<own@practice.example>"_s);
    }

    void mimeOfOursIsReadByTheService()
    {
        Message message;
        message.recipients.to = readRecipients(u"Ana <ana@example.org>"_s);
        message.recipients.bcc = readRecipients(u"dan@example.org"_s);
        message.subject = u"Re: Grüße 🚀"_s;
        message.body = {BodyKind::Html, u"<p>Schön</p>"_s};
        message.textAlternative = true;
        message.inReplyTo = u"<parent@example.org>"_s;
        message.importance = Importance::High;
        message.internetMessageId = u"<ours@practice.example>"_s;
        message.attachments = {fileOf(u"1"_s, u"/x/Übersicht.bin"_s, 5)};
        const auto before = m_server.ledger().size();
        QCOMPARE(run(callsFor(message, {{u"1"_s, "a\0b\r\n"_ba}}, Graph::MimeSend{100}, facts())), 0);
        const QList<QJsonObject> ledger = m_server.ledger();
        QCOMPARE(ledger.size(), before + 1);
        const QJsonObject mail = ledger.last();
        QCOMPARE(mail.value(u"subject"_s).toString(), message.subject);
        QCOMPARE(mail.value(u"bcc"_s).toArray(), QJsonArray({u"dan@example.org"_s}));
        QCOMPARE(mail.value(u"importance"_s).toString(), u"high"_s);
        QCOMPARE(mail.value(u"internetMessageId"_s).toString(), message.internetMessageId);
        const QJsonObject attached = mail.value(u"attachments"_s).toArray().first().toObject();
        QCOMPARE(attached.value(u"name"_s).toString(), u"Übersicht.bin"_s);
        QCOMPARE(attached.value(u"sha256"_s).toString(), sha256("a\0b\r\n"_ba));
    }

    void aRefusalEndsTheScript()
    {
        Message message; // nobody to send it to
        message.subject = u"x"_s;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"curl: .*error: 400"_s));
        QVERIFY(run(callsFor(message, {}, Graph::DirectSend{100}, facts())) != 0);
    }
};

QTEST_GUILESS_MAIN(RequestByHandTest)
#include "tst_requestbyhand.moc"
