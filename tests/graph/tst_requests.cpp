// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/requests.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;

namespace {

QByteArray valueOf(const Net::HttpRequest &request, const QByteArray &name)
{
    QByteArray value;
    for (const auto &[key, text] : request.headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            value += text;
    }
    return value;
}

} // namespace

class TestRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void theAddressFollowsTheCloud_data()
    {
        QTest::addColumn<QString>("root");
        QTest::addColumn<QString>("sendMail");
        const auto row = [](const char *root, const char *sendMail) {
            QTest::newRow(root) << QString::fromLatin1(root) << QString::fromLatin1(sendMail);
        };
        row("https://graph.microsoft.com", "https://graph.microsoft.com/v1.0/me/sendMail");
        row("https://graph.microsoft.com/", "https://graph.microsoft.com/v1.0/me/sendMail");
        row("https://graph.microsoft.com//", "https://graph.microsoft.com/v1.0/me/sendMail");
        row("https://graph.microsoft.us", "https://graph.microsoft.us/v1.0/me/sendMail");
        row("https://dod-graph.microsoft.us", "https://dod-graph.microsoft.us/v1.0/me/sendMail");
        row("https://microsoftgraph.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn/v1.0/me/sendMail");
        row("http://127.0.0.1:8025/graph", "http://127.0.0.1:8025/graph/v1.0/me/sendMail");
        row("http://[::1]:8025/graph/", "http://[::1]:8025/graph/v1.0/me/sendMail");
        row("https://graph.microsoft.com/?x=1#y", "https://graph.microsoft.com/v1.0/me/sendMail");
    }
    void theAddressFollowsTheCloud()
    {
        QFETCH(QString, root);
        const Endpoints endpoints{QUrl(root)};
        QTEST(endpoints.sendMail().toString(), "sendMail");
        QCOMPARE(endpoints.me().toString() + u"/sendMail"_s, endpoints.sendMail().toString());
    }

    void sendMailIsAPostOfJson()
    {
        const Endpoints endpoints{QUrl(u"https://graph.microsoft.com"_s)};
        const auto request = sendMail(endpoints, "{}", u"7c69b6e5-05f7-4c8a-b7eb-7ca95dd012f4"_s);
        QCOMPARE(request.method, Net::HttpRequest::Method::Post);
        QCOMPARE(request.url, endpoints.sendMail());
        QCOMPARE(request.body, "{}");
        QVERIFY(request.isSigned);
        QCOMPARE(valueOf(request, "Content-Type"), "application/json");
        QCOMPARE(valueOf(request, "Accept"), "application/json");
        QCOMPARE(valueOf(request, "client-request-id"), "7c69b6e5-05f7-4c8a-b7eb-7ca95dd012f4");
        QCOMPARE(valueOf(request, "Authorization"), "");
        QCOMPARE(valueOf(request, "Content-Length"), "");
        QVERIFY(request.answerTimeout >= std::chrono::minutes(2));
    }

    void meAsksForFourMembers()
    {
        const auto request = me({QUrl(u"https://graph.microsoft.com"_s)}, u"id"_s);
        QCOMPARE(request.method, Net::HttpRequest::Method::Get);
        QCOMPARE(request.url.toEncoded(),
                 "https://graph.microsoft.com/v1.0/me?$select=id,displayName,mail,userPrincipalName");
        QVERIFY(request.isSigned);
        QVERIFY(request.body.isEmpty());
        QCOMPARE(valueOf(request, "Content-Type"), "");
    }
};

QTEST_APPLESS_MAIN(TestRequests)
#include "tst_requests.moc"
