// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mime/plainversion.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using Sendoff::Mime::plainVersion;

class TestPlainVersion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void saysWhatTheHtmlSays_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char16_t *html, const char16_t *text) {
            QTest::newRow(name) << QString::fromUtf16(html) << QString::fromUtf16(text);
        };
        row("nothing", u"", u"");
        row("only tags", u"<p></p><br>", u"");
        row("text", u"a  b\n c", u"a b c\n");
        row("paragraphs", u"<p>a</p>\n<p>b</p>", u"a\n\nb\n");
        row("break", u"a<br>b<BR/>c", u"a\nb\nc\n");
        row("div", u"<div>a</div><div>b</div>", u"a\nb\n");
        row("list", u"<p>x</p><ul><li>a<li>b</ul><p>y</p>", u"x\n\n- a\n- b\n\ny\n");
        row("table", u"<table><tr><td>a<td>b</tr><tr><th>c</table>", u"a\tb\nc\n");
        row("link", u"<a href=\"https://x.example/?a=1&amp;b=2\">here</a>.", u"here <https://x.example/?a=1&b=2>.\n");
        row("bare link", u"<a href='https://x.example'>https://x.example</a>", u"https://x.example\n");
        row("mail link", u"<a href=mailto:a@b.example>a@b.example</a>", u"a@b.example\n");
        row("empty link", u"<a href='https://x.example'></a>", u"<https://x.example>\n");
        row("anchor", u"<a href='#top'>up</a> <a name=x>y</a>", u"up y\n");
        row("picture", u"<img alt='A &amp; B' src=cid:x>", u"A & B\n");
        row("entities", u"&lt;b&gt; &#228;&#xE4;&auml; &unknown; &", u"<b> \u00e4\u00e4\u00e4 &unknown; &\n");
        row("bad entities", u"&#0;&#xD800;&#x110000;&#99999999999;", u"&#0;&#xD800;&#x110000;&#99999999999;\n");
        row("hidden", u"<style>p{}</style><script>a<b</script>x<!-- <p>no -->y", u"xy\n");
        row("unclosed style", u"a<style>b", u"a\n");
        row("unclosed tag", u"a<b c", u"a\n");
        row("unclosed comment", u"a<!-- b", u"a\n");
        row("pre", u"<pre>a\n  b</pre>", u"a\n  b\n");
        row("stray close", u"a</a></li></p>b", u"a\n\nb\n");
    }
    void saysWhatTheHtmlSays()
    {
        QFETCH(QString, html);
        QTEST(plainVersion(html), "text");
    }

    void takesItsTimeInProportion()
    {
        // What is quadratic would not come to an end here.
        QVERIFY(plainVersion(u"<div><b>"_s.repeated(200'000)).isEmpty());
        QVERIFY(!plainVersion(u"&a"_s.repeated(500'000)).isEmpty());
        QVERIFY(!plainVersion(u"x<a href=y>"_s.repeated(100'000)).isEmpty());
        QVERIFY(!plainVersion(u"x<style></style>"_s.repeated(100'000)).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestPlainVersion)
#include "tst_plainversion.moc"
