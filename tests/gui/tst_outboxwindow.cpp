// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/button.h"
#include "gui/messagebar.h"
#include "gui/outboxpane.h"
#include "gui/outboxwindow.h"
#include "outboxsamples.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestOutboxWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void anEmptyOutboxSaysWhatItIsFor();
    void theNewestUnderWayStandsOnTop();
    void pagesAreAskedForWhenTheEndIsNear();
    void aFilterThatFillsNoPageReadsOn();
    void choiceAndScrollingSurviveChanges();
    void whatIsOverMovesBelowWhatIsUnderWay();
    void filtersShowTheirKindAndCounts();
    void theSearchFindsRecipientsSubjectsAndAccounts();
    void everyStateOffersWhatHelps_data();
    void everyStateOffersWhatHelps();
    void buttonsAskByTheirSignals();
    void severalAreCancelledAndSentTogether();
    void uncertainOnesAreNeverSentInANumber();
    void keysDoWhatButtonsDo();
    void theContextMenuOffersTheSame();
    void sentItemsDependOnTheAccount();
    void theReceiptIsCopied();
    void detailsOfAnotherMailAreIgnored();
    void countdownsRunOnlyWhileSeen();
    void anotherSenderIsNamed();
    void foreignTextIsNotMarkup();
    void noticesStandBelow();
    void tenThousandOpenQuickly();
    void everythingHasAName();

private:
    QListView *list() const { return m_window->findChild<QListView *>(u"list"_s); }
    OutboxPane *pane() const { return m_window->findChild<OutboxPane *>(); }
    Button *button(const QString &text) const;
    QStringList rows() const;
    void fill();

    FakeDialogs m_dialogs;
    std::unique_ptr<OutboxWindow> m_window;
};

void TestOutboxWindow::init()
{
    QTest::failOnWarning(anyWarning());
    m_dialogs = {};
    m_window = std::make_unique<OutboxWindow>(m_dialogs);
    m_window->setAttribute(Qt::WA_DeleteOnClose, false);
    m_window->setAccounts({work(), personal()});
    m_window->resize(1000, 600);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestOutboxWindow::fill()
{
    m_window->showCounts(mixedCounts());
    m_window->setUnfinished(mixedUnfinished());
    m_window->addFinished(someFinished(0, 20), true);
}

Button *TestOutboxWindow::button(const QString &text) const
{
    const QList<Button *> all = m_window->findChildren<Button *>();
    for (Button *each : all) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

/// The subjects, from top to bottom.
QStringList TestOutboxWindow::rows() const
{
    QStringList subjects;
    for (int row = 0; row < list()->model()->rowCount(); ++row)
        subjects.append(list()->model()->index(row, 0).data().toString());
    return subjects;
}

void TestOutboxWindow::anEmptyOutboxSaysWhatItIsFor()
{
    QSignalSpy wanted(m_window.get(), &OutboxWindow::newMessageRequested);
    QVERIFY(!button(u"Write a mail"_s)); // nobody knows yet whether it is empty
    m_window->addFinished({}, true);
    QVERIFY(!list()->isVisible());
    QVERIFY(!pane()->isVisible());
    QTest::mouseClick(button(u"Write a mail"_s), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    m_window->update(mail(u"a"_s, u"First"_s, {u"Ben"_s}, waiting(Outbox::WaitReason::Queued, 0)));
    QVERIFY(list()->isVisible());
    QVERIFY(pane()->isVisible());
}

void TestOutboxWindow::theNewestUnderWayStandsOnTop()
{
    const Outbox::Waiting soon = waiting(Outbox::WaitReason::Queued, 60);
    m_window->setUnfinished({mail(u"a"_s, u"old"_s, {}, soon, 30), mail(u"b"_s, u"new"_s, {}, soon, 1)});
    m_window->addFinished({mail(u"c"_s, u"over"_s, {}, acceptedAgo(0), 0)}, true);
    QCOMPARE(rows(), (QStringList{u"new"_s, u"old"_s, u"over"_s}));
    m_window->update(mail(u"d"_s, u"between"_s, {}, soon, 10));
    QCOMPARE(rows(), (QStringList{u"new"_s, u"between"_s, u"old"_s, u"over"_s}));
}

void TestOutboxWindow::pagesAreAskedForWhenTheEndIsNear()
{
    m_window = std::make_unique<OutboxWindow>(m_dialogs);
    m_window->setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy wanted(m_window.get(), &OutboxWindow::moreWanted);
    QTest::qWait(20);
    QVERIFY(wanted.isEmpty()); // nobody looks at it yet
    m_window->show();
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted.back().front().toString(), QString());
    m_window->addFinished(someFinished(0, 100), false);
    QTest::qWait(20);
    QCOMPARE(wanted.size(), 1); // enough to fill the window
    list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
    QTRY_COMPARE(wanted.size(), 2);
    QCOMPARE(wanted.back().front().toString(), u"f99"_s);
    list()->verticalScrollBar()->setValue(0);
    list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
    QTest::qWait(20);
    QCOMPARE(wanted.size(), 2); // one at a time
    m_window->addFinished(someFinished(90, 60), true); // the pages overlap
    QCOMPARE(list()->model()->rowCount(), 150);
    list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
    QTest::qWait(20);
    QCOMPARE(wanted.size(), 2); // that was the last
}

void TestOutboxWindow::aFilterThatFillsNoPageReadsOn()
{
    QSignalSpy wanted(m_window.get(), &OutboxWindow::moreWanted);
    m_window->addFinished(someFinished(0, 200), false);
    QTest::qWait(20);
    const qsizetype before = wanted.size();
    m_window->findChild<QLineEdit *>(u"search"_s)->setText(u"nowhere"_s);
    QTRY_COMPARE(wanted.size(), before + 1);
    m_window->addFinished(someFinished(200, 200), false);
    QTRY_COMPARE(wanted.size(), before + 2);
}

void TestOutboxWindow::choiceAndScrollingSurviveChanges()
{
    fill();
    QVERIFY(m_window->choose(u"f12"_s));
    QCOMPARE(m_window->chosen(), QStringList{u"f12"_s});
    const int scrolled = list()->verticalScrollBar()->value();
    QVERIFY(scrolled > 0);

    QList<Outbox::Summary> fewer = mixedUnfinished();
    std::reverse(fewer.begin(), fewer.end());
    m_window->setUnfinished(fewer); // only the order
    QCOMPARE(list()->verticalScrollBar()->value(), scrolled);
    QVERIFY(m_window->choose(u"u1"_s));
    fewer.removeFirst();
    fewer.append(mail(u"new"_s, u"Brand new"_s, {}, waiting(Outbox::WaitReason::Queued, 9), -1));
    m_window->setUnfinished(fewer);
    QCOMPARE(m_window->chosen(), QStringList{u"u1"_s});
    QCOMPARE(rows().front(), u"Brand new"_s);
    QVERIFY(!m_window->choose(u"n1"_s)); // that one is gone
    QCOMPARE(list()->model()->rowCount(), 5 + 20);
}

void TestOutboxWindow::whatIsOverMovesBelowWhatIsUnderWay()
{
    fill();
    QVERIFY(m_window->choose(u"s1"_s));
    QSignalSpy details(m_window.get(), &OutboxWindow::detailsWanted);
    Outbox::Summary done = mixedUnfinished().at(1);
    done.state = acceptedAgo(0);
    m_window->update(done);
    QCOMPARE(rows().indexOf(done.subject), 4);
    QCOMPARE(m_window->chosen(), QStringList{u"s1"_s});
    QCOMPARE(details.size(), 1); // its history is longer now
    QVERIFY(button(u"Copy receipt"_s));
    m_window->setUnfinished({});
    QCOMPARE(list()->model()->rowCount(), 21);
}

void TestOutboxWindow::filtersShowTheirKindAndCounts()
{
    fill();
    const QList<std::pair<QString, QStringList>> expected{
        {u"Waiting 3"_s, {u"w1"_s, u"s1"_s, u"w2"_s}}, {u"Needs you 1"_s, {u"n1"_s}}, {u"Uncertain 1"_s, {u"u1"_s}}};
    for (const auto &[filter, ids] : expected) {
        QTest::mouseClick(button(filter), Qt::LeftButton);
        list()->selectAll();
        QCOMPARE(m_window->chosen(), ids);
    }
    QTest::mouseClick(button(u"Sent 9,980"_s), Qt::LeftButton);
    QCOMPARE(list()->model()->rowCount(), 17); // the others were cancelled
    QVERIFY(m_window->choose(u"n1"_s)); // shows all again
    QCOMPARE(m_window->chosen(), QStringList{u"n1"_s});
    QCOMPARE(list()->model()->rowCount(), 25);
}

void TestOutboxWindow::theSearchFindsRecipientsSubjectsAndAccounts()
{
    fill();
    auto *search = m_window->findChild<QLineEdit *>(u"search"_s);
    const auto found = [&](const QString &words) {
        search->setText(words);
        return list()->model()->rowCount();
    };
    QCOMPARE(found(u"INES contract"_s), 1);
    QCOMPARE(found(u"outlook.com"_s), 1);
    QCOMPARE(found(u"garden party"_s), 1);
    QCOMPARE(found(u"zebra"_s), 0);
    QVERIFY(!pane()->isVisible());
    QTest::mouseClick(button(u"Clear the search"_s), Qt::LeftButton);
    QCOMPARE(list()->model()->rowCount(), 25);
    search->setText(u"x"_s);
    search->setFocus();
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(search->text().isEmpty());
}

void TestOutboxWindow::everyStateOffersWhatHelps_data()
{
    using enum OutboxAct;
    QTest::addColumn<Outbox::SendState>("state");
    QTest::addColumn<QList<OutboxAct>>("acts");
    const auto row = [](const char *name, const Outbox::SendState &state, const QList<OutboxAct> &acts) {
        QTest::newRow(name) << state << acts;
    };
    Outbox::Sending breaking;
    breaking.cancelAsked = true;
    row("waiting", waiting(Outbox::WaitReason::Offline, 9), {Retry, Edit, Cancel, Open, ShowRequest, CopyDetails});
    row("throttled", waiting(Outbox::WaitReason::Throttled, 9), {Edit, Cancel, Open, ShowRequest, CopyDetails});
    row("preparing", Outbox::Preparing{}, {Cancel, Open, ShowRequest, CopyDetails});
    row("sending", Outbox::Sending{}, {Cancel, Open, ShowRequest, CopyDetails});
    row("being cancelled", breaking, {Open, ShowRequest, CopyDetails});
    row("uncertain", uncertain(), {SaidSent, SendAgain, Edit, Open, ShowRequest, CopyDetails});
    row("accepted", accepted(), {CopyReceipt, Open, ShowRequest, CopyDetails});
    row("refused", refused(Graph::ErrorKind::BadRequest), {Retry, Edit, Cancel, Open, ShowRequest, CopyDetails});
    row("cancelled", Outbox::Cancelled{}, {Edit, Open, ShowRequest, CopyDetails});
}

void TestOutboxWindow::everyStateOffersWhatHelps()
{
    QFETCH(Outbox::SendState, state);
    QFETCH(QList<OutboxAct>, acts);
    QCOMPARE(actsFor(state), acts);
    m_window->update(mail(u"a"_s, u"Subject"_s, {u"Ben"_s}, state));
    QTRY_COMPARE(m_window->chosen(), QStringList{u"a"_s});
    const auto *list = this->list();
    const QString spoken = list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.startsWith(wordFor(state)), qUtf8Printable(spoken));
    for (OutboxAct act : acts)
        QVERIFY2(button(labelFor(act, state)), qUtf8Printable(labelFor(act, state)));
    QVERIFY(!button(u"Cancel sending"_s) || acts.contains(OutboxAct::Cancel));
    QVERIFY(!pane()->bar()->notice().text.isEmpty());
}

void TestOutboxWindow::buttonsAskByTheirSignals()
{
    fill();
    QSignalSpy retry(m_window.get(), &OutboxWindow::retryRequested);
    QSignalSpy cancel(m_window.get(), &OutboxWindow::cancelRequested);
    QSignalSpy sent(m_window.get(), &OutboxWindow::saidSentRequested);
    QSignalSpy edit(m_window.get(), &OutboxWindow::editRequested);
    QSignalSpy open(m_window.get(), &OutboxWindow::openRequested);
    QSignalSpy signIn(m_window.get(), &OutboxWindow::signInRequested);
    const auto press = [this](const QString &id, const QString &label) {
        m_window->choose(id);
        QTest::mouseClick(button(label), Qt::LeftButton);
    };
    press(u"u1"_s, u"It was sent"_s);
    QCOMPARE(sent.back().front().toString(), u"u1"_s);
    press(u"u1"_s, u"Send again"_s);
    QCOMPARE(retry.back().front().toStringList(), QStringList{u"u1"_s});
    press(u"u1"_s, u"Back to draft"_s);
    QCOMPARE(edit.back().front().toString(), u"u1"_s);
    press(u"w2"_s, u"Send now"_s);
    QCOMPARE(retry.back().front().toStringList(), QStringList{u"w2"_s});
    press(u"w2"_s, u"Cancel sending"_s);
    QCOMPARE(cancel.back().front().toStringList(), QStringList{u"w2"_s});
    press(u"n1"_s, u"Try again"_s);
    QCOMPARE(retry.back().front().toStringList(), QStringList{u"n1"_s});
    press(u"n1"_s, u"Show attachments"_s); // mended in the mail itself
    QCOMPARE(open.back().front().toString(), u"n1"_s);
    press(u"f3"_s, u"Edit as a new draft"_s);
    QCOMPARE(edit.back().front().toString(), u"f3"_s);
    Outbox::NeedsUser over;
    over.why = Outbox::NeedsUser::Why::SignIn;
    m_window->update(mail(u"x"_s, u"x"_s, {}, over));
    press(u"x"_s, u"Sign in again"_s);
    QCOMPARE(signIn.back().front().toString(), u"x"_s);
    QVERIFY(m_dialogs.asked.isEmpty());
}

void TestOutboxWindow::severalAreCancelledAndSentTogether()
{
    fill();
    QSignalSpy retry(m_window.get(), &OutboxWindow::retryRequested);
    QSignalSpy cancel(m_window.get(), &OutboxWindow::cancelRequested);
    list()->selectAll();
    QTest::mouseClick(button(u"Send 3 now"_s), Qt::LeftButton);
    QCOMPARE(retry.back().front().toStringList(), (QStringList{u"w1"_s, u"w2"_s, u"n1"_s}));
    m_dialogs.yes = false;
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(m_dialogs.asked.size(), 1);
    QVERIFY(cancel.isEmpty());
    m_dialogs.yes = true;
    QTest::mouseClick(button(u"Cancel 4"_s), Qt::LeftButton);
    QCOMPARE(cancel.back().front().toStringList(), (QStringList{u"w1"_s, u"s1"_s, u"w2"_s, u"n1"_s}));
}

void TestOutboxWindow::uncertainOnesAreNeverSentInANumber()
{
    m_window->setUnfinished({mail(u"a"_s, u"a"_s, {}, uncertain()), mail(u"b"_s, u"b"_s, {}, uncertain())});
    QSignalSpy retry(m_window.get(), &OutboxWindow::retryRequested);
    list()->selectAll();
    QCOMPARE(pane()->bar()->notice().kind, Notice::Kind::Uncertain);
    const QList<Button *> buttons = pane()->bar()->findChildren<Button *>();
    QVERIFY(buttons.isEmpty());
    Q_EMIT pane()->acted(OutboxAct::SendAgain);
    Q_EMIT pane()->acted(OutboxAct::Retry);
    QVERIFY(retry.isEmpty());
}

void TestOutboxWindow::keysDoWhatButtonsDo()
{
    fill();
    QSignalSpy open(m_window.get(), &OutboxWindow::openRequested);
    QSignalSpy edit(m_window.get(), &OutboxWindow::editRequested);
    QSignalSpy cancel(m_window.get(), &OutboxWindow::cancelRequested);
    QSignalSpy compose(m_window.get(), &OutboxWindow::newMessageRequested);
    m_window->choose(u"w2"_s);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(open.size(), 1);
    QTest::keyClick(list(), Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(edit.size(), 1);
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(cancel.size(), 1);
    QTest::keyClick(list(), Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(compose.size(), 1);
    QTest::keyClick(list(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(m_window->focusWidget()->objectName(), u"search"_s);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Down);
    QCOMPARE(m_window->focusWidget(), list());
    m_window->choose(u"f0"_s); // over: nothing to cancel or to edit
    QTest::keyClick(list(), Qt::Key_Delete);
    QTest::keyClick(list(), Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(cancel.size(), 1);
    QCOMPARE(edit.size(), 1);
    QTest::keyClick(list(), Qt::Key_W, Qt::ControlModifier);
    QVERIFY(!m_window->isVisible());
}

void TestOutboxWindow::theContextMenuOffersTheSame()
{
    fill();
    m_window->choose(u"u1"_s);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(20, 20), list()->mapToGlobal(QPoint(20, 20)));
    QCoreApplication::sendEvent(list(), &event);
    auto *menu = m_window->findChild<QMenu *>();
    QVERIFY(menu);
    QStringList shown;
    for (const QAction *each : menu->actions())
        shown.append(each->text());
    QCOMPARE(shown,
             (QStringList{u"It was sent"_s, u"Send again"_s, u"Back to draft"_s, u"Open"_s, u"Show the request"_s,
                          u"Copy details"_s}));
    QSignalSpy sent(m_window.get(), &OutboxWindow::saidSentRequested);
    menu->actions().front()->trigger();
    QCOMPARE(sent.size(), 1);
    menu->close();
}

void TestOutboxWindow::sentItemsDependOnTheAccount()
{
    Outbox::Summary first = mail(u"a"_s, u"a"_s, {}, uncertain());
    Outbox::Summary second = mail(u"b"_s, u"b"_s, {}, uncertain());
    second.account = personal().id;
    m_window->setUnfinished({first, second});
    m_window->choose(u"a"_s);
    QTest::mouseClick(button(u"Open Sent Items"_s), Qt::LeftButton);
    m_window->choose(u"b"_s);
    QTest::mouseClick(button(u"Open Sent Items"_s), Qt::LeftButton);
    m_window->setPractice(QUrl(u"http://localhost:9/mailbox"_s));
    QTest::mouseClick(button(u"Open Sent Items"_s), Qt::LeftButton);
    QCOMPARE(
        m_dialogs.opened,
        (QList<QUrl>{QUrl(u"https://outlook.office.com/mail/sentitems"_s),
                     QUrl(u"https://outlook.live.com/mail/0/sentitems"_s), QUrl(u"http://localhost:9/mailbox"_s)}));
    QVERIFY(button(u"Open the practice mailbox"_s));
}

void TestOutboxWindow::theReceiptIsCopied()
{
    fill();
    m_window->choose(u"f0"_s);
    const OutboxDetails details = detailsOf(someFinished(0, 1).front());
    m_window->showDetails(details);
    QTest::mouseClick(button(u"Copy receipt"_s), Qt::LeftButton);
    const QString copied = QApplication::clipboard()->text();
    const auto &accepted = std::get<Outbox::Accepted>(details.summary.state);
    for (const QString &fact :
         {details.internetMessageId, accepted.requestId, details.history.attempts.front().id, work().address,
          details.summary.subject, details.summary.to.front(), accepted.when.toString(u"yyyy-MM-ddTHH:mm:ss"_s)})
        QVERIFY2(copied.contains(fact), qUtf8Printable(copied + u" lacks "_s + fact));
    QVERIFY(!copied.contains(u"elivered"));
    QTest::keyClick(list(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().contains(u"token-ready"));
}

void TestOutboxWindow::detailsOfAnotherMailAreIgnored()
{
    fill();
    m_window->choose(u"f0"_s);
    m_window->showDetails(detailsOf(mixedUnfinished().at(3)));
    QCOMPARE(pane()->details().summary.id, u"f0"_s);
    QVERIFY(pane()->details().history.happenings.isEmpty());
    QSignalSpy cancel(m_window.get(), &OutboxWindow::cancelRequested);
    m_window->choose(u"s1"_s);
    OutboxDetails late = detailsOf(mixedUnfinished().at(1));
    late.mayCancel = false;
    m_window->showDetails(late);
    QVERIFY(!button(u"Cancel sending"_s));
    QTest::keyClick(list(), Qt::Key_Delete);
    QVERIFY(cancel.isEmpty());
}

void TestOutboxWindow::countdownsRunOnlyWhileSeen()
{
    const auto *second = m_window->findChild<QTimer *>(u"second"_s);
    QVERIFY(second && !second->isActive());
    m_window->update(mail(u"a"_s, u"a"_s, {}, waiting(Outbox::WaitReason::Offline, 100)));
    QTRY_VERIFY(second->isActive());
    QVERIFY2(pane()->bar()->notice().text.contains(u"in 2\u00a0min"), qUtf8Printable(pane()->bar()->notice().text));
    m_window->hide();
    QVERIFY(!second->isActive());
    m_window->show();
    QVERIFY(second->isActive());
    m_window->update(mail(u"a"_s, u"a"_s, {}, acceptedAgo(0)));
    QTRY_VERIFY(!second->isActive());
}

void TestOutboxWindow::anotherSenderIsNamed()
{
    Graph::GraphError error = graphError(Graph::ErrorKind::SendAsDenied);
    error.status = 403;
    error.code = u"ErrorSendAsDenied"_s;
    Outbox::NeedsUser denied;
    denied.why = Outbox::NeedsUser::Why::Refused;
    denied.error = error;
    Outbox::Summary summary = mail(u"a"_s, u"Prices"_s, {u"Ben"_s}, denied);
    summary.from = u"sales@contoso.com"_s;
    m_window->setUnfinished({summary});
    m_window->showDetails(detailsOf(summary));
    QTRY_VERIFY(pane()->bar());
    QVERIFY(pane()->bar()->notice().text.contains(u"sales@contoso.com"));
    const auto shows = [this](const QString &text) {
        const QList<QLabel *> labels = pane()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel *each) { return each->isVisible() && each->text().contains(text); });
    };
    QVERIFY(shows(u"From sales@contoso.com by adele@contoso.com"_s));
    const QString row = list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(row.contains(u"as sales@contoso.com"), qUtf8Printable(row));
    QTest::mouseClick(button(u"Copy details"_s), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"From: sales@contoso.com by adele@contoso.com"));
    // The account's own address is no news.
    summary.state = acceptedAgo(1);
    summary.from = u"ADELE@contoso.com"_s;
    m_window->update(summary);
    m_window->showDetails(detailsOf(summary));
    QTRY_VERIFY(shows(u"From adele@contoso.com"_s));
}

void TestOutboxWindow::foreignTextIsNotMarkup()
{
    Outbox::NeedsUser refusal = refused(Graph::ErrorKind::BadRequest);
    refusal.error.serverText = u"<img src='file:///etc/passwd'><b>x</b>"_s;
    Outbox::Summary summary = mail(u"a"_s, u"<b>bold</b>"_s, {u"<img src='https://example.org/x.png'>"_s}, refusal);
    m_window->update(summary);
    m_window->showDetails(detailsOf(summary));
    const QList<QLabel *> labels = m_window->findChildren<QLabel *>();
    for (const QLabel *each : labels)
        QCOMPARE(each->textFormat(), Qt::PlainText);
    const QString tip = list()->model()->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY(!tip.contains(u"<img") && !tip.contains(u"<b>"));
}

void TestOutboxWindow::noticesStandBelow()
{
    fill();
    QSignalSpy answered(m_window.get(), &OutboxWindow::noticeAnswered);
    m_window->showStoreError({Store::StoreError::Kind::DiskFull, u"/home/adele"_s, {}});
    const auto *stack = m_window->findChild<MessageStack *>();
    QCOMPARE(stack->bars().size(), 1);
    QTest::keyClick(list(), Qt::Key_Escape);
    QCOMPARE(stack->bars().size(), 0);
    m_window->showNotice({Notice::Kind::Warning, u"a"_s, u"Something"_s, {}, {}, {{u"Look"_s, Action::OpenOutlook}}});
    QTest::mouseClick(button(u"Look"_s), Qt::LeftButton);
    QCOMPARE(answered.back().front().toString(), u"a"_s);
    m_window->removeNotice(u"a"_s);
    QCOMPARE(stack->bars().size(), 0);
}

void TestOutboxWindow::tenThousandOpenQuickly()
{
    // No figure here; what is looked at is that rows are made for what is seen, not for all.
    m_window->setUnfinished(mixedUnfinished());
    m_window->addFinished(someFinished(0, 10'000), true);
    QCOMPARE(list()->model()->rowCount(), 10'005);
    QVERIFY(list()->uniformItemSizes());
    QVERIFY(m_window->findChildren<QWidget *>().size() < 120);
    // All chosen, all changed: a look at all of them for each one would take minutes.
    QList<Outbox::Summary> many = someFinished(0, 10'000);
    for (Outbox::Summary &each : many)
        each.state = waiting(Outbox::WaitReason::Offline, 40);
    m_window->setUnfinished(many);
    list()->selectAll();
    QVERIFY(button(u"Send 10,000 now"_s) || button(u"Send 10000 now"_s));
    for (Outbox::Summary &each : many)
        each.state = Outbox::Sending{};
    m_window->setUnfinished(many);
    QTRY_VERIFY(!button(u"Send 10,000 now"_s) && !button(u"Send 10000 now"_s));
    m_window->choose(u"f9999"_s);
    QCOMPARE(m_window->chosen(), QStringList{u"f9999"_s});
}

void TestOutboxWindow::everythingHasAName()
{
    fill();
    const QList<QWidget *> all = m_window->findChildren<QWidget *>();
    for (const QWidget *each : all) {
        if (each->focusPolicy() == Qt::NoFocus || !each->isVisible() || each->objectName().startsWith(u"qt_"))
            continue;
        const auto *words = qobject_cast<const QAbstractButton *>(each);
        QVERIFY2(!each->accessibleName().isEmpty() || (words && !words->text().isEmpty())
                     || qobject_cast<const QLabel *>(each),
                 qUtf8Printable(QString::fromLatin1(each->metaObject()->className()) + each->objectName()));
    }
}

QTEST_MAIN(TestOutboxWindow)
#include "tst_outboxwindow.moc"
