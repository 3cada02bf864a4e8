// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/cleanhtml.h"
#include "compose/htmltokens.h"
#include "compose/mailhtml.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Compose;

class TestCleanHtml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void keepsWhatItKnows_data()
    {
        QTest::addColumn<QString>("foreign");
        QTest::addColumn<QString>("kept");
        const auto row = [](const char *name, const char *foreign, const char *kept) {
            QTest::newRow(name) << QString::fromUtf8(foreign) << QString::fromUtf8(kept);
        };
        row("text", "a < b &amp; c", "a &lt; b &amp; c");
        row("other names of the same", "<strong>a</strong><em>b</em><del>c</del><div>d</div>",
            "<b>a</b><i>b</i><s>c</s><p>d</p>");
        row("an unknown element", "<blink>a<o:p>b</o:p></blink>", "ab");
        row("a style that elements say", "<span style='font-weight:700; FONT-STYLE: italic'>a</span>",
            "<b><i>a</i></b>");
        row("bold in bold", "<b style='font-weight:bold'>a</b>", "<b>a</b>");
        row("underlined links are links", "<a href='https://a.example' style='text-decoration:underline'>x</a>",
            "<a href=\"https://a.example\">x</a>");
        row("a colour that tells", "<font color=red>a</font>", "<span style=\"color:#ff0000\">a</span>");
        row("black is not a colour", "<span style='color:rgb(0,0,0)'>a</span>", "a");
        row("too light to be read", "<span style='color:#ffffcc'>a</span>", "a");
        row("sizes and fonts are somebody else's", "<font face=Arial size=7 style='font-size:40pt'>a</font>", "a");
        row("alignment", "<p align=center>a</p><center>b</center>",
            "<p align=\"center\">a</p><p align=\"center\">b</p>");
        row("direction", "<p dir=RTL>a</p>", "<p dir=\"rtl\">a</p>");
        row("paragraphs end where the next begins", "<p>a<p>b", "<p>a</p><p>b</p>");
        row("closed in order", "<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c");
        row("a stray end", "a</b></table>b", "ab");
        row("a stray end in a table", "<table><tr><td>a</b></p>b</td></tr></table>",
            "<table><tr><td>ab</td></tr></table>");
        row("spans of cells", "<table><tr><td colspan=2 rowspan=0>a</td></tr></table>",
            "<table><tr><td colspan=\"2\">a</td></tr></table>");
        row("absurd spans", "<table><tr><td colspan=2147483648 rowspan=99999>a</td></tr></table>",
            "<table><tr><td rowspan=\"1000\">a</td></tr></table>");
        row("white space in a table", "<table> <tr>\n <td>a</td>\n</tr> </table>",
            "<table><tr><td>a</td></tr></table>");
        row("a picture of the mail", "<img src=CID:a@b width=10 height=-1 alt='A \"logo\"'>",
            "<img src=\"cid:a@b\" width=\"10\" alt=\"A &quot;logo&quot;\">");
        row("a picture from elsewhere", "<img src=https://a.example/p.gif alt='A chart'>", "A chart");
        row("entities", "&euro;&#8364;&#x20AC;&#150;&unknown;&amp", "€€€–&amp;unknown;&amp;amp");
        row("a comment, and one that never ends", "a<!-- <b> -->b<!-- c", "ab");
        row("script and style", "a<script>if (a<b) '</b>'</script><style>p{}</style>b", "ab");
        row("a form", "<form>a<input value=x><select><option>y</select></form>", "a");
        row("a quote", "<blockquote>a<p>b</p><blockquote><b>c</b></blockquote></blockquote>",
            "<blockquote><p style=\"-qt-block-indent:1\">a</p><p style=\"-qt-block-indent:1\">b</p><blockquote><p "
            "style=\"-qt-block-indent:2\"><b>c</b></p></blockquote></blockquote>");
        row("hr", "<b>a<hr>b</b>", "<b>a</b><hr>b");
    }
    void keepsWhatItKnows()
    {
        QFETCH(QString, foreign);
        QTEST(cleanHtml(foreign), "kept");
    }

    void refusesAddresses_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address :
             {"javascript:alert(1)", " java\nscript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "file:///etc/passwd",
              "/relative", "//host/x", "vbscript:x", "", "https://[bad", "about:blank", "cid:x"})
            QTest::newRow(address) << QString::fromLatin1(address);
    }
    void refusesAddresses()
    {
        QFETCH(QString, address);
        QCOMPARE(cleanHtml(u"<a href=\""_s + address.toHtmlEscaped() + u"\">x</a>"_s), u"x"_s);
    }

    void nothingHarmfulComesThrough_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *name : {"word", "excel", "libreoffice", "webpage", "outlook"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void nothingHarmfulComesThrough()
    {
        QFETCH(QString, file);
        const QString clean = cleanHtml(fixture(file));
        for (const char16_t *word : {u"script", u"file:", u"tracker", u"evil", u"class", u"mso", u"style=\"f",
                                     u"onclick", u"<o:", u"font", u"<!", u"typed", u"drawn", u"never", u"url("})
            QVERIFY2(!clean.contains(QString::fromUtf16(word), Qt::CaseInsensitive), qPrintable(clean));
    }

    void listsOfWordBecomeLists()
    {
        const QString clean = cleanHtml(fixture(u"word"_s)).remove(u'\n');
        QVERIFY2(clean.contains(u"<ul><li>Order paper<ul><li>white</li></ul></li><li>Print</li></ul>"_s),
                 qPrintable(clean));
        QVERIFY2(clean.contains(u"<ol><li>First</li></ol>"_s), qPrintable(clean));
        QVERIFY2(clean.contains(u"<h1>Plan for June</h1>"_s), qPrintable(clean));
        QVERIFY2(clean.contains(u"<span style=\"color:#c00000\">red</span>"_s), qPrintable(clean));
        QVERIFY(!clean.contains(u'·'));
    }

    void neverTakesLongNorGrowsDeep_data()
    {
        QTest::addColumn<QString>("foreign");
        QTest::newRow("100,000 open") << u"<div><b><table>"_s.repeated(33'000);
        QTest::newRow("100,000 unclosed links") << u"<a href='https://a.example'>"_s.repeated(100'000);
        QTest::newRow("100,000 stray ends") << u"</p></td>"_s.repeated(50'000);
        QTest::newRow("one tag that never ends") << u"<p "_s + u"a=b "_s.repeated(100'000);
        QTest::newRow("only <") << u"<"_s.repeated(200'000);
        QTest::newRow("only &") << u"&"_s.repeated(200'000);
        QTest::newRow("unclosed style") << u"<style>"_s + u"x"_s.repeated(200'000);
        QTest::newRow("Word lists for ever") << u"<p style='mso-list:l0 level9 lfo1'>x"_s.repeated(20'000);
    }
    void neverTakesLongNorGrowsDeep()
    {
        QFETCH(QString, foreign);
        const QString clean = cleanHtml(foreign);
        qsizetype depth = 0;
        qsizetype deepest = 0;
        HtmlTokens tokens(clean);
        while (const auto token = tokens.next()) {
            if (token->kind == HtmlToken::Kind::Start && token->text != u"hr" && token->text != u"br")
                deepest = std::max(deepest, ++depth);
            if (token->kind == HtmlToken::Kind::End)
                --depth;
        }
        QCOMPARE(depth, 0);
        QVERIFY(deepest <= 80);
    }

private:
    static QString fixture(const QString &name)
    {
        QFile file(QFINDTESTDATA("../fixtures/paste/") + name + u".html"_s);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
};

QTEST_APPLESS_MAIN(TestCleanHtml)
#include "tst_cleanhtml.moc"
