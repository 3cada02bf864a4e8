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
    static Graph::Endpoints global() { return {QUrl(u"https://graph.microsoft.com"_s), {}}; }

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

    void thePlanSaysCallAndPermission()
    {
        const QByteArray direct = printPlan({}, Graph::DirectSend{1'500'000}, {}, global());
        QVERIFY(direct.contains("POST https://graph.microsoft.com/v1.0/me/sendMail"));
        QVERIFY(direct.contains("Mail.Send"));
        QVERIFY(direct.contains("1.5 MB"));
        const QByteArray big = printPlan({}, Graph::TooBig{8'000'000, 4'194'304, 6'000'000, 3'100'000}, {}, global());
        QVERIFY(big.contains("8.0 MB") && big.contains("4.2 MB") && big.contains("6.0 MB") && big.contains("3.1 MB"));
    }

    void thePlanSaysInWordsWhatItNeeds()
    {
        const Graph::DraftSend draft{2000, {{u"a"_s, 9'000'000, 3}, {u"b"_s, 7'000'000, 3}, {u"c"_s, 10, 0}}};
        const QByteArray text = printPlan({}, draft, {u"Mail.ReadWrite"_s}, global());
        QVERIFY(text.contains("2 files go up in parts."));
        QVERIFY(text.contains("One file goes up in one piece."));
        QVERIFY(text.contains("This needs Mail.Send, Mail.ReadWrite."));
        QVERIFY(text.contains("Not allowed so far: Mail.ReadWrite."));
        Message ready;
        ready.asItIs = true;
        QVERIFY(printPlan(ready, Graph::MimeSend{100}, {}, global()).contains("octet for octet"));
        Message answer;
        answer.inReplyTo = u"<a@b>"_s;
        QVERIFY(printPlan(answer, Graph::MimeSend{100}, {}, global()).contains("the mail it answers"));
        answer.body.kind = BodyKind::Html;
        QVERIFY(printPlan(answer, Graph::MimeSend{100}, {}, global()).contains("as text and as HTML, and names"));
        answer.inReplyTo.clear();
        answer.textAlternative = true;
        QVERIFY(printPlan(answer, Graph::MimeSend{100}, {}, global()).contains("as text and as HTML."));
        QVERIFY(printPlan(answer, Graph::DirectSend{100}, {}, global()).contains("as HTML alone"));
    }
};

QTEST_GUILESS_MAIN(PreviewsTest)
#include "tst_previews.moc"
