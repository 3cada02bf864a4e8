// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/urlsafety.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class TestUrlSafety : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void secretsGoOnlyWhereNobodyListens_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("loopback");
        QTest::addColumn<bool>("safe");

        QTest::newRow("graph") << u"https://graph.microsoft.com/v1.0/me"_s << false << true;
        QTest::newRow("https, port") << u"https://graph.microsoft.us:8443"_s << false << true;
        QTest::newRow("https, capitals") << u"HTTPS://Graph.Microsoft.COM/"_s << false << true;
        QTest::newRow("http") << u"http://graph.microsoft.com/v1.0/me"_s << false << false;
        QTest::newRow("http localhost") << u"http://localhost:8025/x"_s << true << true;
        QTest::newRow("http LOCALHOST") << u"http://LOCALHOST/x"_s << true << true;
        QTest::newRow("http 127.0.0.1") << u"http://127.0.0.1:1"_s << true << true;
        QTest::newRow("http 127.255.255.254") << u"http://127.255.255.254"_s << true << true;
        QTest::newRow("http ::1") << u"http://[::1]:80/"_s << true << true;
        QTest::newRow("https ::1") << u"https://[::1]/"_s << true << true;
        QTest::newRow("http 128.0.0.1") << u"http://128.0.0.1"_s << false << false;
        QTest::newRow("http 0.0.0.0") << u"http://0.0.0.0"_s << false << false;
        QTest::newRow("http ::") << u"http://[::]"_s << false << false;
        QTest::newRow("http ::2") << u"http://[::2]"_s << false << false;
        QTest::newRow("http mapped loopback") << u"http://[::ffff:127.0.0.1]"_s << false << false;
        QTest::newRow("name that begins like loopback") << u"http://127.0.0.1.nip.io/"_s << false << false;
        QTest::newRow("name that begins like localhost") << u"http://localhost.example.org/"_s << false << false;
        QTest::newRow("name below localhost") << u"http://evil.localhost/"_s << false << false;
        QTest::newRow("user info, https") << u"https://user@graph.microsoft.com"_s << false << false;
        QTest::newRow("user info, loopback") << u"http://user:secret@127.0.0.1"_s << true << false;
        QTest::newRow("host hidden behind user info")
            << u"https://graph.microsoft.com@evil.example/"_s << false << false;
        QTest::newRow("ftp") << u"ftp://localhost/"_s << true << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false << false;
        QTest::newRow("data") << u"data:text/plain,x"_s << false << false;
        QTest::newRow("no scheme") << u"//localhost/x"_s << true << false;
        QTest::newRow("relative") << u"v1.0/me"_s << false << false;
        QTest::newRow("empty") << QString() << false << false;
        QTest::newRow("https without host") << u"https:///v1.0"_s << false << false;
        QTest::newRow("not a url") << u"http://[::1"_s << false << false;
        QTest::newRow("ws") << u"ws://localhost"_s << true << false;
    }
    void secretsGoOnlyWhereNobodyListens()
    {
        QFETCH(QString, url);
        QTEST(Net::isLoopback(QUrl(url)), "loopback");
        QTEST(Net::maySendSecretsTo(QUrl(url)), "safe");
    }
};

QTEST_APPLESS_MAIN(TestUrlSafety)
#include "tst_urlsafety.moc"
