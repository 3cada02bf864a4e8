// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/symbol.h"
#include "gui/theme.h"
#include "samples.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(anyWarning()); }
    void contrastIsThatOfWcag();
    void everyColourCanBeRead_data();
    void everyColourCanBeRead();
    void darknessFollowsThePalette();
    void everySymbolIsDrawn();
    void svgThatIsNotOursIsRefused_data();
    void svgThatIsNotOursIsRefused();
    void tipsAreNeverMarkup();
};

namespace {

QPalette paletteOf(const QColor &base, const QColor &text)
{
    QPalette palette;
    palette.setColor(QPalette::Window, mix(base, text, 0.05));
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::WindowText, text);
    return palette;
}

} // namespace

void TestTheme::contrastIsThatOfWcag()
{
    QCOMPARE(qRound(contrast(Qt::black, Qt::white) * 100), 2100);
    QCOMPARE(qRound(contrast(QColor(0x77, 0x77, 0x77), Qt::white) * 100), 448);
    QCOMPARE(qRound(contrast(Qt::red, Qt::red) * 100), 100);
}

void TestTheme::everyColourCanBeRead_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << paletteOf(Qt::white, Qt::black);
    QTest::newRow("soft light") << paletteOf(QColor(0xfa, 0xf8, 0xf0), QColor(0x33, 0x33, 0x33));
    QTest::newRow("dark") << paletteOf(QColor(0x1f, 0x1f, 0x23), QColor(0xee, 0xee, 0xee));
    QTest::newRow("black") << paletteOf(Qt::black, Qt::white);
    QTest::newRow("high contrast") << paletteOf(Qt::black, Qt::yellow);
    QTest::newRow("middle grey") << paletteOf(QColor(0x60, 0x60, 0x60), QColor(0xf0, 0xf0, 0xf0));
    QTest::newRow("weak text") << paletteOf(QColor(0x2b, 0x2b, 0x2b), QColor(0x80, 0x80, 0x80));
}

void TestTheme::everyColourCanBeRead()
{
    QFETCH(QPalette, palette);
    const Theme theme(palette);
    const double enough = 4.5;
    for (const QColor &ink : {theme.text, theme.secondary, theme.accent, theme.good, theme.bad})
        QVERIFY2(contrast(ink, theme.base) >= enough, qUtf8Printable(ink.name()));
    QVERIFY(contrast(theme.onAccent, theme.accent) >= enough);
    QVERIFY(contrast(theme.text, theme.chip) >= enough);
    for (Notice::Kind kind :
         {Notice::Kind::Info, Notice::Kind::Warning, Notice::Kind::Error, Notice::Kind::Uncertain}) {
        const Tone tone = theme.tone(kind);
        QVERIFY(contrast(tone.text, tone.back) >= enough);
        QVERIFY(contrast(tone.strong, tone.back) >= enough);
    }
    QVERIFY(contrast(theme.practice().strong, theme.practice().back) >= enough);
}

void TestTheme::darknessFollowsThePalette()
{
    QVERIFY(!Theme(paletteOf(Qt::white, Qt::black)).dark);
    QVERIFY(Theme(paletteOf(Qt::black, Qt::white)).dark);
}

void TestTheme::everySymbolIsDrawn()
{
    QList<QImage> drawn;
    for (int i = 0; i < symbolCount; ++i) {
        QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        drawSymbol(painter, static_cast<Symbol>(i), QRectF(0, 0, 40, 40), Qt::black);
        painter.end();
        QFile file(symbolFile(static_cast<Symbol>(i)));
        QVERIFY2(file.open(QIODevice::ReadOnly), qUtf8Printable(file.fileName()));
        QVERIFY2(readGlyph(file), qUtf8Printable(file.fileName()));
        QVERIFY2(!drawn.contains(image), "drawn twice, or empty");
        drawn.append(image);
    }
}

void TestTheme::svgThatIsNotOursIsRefused_data()
{
    QTest::addColumn<QByteArray>("svg");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("nothing drawn") << QByteArray("<svg/>");
    QTest::newRow("not closed") << QByteArray("<svg><path d=\"M1 1 L2 2\"/>");
    QTest::newRow("relative path") << QByteArray("<svg><path d=\"m1 1 l2 2\"/></svg>");
    QTest::newRow("missing number") << QByteArray("<svg><path d=\"M1 L2 2\"/></svg>");
    QTest::newRow("word for number") << QByteArray("<svg><path d=\"M1 x\"/></svg>");
    QTest::newRow("text") << QByteArray("<svg><text>a</text></svg>");
    QTest::newRow("no radius") << QByteArray("<svg><circle cx=\"1\" cy=\"1\"/></svg>");
}

void TestTheme::svgThatIsNotOursIsRefused()
{
    QFETCH(QByteArray, svg);
    QBuffer buffer(&svg);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    QVERIFY(!readGlyph(buffer));
}

void TestTheme::tipsAreNeverMarkup()
{
    QCOMPARE(plainTip(u"<b>a</b>\nc & d"_s), u"<span>&lt;b&gt;a&lt;/b&gt;<br>c &amp; d</span>"_s);
    QCOMPARE(plainTip({}), QString());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
