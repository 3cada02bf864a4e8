// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Testing;

namespace {

const QString script = u"<script>alert('x')</script>&\""_s;
const QByteArray odd = QByteArray::fromHex("00ff0d0a1a800a0d");

QJsonObject file(const QString &name, const QString &type, const QByteArray &content, const QString &contentId = {})
{
    QJsonObject object{{u"@odata.type"_s, u"#microsoft.graph.fileAttachment"_s},
                       {u"name"_s, name},
                       {u"contentType"_s, type},
                       {u"contentBytes"_s, QString::fromLatin1(content.toBase64())}};
    if (!contentId.isEmpty()) {
        object.insert(u"isInline"_s, true);
        object.insert(u"contentId"_s, contentId);
    }
    return object;
}

QByteArray contentOf(const QString &fileName)
{
    QFile opened(fileName);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

/// An independent reader of the .eml: Python's own. Prints what it understood as JSON.
constexpr char reader[] = R"(
import email, email.policy, hashlib, json, sys
m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
people = lambda n: [[a.display_name, a.addr_spec] for a in m[n].addresses] if m[n] else []
parts = [{'name': p.get_filename(), 'type': p.get_content_type(), 'sha256': hashlib.sha256(p.get_payload(decode=True)).hexdigest(),
          'id': p['content-id'] or '', 'disposition': p.get_content_disposition()} for p in m.walk() if p.get_filename()]
body = m.get_body(('html', 'plain'))
print(json.dumps({'subject': m['subject'], 'from': people('from'), 'to': people('to'), 'cc': people('cc'), 'reply': people('reply-to'),
  'hidden': m['x-practice-bcc'], 'bcc': m['bcc'], 'id': m['message-id'], 'importance': m['importance'] or '', 'x': m['x-note'] or '',
  'date': m['date'].datetime.isoformat(), 'body': body.get_content(), 'type': body.get_content_type(), 'parts': parts,
  'defects': [str(d) for p in m.walk() for d in p.defects]}))
)";

} // namespace

/// What happens to mail after it was accepted: files in the folder, and pages for a browser.
class TestPracticeMailbox : public QObject
{
    Q_OBJECT

private:
    void send(const QJsonObject &changes)
    {
        const Got got = m_client->postJson(u"/v1.0/me/sendMail"_s, sendMailJson(changes), m_token);
        QVERIFY2(got.status == 202, got.body.constData());
    }

    /// "/mailbox/ID" of the newest mail.
    QString newest()
    {
        const auto link = QRegularExpression(u"href=\"(/mailbox/[^\"]+)\""_s)
                              .match(QString::fromUtf8(m_client->get(u"/mailbox"_s).body));
        return link.captured(1);
    }

    QJsonObject readEml(const QString &fileName)
    {
        QProcess python;
        python.start(u"python3"_s, {u"-c"_s, QString::fromLatin1(reader), fileName});
        if (!python.waitForFinished(30'000) || python.exitCode() != 0)
            qWarning("%s", python.readAllStandardError().constData());
        return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
    }

    std::unique_ptr<PracticeServer> m_server;
    std::unique_ptr<Client> m_client;
    QByteArray m_token;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_server = std::make_unique<PracticeServer>();
        QVERIFY2(m_server->start(), m_server->complaint().constData());
        m_client = std::make_unique<Client>(m_server->origin());
        m_token = m_client->accessToken();
    }

    void emptyMailboxSaysSo()
    {
        const Got got = m_client->get(u"/mailbox"_s);
        QCOMPARE(got.status, 200);
        QVERIFY(got.body.contains("No mail yet"));
        QVERIFY(got.header("Content-Security-Policy").startsWith("default-src 'none'"));
        QCOMPARE(m_client->get(u"/"_s).header("Location"), QByteArray("/mailbox"));
    }

    void nothingOfAMailIsMarkup()
    {
        send({{u"subject"_s, script},
              {u"body"_s, QJsonObject{{u"contentType"_s, u"text"_s}, {u"content"_s, script}}},
              {u"toRecipients"_s, QJsonArray{recipient(u"ana@example.org"_s, script)}},
              {u"internetMessageHeaders"_s, QJsonArray{QJsonObject{{u"name"_s, u"X-Note"_s}, {u"value"_s, script}}}},
              {u"attachments"_s, QJsonArray{file(script, u"text/html"_s, "<script>alert(1)</script>")}}});
        const QString mail = newest();
        for (const QString &target : {u"/mailbox"_s, mail}) {
            const Got page = m_client->get(target);
            QCOMPARE(page.status, 200);
            QVERIFY(page.body.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"));
            QVERIFY(!page.body.contains("<script"));
            QVERIFY(!page.header("Content-Security-Policy").contains("script-src"));
        }
        const Got download = m_client->get(mail + "/files/1"_L1);
        QCOMPARE(download.body, QByteArray("<script>alert(1)</script>"));
        QCOMPARE(download.header("Content-Type"), QByteArray("application/octet-stream"));
        QVERIFY(download.header("Content-Disposition").startsWith("attachment; filename*=UTF-8''%3Cscript%3E"));
        QCOMPARE(download.header("X-Content-Type-Options"), QByteArray("nosniff"));
    }

    void htmlIsShownInACage()
    {
        send({{u"body"_s,
               QJsonObject{{u"contentType"_s, u"html"_s},
                           {u"content"_s, u"<p>Hi<script>x</script><img src=\"cid:pic@1\">"_s}}},
              {u"attachments"_s,
               QJsonArray{file(u"p.png"_s, u"image/png"_s, "png", u"pic@1"_s),
                          file(u"p.svg"_s, u"image/svg+xml"_s, "<svg/>", u"pic@2"_s)}}});
        const QString mail = newest();
        const Got page = m_client->get(mail);
        QVERIFY(page.body.contains("<iframe sandbox title=\"Message body\" src=\"" + mail.toLatin1() + "/body\""));
        QVERIFY(!page.body.contains("<p>Hi"));
        const Got body = m_client->get(mail + "/body"_L1);
        const QByteArray policy = body.header("Content-Security-Policy");
        QVERIFY(policy.startsWith("sandbox; default-src 'none'") && !policy.contains("script-src"));
        QVERIFY(body.body.contains("<img src=\"" + mail.toLatin1() + "/shown/1\">"));
        QCOMPARE(m_client->get(mail + "/shown/1"_L1).header("Content-Type"), QByteArray("image/png"));
        QCOMPARE(m_client->get(mail + "/shown/2"_L1).header("Content-Type"), QByteArray("application/octet-stream"));
    }

    void whatIsNotThereIs404_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("unknown mail") << u"/mailbox/20260101-000000000-00000000"_s;
        QTest::newRow("up") << u"/mailbox/..%2f..%2fledger.jsonl"_s;
        QTest::newRow("file 0") << u"NEWEST/files/0"_s;
        QTest::newRow("file 2") << u"NEWEST/files/2"_s;
        QTest::newRow("other place") << u"/elsewhere"_s;
    }

    void whatIsNotThereIs404()
    {
        QFETCH(QString, target);
        send({{u"attachments"_s, QJsonArray{file(u"a"_s, u"text/plain"_s, "a")}}});
        target.replace("NEWEST"_L1, newest());
        QCOMPARE(m_client->get(target).status, 404);
    }

    void otherHostNamesAreRefused()
    {
        QCOMPARE(m_client->get(u"/mailbox"_s, {{"Host", "evil.example"}}).status, 421);
        QCOMPARE(m_client->get(u"/mailbox"_s, {{"Host", "localhost:1"}}).status, 421);
    }

    void emptyingNeedsTheFormsTicket()
    {
        send({{u"attachments"_s, QJsonArray{file(u"a"_s, u"text/plain"_s, "a")}}});
        QCOMPARE(m_client->postForm(u"/mailbox/empty"_s, {{u"ticket"_s, u"x"_s}}).status, 403);
        const QString list = QString::fromUtf8(m_client->get(u"/mailbox"_s).body);
        const QString ticket = QRegularExpression(u"name=\"ticket\" value=\"([^\"]+)\""_s).match(list).captured(1);
        const Fields fields{{u"ticket"_s, ticket}};
        QCOMPARE(m_client->postForm(u"/mailbox/empty"_s, fields, {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
        QCOMPARE(m_server->mailFiles(u"eml"_s).size(), 1);
        QCOMPARE(m_client->postForm(u"/mailbox/empty"_s, fields).status, 303);
        QVERIFY(m_client->get(u"/mailbox"_s).body.contains("No mail yet"));
        QCOMPARE(m_server->mailFiles(u"*"_s).size(), 0);
        QCOMPARE(m_server->ledger().size(), 1); // what was accepted stays accepted
    }

    void emlIsReadBackByAnotherProgram_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<bool>("html");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << u"Hello there"_s << false << u"report.txt"_s;
        QTest::newRow("empty") << QString() << false << u"x"_s;
        QTest::newRow("emoji") << u"Grüße 🎉 an alle 👩‍👩‍👧"_s << true << u"größe 🎉.bin"_s;
        QTest::newRow("long") << QString(u"日本語のとても長い件名"_s).repeated(20) << true
                              << QString(u"とても長い名前"_s).repeated(20) + ".pdf"_L1;
        QTest::newRow("long ASCII") << QString(250, u'x') << false << QString(200, u'y');
        QTest::newRow("looks encoded") << u"=?utf-8?B?eA==?="_s << false << u"utf-8''a%20b"_s;
        QTest::newRow("quotes") << u"a \"b\" \\c"_s << true << u"a \"b\" \\c; d=e.txt"_s;
        QTest::newRow("blanks around") << u"  two  blanks  "_s << false << u"two  blanks"_s;
    }

    void emlIsReadBackByAnotherProgram()
    {
        if (QStandardPaths::findExecutable(u"python3"_s).isEmpty())
            QSKIP("python3 is not installed, and it is the reader this test compares with");
        QFETCH(const QString, subject);
        QFETCH(const bool, html);
        QFETCH(const QString, name);
        const QString content = u"Erste Zeile: äöü 🎉\n.\nFrom here\n"_s + QString(3000, u'z');
        send({{u"subject"_s, subject},
              {u"body"_s, QJsonObject{{u"contentType"_s, html ? u"html"_s : u"text"_s}, {u"content"_s, content}}},
              {u"toRecipients"_s,
               QJsonArray{recipient(u"ana@example.org"_s, u"Ana, \"the\" Änne"_s),
                          recipient(u"b.o'b@example.org"_s, u"Bob (home)"_s)}},
              {u"ccRecipients"_s, QJsonArray{recipient(u"c@example.org"_s)}},
              {u"bccRecipients"_s, QJsonArray{recipient(u"secret@example.org"_s)}},
              {u"replyTo"_s, QJsonArray{recipient(u"r@example.org"_s, u"R"_s)}},
              {u"importance"_s, u"high"_s},
              {u"internetMessageId"_s, u"<id-1@practice.example>"_s},
              {u"internetMessageHeaders"_s, QJsonArray{QJsonObject{{u"name"_s, u"X-Note"_s}, {u"value"_s, u"ünn"_s}}}},
              {u"attachments"_s,
               QJsonArray{file(name, u"application/pdf"_s, odd), file(u"empty"_s, u"text/plain"_s, {}),
                          file(u"mail.eml"_s, u"message/rfc822"_s, "From: x\n\nbody"),
                          file(u"p.png"_s, u"image/png"_s, "png", u"pic@1"_s)}}});
        const QString eml = m_server->mailFiles(u"eml"_s).constFirst();
        const QJsonObject read = readEml(eml);
        QCOMPARE(read.value("defects"_L1).toArray(), QJsonArray());
        QCOMPARE(read.value("subject"_L1).toString(), subject);
        QCOMPARE(read.value("from"_L1).toArray(),
                 QJsonArray({QJsonArray{u"Adele Practice"_s, u"adele@practice.example"_s}}));
        QCOMPARE(read.value("to"_L1).toArray(),
                 QJsonArray({QJsonArray{u"Ana, \"the\" Änne"_s, u"ana@example.org"_s},
                             QJsonArray{u"Bob (home)"_s, u"b.o'b@example.org"_s}}));
        QCOMPARE(read.value("hidden"_L1).toString(), u"<secret@example.org>"_s);
        QVERIFY(read.value("bcc"_L1).isNull());
        QCOMPARE(read.value("id"_L1).toString(), u"<id-1@practice.example>"_s);
        QCOMPARE(read.value("importance"_L1).toString(), u"high"_s);
        QCOMPARE(read.value("x"_L1).toString(), u"ünn"_s);
        QCOMPARE(read.value("body"_L1).toString(), content);
        QCOMPARE(read.value("type"_L1).toString(), html ? u"text/html"_s : u"text/plain"_s);

        const QJsonArray ledger = m_server->ledger().constLast().value("attachments"_L1).toArray();
        const QJsonArray parts = read.value("parts"_L1).toArray();
        QCOMPARE(parts.size(), 4);
        int found = 0;
        for (const QJsonValue part : parts) {
            for (const QJsonValue accepted : ledger)
                found += part["name"_L1] == accepted["name"_L1] && part["sha256"_L1] == accepted["sha256"_L1] ? 1 : 0;
        }
        QCOMPARE(found, 4);

        const QByteArray octets = contentOf(eml);
        QCOMPARE(octets.count('\n'), octets.count("\r\n"));
        for (const QByteArray &line : octets.split('\n'))
            QVERIFY2(line.size() <= 200, line.constData());
        QCOMPARE(m_client->get(newest() + "/message.eml"_L1).body, octets);
    }

    void mailOutlivesTheService()
    {
        send({{u"subject"_s, u"First"_s}});
        send({{u"subject"_s, u"Second"_s}, {u"attachments"_s, QJsonArray{file(u"a.bin"_s, u"text/plain"_s, odd)}}});
        const QStringList before = m_server->mailFiles(u"eml"_s);
        QVERIFY(m_server->stop());

        QVERIFY2(m_server->start(), m_server->complaint().constData());
        Client client(m_server->origin());
        const QByteArray list = client.get(u"/mailbox"_s).body;
        QVERIFY(list.indexOf("Second") > 0 && list.indexOf("Second") < list.indexOf("First"));
        QCOMPARE(m_server->mailFiles(u"eml"_s), before);
        m_client = std::make_unique<Client>(m_server->origin());
        QCOMPARE(m_client->get(newest() + "/files/1"_L1).body, odd);
        QCOMPARE(m_server->ledger().size(), 2);
        // The same request again is still known as one that was there before.
        m_token = m_client->accessToken();
        send({{u"subject"_s, u"First"_s}});
        QCOMPARE(m_server->ledger().constLast().value("copy"_L1).toInt(), 2);
    }
};

QTEST_GUILESS_MAIN(TestPracticeMailbox)
#include "tst_practicemailbox.moc"
