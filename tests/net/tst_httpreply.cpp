// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpreply.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Sendoff::Net;

class TestHttpReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void tellsHowFarTheClocksAreApart_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<std::optional<int>>("ahead");
        const std::optional<int> none;
        QTest::newRow("the same") << "Mon, 01 Jun 2026 10:00:00 GMT"_ba << none;
        QTest::newRow("within tolerance") << "Mon, 01 Jun 2026 10:05:00 GMT"_ba << none;
        QTest::newRow("ahead") << "Mon, 01 Jun 2026 10:05:01 GMT"_ba << std::optional(301);
        QTest::newRow("behind") << "Mon, 01 Jun 2026 09:54:59 GMT"_ba << std::optional(-301);
        QTest::newRow("years behind") << "Thu, 01 Jan 1970 00:00:00 GMT"_ba << std::optional(-1780308000);
        QTest::newRow("blanks") << "  Mon, 01 Jun 2026 11:00:00 GMT "_ba << std::optional(3600);
        QTest::newRow("nothing") << ""_ba << none;
        QTest::newRow("garbage") << "yesterday"_ba << none;
        QTest::newRow("no such day") << "Mon, 31 Jun 2026 10:00:00 GMT"_ba << none;
        QTest::newRow("cut") << "Mon, 01 Jun 2026 10"_ba << none;
    }
    void tellsHowFarTheClocksAreApart()
    {
        QFETCH(QByteArray, date);
        QFETCH(std::optional<int>, ahead);
        HttpReply reply;
        reply.headers = {{"X-Date", "Mon, 01 Jun 2020 10:00:00 GMT"}, {"date", date}};
        const auto read = reply.clockAhead(QDateTime({2026, 6, 1}, {10, 0}, QTimeZone::utc()));
        QCOMPARE(read ? std::optional(int(read->count())) : std::nullopt, ahead);
    }

    void saysNothingWithoutATimeHere()
    {
        HttpReply reply;
        reply.headers = {{"Date", "Mon, 01 Jun 2026 10:00:00 GMT"}};
        QCOMPARE(reply.clockAhead({}), std::nullopt);
    }
};

QTEST_APPLESS_MAIN(TestHttpReply)
#include "tst_httpreply.moc"
