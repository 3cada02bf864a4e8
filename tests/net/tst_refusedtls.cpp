// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "asking.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Net;
using namespace Sendoff::Testing;

/// No doubt about a certificate is ever overlooked, and nothing of a request leaves before it is settled.
class TestRefusedTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { trustTestRoot(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aGoodCertificateIsTaken()
    {
        FaultServer server(tlsOf(u"good"_s));
        server.fault.answer = httpAnswer(202);
        QCOMPARE(ask(post(server.url())).status, 202);
        QCOMPARE(server.requests.size(), 1);
    }

    void aBadOneEndsItBeforeTheFirstOctet_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QByteArray>("body");
        for (const char *certificate : {"selfsigned", "wronghost", "expired"}) {
            QTest::addRow("%s", certificate) << QString::fromLatin1(certificate) << QByteArray("{}");
            QTest::addRow("%s, empty body", certificate) << QString::fromLatin1(certificate) << QByteArray();
            QTest::addRow("%s, big body", certificate) << QString::fromLatin1(certificate) << QByteArray(300'000, 'x');
        }
    }
    void aBadOneEndsItBeforeTheFirstOctet()
    {
        QFETCH(QString, certificate);
        QFETCH(QByteArray, body);
        FaultServer server(tlsOf(certificate));
        server.fault.answer = httpAnswer(202);
        const HttpReply reply = ask(post(server.url(), body));
        QCOMPARE(reply.outcome, Outcome::TlsFailed);
        QCOMPARE(reply.status, 0);
        QVERIFY(!reply.bodyHandedOver);
        QVERIFY(!reply.detail.isEmpty());
        letCopiesArrive();
        QCOMPARE(server.octetsRead, 0);
    }

    void aServerWithoutTlsGetsNoRequest()
    {
        FaultServer server;
        server.fault.answer = httpAnswer(202);
        server.fault.readAtMost = 5; // of what should be a ClientHello
        QUrl url = server.url();
        url.setScheme(u"https"_s);
        const HttpReply reply = ask(post(url));
        QVERIFY(reply.outcome == Outcome::TlsFailed || reply.outcome == Outcome::ConnectionLost);
        QVERIFY(!reply.bodyHandedOver);
        QVERIFY(server.requests.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRefusedTls)
#include "tst_refusedtls.moc"
