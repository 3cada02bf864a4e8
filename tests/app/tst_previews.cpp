// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composeinput.h"
#include "app/previews.h"
#include "message/messageprint.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;

class PreviewsTest : public QObject
{
    Q_OBJECT

private:
    static ComposeInput rich()
    {
        ComposeInput input;
        Message &message = input.message;
        message.recipients.to = readRecipients(u"Ana <ana@example.org>, nobody"_s);
        message.recipients.cc = readRecipients(u"ben@example.org"_s);
        message.recipients.bcc = readRecipients(u"cleo@example.org"_s);
        message.replyTo = readRecipients(u"reply@example.org"_s);
        message.subject = u"It's \"here\" 🎉 $HOME `id` '@"_s;
        message.body = {BodyKind::Text, u"one\n'@\nSENDOFF_END\n$(id)"_s};
        Attachment attachment;
        attachment.id = u"1"_s;
        attachment.name = u"naïve.pdf"_s;
        attachment.contentType = u"application/pdf"_s;
        attachment.size = 3;
        message.attachments = {attachment};
        message.inReplyTo = u"<1@example.org>"_s;
        message.importance = Importance::High;
        input.dropped = QStringList{u"attach"_s};
        input.warnings = QStringList{u"attachment-requested"_s};
        return input;
    }
    static QJsonObject printed(const ComposeInput &input)
    {
        return printMessage(input.message, input.dropped, input.warnings);
    }
    static Auth::Cloud global() { return Auth::cloudNamed(u"global"_s, {}, {}).value(); }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void theMessageHasTheFixedShape()
    {
        const QJsonObject json = printed(rich());
        QCOMPARE(QStringList(json.keys()),
                 QStringList({u"attachments"_s, u"bcc"_s, u"body"_s, u"cc"_s, u"dropped"_s, u"importance"_s,
                              u"inReplyTo"_s, u"invalid"_s, u"replyTo"_s, u"subject"_s, u"to"_s, u"warnings"_s}));
        QCOMPARE(json[u"to"_s].toArray(),
                 QJsonArray({QJsonObject{{u"name"_s, u"Ana"_s}, {u"address"_s, u"ana@example.org"_s}}}));
        QCOMPARE(json[u"invalid"_s].toArray(), QJsonArray({u"nobody"_s}));
        QCOMPARE(json[u"body"_s].toObject()[u"type"_s], u"text"_s);
        QCOMPARE(json[u"importance"_s], u"high"_s);
        QCOMPARE(json[u"attachments"_s].toArray().first().toObject(),
                 QJsonObject({{u"name"_s, u"naïve.pdf"_s},
                              {u"contentType"_s, u"application/pdf"_s},
                              {u"size"_s, 3},
                              {u"inline"_s, false}}));
        QCOMPARE(json[u"dropped"_s].toArray(), QJsonArray({u"attach"_s}));
        QCOMPARE(json[u"warnings"_s].toArray(), QJsonArray({u"attachment-requested"_s}));
        QCOMPARE(json[u"inReplyTo"_s], u"<1@example.org>"_s);
    }

    void absentListsAreEmptyLists()
    {
        const QJsonObject json = printed({});
        for (const QString &list :
             {u"to"_s, u"cc"_s, u"bcc"_s, u"replyTo"_s, u"attachments"_s, u"invalid"_s, u"dropped"_s, u"warnings"_s})
            QVERIFY2(json[list].isArray() && json[list].toArray().isEmpty(), qPrintable(list));
        QCOMPARE(json[u"importance"_s], u"normal"_s);
    }

    void aShellReadsTheBodyBackUnchanged()
    {
        // Whatever the text holds, a real shell must hand it on octet for octet and run none of it.
        const QString shell = QStandardPaths::findExecutable(u"sh"_s);
        if (shell.isEmpty())
            QSKIP("no sh on this machine");
        const QByteArray body = Graph::sendMailBody(rich().message, {{u"1"_s, "abc"}});
        QByteArray script = printCurl(body, global());
        const qsizetype at = script.indexOf("curl ");
        QVERIFY(at > 0);
        script = "curl() { cat; }\nTOKEN=t\n" + script;
        QProcess process;
        process.start(shell, {u"-s"_s});
        process.write(script);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        QCOMPARE(process.readAllStandardOutput(), body + '\n');
    }

    void theCommandsNameNoToken()
    {
        const QByteArray body = Graph::sendMailBody(rich().message, {{u"1"_s, "abc"}});
        QVERIFY(printCurl(body, global()).contains("Bearer $TOKEN"));
        QVERIFY(printCurl(body, global()).contains("https://graph.microsoft.com/v1.0/me/sendMail"));
        QVERIFY(printPowerShell(body).contains("Send-MgUserMail"));
        // The here-string ends where a line begins with '@; the JSON must not contain one.
        QCOMPARE(printPowerShell(body).count("\n'@"), 1);
    }

    void thePlanSaysCallAndPermission()
    {
        const QByteArray direct = printPlan(Graph::DirectSend{1'500'000}, global());
        QVERIFY(direct.contains("POST https://graph.microsoft.com/v1.0/me/sendMail"));
        QVERIFY(direct.contains("Mail.Send"));
        QVERIFY(direct.contains("1.5 MB"));
        const QByteArray big = printPlan(Graph::TooBig{8'000'000, 4'194'304, 6'000'000, 3'100'000}, global());
        QVERIFY(big.contains("8.0 MB") && big.contains("4.2 MB") && big.contains("6.0 MB") && big.contains("3.1 MB"));
    }
};

QTEST_GUILESS_MAIN(PreviewsTest)
#include "tst_previews.moc"
