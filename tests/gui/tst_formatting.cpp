// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bodyedit.h"
#include "gui/button.h"
#include "gui/composewindow.h"
#include "gui/formatbar.h"
#include "gui/formatting.h"
#include "gui/linkdialog.h"
#include "samples.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

namespace {

QString inside(const Body &body)
{
    return body.content.section(u"<body>"_s, 1).section(u"</body>"_s, 0, 0).remove(u" style=\"margin:0\""_s);
}

} // namespace

// Writing with formatting: keys, marks as one types, pasting, and what the mail becomes.
class TestFormatting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_edit = std::make_unique<BodyEdit>();
        m_edit->show();
    }
    void cleanup() { m_edit.reset(); }

    void plainTextStaysPlain()
    {
        const QString text = u"Dear Ben,\n\n-not a list\n2 * 3 * 4 and __init__.py at https://a.example **"_s;
        type(text);
        QCOMPARE(m_edit->body(), (Body{BodyKind::Text, text}));
    }

    void keysFormatWhatIsSelected_data()
    {
        QTest::addColumn<QKeyCombination>("keys");
        QTest::addColumn<QString>("html");
        const auto row = [](const char *name, QKeyCombination keys, const char *html) {
            QTest::newRow(name) << keys << QString::fromLatin1(html);
        };
        row("bold", Qt::CTRL | Qt::Key_B, "<p><b>words</b></p>");
        row("italic", Qt::CTRL | Qt::Key_I, "<p><i>words</i></p>");
        row("underline", Qt::CTRL | Qt::Key_U, "<p><u>words</u></p>");
        row("strike", Qt::CTRL | Qt::SHIFT | Qt::Key_X, "<p><s>words</s></p>");
        row("code", Qt::CTRL | Qt::Key_E, "<p><code>words</code></p>");
        row("heading", Qt::CTRL | Qt::ALT | Qt::Key_2, "<h2>words</h2>");
        row("bullets", Qt::CTRL | Qt::SHIFT | Qt::Key_8, "<ul><li>words</li></ul>");
        row("numbers", Qt::CTRL | Qt::SHIFT | Qt::Key_7, "<ol><li>words</li></ol>");
        row("quote", Qt::CTRL | Qt::SHIFT | Qt::Key_9,
            "<blockquote style=\"margin:0 0 0 8px;border-left:2px solid "
            "#999;padding-left:8px\"><p>words</p></blockquote>");
    }
    void keysFormatWhatIsSelected()
    {
        QFETCH(QKeyCombination, keys);
        type(u"words"_s);
        m_edit->selectAll();
        QTest::keyClick(m_edit.get(), keys.key(), keys.keyboardModifiers());
        QTEST(inside(m_edit->body()), "html");
        // The same keys take it away again.
        if (keys.key() != Qt::Key_2) {
            QTest::keyClick(m_edit.get(), keys.key(), keys.keyboardModifiers());
            QCOMPARE(m_edit->body(), (Body{BodyKind::Text, u"words"_s}));
            QTest::keyClick(m_edit.get(), keys.key(), keys.keyboardModifiers());
        }
        // And so does "remove formatting", and undo brings it back.
        QTest::keyClick(m_edit.get(), Qt::Key_Backslash, Qt::ControlModifier);
        QCOMPARE(m_edit->body(), (Body{BodyKind::Text, u"words"_s}));
    }

    void marksAreReadWhileTyping_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("html");
        const auto row = [](const char *name, const char *typed, const char *html) {
            QTest::newRow(name) << QString::fromUtf8(typed) << QString::fromUtf8(html);
        };
        row("bullets", "- one\ntwo\n\nafter", "<ul><li>one</li><li>two</li></ul><p>after</p>");
        row("stars", "* one", "<ul><li>one</li></ul>");
        row("numbers", "1. one\ntwo", "<ol><li>one</li><li>two</li></ol>");
        row("heading", "# Title\ntext", "<h1>Title</h1><p>text</p>");
        row("third heading", "### Title", "<h3>Title</h3>");
        row("quote", "> said\n\nanswer",
            "<blockquote style=\"margin:0 0 0 8px;border-left:2px solid "
            "#999;padding-left:8px\"><p>said</p></blockquote><p>answer</p>");
        row("rule", "a\n---\nb", "<p>a</p><hr><p>b</p>");
        row("code block", "```\nint x;\n\nafter", "<pre>int x;</pre><p>after</p>");
        row("bold", "a **strong** word", "<p>a <b>strong</b> word</p>");
        row("italic", "a *soft* word", "<p>a <i>soft</i> word</p>");
        row("code", "run `ls -l` now", "<p>run <code>ls -l</code> now</p>");
        row("strike", "~~old~~ new", "<p><s>old</s> new</p>");
    }
    void marksAreReadWhileTyping()
    {
        QFETCH(QString, typed);
        type(typed);
        QTEST(inside(m_edit->body()), "html");
    }

    void whatWasTypedComesBackWithUndo()
    {
        type(u"- "_s);
        QCOMPARE(inside(m_edit->body()), u"<ul><li><br></li></ul>"_s);
        QTest::keyClick(m_edit.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_edit->body(), (Body{BodyKind::Text, u"- "_s}));
    }

    void nothingIsReadIntoAPlainMail()
    {
        m_edit->setRich(false);
        type(u"- one\n**bold** # x"_s);
        QCOMPARE(m_edit->body(), (Body{BodyKind::Text, u"- one\n**bold** # x"_s}));
        QTest::keyClick(m_edit.get(), Qt::Key_B, Qt::ControlModifier);
        type(u"y"_s);
        QCOMPARE(m_edit->body().kind, BodyKind::Text);
    }

    void tabMovesItemsAndCells()
    {
        type(u"- a\nb"_s);
        QTest::keyClick(m_edit.get(), Qt::Key_Tab);
        QCOMPARE(inside(m_edit->body()), u"<ul><li>a<ul><li>b</li></ul></li></ul>"_s);
        QTest::keyClick(m_edit.get(), Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(inside(m_edit->body()), u"<ul><li>a</li><li>b</li></ul>"_s);
        m_edit->setText({});
        m_edit->format([this] { Formatting::insertTable(*m_edit, 1, 2); });
        type(u"x"_s);
        QTest::keyClick(m_edit.get(), Qt::Key_Tab);
        type(u"y"_s);
        QTest::keyClick(m_edit.get(), Qt::Key_Tab);
        type(u"z"_s);
        QCOMPARE(m_edit->body().content.count(u"<tr>"_s), 2);
        QVERIFY(m_edit->body().content.contains(u">z</td>"_s));
    }

    void backspaceMakesLessOfAParagraph()
    {
        type(u"- a"_s);
        QTest::keyClick(m_edit.get(), Qt::Key_Home);
        QTest::keyClick(m_edit.get(), Qt::Key_Backspace);
        QCOMPARE(m_edit->body(), (Body{BodyKind::Text, u"a"_s}));
    }

    void linksAreWhatPeopleMean_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("link");
        QTest::newRow("whole") << u"https://a.example/x?y=1"_s << u"https://a.example/x?y=1"_s;
        QTest::newRow("host") << u" a.example/x "_s << u"https://a.example/x"_s;
        QTest::newRow("mail") << u"ann@a.example"_s << u"mailto:ann@a.example"_s;
        QTest::newRow("phone") << u"tel:+4930123"_s << u"tel:+4930123"_s;
        QTest::newRow("script") << u"javascript:alert(1)"_s << QString();
        QTest::newRow("file") << u"file:///etc/passwd"_s << QString();
        QTest::newRow("path") << u"/etc/passwd"_s << QString();
        QTest::newRow("words") << u"see above"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void linksAreWhatPeopleMean()
    {
        QFETCH(QString, typed);
        QTEST(linkMeant(typed), "link");
    }

    void behindALinkOneWritesOnWithoutIt()
    {
        type(u"see "_s);
        m_edit->format([this] { QVERIFY(Formatting::setLink(*m_edit, u"this"_s, u"a.example"_s)); });
        type(u" now"_s);
        QCOMPARE(inside(m_edit->body()), u"<p>see <a href=\"https://a.example\">this</a> now</p>"_s);
        QTextCursor cursor = m_edit->textCursor();
        cursor.setPosition(6);
        m_edit->setTextCursor(cursor);
        QCOMPARE(Formatting::linkAt(*m_edit), u"https://a.example"_s);
        QCOMPARE(m_edit->textCursor().selectedText(), u"this"_s);
        Formatting::removeLink(*m_edit);
        QCOMPARE(m_edit->body(), (Body{BodyKind::Text, u"see this now"_s}));
    }

    void coloursAndSizesAreOnlyWhatWasChosen()
    {
        type(u"word"_s);
        m_edit->selectAll();
        m_edit->format([this] {
            Formatting::setColour(*m_edit, QColor(u"#b3261e"_s));
            Formatting::setSize(*m_edit, 1);
        });
        QCOMPARE(inside(m_edit->body()), u"<p><span style=\"color:#b3261e;font-size:14pt\">word</span></p>"_s);
        m_edit->format([this] {
            Formatting::setColour(*m_edit, {});
            Formatting::setSize(*m_edit, 0);
        });
        QCOMPARE(m_edit->body(), (Body{BodyKind::Text, u"word"_s}));
    }

    void aDarkThemeDoesNotLeak()
    {
        QPalette dark;
        dark.setColor(QPalette::Base, Qt::black);
        dark.setColor(QPalette::Text, Qt::white);
        m_edit->setPalette(dark);
        type(u"a **b** c"_s);
        QVERIFY(!m_edit->body().content.contains(u"color"_s));
        QVERIFY(!m_edit->body().content.contains(u"fff"_s));
    }

    void pastedFormattingIsCleaned()
    {
        auto *data = new QMimeData;
        data->setHtml(u"<p style='font-family:Wingdings;font-size:40pt'>Hello <b onclick='x()'>Ben</b> "
                      "<a href='javascript:x'>bad</a><img src='file:///etc/passwd'></p>"_s);
        paste(data);
        QCOMPARE(inside(m_edit->body()), u"<p>Hello <b>Ben</b> bad</p>"_s);
    }

    void pastedPlainHtmlIsText()
    {
        auto *data = new QMimeData;
        data->setHtml(u"<div style='color:black'>just words</div>"_s);
        data->setText(u"just words"_s);
        paste(data);
        QCOMPARE(m_edit->body(), (Body{BodyKind::Text, u"just words"_s}));
    }

    void pastedAsTextHasNoFormatting()
    {
        auto *data = new QMimeData;
        data->setHtml(u"<b>bold</b>"_s);
        data->setText(u"bold"_s);
        QApplication::clipboard()->setMimeData(data);
        m_edit->pasteText();
        QCOMPARE(m_edit->body(), (Body{BodyKind::Text, u"bold"_s}));
    }

    void whatIsCopiedCanBePasted()
    {
        type(u"- one\ntwo"_s);
        m_edit->selectAll();
        m_edit->copy();
        QVERIFY(QApplication::clipboard()->mimeData()->hasHtml());
        QCOMPARE(QApplication::clipboard()->text(), u"- one\n- two"_s);
        m_edit->setText({});
        QTest::keyClick(m_edit.get(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(inside(m_edit->body()), u"<ul><li>one</li><li>two</li></ul>"_s);
    }

    void otherHtmlIsShownAsItsSource()
    {
        const Body other{BodyKind::Html, u"<table class=news><tr><td bgcolor=red>x</td></tr></table>"_s};
        m_edit->setBody(other);
        QVERIFY(m_edit->isSource());
        QCOMPARE(m_edit->body(), other);
        QCOMPARE(m_edit->text(), other.content);
        QSignalSpy changed(m_edit.get(), &QTextEdit::textChanged);
        m_edit->showFormatted();
        QVERIFY(!m_edit->isSource());
        QVERIFY(changed.size() > 0);
        QVERIFY(!m_edit->body().content.contains(u"bgcolor"_s));
        QVERIFY(m_edit->body().content.contains(u">x</td>"_s));
    }

    void ownHtmlComesBackAsItWas()
    {
        type(u"# Title\nSome **bold** and\n- a\nb\n\n> said"_s);
        const Body written = m_edit->body();
        QCOMPARE(written.kind, BodyKind::Html);
        BodyEdit other;
        other.setBody(written);
        QVERIFY(!other.isSource());
        QCOMPARE(other.body(), written);
    }

    void toPlainTellsWhatIsLostFirst()
    {
        FakeDialogs dialogs;
        ComposeWindow window(dialogs);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *body = window.findChild<BodyEdit *>();
        auto *plain = window.findChild<QAction *>(u"actionPlain"_s);
        const QSignalSpy chosen(&window, &ComposeWindow::richChosen);
        body->setFocus();
        body->format([&] { Formatting::insertTable(*body, 1, 1); });
        dialogs.yes = false;
        plain->trigger();
        QCOMPARE(dialogs.asked.size(), 1);
        QVERIFY(body->isRich());
        QVERIFY(!plain->isChecked());
        dialogs.yes = true;
        plain->trigger();
        QVERIFY(!body->isRich());
        QVERIFY(plain->isChecked());
        QCOMPARE(window.message().body.kind, BodyKind::Text);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toBool(), false);
        plain->trigger();
        QCOMPARE(dialogs.asked.size(), 2);
        QVERIFY(body->isRich());
    }

    void theBarShowsWhatHoldsAtTheCursor()
    {
        FormatBar bar(*m_edit);
        type(u"a **b** c"_s);
        QTextCursor cursor = m_edit->textCursor();
        cursor.setPosition(3);
        m_edit->setTextCursor(cursor);
        QVERIFY(button(bar, u"Bold"_s)->isChecked());
        cursor.setPosition(1);
        m_edit->setTextCursor(cursor);
        QVERIFY(!button(bar, u"Bold"_s)->isChecked());
        button(bar, u"Bulleted list"_s)->click();
        QVERIFY(button(bar, u"Bulleted list"_s)->isChecked());
        QVERIFY(m_edit->body().content.contains(u"<ul>"_s));
        const QList<Button *> all = bar.findChildren<Button *>();
        for (const Button *each : all)
            QVERIFY2(!each->accessibleName().isEmpty() && !each->toolTip().isEmpty(), qPrintable(each->text()));
    }

    void theLinkDialogTakesOnlyWhatAMailMayHold()
    {
        LinkDialog dialog(u"words"_s, {});
        auto *address = dialog.findChildren<QLineEdit *>().constLast();
        QPushButton *insert = nullptr;
        for (QPushButton *each : dialog.findChildren<QPushButton *>())
            insert = each->text() == u"Insert" ? each : insert;
        QVERIFY(insert && !insert->isEnabled());
        address->setText(u"javascript:x"_s);
        QVERIFY(!insert->isEnabled());
        address->setText(u"a.example"_s);
        QVERIFY(insert->isEnabled());
    }

private:
    static Button *button(const QWidget &within, const QString &name)
    {
        const QList<Button *> all = within.findChildren<Button *>();
        for (Button *each : all) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    void type(const QString &text)
    {
        for (const QChar character : text) {
            if (character == u'\n')
                QTest::keyClick(m_edit.get(), Qt::Key_Return);
            else
                QTest::sendKeyEvent(QTest::Click, m_edit.get(), Qt::Key_unknown, QString(character), Qt::NoModifier);
        }
    }
    void paste(QMimeData *data)
    {
        QApplication::clipboard()->setMimeData(data);
        QTest::keyClick(m_edit.get(), Qt::Key_V, Qt::ControlModifier);
    }

    std::unique_ptr<BodyEdit> m_edit;
};

QTEST_MAIN(TestFormatting)
#include "tst_formatting.moc"
