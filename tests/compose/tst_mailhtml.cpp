// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/mailhtml.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTextCursor>
#include <QTextTable>

using namespace Qt::StringLiterals;
using namespace Sendoff::Compose;

namespace {

QString inside(const QString &mail)
{
    return mail.section(u"<body>"_s, 1).section(u"</body>"_s, 0, 0);
}

} // namespace

class TestMailHtml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void writesOnlyWhatIsSet_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *given, const char *html, const char *text) {
            QTest::newRow(name) << QString::fromUtf8(given) << QString::fromUtf8(html) << QString::fromUtf8(text);
        };
        row("a line", "<p>Hello</p>", "<p style=\"margin:0\">Hello</p>", "Hello");
        row("an empty line", "<p>a</p><p><br></p><p>b</p>",
            "<p style=\"margin:0\">a</p><p style=\"margin:0\"><br></p><p style=\"margin:0\">b</p>", "a\n\nb");
        row("marks", "<p><b>a</b> <i>b</i> <u>c</u> <s>d</s> x<sup>2</sup></p>",
            "<p style=\"margin:0\"><b>a</b> <i>b</i> <u>c</u> <s>d</s> x<sup>2</sup></p>", "a b c d x2");
        row("marks in marks", "<p><b>a<i>b</i></b></p>", "<p style=\"margin:0\"><b>a</b><b><i>b</i></b></p>", "ab");
        row("a link", "<p>see <a href=\"https://a.example/?x=1&amp;y=2\">this</a></p>",
            "<p style=\"margin:0\">see <a href=\"https://a.example/?x=1&amp;y=2\">this</a></p>",
            "see this <https://a.example/?x=1&y=2>");
        row("a link that says itself", "<p><a href=\"https://a.example\">https://a.example</a></p>",
            "<p style=\"margin:0\"><a href=\"https://a.example\">https://a.example</a></p>", "https://a.example");
        row("a heading", "<h2>News</h2>", "<h2>News</h2>", "News");
        row("a list", "<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>", "- a\n- b");
        row("lists in lists", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
            "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c");
        row("a quote", "<p>a</p><blockquote><p>b</p></blockquote><p>c</p>",
            "<p style=\"margin:0\">a</p><blockquote style=\"margin:0 0 0 8px;border-left:2px solid "
            "#999;padding-left:8px\"><p "
            "style=\"margin:0\">b</p></blockquote><p style=\"margin:0\">c</p>",
            "a\n> b\nc");
        row("a quote in a quote", "<blockquote><p>b</p><blockquote><p>a</p></blockquote><p>c</p></blockquote>",
            "<blockquote style=\"margin:0 0 0 8px;border-left:2px solid #999;padding-left:8px\"><p "
            "style=\"margin:0\">b</p>"
            "<blockquote style=\"margin:0 0 0 8px;border-left:2px solid #999;padding-left:8px\"><p "
            "style=\"margin:0\">a</p>"
            "</blockquote><p style=\"margin:0\">c</p></blockquote>",
            "> b\n>> a\n> c");
        row("a line after a table", "<table><tr><td>a</td></tr></table><p>b</p>",
            "<table style=\"border-collapse:collapse\"><tr><td style=\"border:1px solid #999;padding:2px "
            "6px\">a</td></tr></table>"
            "<p style=\"margin:0\">b</p>",
            "a\nb");
        row("a colour", "<p><span style=\"color:#c00000\">a</span></p>",
            "<p style=\"margin:0\"><span style=\"color:#c00000\">a</span></p>", "a");
        row("a size", "<p><span style=\"font-size:14pt\">a</span></p>",
            "<p style=\"margin:0\"><span style=\"font-size:14pt\">a</span></p>", "a");
        row("code", "<p>run <code>ls</code></p>", "<p style=\"margin:0\">run <code>ls</code></p>", "run ls");
        row("alignment", "<p align=\"center\">a</p>", "<p style=\"margin:0;text-align:center\">a</p>", "a");
        row("a picture", "<p><img src=\"cid:x@y\" width=\"40\" height=\"20\" alt=\"Logo\"></p>",
            "<p style=\"margin:0\"><img src=\"cid:x@y\" width=\"40\" height=\"20\" alt=\"Logo\"></p>", "[Logo]");
        row("special characters", "<p>a &lt; b &amp; &quot;c&quot;</p>",
            "<p style=\"margin:0\">a &lt; b &amp; &quot;c&quot;</p>", "a < b & \"c\"");
    }
    void writesOnlyWhatIsSet()
    {
        QFETCH(QString, given);
        MailDocument document;
        document.setMailHtml(given);
        QTEST(inside(mailHtml(document)), "html");
        QTEST(mailText(document), "text");
    }

    void whatWasWrittenIsReadTheSame_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *name : {"word", "excel", "libreoffice", "webpage", "outlook"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void whatWasWrittenIsReadTheSame()
    {
        QFETCH(QString, file);
        MailDocument document;
        document.setMailHtml(fixture(file), HtmlOrigin::Foreign);
        const QString once = mailHtml(document);
        QVERIFY(!mailText(document).trimmed().isEmpty());
        MailDocument again;
        again.setMailHtml(once);
        QCOMPARE(mailHtml(again), once);
        MailDocument third;
        third.setMailHtml(mailHtml(again));
        QCOMPARE(mailHtml(third), once);
        QCOMPARE(mailText(again), mailText(document));
        for (const char16_t *word : {u"qt-", u"font-family", u"javascript", u"tracker", u"file:", u"class"})
            QVERIFY2(!once.contains(QString::fromUtf16(word)), qPrintable(once));
    }

    void keepsTables()
    {
        MailDocument document;
        document.setMailHtml(fixture(u"excel"_s), HtmlOrigin::Foreign);
        const QString html = mailHtml(document);
        QVERIFY2(
            html.contains(u"<td colspan=\"2\" style=\"border:1px solid #999;padding:2px 6px\">Total &lt; 10</td>"_s),
            qPrintable(html));
        QCOMPARE(mailText(document).trimmed(), u"Item | Price\nPaper | 4,50 €\nTotal < 10"_s);
    }

    void runsOfSpacesStay()
    {
        MailDocument document;
        QTextCursor(&document).insertText(u"  a  b \tc "_s);
        QCOMPARE(inside(mailHtml(document)),
                 u"<p style=\"margin:0\">&nbsp; a &nbsp;b &nbsp;&nbsp;&nbsp; c&nbsp;</p>"_s);
    }

    void plainIsWhatTextCanSay_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<bool>("plain");
        QTest::newRow("lines") << u"<p>a</p><p>b</p>"_s << true;
        QTest::newRow("nothing") << QString() << true;
        QTest::newRow("bold") << u"<p>a <b>b</b></p>"_s << false;
        QTest::newRow("a list") << u"<ul><li>a</li></ul>"_s << false;
        QTest::newRow("a table") << u"<table><tr><td>a</td></tr></table>"_s << false;
        QTest::newRow("a link") << u"<p><a href=\"https://a.example\">x</a></p>"_s << false;
        QTest::newRow("a link that is none") << u"<p><a href=\"javascript:x\">x</a></p>"_s << true;
        QTest::newRow("a rule") << u"<p>a</p><hr>"_s << false;
        QTest::newRow("a heading") << u"<h1>a</h1>"_s << false;
        QTest::newRow("a picture") << u"<p><img src=\"cid:a\"></p>"_s << false;
        QTest::newRow("a quote") << u"<blockquote>a</blockquote>"_s << false;
    }
    void plainIsWhatTextCanSay()
    {
        QFETCH(QString, html);
        MailDocument document;
        document.setMailHtml(html);
        QTEST(isPlain(document), "plain");
    }

    void showsOnlyThePicturesItWasGiven()
    {
        MailDocument document;
        QImage picture(4, 4, QImage::Format_RGB32);
        picture.fill(Qt::red);
        document.setPicture(u"a@b"_s, picture);
        document.setMailHtml(u"<p><img src=\"cid:a@b\"><img src=\"cid:gone\"></p>"_s);
        QCOMPARE(picturesIn(document), QStringList({u"a@b"_s, u"gone"_s}));
        QVERIFY(!document.resource(QTextDocument::ImageResource, QUrl(u"cid:a@b"_s)).value<QImage>().isNull());
        QVERIFY(
            document.resource(QTextDocument::ImageResource, QUrl(u"file:///etc/hostname"_s)).value<QImage>().isNull());
        QVERIFY(document.resource(QTextDocument::StyleSheetResource, QUrl(u"file:///etc/hostname"_s))
                    .toByteArray()
                    .isEmpty());
    }

    void rightToLeftSaysSo()
    {
        MailDocument document;
        QTextCursor(&document).insertText(u"שלום עולם"_s);
        QCOMPARE(inside(mailHtml(document)), u"<p dir=\"rtl\" style=\"margin:0\">שלום עולם</p>"_s);
    }

private:
    static QString fixture(const QString &name)
    {
        QFile file(QFINDTESTDATA("../fixtures/paste/") + name + u".html"_s);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
};

QTEST_MAIN(TestMailHtml)
#include "tst_mailhtml.moc"
