// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/encodedword.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class EncodedWordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void wordsAreDecoded_data();
    void wordsAreDecoded();
    void brokenUtf8IsReplaced_data();
    void brokenUtf8IsReplaced();
    void aMegabyteTakesNoTime();
};

void EncodedWordTest::wordsAreDecoded_data()
{
    QTest::addColumn<QString>("coded");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << u"plain =? text"_s << u"plain =? text"_s;
    QTest::newRow("Q") << u"=?UTF-8?Q?caf=C3=A9_x?="_s << u"caf\u00E9 x"_s;
    QTest::newRow("B") << u"=?utf-8?b?w6Q=?="_s << u"\u00E4"_s;
    QTest::newRow("text around") << u"a =?utf-8?Q?b?= c"_s << u"a b c"_s;
    QTest::newRow("blank between two goes") << u"=?utf-8?Q?a?= \r\n =?utf-8?Q?b?="_s << u"ab"_s;
    QTest::newRow("blank between two charsets goes") << u"=?utf-8?Q?a?= =?iso-8859-1?Q?=E4?="_s << u"a\u00E4"_s;
    QTest::newRow("character cut in two") << u"=?utf-8?Q?=C3?= =?utf-8?Q?=A9?="_s << u"\u00E9"_s;
    QTest::newRow("no blank between") << u"=?utf-8?Q?a?==?utf-8?Q?b?="_s << u"ab"_s;
    QTest::newRow("Latin-1") << u"=?ISO-8859-1?Q?=E4?="_s << u"\u00E4"_s;
    QTest::newRow("Latin-9 euro") << u"=?iso-8859-15?Q?=A4?="_s << u"\u20AC"_s;
    QTest::newRow("windows-1252 euro") << u"=?windows-1252?Q?=80?="_s << u"\u20AC"_s;
    QTest::newRow("language") << u"=?utf-8*de?Q?a?="_s << u"a"_s;
    QTest::newRow("decoded once") << u"=?utf-8?Q?=3D=3Futf-8=3FQ=3Fx=3F=3D?="_s << u"=?utf-8?Q?x?="_s;
    QTest::newRow("unknown charset") << u"=?utf-7?Q?+AOk-?="_s << u"=?utf-7?Q?+AOk-?="_s;
    QTest::newRow("unknown coding") << u"=?utf-8?X?a?="_s << u"=?utf-8?X?a?="_s;
    QTest::newRow("broken Q") << u"=?utf-8?Q?=G1?="_s << u"=?utf-8?Q?=G1?="_s;
    QTest::newRow("broken B") << u"=?utf-8?B?*?="_s << u"=?utf-8?B?*?="_s;
    QTest::newRow("blank inside") << u"=?utf-8?Q?a b?="_s << u"=?utf-8?Q?a b?="_s;
    QTest::newRow("cut off") << u"=?utf-8?Q?a"_s << u"=?utf-8?Q?a"_s;
    QTest::newRow("empty") << u"=?utf-8?Q?\?=x"_s << u"x"_s;
}

void EncodedWordTest::wordsAreDecoded()
{
    QFETCH(QString, coded);
    QTEST(decodeWords(coded).text, "text");
    QVERIFY(!decodeWords(coded).damaged);
}

void EncodedWordTest::brokenUtf8IsReplaced_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("damaged");
    const auto row = [](const char *name, const char *octets, const QString &text, bool damaged) {
        QTest::newRow(name) << QByteArray(octets) << text << damaged;
    };
    row("good", "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", u"a\u00E9\u20AC\U0001F600"_s, false);
    row("lone tail", "x\x80y", u"x\uFFFDy"_s, true);
    row("two bad leads", "\xFF\xFE", u"\uFFFD\uFFFD"_s, true);
    row("cut off: one piece", "\xE2\x82", u"\uFFFD"_s, true);
    row("overlong slash", "\xC0\xAF", u"\uFFFD\uFFFD"_s, true);
    row("surrogate", "\xED\xA0\x80", u"\uFFFD\uFFFD\uFFFD"_s, true);
    row("beyond Unicode", "\xF4\x90\x80\x80", u"\uFFFD\uFFFD\uFFFD\uFFFD"_s, true);
    row("good after bad", "\xE2\x82\xC3\xA9", u"\uFFFD\u00E9"_s, true);
}

void EncodedWordTest::brokenUtf8IsReplaced()
{
    QFETCH(QByteArray, octets);
    QTEST(decodeUtf8(octets).text, "text");
    QTEST(decodeUtf8(octets).damaged, "damaged");
}

void EncodedWordTest::aMegabyteTakesNoTime()
{
    for (const QString &piece : {u"=?"_s, u"=?utf-8?Q?"_s, u"=?utf-8?Q?a?="_s, u"=?utf-8?Q?a?= "_s, u"? ="_s}) {
        const QString coded = piece.repeated(1'000'000 / piece.size());
        QVERIFY(decodeWords(coded).text.size() <= coded.size());
    }
    const QString blanks = u"=?utf-8?Q?a?="_s + QString(1'000'000, u' ');
    QCOMPARE(decodeWords(blanks).text.size(), 1'000'001);
}

QTEST_APPLESS_MAIN(EncodedWordTest)
#include "tst_encodedword.moc"
