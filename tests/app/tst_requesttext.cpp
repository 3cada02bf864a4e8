// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/requesttext.h"
#include "auth/authconfig.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;

namespace {

const CallFacts facts{{QUrl(u"https://graph.example"_s), {}},
                      {u"Adele"_s, u"adele@contoso.com"_s},
                      QDateTime({2026, 6, 1}, {10, 0}, Qt::UTC)};

Message hostile()
{
    Message message;
    message.recipients.to = readRecipients(u"\"$(touch /tmp/x) `id`\" <ana@example.org>"_s);
    message.subject = u"It's \"here\" 🎉 $HOME `id` $(id) \\ ' '' '@ !x %s \\n"_s;
    message.body = {BodyKind::Text, u"one\n'@\nSENDOFF_END\n$(id)\n\"@\n"_s};
    return message;
}

Graph::Contents contentsOf(const Message &message)
{
    Graph::Contents contents;
    for (const Attachment &each : message.attachments)
        contents.insert(each.id, QByteArray(each.size, 'x'));
    return contents;
}

QList<Call> callsOf(const Message &message, const Graph::SendPlan &plan)
{
    return callsFor(message, contentsOf(message), plan, facts);
}

Attachment file(const QString &id, const QString &path, qint64 size)
{
    Attachment attachment;
    attachment.id = id;
    attachment.file = path;
    attachment.name = path.section(u'/', -1);
    attachment.contentType = u"application/pdf"_s;
    attachment.size = size;
    return attachment;
}

} // namespace

class RequestTextTest : public QObject
{
    Q_OBJECT

private:
    /// What bash makes of it, with `curl` replaced by a function that notes how it was called.
    QByteArray run(const QByteArray &script)
    {
        QProcess bash;
        bash.setWorkingDirectory(m_folder.path());
        bash.start(u"bash"_s, {u"-s"_s});
        bash.write("TOKEN=secret-token\n" + script);
        bash.closeWriteChannel();
        bash.waitForFinished();
        const QByteArray complaint = bash.readAllStandardError();
        if (!complaint.isEmpty() || bash.exitCode() != 0)
            qWarning("bash ended with %d: %s", bash.exitCode(), complaint.constData());
        return bash.readAllStandardOutput();
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        if (QStandardPaths::findExecutable(u"bash"_s).isEmpty())
            QSKIP("no bash");
    }

    void curlHandsTheBodyOnUnchanged()
    {
        const QList<Call> calls = callsOf(hostile(), Graph::DirectSend{100});
        QCOMPARE(calls.size(), 1);
        const QByteArray got = run("curl() { cat; }\n" + asCurl(calls));
        QCOMPARE(got, calls.first().request.body + '\n');
    }

    void curlGetsItsWordsUnchanged()
    {
        const QList<Call> calls = callsOf(hostile(), Graph::DirectSend{100});
        const QByteArray got = run("curl() { printf '%s\\n' \"$@\"; }\n" + asCurl(calls));
        const QByteArrayList words = got.split('\n');
        QVERIFY(words.contains("https://graph.example/v1.0/me/sendMail"));
        QVERIFY(words.contains("Authorization: Bearer secret-token"));
        QVERIFY(words.contains("Content-Type: application/json"));
        QVERIFY(!words.contains("Content-Length: 0"));
    }

    void curlMakesADraftAndFillsIt()
    {
        QFile big(m_folder.filePath(u"it's $(big).bin"_s));
        QVERIFY(big.open(QIODevice::WriteOnly));
        QByteArray octets;
        for (int i = 0; i < 7'000'000; ++i)
            octets.append(char(i % 251));
        QVERIFY(big.write(octets) == octets.size());
        big.close();
        Message message = hostile();
        message.attachments = {file(u"1"_s, big.fileName(), octets.size()), file(u"2"_s, u"/x/small.pdf"_s, 10)};
        const Graph::DraftSend plan{2000, {{u"1"_s, octets.size(), 3}, {u"2"_s, 10, 0}}};
        const QList<Call> calls = callsOf(message, plan);
        QList<Call::Kind> kinds;
        for (const Call &call : calls)
            kinds.append(call.kind);
        using Kind = Call::Kind;
        QCOMPARE(kinds,
                 QList<Kind>({Kind::CreateDraft, Kind::OpenSession, Kind::PutPart, Kind::PutPart, Kind::PutPart,
                              Kind::Attach, Kind::ListAttachments, Kind::SendDraft}));
        const QByteArray fake = "curl() {\n"
                                "    printf '%s\\n' \"$@\" >>words\n"
                                "    case \"$*\" in\n"
                                "    *createUploadSession*) cat >/dev/null; printf '{\"uploadUrl\" : "
                                "\"https://up.example/?a=1&b=%%2F\", \"n\":1}' ;;\n"
                                "    *'PUT'*) for w; do case $w in @*) cat \"${w#@}\" >>sent ;; esac; done ;;\n"
                                "    *v1.0/me/messages\\ *) cat >draft; printf '{\"@odata.etag\":\"x\",\"id\": "
                                "\"AAMk-_=\",\"subject\":\"\\\\\"id\\\\\": 1\"}' ;;\n"
                                "    esac\n"
                                "}\n";
        run(fake + asCurl(calls));
        const auto read = [this](const QString &name) {
            QFile made(m_folder.filePath(name));
            return made.open(QIODevice::ReadOnly) ? made.readAll() : QByteArray();
        };
        QCOMPARE(read(u"draft"_s), calls.first().request.body + '\n');
        QVERIFY(read(u"sent"_s) == octets);
        const QByteArrayList words = read(u"words"_s).split('\n');
        QVERIFY(words.contains("https://graph.example/v1.0/me/messages/AAMk-_=/send"));
        QCOMPARE(words.count("https://up.example/?a=1&b=%2F"), 3);
        QVERIFY(words.contains("Content-Range: bytes 0-3276799/7000000"));
        QVERIFY(words.contains("Content-Range: bytes 6553600-6999999/7000000"));
        // Parts go without the token.
        QCOMPARE(words.count("Authorization: Bearer secret-token"), 5);
        QCOMPARE(words.count("Content-Length: 0"), 1);
    }

    void mimeGoesAsBase64Text()
    {
        Message message = hostile();
        message.inReplyTo = u"<a@b>"_s;
        const QList<Call> calls = callsOf(message, Graph::MimeSend{100});
        QCOMPARE(calls.size(), 1);
        const QByteArray mail = QByteArray::fromBase64(calls.first().request.body);
        QVERIFY(mail.contains("In-Reply-To: <a@b>"));
        QVERIFY(mail.contains("adele@contoso.com"));
        QVERIFY(asHttp(calls).contains("Content-Type: text/plain\n"));
        QVERIFY(asPowerShell(calls).contains("-ContentType 'text/plain'"));
    }

    void httpShowsTheWholeRequestAndNoToken()
    {
        const QByteArray text = asHttp(callsOf(hostile(), Graph::DirectSend{100}));
        QVERIFY(
            text.startsWith("POST /v1.0/me/sendMail HTTP/1.1\nHost: graph.example\nAuthorization: Bearer $TOKEN\n"));
        QVERIFY(text.contains("\n\n{\"message\""));
        QVERIFY(!text.contains("client-request-id"));
    }

    void powerShellEndsItsTextsWhereItMust()
    {
        Message message = hostile();
        message.attachments = {file(u"1"_s, u"/x/it's.bin"_s, 7'000'000)};
        const QByteArray text = asPowerShell(callsOf(message, Graph::DraftSend{2000, {{u"1"_s, 7'000'000, 3}}}));
        for (const char *name :
             {"New-MgUserMessage ", "New-MgUserMessageAttachmentUploadSession", "Send-MgUserMessage",
              "-Scopes Mail.ReadWrite,Mail.Send", "OpenRead('/x/it''s.bin')", "'bytes 6553600-6999999/7000000'"})
            QVERIFY2(text.contains(name), name);
        QCOMPARE(text.count("\n'@\n"), text.count("@'\n"));
    }

    void theCliGetsItsWordsUnchanged()
    {
        Message message = hostile();
        message.recipients.cc = readRecipients(u"b@example.org, c@example.org"_s);
        message.replyTo = readRecipients(u"d@example.org"_s);
        message.importance = Importance::High;
        message.saveToSent = false;
        message.attachments = {file(u"1"_s, u"/x/it's.pdf"_s, 10)};
        const QByteArray text = asM365(message);
        QVERIFY(text.contains("# m365 has no option for Reply-To"));
        const QByteArray got = run("m365() { printf '%s\\0' \"$@\"; }\n" + text);
        const QByteArrayList words = got.split('\0');
        const auto after = [&words](const QByteArray &option) { return words.value(words.indexOf(option) + 1); };
        QCOMPARE(after("--subject"), message.subject.toUtf8());
        QCOMPARE(after("--bodyContents"), message.body.content.toUtf8());
        QCOMPARE(after("--to"), "ana@example.org"_ba);
        QCOMPARE(after("--cc"), "b@example.org,c@example.org"_ba);
        QCOMPARE(after("--attachment"), "/x/it's.pdf"_ba);
        QCOMPARE(after("--importance"), "high"_ba);
        QCOMPARE(after("--saveToSentItems"), "false"_ba);
    }

    void longBase64IsCutForTheEyeOnly()
    {
        Message message = hostile();
        message.attachments = {file(u"1"_s, u"/x/a.pdf"_s, 300'000)};
        const QByteArray whole = asHttp(callsOf(message, Graph::DirectSend{100}));
        const QString shown = abbreviated(whole);
        QVERIFY(whole.size() > 400'000);
        QVERIFY(shown.size() < 4000);
        QVERIFY(shown.contains(u"more …"));
        QVERIFY(shown.contains(u"a.pdf"));
        QCOMPARE(abbreviated("short"), u"short"_s);
    }

    void nothingIsShownOfAMailThatCannotGo()
    {
        QVERIFY(callsOf(hostile(), Graph::TooBig{}).isEmpty());
        Message message = hostile();
        message.attachments = {file(u"1"_s, u"/x/a.pdf"_s, 3)};
        QVERIFY(callsFor(message, {}, Graph::DirectSend{100}, facts).isEmpty());
    }
};

QTEST_GUILESS_MAIN(RequestTextTest)
#include "tst_requesttext.moc"
