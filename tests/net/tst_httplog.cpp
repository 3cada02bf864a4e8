// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httplog.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff::Net;

class TestHttpLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aRequestShowsWhereItGoesAndNothingSecret()
    {
        HttpRequest request;
        request.method = HttpRequest::Method::Post;
        request.url = QUrl(u"https://u:pw@graph.microsoft.com/v1.0/me/sendMail?code=SECRET#SECRET"_s);
        request.headers = {{"Content-Type", "SECRET"}, {"Client-Request-Id", "6ba7b810"}, {"X-Key", "SECRET"}};
        request.body = "SECRET!";
        const QString line = describe(request);
        QCOMPARE(line, u"> POST https://graph.microsoft.com/v1.0/me/sendMail, 7 octets, client-request-id 6ba7b810"_s);
    }

    void thePathOfAnUnsignedRequestMayBeAKey()
    {
        HttpRequest request;
        request.isSigned = false;
        request.url = QUrl(u"https://outlook.office.com/api/SECRET/uploads?authtoken=SECRET"_s);
        const QString line = describe(request);
        QVERIFY2(!line.contains(u"SECRET"_s), qPrintable(line));
        QVERIFY(line.contains(u"https://outlook.office.com"_s));
    }

    void aReplyShowsItsEnd()
    {
        HttpReply reply;
        reply.outcome = Outcome::Answered;
        reply.status = 202;
        reply.headers = {{"Request-Id", "abc\r\nForged: line\x1b[31m"}, {"Set-Cookie", "SECRET"}};
        reply.body = "SECRET";
        reply.bodyHandedOver = true;
        QCOMPARE(describe(reply, 120ms),
                 u"< 202 after 120 ms, 6 octets, body handed over: yes, request-id abc..Forged: line.[31m"_s);

        reply = {};
        reply.outcome = Outcome::TlsFailed;
        QCOMPARE(describe(reply, 5ms), u"< tls failed after 5 ms, 0 octets, body handed over: no, request-id -"_s);
    }

    void everyOutcomeHasAWordOfItsOwn()
    {
        QStringList words;
        for (int i = 0; i <= int(Outcome::Other); ++i)
            words.append(outcomeName(Outcome(i)));
        QCOMPARE(words.removeDuplicates(), 0);
        QVERIFY(!words.contains(QString()));
    }
};

QTEST_APPLESS_MAIN(TestHttpLog)
#include "tst_httplog.moc"
