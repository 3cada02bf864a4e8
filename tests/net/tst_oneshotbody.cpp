// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/oneshotbody.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Net;

class TestOneShotBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void givesEachOctetOnceAndCounts()
    {
        OneShotBody body("abcdefgh");
        QSignalSpy advanced(&body, &OneShotBody::advanced);
        QVERIFY(body.isSequential());
        QCOMPARE(body.bytesAvailable(), 8);
        QCOMPARE(body.read(3), "abc");
        QCOMPARE(body.handedOver(), 3);
        QCOMPARE(body.bytesAvailable(), 5);
        QVERIFY(!body.isHandedOver());
        QVERIFY(!body.atEnd());
        QCOMPARE(body.readAll(), "defgh");
        QVERIFY(body.isHandedOver());
        QVERIFY(body.atEnd());
        QCOMPARE(body.read(1), "");
        QCOMPARE(body.handedOver(), 8);
        QCOMPARE(advanced.first().first().toLongLong(), 3);
        QCOMPARE(advanced.last().first().toLongLong(), 8);
    }

    void neverGoesBack()
    {
        OneShotBody body("abc");
        QVERIFY(!body.reset());
        QVERIFY(!body.seek(0));
        QCOMPARE(body.readAll(), "abc");
        QVERIFY(!body.reset());
        QVERIFY(!body.seek(0));
        QCOMPARE(body.readAll(), "");
    }

    void readsNothingAhead()
    {
        OneShotBody body(QByteArray(100'000, 'x'));
        QCOMPARE(body.read(1).size(), 1);
        QCOMPARE(body.handedOver(), 1);
    }

    void givesNothingOnceShut()
    {
        OneShotBody body("abcdef");
        QCOMPARE(body.read(2), "ab");
        body.shut();
        QCOMPARE(body.bytesAvailable(), 0);
        QCOMPARE(body.readAll(), "");
        QCOMPARE(body.handedOver(), 2);
        QVERIFY(!body.isHandedOver());
    }

    void anEmptyOneIsAtItsEnd()
    {
        OneShotBody body({});
        QVERIFY(body.isHandedOver());
        QVERIFY(body.atEnd());
        char octet = 0;
        QCOMPARE(body.read(&octet, 1), -1);
        QVERIFY(!body.reset());
    }
};

QTEST_APPLESS_MAIN(TestOneShotBody)
#include "tst_oneshotbody.moc"
