// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Testing;

namespace {

constexpr qsizetype wholeSize = 3'000'000;
constexpr qsizetype partSize = 1'000'000;

const QByteArray &wholeFile()
{
    static const QByteArray octets = [] {
        QByteArray made(wholeSize, Qt::Uninitialized);
        char *at = made.data();
        for (qsizetype index = 0; index < wholeSize; ++index)
            *at++ = static_cast<char>(index * 31 + index / 997);
        return made;
    }();
    return octets;
}

} // namespace

/// Upload sessions against the started program: ranges in order, no bearer token, every refusal as a row.
class TestPracticeUploads : public QObject
{
    Q_OBJECT

private:
    Headers bearer() const
    {
        return {{"Authorization", "Bearer " + m_token},
                {"Content-Type", "application/json"},
                {"Prefer", "IdType=\"ImmutableId\""}};
    }
    Got makeSession(const QJsonObject &changes = {})
    {
        QJsonObject item{{u"attachmentType"_s, u"file"_s}, {u"name"_s, u"a.bin"_s}, {u"size"_s, wholeSize}};
        for (auto at = changes.begin(); at != changes.end(); ++at) {
            if (at.value().isNull())
                item.remove(at.key());
            else
                item.insert(at.key(), at.value());
        }
        const QByteArray body = QJsonDocument(QJsonObject{{u"AttachmentItem"_s, item}}).toJson();
        return m_client->send("POST", draftPlace() + "/attachments/createUploadSession"_L1, body, bearer());
    }
    QString draftPlace() const { return u"/v1.0/me/messages/"_s + m_draft; }
    /// Path and query of a fresh upload address.
    QString session()
    {
        const QUrl url(makeSession().json().value("uploadUrl"_L1).toString());
        return url.path(QUrl::FullyEncoded) + u'?' + url.query(QUrl::FullyEncoded);
    }
    Got put(const QString &target, qsizetype from, qsizetype size, const Headers &more = {})
    {
        const QByteArray range = "bytes " + QByteArray::number(from) + '-' + QByteArray::number(from + size - 1) + '/'
            + QByteArray::number(wholeSize);
        Headers headers{{"Content-Type", "application/octet-stream"}, {"Content-Range", range}};
        for (const auto &header : more) {
            headers.removeIf([&](const auto &old) { return old.first == header.first; });
            headers.append(header);
        }
        return m_client->send("PUT", target, wholeFile().mid(from, size), headers);
    }
    QString nextExpected(const QString &target)
    {
        return m_client->get(target).json().value("nextExpectedRanges"_L1)[0].toString();
    }

    PracticeServer m_server;
    std::unique_ptr<Client> m_client;
    QByteArray m_token;
    QString m_draft;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.complaint().constData()); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_client = std::make_unique<Client>(m_server.origin());
        m_token = m_client->signIn(u"adele@practice.example"_s, u"Mail.Send Mail.ReadWrite"_s)
                      .value("access_token"_L1)
                      .toString()
                      .toLatin1();
        const QJsonValue message = QJsonDocument::fromJson(sendMailJson())["message"_L1];
        m_draft = m_client->send("POST", u"/v1.0/me/messages"_s, QJsonDocument(message.toObject()).toJson(), bearer())
                      .json()
                      .value("id"_L1)
                      .toString();
        QVERIFY(!m_draft.isEmpty());
    }

    void aFileComesInRangesAndGoesOutWhole()
    {
        const Got made
            = makeSession({{u"contentType"_s, u"image/png"_s}, {u"isInline"_s, true}, {u"contentId"_s, u"x"_s}});
        QCOMPARE(made.status, 201);
        QCOMPARE(made.json().value("nextExpectedRanges"_L1).toArray(), QJsonArray{u"0-"_s});
        QVERIFY(made.json().contains("expirationDateTime"_L1));
        const QUrl url(made.json().value("uploadUrl"_L1).toString());
        QCOMPARE(url.host(), u"127.0.0.1"_s);
        const QString target = url.path(QUrl::FullyEncoded) + u'?' + url.query(QUrl::FullyEncoded);

        const Got first = put(target, 0, partSize);
        QCOMPARE(first.status, 200);
        QCOMPARE(first.json().value("nextExpectedRanges"_L1).toArray(), QJsonArray{u"1000000"_s});
        QCOMPARE(put(target, partSize, partSize).status, 200);
        QCOMPARE(nextExpected(target), u"2000000"_s);
        const Got last = put(target, 2 * partSize, partSize);
        QCOMPARE(last.status, 201);
        QCOMPARE(last.body, QByteArray());
        QVERIFY(last.header("Location").contains("/Attachments('"));
        QCOMPARE(m_client->get(target).status, 404);

        const QJsonArray list
            = m_client->get(draftPlace() + "/attachments?$select=id,name,size,isInline,contentType"_L1, bearer())
                  .json()
                  .value("value"_L1)
                  .toArray();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.at(0)["size"_L1].toInteger(), wholeSize);
        QCOMPARE(list.at(0)["isInline"_L1].toBool(), true);
        QCOMPARE(
            m_client->send("POST", draftPlace() + "/send"_L1, {}, bearer() + Headers{{"Content-Length", "0"}}).status,
            202);
        QCOMPARE(m_server.ledger().constLast().value("attachments"_L1)[0]["sha256"_L1].toString().toLatin1(),
                 QCryptographicHash::hash(wholeFile(), QCryptographicHash::Sha256).toHex());
        QFile part(m_server.mailFiles(u"part"_s).constLast());
        QVERIFY(part.open(QIODevice::ReadOnly));
        QVERIFY(part.readAll() == wholeFile());
    }

    void aWrongItemIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("changes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const QString shape = u"RequestBodyRead"_s;
        const auto row = [](const char *name, const QJsonObject &changes, int status, const QString &code) {
            QTest::newRow(name) << changes << status << code;
        };
        row("too small", {{u"size"_s, 2'097'151}}, 400, u"ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"_s);
        row("too large", {{u"size"_s, 157'286'401}}, 400, u"ErrorAttachmentSizeLimitExceeded"_s);
        row("larger than the mailbox takes", {{u"size"_s, 30'000'000}}, 400, u"ErrorMessageSizeExceeded"_s);
        row("item", {{u"attachmentType"_s, u"item"_s}}, 405,
            u"ErrorAttachmentSessionIsSupportedOnlyForFileAttachments"_s);
        row("no name", {{u"name"_s, QJsonValue::Null}}, 400, shape);
        row("no size", {{u"size"_s, QJsonValue::Null}}, 400, shape);
        row("no kind", {{u"attachmentType"_s, QJsonValue::Null}}, 400, shape);
        row("size is text", {{u"size"_s, u"3000000"_s}}, 400, shape);
        row("size is a fraction", {{u"size"_s, 3'000'000.5}}, 400, shape);
        row("unknown member", {{u"contentBytes"_s, u"YQ=="_s}}, 400, shape);
    }

    void aWrongItemIsRefused()
    {
        QFETCH(const QJsonObject, changes);
        const Got got = makeSession(changes);
        QTEST(got.status, "status");
        QTEST(got.graphCode(), "code");
    }

    void aWrongRangeIsRefusedAndChangesNothing_data()
    {
        QTest::addColumn<qsizetype>("from");
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<int>("status");
        const qsizetype next = partSize;
        QTest::newRow("the same again") << qsizetype(0) << Headers{} << 416;
        QTest::newRow("a gap") << next + 1 << Headers{} << 416;
        QTest::newRow("overlap") << next - 1 << Headers{} << 416;
        QTest::newRow("no range") << next << Headers{{"Content-Range", "bytes"}} << 400;
        QTest::newRow("star") << next << Headers{{"Content-Range", "bytes */3000000"}} << 400;
        QTest::newRow("other total") << next << Headers{{"Content-Range", "bytes 1000000-1000009/3000001"}} << 400;
        QTest::newRow("other length") << next << Headers{{"Content-Range", "bytes 1000000-1000010/3000000"}} << 400;
        QTest::newRow("media type") << next << Headers{{"Content-Type", "text/plain"}} << 415;
        QTest::newRow("bearer token") << next << Headers{{"Authorization", "Bearer " + m_token}} << 401;
    }

    void aWrongRangeIsRefusedAndChangesNothing()
    {
        QFETCH(const qsizetype, from);
        QFETCH(const Headers, headers);
        const QString target = session();
        QCOMPARE(put(target, 0, partSize).status, 200);
        QTEST(put(target, from, 10, headers).status, "status");
        QCOMPARE(nextExpected(target), u"1000000"_s);
    }

    void theAddressIsTheProof()
    {
        const QString target = session();
        QString guessed = target;
        guessed.chop(1);
        QCOMPARE(put(guessed, 0, partSize).status, 404);
        QCOMPARE(put(target.section(u'?', 0, 0), 0, partSize).status, 404);
        QCOMPARE(put(target, 0, partSize).status, 200);
    }

    void aCancelledSessionIsGone()
    {
        const QString target = session();
        QCOMPARE(m_client->send("DELETE", target).status, 204);
        QCOMPARE(put(target, 0, partSize).status, 404);
    }

    void aSessionEndsWithItsDraft()
    {
        const QString target = session();
        QCOMPARE(m_client->send("DELETE", draftPlace(), {}, bearer()).status, 204);
        QCOMPARE(put(target, 0, partSize).status, 404);
    }

    void faultsAreChosenByCall_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<int>("second");
        QTest::addColumn<QString>("next");
        QTest::newRow("status") << QByteArray(R"({"status":503})") << 503 << u"1000000"_s;
        QTest::newRow("404 in the middle") << QByteArray(R"({"lose":"uploads"})") << 404 << QString();
        QTest::newRow("expired in the middle") << QByteArray(R"({"lose":"time"})") << 410 << QString();
        QTest::newRow("the draft is gone") << QByteArray(R"({"lose":"drafts"})") << 404 << QString();
        QTest::newRow("wrong ranges") << QByteArray(R"({"set":{"nextExpectedRanges":["5"]}})") << 200 << u"2000000"_s;
        QTest::newRow("capitals") << QByteArray(R"({"capitals":true})") << 200 << u"2000000"_s;
    }

    void faultsAreChosenByCall()
    {
        QFETCH(const QByteArray, action);
        QFETCH(const int, second);
        QFETCH(const QString, next);
        const QString target = session();
        const QByteArray rule = R"({"match":{"call":"part","nth":2},"action":)" + action + '}';
        QCOMPARE(m_client->send("PUT", u"/faults"_s, rule).status, 204);
        QCOMPARE(put(target, 0, partSize).status, 200);
        const Got got = put(target, partSize, partSize);
        QCOMPARE(got.status, second);
        QCOMPARE(nextExpected(target), next);
        if (action.contains("capitals"))
            QVERIFY(got.json().contains("NextExpectedRanges"_L1) && !got.json().contains("nextExpectedRanges"_L1));
        if (action.contains("set"))
            QCOMPARE(got.json().value("nextExpectedRanges"_L1).toArray(), QJsonArray{u"5"_s});
        QCOMPARE(m_client->send("DELETE", u"/faults"_s).status, 204);
    }

    void theUploadAddressCanPointElsewhere()
    {
        const QByteArray rule
            = R"({"match":{"call":"session"},"action":{"set":{"uploadUrl":"http://evil.example/x"}}})";
        QCOMPARE(m_client->send("PUT", u"/faults"_s, rule).status, 204);
        QCOMPARE(makeSession().json().value("uploadUrl"_L1).toString(), u"http://evil.example/x"_s);
        QCOMPARE(m_client->send("PUT", u"/faults"_s, R"({"match":{"call":"fly"},"action":{"status":1}})").status, 400);
        QCOMPARE(m_client->send("DELETE", u"/faults"_s).status, 204);
    }

    void aListCanShrink()
    {
        const QString target = session();
        for (qsizetype at = 0; at < wholeSize; at += partSize)
            put(target, at, partSize);
        QCOMPARE(m_client->send("PUT", u"/faults"_s, R"({"match":{"call":"list"},"action":{"keep":0}})").status, 204);
        const Got list = m_client->get(draftPlace() + "/attachments"_L1, bearer());
        QCOMPARE(list.status, 200);
        QCOMPARE(list.json().value("value"_L1).toArray().size(), 0);
        QCOMPARE(m_client->send("DELETE", u"/faults"_s).status, 204);
    }

    void anExpiredSessionSaysSo()
    {
        QCOMPARE(m_client->send("PUT", u"/settings"_s, R"({"uploadLifetimeMs":0})").status, 204);
        const QString target = session();
        QCOMPARE(put(target, 0, partSize).status, 410);
        QCOMPARE(m_client->get(target).status, 410);
        QCOMPARE(m_client->send("PUT", u"/settings"_s, R"({"uploadLifetimeMs":86400000})").status, 204);
    }
};

QTEST_GUILESS_MAIN(TestPracticeUploads)
#include "tst_practiceuploads.moc"
