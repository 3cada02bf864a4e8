// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/pkce.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Auth;

class TestPkce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void agreesWithTheRfc();
    void makesVerifiersOfTheRightForm();
    void neverRepeatsItself();
};

void TestPkce::agreesWithTheRfc()
{
    // RFC 7636, appendix B
    QCOMPARE(challengeFor("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
             QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

void TestPkce::makesVerifiersOfTheRightForm()
{
    SystemDice dice;
    static const QRegularExpression form(u"^[A-Za-z0-9._~-]{43,128}$"_s); // RFC 7636 4.1
    for (int i = 0; i < 1000; ++i) {
        const Pkce pkce = freshPkce(dice);
        QVERIFY(form.match(QString::fromLatin1(pkce.verifier.reveal())).hasMatch());
        QCOMPARE(pkce.verifier.reveal().size(), 64);
        QCOMPARE(pkce.challenge, challengeFor(pkce.verifier.reveal()));
    }
}

void TestPkce::neverRepeatsItself()
{
    constexpr int count = 10'000;
    SystemDice dice;
    QSet<QByteArray> states;
    QSet<QByteArray> verifiers;
    std::array<int, 256> octets{};
    for (int i = 0; i < count; ++i) {
        const QByteArray raw = dice.bytes(24);
        states.insert(raw);
        verifiers.insert(freshPkce(dice).verifier.reveal());
        for (const char octet : raw)
            ++octets[static_cast<unsigned char>(octet)];
    }
    QCOMPARE(states.size(), count);
    QCOMPARE(verifiers.size(), count);
    // Chi-square over the 256 values of an octet: 255 degrees of freedom, beyond 400 has a chance below one in a
    // hundred million.
    const double expected = 24.0 * count / 256;
    double chiSquare = 0;
    for (const int seen : octets)
        chiSquare += (seen - expected) * (seen - expected) / expected;
    QVERIFY2(chiSquare < 400, qPrintable(QString::number(chiSquare)));
}

QTEST_APPLESS_MAIN(TestPkce)
#include "tst_pkce.moc"
