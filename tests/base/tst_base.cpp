// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/dice.h"
#include "base/log.h"
#include "base/overloaded.h"
#include "base/result.h"
#include "base/secret.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class BaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void resultIsAValueOrAReason()
    {
        const Result<int, QString> good = 7;
        QVERIFY(good);
        QCOMPARE(good.value(), 7);
        const Result<int, QString> bad = Failure{u"no"_s};
        QVERIFY(!bad);
        QCOMPARE(bad.error(), u"no"_s);
        // The same type on both sides must not blur which side it is.
        const Result<QString, QString> failed = Failure{u"reason"_s};
        QVERIFY(!failed);
    }

    void resultGivesItsValueAway()
    {
        Result<std::unique_ptr<int>, int> result = std::make_unique<int>(3);
        const std::unique_ptr<int> taken = std::move(result).value();
        QCOMPARE(*taken, 3);
    }

    void secretPrintsNothingOfItself()
    {
        QString printed;
        QDebug(&printed) << Secret("hunter2-token");
        QVERIFY2(!printed.contains(u"hunter2"), qPrintable(printed));
        QDebug(&printed) << Secret();
        QVERIFY(printed.contains(u"Secret()"));
    }

    void copiesOfASecretLiveOnWhenOneIsWiped()
    {
        Secret secret(QByteArray("canary-") + QByteArray::number(7));
        const Secret copy = secret;
        secret = Secret();
        QVERIFY(secret.isEmpty());
        QCOMPARE(copy.reveal(), QByteArray("canary-7"));
    }

    void secretsMove()
    {
        Secret one("abc");
        const Secret two = std::move(one);
        QCOMPARE(two.reveal(), QByteArray("abc"));
        QVERIFY(one.isEmpty()); // NOLINT(bugprone-use-after-move): that is what is tested
    }

    void uuidsAreVersionFourAndDistinct()
    {
        SystemDice dice;
        QSet<QString> seen;
        for (int i = 0; i < 10'000; ++i) {
            const QString text = dice.uuid();
            const QUuid uuid(text);
            QCOMPARE(uuid.version(), QUuid::Random);
            QCOMPARE(uuid.variant(), QUuid::DCE);
            QCOMPARE(text, text.toLower());
            QVERIFY(!text.contains(u'{'));
            seen.insert(text);
        }
        QCOMPARE(seen.size(), 10'000);
    }

    void urlSafeTextHasTheAskedEntropy_data()
    {
        QTest::addColumn<int>("octets");
        QTest::addColumn<int>("characters");
        QTest::newRow("state") << 24 << 32;
        QTest::newRow("verifier of RFC 7636") << 32 << 43;
        QTest::newRow("odd length") << 17 << 23;
    }
    void urlSafeTextHasTheAskedEntropy()
    {
        QFETCH(int, octets);
        QFETCH(int, characters);
        SystemDice dice;
        QSet<QByteArray> seen;
        for (int i = 0; i < 2'000; ++i) {
            const QByteArray text = dice.urlSafe(octets);
            QCOMPARE(text.size(), characters);
            QVERIFY(QRegularExpression(u"^[A-Za-z0-9_-]+$"_s).match(QString::fromLatin1(text)).hasMatch());
            seen.insert(text);
        }
        QCOMPARE(seen.size(), 2'000);
    }

    void diceReachesEveryOctet()
    {
        // Each of the 17 places takes (nearly) all 256 values in 20,000 throws: no tail is left unfilled.
        SystemDice dice;
        QList<QSet<char>> values(17);
        for (int i = 0; i < 20'000; ++i) {
            const QByteArray octets = dice.bytes(17);
            for (qsizetype at = 0; at < octets.size(); ++at)
                values[at].insert(octets[at]);
        }
        for (const QSet<char> &place : std::as_const(values))
            QCOMPARE(place.size(), 256);
    }

    void rollStaysBelowOne()
    {
        SystemDice dice;
        for (int i = 0; i < 10'000; ++i) {
            const double roll = dice.roll();
            QVERIFY(roll >= 0.0 && roll < 1.0);
        }
    }

    void monotonicTimeNeverGoesBack()
    {
        const SystemClock clock;
        auto last = clock.monotonic();
        for (int i = 0; i < 1'000; ++i) {
            const auto now = clock.monotonic();
            QVERIFY(now >= last);
            last = now;
        }
        QCOMPARE(clock.now().timeSpec(), Qt::UTC);
    }

    void foreignTextStaysOnItsLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line");
        QTest::newRow("plain") << u"all is well"_s << u"all is well"_s;
        QTest::newRow("line breaks") << u"a\r\nb\u2028c\u2029d"_s << u"a..b.c.d"_s;
        QTest::newRow("terminal escape") << u"\x1b]0;owned\a"_s << u".]0;owned."_s;
        QTest::newRow("C1 control") << u"a\u009b31mb"_s << u"a.31mb"_s;
        QTest::newRow("right-to-left override") << u"fdp\u202eexe"_s << u"fdp.exe"_s;
        QTest::newRow("zero width") << u"pay\u200bpal"_s << u"pay.pal"_s;
        QTest::newRow("letters of all scripts stay") << u"Grüße 你好 שלום"_s << u"Grüße 你好 שלום"_s;
    }
    void foreignTextStaysOnItsLine()
    {
        QFETCH(QString, text);
        QTEST(forLog(text), "line");
    }

    void longForeignTextIsCut() { QCOMPARE(forLog(QString(5'000, u'x'), 10), u"xxxxxxxxxx…"_s); }

    void overloadedPicksTheAlternative()
    {
        const std::variant<int, QString> value = u"word"_s;
        QCOMPARE(std::visit(Overloaded{[](int) { return 1; }, [](const QString &) { return 2; }}, value), 2);
    }
};

QTEST_APPLESS_MAIN(BaseTest)
#include "tst_base.moc"
