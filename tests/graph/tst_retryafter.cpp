// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/grapherror.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Sendoff::Graph;

namespace {

const QDateTime now(QDate(2026, 11, 23), QTime(9, 0, 0), QTimeZone::utc());
constexpr qint64 none = -1;
constexpr qint64 day = 86'400'000;

} // namespace

class TestRetryAfter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsEveryFormAndNoGarbage_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("wait");
        const auto row = [](const char *value, qint64 wait) { QTest::newRow(value) << QByteArray(value) << wait; };

        row("0", 0);
        row("1", 1000);
        row("120", 120'000);
        row("007", 7000);
        row(" 5 ", 5000);
        row("\t9", 9000);
        row("2.128", 2128);
        row("0.5", 500);
        row("0.0", 0);
        row("0.0001", 1);
        row("1.0000", 1000);
        row("1.9999", 2000);
        row("1.00000000000000000000000000000000001", 1001);
        row("86399", 86'399'000);
        row("86400", day);
        row("86401", day);
        row("1000000000", day);
        row("99999999999999999999999999999999999999", day);
        row("86400.999", day);
        row("Mon, 23 Nov 2026 09:00:30 GMT", 30'000);
        row("Mon, 23 Nov 2026 09:00:00 GMT", 0);
        row("Mon, 23 Nov 2026 08:59:59 GMT", none);
        row("Thu, 01 Jan 1970 00:00:00 GMT", none);
        row("Tue, 24 Nov 2026 08:00:00 GMT", day - 3'600'000);
        row("Wed, 25 Nov 2026 09:00:00 GMT", day);
        row("Fri, 31 Dec 9999 23:59:59 GMT", day);
        row("Monday, 23-Nov-26 09:01:00 GMT", 60'000);
        row("Friday, 23-Nov-79 09:01:00 GMT", none); // 1979
        row("Sunday, 23-Nov-76 09:01:00 GMT", day); // 2076
        row("Mon Nov 23 09:00:10 2026", 10'000);
        row("Tue Dec  1 09:00:00 2026", day);
        row("Mon Nov  3 09:00:10 2026", none);
        row("Mon, 23 Nov 2026 09:00:60 GMT", 59'000); // leap second

        row("", none);
        row(" ", none);
        row("-1", none);
        row("-0", none);
        row("+5", none);
        row("5.", none);
        row(".5", none);
        row("1.2.3", none);
        row("1,5", none);
        row("1e9", none);
        row("0x10", none);
        row("5s", none);
        row("5 s", none);
        row("120, 240", none);
        row("NaN", none);
        row("inf", none);
        row("soon", none);
        row("\"5\"", none);
        row("\xD9\xA3", none); // an Arabic three
        row("Mon, 23 Nov 2026 09:00:30", none);
        row("Mon, 23 Nov 2026 09:00:30 UTC", none);
        row("Mon, 23 Nov 2026 09:00:30 +0000", none);
        row("Mon, 23 Nov 2026 25:00:30 GMT", none);
        row("Mon, 23 Nov 2026 09:60:30 GMT", none);
        row("Mon, 23 Nov 2026 09:00:61 GMT", none);
        row("Mon, 31 Feb 2027 09:00:30 GMT", none);
        row("Mon, 23 Nvo 2026 09:00:30 GMT", none);
        row("Mo, 23 Nov 2026 09:00:30 GMT", none);
        row("Mon, 3 Nov 2026 09:00:30 GMT", none);
        row("Mon, 23 Nov 26 09:00:30 GMT", none);
        row("Mon, 23 Nov 2026 09:00:30 GMT x", none);
        row("2026-11-23T09:00:30Z", none);
        row("Mon,", none);
        row("Mon", none);
        row("Monday", none);
        row("Mon, 23-Nov 2026 09:00:30 GMT", none);
    }
    void readsEveryFormAndNoGarbage()
    {
        QFETCH(QByteArray, value);
        const auto wait = readRetryAfter(value, now);
        QTEST(wait ? qint64(wait->count()) : none, "wait");
    }

    void aMegabyteOfAnythingEndsSoon()
    {
        for (const char c : {'9', '0', '.', ' ', 'M', '-', '\0', '\xFF'})
            QVERIFY(readRetryAfter(QByteArray(1'000'000, c), now).value_or(std::chrono::milliseconds(0))
                    <= std::chrono::hours(24));
    }

    void theTimeZoneOfNowDoesNotMatter()
    {
        const auto elsewhere = now.toTimeZone(QTimeZone(5 * 3600));
        QCOMPARE(readRetryAfter("Mon, 23 Nov 2026 09:00:30 GMT", elsewhere), std::chrono::milliseconds(30'000));
    }
};

QTEST_APPLESS_MAIN(TestRetryAfter)
#include "tst_retryafter.moc"
