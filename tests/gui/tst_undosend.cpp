// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bodyedit.h"
#include "gui/button.h"
#include "gui/composewindow.h"
#include "gui/messagebar.h"
#include "gui/sendstrip.h"
#include "samples.h"

#include <QAccessible>
#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTextCursor>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

// Taking a mail back in its first seconds, and what the window says about being saved.
class TestUndoSend : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void theSecondsRunDownBesideUndoAndSendNow();
    void undoBringsTheVeryWindowBack_data();
    void undoBringsTheVeryWindowBack();
    void otherWaitsAreNotUndoneByKeys();
    void escapeClosesAMessageFirst();
    void afterUndoTheKeysUndoText();
    void savedIsOnlySaidWhenItIsSo();
    void anOverlongSubjectIsCutWithWords();
    void theMenuLeadsToListsAndSettings();
    void theMenuButtonTellsOfTheOutbox();
    void noMarkupIsReadOut();

private:
    Button *button(const QString &text) const;
    SendStrip *strip() const { return m_window->findChild<SendStrip *>(); }
    BodyEdit *body() const { return m_window->findChild<BodyEdit *>(); }
    QMenu *openMenu() const;
    void send();

    FakeDialogs m_dialogs;
    std::unique_ptr<ComposeWindow> m_window;
};

void TestUndoSend::init()
{
    QTest::failOnWarning(anyWarning());
    m_window = std::make_unique<ComposeWindow>(m_dialogs);
    m_window->setAttribute(Qt::WA_DeleteOnClose, false);
    m_window->setAccounts({work()}, work().id);
    m_window->setMessage(offer());
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

Button *TestUndoSend::button(const QString &text) const
{
    const QList<Button *> all = m_window->findChildren<Button *>();
    for (Button *each : all) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

QMenu *TestUndoSend::openMenu() const
{
    strip()->menuButton()->click();
    return m_window->findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
}

void TestUndoSend::send()
{
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_window->isLocked());
    m_window->showState(waiting(Outbox::WaitReason::Undo, 8));
}

void TestUndoSend::theSecondsRunDownBesideUndoAndSendNow()
{
    QSignalSpy cancel(m_window.get(), &ComposeWindow::cancelRequested);
    QSignalSpy now(m_window.get(), &ComposeWindow::retryRequested);
    send();
    QCOMPARE(strip()->status(), u"Sending in 8\u00a0s"_s);
    QTRY_COMPARE(strip()->status(), u"Sending in 7\u00a0s"_s);
    QVERIFY(!button(u"Send"_s));
    QTest::mouseClick(button(u"Undo"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"Send now"_s), Qt::LeftButton);
    QCOMPARE(cancel.size(), 1);
    QCOMPARE(now.size(), 1);
    m_window->showState(Outbox::Sending{});
    QVERIFY(!button(u"Undo"_s));
    QVERIFY(button(u"Cancel"_s));
}

void TestUndoSend::undoBringsTheVeryWindowBack_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::newRow("Esc") << int(Qt::Key_Escape) << int(Qt::NoModifier);
    QTest::newRow("Ctrl+Z") << int(Qt::Key_Z) << int(Qt::ControlModifier);
    QTest::newRow("mouse") << 0 << 0;
}

void TestUndoSend::undoBringsTheVeryWindowBack()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QSignalSpy cancel(m_window.get(), &ComposeWindow::cancelRequested);
    body()->setFocus();
    QTextCursor cursor = body()->textCursor();
    cursor.setPosition(7);
    cursor.setPosition(11, QTextCursor::KeepAnchor);
    body()->setTextCursor(cursor);
    const Message before = m_window->message();
    send();
    if (key)
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), Qt::KeyboardModifiers(modifiers));
    else
        QTest::mouseClick(button(u"Undo"_s), Qt::LeftButton);
    QCOMPARE(cancel.size(), 1);
    m_window->showState(Outbox::Cancelled{});
    QVERIFY(!m_window->isLocked());
    QCOMPARE(m_window->message(), before);
    QCOMPARE(m_window->focusWidget(), body());
    QCOMPARE(body()->textCursor().position(), 11);
    QCOMPARE(body()->textCursor().anchor(), 7);
    QVERIFY(strip()->status().contains(u"Nothing was sent"));
    QTest::keyClicks(body(), u"x"_s);
    QVERIFY(m_window->message() != before);
}

void TestUndoSend::otherWaitsAreNotUndoneByKeys()
{
    QSignalSpy cancel(m_window.get(), &ComposeWindow::cancelRequested);
    send();
    m_window->showState(waiting(Outbox::WaitReason::Offline, 40));
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(cancel.isEmpty());
    QVERIFY(button(u"Cancel"_s));
}

void TestUndoSend::escapeClosesAMessageFirst()
{
    QSignalSpy cancel(m_window.get(), &ComposeWindow::cancelRequested);
    m_window->showNotice({Notice::Kind::Info, u"a"_s, u"Something to know"_s, {}, {}, {}});
    send();
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
    QVERIFY(cancel.isEmpty());
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
    QCOMPARE(cancel.size(), 1);
}

void TestUndoSend::afterUndoTheKeysUndoText()
{
    QSignalSpy cancel(m_window.get(), &ComposeWindow::cancelRequested);
    body()->setFocus();
    QTest::keyClicks(body(), u"typed"_s);
    const QString typed = m_window->message().body.content;
    send();
    m_window->showState(Outbox::Cancelled{});
    QTest::keyClick(body(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(cancel.isEmpty());
    QVERIFY(m_window->message().body.content != typed);
}

void TestUndoSend::savedIsOnlySaidWhenItIsSo()
{
    m_window->showSaving();
    QCOMPARE(strip()->status(), u"Saving…"_s);
    m_window->showNotSaved({Store::StoreError::Kind::DiskFull, u"/home/adele"_s, {}});
    QVERIFY(!strip()->status().contains(u"Saved"));
    auto *stack = m_window->findChild<MessageStack *>();
    QVERIFY(stack->bar(u"unsaved"_s));
    QCOMPARE(stack->bar(u"unsaved"_s)->notice().kind, Notice::Kind::Error);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape); // it is true until it is not
    QVERIFY(stack->bar(u"unsaved"_s));
    QSignalSpy changed(m_window.get(), &ComposeWindow::messageChanged);
    QTest::mouseClick(button(u"Save again"_s), Qt::LeftButton);
    QVERIFY(!changed.isEmpty());
    m_window->showSaved(QDateTime::currentDateTimeUtc());
    QVERIFY(!stack->bar(u"unsaved"_s));
    QVERIFY(strip()->status().startsWith(u"Saved at "));

    m_window->showNotSaved({Store::StoreError::Kind::ReadOnly, {}, {}});
    send();
    QVERIFY(!stack->bar(u"unsaved"_s)); // now it is safe in the outbox
    m_window->showSaved(QDateTime::currentDateTimeUtc()); // of a save that was under way
    QVERIFY(strip()->status().startsWith(u"Sending in"));
}

void TestUndoSend::anOverlongSubjectIsCutWithWords()
{
    auto *subject = m_window->findChild<QLineEdit *>(u"subject"_s);
    const auto told = [this] {
        auto *stack = m_window->findChild<MessageStack *>();
        return stack && stack->bar(u"subject"_s);
    };
    subject->setFocus();
    subject->selectAll();
    QGuiApplication::clipboard()->setText(QString(5'000'000, u'x'));
    subject->paste();
    QCOMPARE(subject->text().size(), 10'000);
    QVERIFY(told());
    m_window->setMessage(offer());
    QVERIFY(!told());

    // One that came with a draft or a link stays whole as long as nobody touches it.
    Message overlong = offer();
    overlong.subject = QString(20'000, u'y');
    m_window->setMessage(overlong);
    QVERIFY(told());
    QCOMPARE(m_window->message(), overlong);
    QTest::keyClick(subject, Qt::Key_Delete);
    QCOMPARE(m_window->message().subject.size(), 9'999);
}

void TestUndoSend::theMenuLeadsToListsAndSettings()
{
    QSignalSpy drafts(m_window.get(), &ComposeWindow::draftsWindowRequested);
    QSignalSpy outbox(m_window.get(), &ComposeWindow::outboxWindowRequested);
    QSignalSpy versions(m_window.get(), &ComposeWindow::versionsRequested);
    QSignalSpy seconds(m_window.get(), &ComposeWindow::undoSecondsChosen);
    m_window->setUndoSeconds(20);
    QMenu *menu = openMenu();
    QVERIFY(menu);
    const auto trigger = [](const QMenu *in, const QString &text) {
        for (QAction *each : in->actions()) {
            if (QString(each->text()).remove(u'&') == text)
                each->trigger();
        }
    };
    trigger(menu, u"Drafts…"_s);
    trigger(menu, u"Outbox…"_s);
    trigger(menu, u"Earlier versions of this draft…"_s);
    QCOMPARE(drafts.size(), 1);
    QCOMPARE(outbox.size(), 1);
    QCOMPARE(versions.size(), 1);
    QMenu *times = nullptr;
    for (QMenu *each : menu->findChildren<QMenu *>()) {
        if (each->title().contains(u"undo"))
            times = each;
    }
    QVERIFY(times);
    QCOMPARE(times->actions().size(), 6);
    for (const QAction *each : times->actions())
        QCOMPARE(each->isChecked(), each->text() == u"20\u00a0s");
    trigger(times, u"5\u00a0s"_s);
    trigger(times, u"None: send at once"_s);
    QCOMPARE(seconds.front().front().toInt(), 5);
    QCOMPARE(seconds.back().front().toInt(), 0);
    menu->close();
}

void TestUndoSend::theMenuButtonTellsOfTheOutbox()
{
    const Button *menu = strip()->menuButton();
    QVERIFY(menu->accessibleDescription().isEmpty());
    m_window->setOutboxCounts({5, 2, 1, 100, 0});
    QVERIFY2(menu->accessibleDescription().startsWith(u"3 "), qUtf8Printable(menu->accessibleDescription()));
    QMenu *opened = openMenu();
    QStringList texts;
    for (const QAction *each : opened->actions())
        texts.append(QString(each->text()).remove(u'&'));
    QVERIFY(texts.contains(u"Outbox (3)…"));
    opened->close();
    m_window->setOutboxCounts({5, 0, 0, 100, 0});
    QVERIFY(menu->accessibleDescription().isEmpty());
}

void TestUndoSend::noMarkupIsReadOut()
{
    const QList<QWidget *> all = m_window->findChildren<QWidget *>();
    for (QWidget *each : all) {
        QAccessibleInterface *heard = QAccessible::queryAccessibleInterface(each);
        const QString said = heard ? heard->text(QAccessible::Name) + heard->text(QAccessible::Description) : QString();
        QVERIFY2(!said.contains(u"<span>") && !said.contains(u"<br>"), qUtf8Printable(said));
    }
}

QTEST_MAIN(TestUndoSend)
#include "tst_undosend.moc"
