// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/button.h"
#include "gui/draftswindow.h"
#include "gui/messagebar.h"
#include "gui/plaintext.h"
#include "gui/versionsdialog.h"
#include "samples.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

// The list of drafts, and the earlier versions of one.
class TestDraftsWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void noDraftsAreExplained();
    void aRowTellsWhoWhatAndWhen();
    void openingDeletingAndVersionsAreAskedFor();
    void deletionsAreUndoneTheLatestFirst();
    void nothingIsSaidToBeDeletedBeforeItIs();
    void choiceSurvivesChanges();
    void theSearchLooksIntoTexts();
    void severalAreDeletedTogether();
    void foreignTextIsNotMarkup();
    void everythingHasAName();
    void versionsShowTheirText();
    void aVersionIsTakenBackOrCopied();
    void htmlLosesItsTags_data();
    void htmlLosesItsTags();
    void hugeHtmlIsReadOverQuickly();

private:
    static Button *button(const QWidget *in, const QString &text);
    QListView *list() const { return m_window->findChild<QListView *>(); }
    QString row(int number) const { return list()->model()->index(number, 0).data(Qt::AccessibleTextRole).toString(); }

    FakeDialogs m_dialogs;
    QList<Compose::DraftSummary> m_drafts;
    std::unique_ptr<DraftsWindow> m_window;
    std::unique_ptr<VersionsDialog> m_dialog;
};

void TestDraftsWindow::init()
{
    QTest::failOnWarning(anyWarning());
    Message bare;
    bare.subject = u"Remember the milk"_s;
    Message letter = offer();
    letter.body.content = u"Dear Ben,\nnow or never."_s;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_drafts = {{u"a"_s, letter, work().id, now},
                {u"b"_s, bare, work().id, now.addSecs(-3600)},
                {u"c"_s, offer(), work().id, now.addDays(-400)}};
    m_window = std::make_unique<DraftsWindow>(m_dialogs);
    m_window->setAttribute(Qt::WA_DeleteOnClose, false);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_dialog = std::make_unique<VersionsDialog>();
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
}

void TestDraftsWindow::cleanup()
{
    m_window.reset();
    m_dialog.reset();
}

Button *TestDraftsWindow::button(const QWidget *in, const QString &text)
{
    const QList<Button *> all = in->findChildren<Button *>();
    for (Button *each : all) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

void TestDraftsWindow::noDraftsAreExplained()
{
    QSignalSpy compose(m_window.get(), &DraftsWindow::newMessageRequested);
    QVERIFY(!button(m_window.get(), u"Write a mail"_s)); // nobody knows yet whether there are any
    m_window->setDrafts({});
    QVERIFY(!list()->isVisible());
    QVERIFY(!button(m_window.get(), u"Open"_s));
    QTest::mouseClick(button(m_window.get(), u"Write a mail"_s), Qt::LeftButton);
    QCOMPARE(compose.size(), 1);
}

void TestDraftsWindow::aRowTellsWhoWhatAndWhen()
{
    m_window->setDrafts(m_drafts);
    for (const QString &part : {u"Ben Ode, Carla Fink, carl@"_s, u"Offer for June"_s, u"now or never"_s,
                                u"2 attachments"_s, timeInWords(m_drafts.front().saved)})
        QVERIFY2(row(0).contains(part), qUtf8Printable(row(0) + u" lacks "_s + part));
    QVERIFY2(row(1).contains(u"No recipient yet"), qUtf8Printable(row(1)));
    QVERIFY2(!row(2).contains(timeInWords(m_drafts.at(2).saved)), qUtf8Printable(row(2))); // another day
}

void TestDraftsWindow::openingDeletingAndVersionsAreAskedFor()
{
    QSignalSpy open(m_window.get(), &DraftsWindow::openRequested);
    QSignalSpy gone(m_window.get(), &DraftsWindow::deleteRequested);
    QSignalSpy versions(m_window.get(), &DraftsWindow::versionsRequested);
    m_window->setDrafts(m_drafts);
    QCOMPARE(m_window->chosen(), QStringList{u"a"_s}); // so that Enter opens the latest
    QTest::keyClick(list(), Qt::Key_Return);
    QTest::mouseClick(button(m_window.get(), u"Open"_s), Qt::LeftButton);
    QCOMPARE(open.size(), 2);
    QCOMPARE(open.back().front().toString(), u"a"_s);
    QTest::mouseClick(button(m_window.get(), u"Versions…"_s), Qt::LeftButton);
    QCOMPARE(versions.back().front().toString(), u"a"_s);
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(gone.back().front().toStringList(), QStringList{u"b"_s});
    QVERIFY(m_dialogs.asked.isEmpty()); // it can be undone
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(20, 20), list()->mapToGlobal(QPoint(20, 20)));
    QCoreApplication::sendEvent(list(), &event);
    auto *menu = m_window->findChild<QMenu *>();
    QCOMPARE(menu->actions().size(), 3);
    menu->close();
}

void TestDraftsWindow::deletionsAreUndoneTheLatestFirst()
{
    QSignalSpy undo(m_window.get(), &DraftsWindow::undoRequested);
    m_window->setDrafts({m_drafts.at(2)});
    m_window->showDeleted({u"a"_s});
    m_window->showDeleted({u"b"_s, u"x"_s});
    auto *stack = m_window->findChild<MessageStack *>();
    QCOMPARE(stack->bar(u"deleted"_s)->notice().text, u"2 drafts deleted"_s);
    QTest::mouseClick(button(m_window.get(), u"Undo"_s), Qt::LeftButton);
    QCOMPARE(undo.back().front().toStringList(), (QStringList{u"b"_s, u"x"_s}));
    QCOMPARE(stack->bar(u"deleted"_s)->notice().text, u"Draft deleted"_s);
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(undo.back().front().toStringList(), QStringList{u"a"_s});
    QVERIFY(!stack->bar(u"deleted"_s));
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(undo.size(), 2);
    // The last one, too, when there is no list any more.
    m_window->setDrafts({});
    m_window->showDeleted({u"c"_s});
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(undo.size(), 3);
}

void TestDraftsWindow::nothingIsSaidToBeDeletedBeforeItIs()
{
    m_window->setDrafts(m_drafts);
    QTest::mouseClick(button(m_window.get(), u"Delete"_s), Qt::LeftButton);
    QVERIFY(!m_window->findChild<MessageStack *>());
    QCOMPARE(list()->model()->rowCount(), 3);
    m_window->showStoreError({Store::StoreError::Kind::ReadOnly, {}, {}});
    QCOMPARE(m_window->findChild<MessageStack *>()->bars().front()->notice().kind, Notice::Kind::Error);
}

void TestDraftsWindow::choiceSurvivesChanges()
{
    m_window->setDrafts(m_drafts);
    QTest::keyClick(list(), Qt::Key_Down);
    QCOMPARE(m_window->chosen(), QStringList{u"b"_s});
    m_drafts.move(1, 0);
    m_window->setDrafts(m_drafts);
    QCOMPARE(m_window->chosen(), QStringList{u"b"_s});
    m_drafts.removeFirst();
    m_window->setDrafts(m_drafts);
    QCOMPARE(m_window->chosen(), QStringList{u"a"_s}); // the one that took its place
    QTest::keyClick(list(), Qt::Key_Down);
    QCOMPARE(m_window->chosen(), QStringList{u"c"_s});
}

void TestDraftsWindow::theSearchLooksIntoTexts()
{
    m_window->setDrafts(m_drafts);
    auto *search = m_window->findChild<QLineEdit *>(u"search"_s);
    const auto found = [&](const QString &words) {
        search->setText(words);
        return list()->model()->rowCount();
    };
    QCOMPARE(found(u"never"_s), 1);
    QCOMPARE(found(u"CARLA offer"_s), 2);
    QCOMPARE(found(u"milk"_s), 1);
    QCOMPARE(found(u"zebra"_s), 0);
    QTest::mouseClick(button(m_window.get(), u"Clear the search"_s), Qt::LeftButton);
    QCOMPARE(list()->model()->rowCount(), 3);
}

void TestDraftsWindow::severalAreDeletedTogether()
{
    QSignalSpy gone(m_window.get(), &DraftsWindow::deleteRequested);
    QSignalSpy open(m_window.get(), &DraftsWindow::openRequested);
    m_window->setDrafts(m_drafts);
    list()->selectAll();
    QVERIFY(!button(m_window.get(), u"Open"_s)->isEnabled());
    QTest::mouseClick(button(m_window.get(), u"Delete 3 drafts"_s), Qt::LeftButton);
    QCOMPARE(gone.back().front().toStringList(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QTest::keyClick(list(), Qt::Key_Return);
    QVERIFY(open.isEmpty());
}

void TestDraftsWindow::foreignTextIsNotMarkup()
{
    Message message;
    message.subject = u"<b>x</b>"_s;
    message.recipients.to = {person(u"<img src='file:///etc/passwd'>"_s, u"a@example.org"_s)};
    message.body.content = u"<img src='https://example.org/x.png'>"_s;
    m_dialog->setVersions({{1, QDateTime::currentDateTimeUtc(), message}});
    m_dialog->show();
    const QList<QLabel *> labels = m_dialog->findChildren<QLabel *>() + m_window->findChildren<QLabel *>();
    for (const QLabel *each : labels)
        QCOMPARE(each->textFormat(), Qt::PlainText);
    QCOMPARE(m_dialog->findChild<QPlainTextEdit *>()->toPlainText(), message.body.content);
}

void TestDraftsWindow::everythingHasAName()
{
    m_window->setDrafts(m_drafts);
    m_dialog->setVersions({{1, QDateTime::currentDateTimeUtc(), offer()}});
    m_dialog->show();
    const QList<QWidget *> all = m_window->findChildren<QWidget *>() + m_dialog->findChildren<QWidget *>();
    for (const QWidget *each : all) {
        const bool reached = each->focusPolicy() != Qt::NoFocus && each->isVisible();
        if (reached && !each->objectName().startsWith(u"qt_") && !qobject_cast<const QSplitter *>(each))
            QVERIFY2(!each->accessibleName().isEmpty(), qUtf8Printable(each->objectName()));
    }
}

void TestDraftsWindow::versionsShowTheirText()
{
    m_dialog->show();
    QVERIFY(!button(m_dialog.get(), u"Take this version back"_s)->isEnabled());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Message early = offer();
    early.body.content = u"Dear Ben"_s;
    m_dialog->setVersions({{4, now.addSecs(-300), early}, {9, now, offer()}});
    auto *list = m_dialog->findChild<QListView *>();
    auto *text = m_dialog->findChild<QPlainTextEdit *>();
    QCOMPARE(list->model()->rowCount(), 2);
    QVERIFY(text->toPlainText().contains(u"the gate is")); // the newest
    QVERIFY(text->isReadOnly());
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(text->toPlainText(), u"Dear Ben"_s);
    QVERIFY(list->model()->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"8 characters"));
    m_dialog->setVersions({{4, now.addSecs(-300), early}, {9, now, offer()}, {10, now, {}}});
    QCOMPARE(text->toPlainText(), u"Dear Ben"_s); // still the chosen one
}

void TestDraftsWindow::aVersionIsTakenBackOrCopied()
{
    QSignalSpy taken(m_dialog.get(), &VersionsDialog::takeBackRequested);
    m_dialog->setVersions({{7, QDateTime::currentDateTimeUtc(), offer()}});
    m_dialog->show();
    QTest::mouseClick(button(m_dialog.get(), u"Copy text"_s), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), offer().body.content);
    QTest::mouseClick(button(m_dialog.get(), u"Take this version back"_s), Qt::LeftButton);
    QCOMPARE(taken.back().front().toLongLong(), 7);
}

void TestDraftsWindow::htmlLosesItsTags_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("words");
    QTest::newRow("paragraphs") << u"<p>One</p><p>Two <b>bold</b></p>"_s << u"One\nTwo bold\n"_s;
    QTest::newRow("line breaks") << u"One<br/>Two"_s << u"One\nTwo"_s;
    QTest::newRow("entities") << u"a &amp; b &lt;c&gt; &#228; &#xE4; &unknown; &"_s << u"a & b <c> ä ä &unknown; &"_s;
    QTest::newRow("head and style") << u"<head><title>T</title><style>p{}</style></head><body>x"_s << u"x"_s;
    QTest::newRow("script") << u"x<SCRIPT>alert('<b>')</SCRIPT>y"_s << u"xy"_s;
    QTest::newRow("comment") << u"x<!-- > <b> -->y"_s << u"xy"_s;
    QTest::newRow("unfinished tag") << u"x<img src='file:///etc/passwd"_s << u"x"_s;
    QTest::newRow("unfinished style") << u"x<style>p{"_s << u"x"_s;
    QTest::newRow("unfinished comment") << u"x<!-- y"_s << u"x"_s;
    QTest::newRow("picture") << u"<img src='https://example.org/a.png' alt='a'>x"_s << u"x"_s;
    QTest::newRow("blanks") << u"a \n\t b"_s << u"a b"_s;
    QTest::newRow("bad number") << u"&#xD800; &#99999999; &#;"_s << u"&#xD800; &#99999999; &#;"_s;
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("only <") << u"<"_s << QString();
}

void TestDraftsWindow::htmlLosesItsTags()
{
    QFETCH(QString, html);
    QFETCH(QString, words);
    QCOMPARE(plainText({BodyKind::Html, html}, 1000), words);
    QCOMPARE(plainText({BodyKind::Text, html}, 1000), html);
    QVERIFY(plainText({BodyKind::Html, html}, 3).size() <= 3);
}

void TestDraftsWindow::hugeHtmlIsReadOverQuickly()
{
    // What would be read over again and again if a closing part were looked for from each opening one.
    for (const QString &piece : {u"<"_s, u"<style>"_s, u"<!--"_s, u"&"_s, u"<b>"_s, u"&#"_s})
        QVERIFY(plainText({BodyKind::Html, piece.repeated(400'000)}, 100'000).size() <= 100'000);
}

QTEST_MAIN(TestDraftsWindow)
#include "tst_draftswindow.moc"
