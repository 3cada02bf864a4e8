// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/requesttext.h"
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
        m_token = client.accessToken();
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
        const auto sha256 = [](const QByteArray &octets) {
            return QString::fromLatin1(QCryptographicHash::hash(octets, QCryptographicHash::Sha256).toHex());
        };
        QCOMPARE(mail.value(u"bodySha256"_s).toString(), sha256(body.toUtf8()));
        const QJsonObject attached = mail.value(u"attachments"_s).toArray().first().toObject();
        QCOMPARE(attached.value(u"name"_s).toString(), file.name);
        QCOMPARE(attached.value(u"sha256"_s).toString(), sha256("a'b\n$"));
        QVERIFY(!QFile::exists(m_server.folder() + u"/evil"_s));
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
