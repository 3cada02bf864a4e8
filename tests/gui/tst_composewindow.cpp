// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/attachmentbar.h"
#include "gui/attachmentcard.h"
#include "gui/bodyedit.h"
#include "gui/button.h"
#include "gui/composewindow.h"
#include "gui/messagebar.h"
#include "gui/recipientedit.h"
#include "gui/recipientline.h"
#include "gui/recipientpill.h"
#include "gui/sendstrip.h"
#include "samples.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestComposeWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { delete m_window; }

    void aMessageComesBackAsItWas_data();
    void aMessageComesBackAsItWas();
    void changesAreToldOnceATurn();
    void theTitleFollowsTheSubject();
    void htmlStaysHtml();
    void optionsAreKeptAndShown();

    void everyControlHasAName();
    void theFixedNamesAreThere();
    void tabGoesFromToToSend();
    void regionsAreWalkedWithOneKey();
    void noLabelReadsMarkup();
    void itFitsIntoANarrowWindow();

    void sendIsAskedForOnce();
    void anUnfinishedRecipientIsSentToo();
    void problemsUnlockAndShowTheField();
    void anEmptyListUnlocksNothing();
    void warningsCanBeSentAnyway();
    void findingsShareTheBarOfTheWarnings();
    void aForgottenFileCanBeAttached();
    void theWordsMeantAreShown_data();
    void theWordsMeantAreShown();
    void everybodyMovesToBcc();
    void outsidersAreTakenOff();
    void statesLockAndUnlock();
    void acceptedClosesByItself();
    void acceptedStaysWhereThatIsWanted();
    void curesDoWhatTheySay();

    void filesAreTakenAnywhere_data();
    void filesAreTakenAnywhere();
    void textDropsStayText();
    void lockedTakesNoFiles();
    void pastedFilesAreAttached();
    void pickedFilesAreAttached();
    void attachmentsComeAndGoByKey();
    void refusedFilesShareOneBar();

    void accountsAreChosenInTheFromLine();
    void sendersAreChosenInTheFromLine();
    void withoutAChoiceThereIsNoListOfSenders();
    void aSignInThatIsOverShowsInTheFromLine();
    void aMissingRightCanBeAskedForAtOnce();
    void whatTheWindowDoesNotShowIsKept();
    void aMissingRightIsExplained();
    void signedOutOpensTheSheet();
    void aClosedSheetStaysClosed();
    void practiceIsUnmistakable();
    void escapeClosesTheNewestBar();
    void closingCanBeStopped();
    void linkNotesAreTold();

private:
    template <typename T>
    T *part(const char *name = nullptr) const
    {
        return m_window->findChild<T *>(name ? QString::fromLatin1(name) : QString());
    }
    QWidget *named(const QString &accessibleName) const;
    Button *button(const QString &text) const;
    RecipientEdit *to() const { return part<RecipientEdit>("to"); }
    QLineEdit *subject() const { return part<QLineEdit>("subject"); }
    BodyEdit *body() const { return part<BodyEdit>("body"); }
    MessageBar *bar(const QString &key) const;
    static void drop(QWidget *target, const QMimeData &data, bool enterOnly = false);

    FakeDialogs m_dialogs;
    QPointer<ComposeWindow> m_window;
};

void TestComposeWindow::init()
{
    QTest::failOnWarning(anyWarning());
    m_dialogs = {};
    m_window = new ComposeWindow(m_dialogs);
    m_window->setAccounts({work(), personal()}, work().id);
    m_window->resize(640, 560);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
}

QWidget *TestComposeWindow::named(const QString &accessibleName) const
{
    const QList<QWidget *> all = m_window->findChildren<QWidget *>();
    for (QWidget *each : all) {
        if (each->accessibleName() == accessibleName && each->isVisible())
            return each;
    }
    return nullptr;
}

Button *TestComposeWindow::button(const QString &text) const
{
    const QList<Button *> all = m_window->findChildren<Button *>();
    for (Button *each : all) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

MessageBar *TestComposeWindow::bar(const QString &key) const
{
    const auto *stack = part<MessageStack>();
    return stack ? stack->bar(key) : nullptr;
}

void TestComposeWindow::drop(QWidget *target, const QMimeData &data, bool enterOnly)
{
    const QPoint middle = target->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    if (enterOnly)
        return;
    QDragMoveEvent move(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &move);
    QDropEvent let(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &let);
}

// ---- The message -------------------------------------------------------------------------------------------------

void TestComposeWindow::aMessageComesBackAsItWas_data()
{
    QTest::addColumn<Message>("message");
    QTest::newRow("blank") << Message();
    QTest::newRow("offer") << offer();
    Message full = offer();
    full.from = Address{u"Team"_s, u"team@contoso.com"_s};
    full.recipients.cc = {person({}, u"c@example.org"_s), wrong(u"nobody"_s, AddressFault::NoAt)};
    full.recipients.bcc = {person(u"Mora, Ana"_s, u"ana@example.org"_s)};
    full.replyTo = {wrong(u"<<"_s, AddressFault::Unbalanced)};
    full.inReplyTo = u"<a@b>"_s;
    full.internetMessageId = u"<c@d>"_s;
    full.importance = Importance::High;
    full.readReceipt = full.deliveryReceipt = true;
    full.saveToSent = false;
    full.subject = u"Grüße ✓ 😀 <b>&amp;</b> [*]"_s;
    full.body = {BodyKind::Html, u"<p>a</p>\n<img src=\"cid:x\">"_s};
    QTest::newRow("full") << full;
    Message large;
    large.subject = QString(100'000, u'x');
    large.body.content = u"line\n"_s.repeated(20'000);
    for (int i = 0; i < 600; ++i)
        large.recipients.to.append(person({}, u"p%1@example.org"_s.arg(i)));
    QTest::newRow("large") << large;
}

void TestComposeWindow::aMessageComesBackAsItWas()
{
    QFETCH(Message, message);
    m_window->setMessage(message);
    QCOMPARE(m_window->message(), message);
    m_window->setMessage(offer());
    m_window->setMessage(message);
    QCOMPARE(m_window->message(), message);
}

void TestComposeWindow::changesAreToldOnceATurn()
{
    QSignalSpy changed(m_window, &ComposeWindow::messageChanged);
    m_window->setMessage(offer());
    QTRY_COMPARE(changed.size(), 1);
    QTest::keyClicks(subject(), u"ab"_s);
    QTRY_COMPARE(changed.size(), 2);
    QTest::keyClick(body(), Qt::Key_X);
    QTRY_COMPARE(changed.size(), 3);
    QTest::keyClick(to()->line(), Qt::Key_X);
    QTRY_COMPARE(changed.size(), 4);
}

void TestComposeWindow::theTitleFollowsTheSubject()
{
    QCOMPARE(m_window->windowTitle(), u"New message"_s);
    subject()->setText(u"Offer\nfor June"_s);
    QCOMPARE(m_window->windowTitle(), u"Offer for June"_s);
    subject()->setText(QString(1'000'000, u'x'));
    QVERIFY(m_window->windowTitle().size() <= 200);
}

void TestComposeWindow::htmlStaysHtml()
{
    Message message;
    message.body = {BodyKind::Html, u"<b>bold</b>"_s};
    m_window->setMessage(message);
    QCOMPARE(body()->text(), u"<b>bold</b>"_s);
    QVERIFY(bar(u"html"_s));
    m_window->setMessage({});
    QVERIFY(!bar(u"html"_s));
}

void TestComposeWindow::optionsAreKeptAndShown()
{
    part<QAction>("actionHigh")->trigger();
    part<QAction>("actionReadReceipt")->trigger();
    part<QAction>("actionNotToSent")->trigger();
    const Message message = m_window->message();
    QCOMPARE(message.importance, Importance::High);
    QVERIFY(message.readReceipt);
    QVERIFY(!message.saveToSent);
    const QList<QLabel *> labels = m_window->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](QLabel *each) {
        return each->isVisible() && each->text() == u"High importance · Read receipt · No copy kept";
    }));
}

// ---- Reaching everything -----------------------------------------------------------------------------------------

void TestComposeWindow::everyControlHasAName()
{
    Message message = offer();
    message.recipients.cc = message.recipients.bcc = message.replyTo = offer().recipients.to;
    m_window->setMessage(message);
    m_window->setPractice(QUrl(u"http://localhost:1/mailbox"_s));
    m_window->showTooBig({9'400'000, 4'194'304, 6'900'000, 3'100'000});
    m_window->showState(uncertain());
    m_window->showSignIn(SignInChoosing{});
    const QList<QWidget *> all = m_window->findChildren<QWidget *>();
    int seen = 0;
    for (const QWidget *each : all) {
        const bool isControl = each->focusPolicy() != Qt::NoFocus;
        if (!isControl)
            continue;
        ++seen;
        const auto *asButton = qobject_cast<const QAbstractButton *>(each);
        const bool isNamed = !each->accessibleName().isEmpty() || (asButton && !asButton->text().isEmpty());
        QVERIFY2(isNamed, qUtf8Printable(QString::fromLatin1(each->metaObject()->className()) + each->objectName()));
    }
    QVERIFY(seen > 30);
}

void TestComposeWindow::theFixedNamesAreThere()
{
    m_window->setMessage(offer());
    part<QAction>("actionCc")->trigger();
    part<QAction>("actionBcc")->trigger();
    for (const QString &name : {u"To"_s, u"Cc"_s, u"Bcc"_s, u"Subject"_s, u"Message body"_s, u"Attachments"_s,
                                u"Send"_s, u"Attach files"_s, u"Status"_s})
        QVERIFY2(named(name), qUtf8Printable(name));
    QVERIFY(!named(u"Sign in"_s));
    m_window->setAccounts({}, {});
    QVERIFY(named(u"Sign in"_s));
}

void TestComposeWindow::tabGoesFromToToSend()
{
    m_window->setMessage(offer());
    part<QAction>("actionCc")->trigger();
    to()->setFocus();
    QStringList names;
    for (int i = 0; i < 40; ++i) {
        const QWidget *focus = QApplication::focusWidget();
        names.append(focus->accessibleName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (QApplication::focusWidget() == to()->line())
            break;
    }
    const QStringList expected{u"To"_s,
                               u"Cc"_s,
                               u"Subject"_s,
                               u"Message body"_s,
                               u"offer.pdf, 1.2 MB"_s,
                               u"Remove offer.pdf"_s,
                               u"plan.png, 1.7 MB"_s,
                               u"Remove plan.png"_s,
                               u"Attach files"_s,
                               u"Formatting"_s,
                               u"More"_s,
                               u"Send"_s};
    QCOMPARE(names.first(expected.size()), expected);
    // … and through the From line and what unfolds more fields back to the start.
    QVERIFY(names.contains(u"From: adele@contoso.com"_s));
    QVERIFY(names.contains(u"Add Bcc"_s));
    QVERIFY(to()->line()->hasFocus());
    QTest::keyClick(to()->line(), Qt::Key_Backtab);
    QVERIFY(!to()->line()->hasFocus());
}

void TestComposeWindow::regionsAreWalkedWithOneKey()
{
    m_window->setMessage(offer());
    to()->setFocus();
    QStringList names;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(m_window, Qt::Key_F6);
        names.append(QApplication::focusWidget()->accessibleName());
    }
    QCOMPARE(names, (QStringList{u"Message body"_s, u"offer.pdf, 1.2 MB"_s, u"Send"_s, u"To"_s}));
    QTest::keyClick(m_window, Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Send"_s);
}

void TestComposeWindow::noLabelReadsMarkup()
{
    Message message = offer();
    message.attachments = {attachment(u"<b>a</b>.pdf"_s, u"application/pdf"_s, 1)};
    m_window->setMessage(message);
    m_window->showFileRefused({Store::StoreError::Kind::Missing, u"/tmp/<img src=x>"_s, {}});
    m_window->showState(refused(Graph::ErrorKind::Unknown));
    m_window->showSignIn(SignInChoosing{});
    m_window->setPractice(QUrl(u"http://localhost:1/"_s));
    const QList<QLabel *> labels = m_window->findChildren<QLabel *>();
    for (const QLabel *each : labels)
        QVERIFY2(each->textFormat() == Qt::PlainText, qUtf8Printable(each->text()));
    const QList<QWidget *> all = m_window->findChildren<QWidget *>();
    for (const QWidget *each : all)
        QVERIFY2(!each->toolTip().contains(u"<b>") && !each->toolTip().contains(u"<img"),
                 qUtf8Printable(each->toolTip()));
}

void TestComposeWindow::itFitsIntoANarrowWindow()
{
    m_window->setMessage(offer());
    m_window->setPractice(QUrl(u"http://localhost:1/"_s));
    m_window->showState(uncertain());
    m_window->showTooBig({9'400'000, 4'194'304, 6'900'000, 3'100'000});
    QCoreApplication::processEvents();
    m_window->resize(420, 560);
    QTRY_COMPARE(m_window->width(), 420);
    const QList<QWidget *> all = m_window->findChildren<QWidget *>();
    for (const QWidget *each : all) {
        if (!each->isVisible() || !qobject_cast<const QAbstractButton *>(each))
            continue;
        const QRect box(each->mapTo(m_window, QPoint(0, 0)), each->size());
        QVERIFY2(box.left() >= 0 && box.right() < 420, qUtf8Printable(each->accessibleName()));
    }
}

// ---- Sending -----------------------------------------------------------------------------------------------------

void TestComposeWindow::sendIsAskedForOnce()
{
    m_window->setMessage(offer());
    QSignalSpy sent(m_window, &ComposeWindow::sendRequested);
    body()->setFocus();
    QTest::keyClick(body(), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(body(), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(body(), Qt::Key_Enter, Qt::ControlModifier);
    for (int i = 0; i < 5; ++i) {
        QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Return, Qt::ControlModifier, u"\r"_s, true);
        QApplication::sendEvent(body(), &repeat);
    }
    QCOMPARE(sent.size(), 1);
    QVERIFY(m_window->isLocked());
    QCOMPARE(m_window->message(), offer()); // no stray line break
    m_window->unlock();
    QTest::mouseClick(named(u"Send"_s), Qt::LeftButton);
    QCOMPARE(sent.size(), 2);
}

void TestComposeWindow::anUnfinishedRecipientIsSentToo()
{
    QTest::keyClicks(to()->line(), u"ben@example.org"_s);
    QTest::keyClick(to()->line(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_window->isLocked());
    QCOMPARE(m_window->message().recipients.to, (QList<Recipient>{person({}, u"ben@example.org"_s)}));
}

void TestComposeWindow::problemsUnlockAndShowTheField()
{
    m_window->setMessage(offer());
    body()->setFocus();
    named(u"Send"_s);
    part<QAction>("actionSend")->trigger();
    QVERIFY(m_window->isLocked());
    m_window->showProblems(
        {{ProblemKind::EmptySubject, Field::Subject, false, {}, AddressFault::None, 0, 0},
         {ProblemKind::UnreadableRecipient, Field::To, true, u"carl@"_s, AddressFault::NoDomain, 0, 0}});
    QVERIFY(!m_window->isLocked());
    const MessageBar *told = bar(u"problems"_s);
    QVERIFY(told);
    QCOMPARE(told->notice().kind, Notice::Kind::Error);
    QVERIFY(told->notice().text.contains(u"carl@"));
    QVERIFY(to()->pills().at(2)->hasFocus());
    QCOMPARE(m_window->message(), offer());
    m_window->showProblems({});
    QVERIFY(!bar(u"problems"_s));
}

void TestComposeWindow::anEmptyListUnlocksNothing()
{
    m_window->setMessage(offer());
    part<QAction>("actionSend")->trigger();
    m_window->showProblems({});
    QVERIFY(m_window->isLocked());
}

void TestComposeWindow::warningsCanBeSentAnyway()
{
    m_window->setMessage(offer());
    QSignalSpy sent(m_window, &ComposeWindow::sendRequested);
    part<QAction>("actionSend")->trigger();
    QVERIFY(!m_window->warningsSeen());
    m_window->showProblems({{ProblemKind::EmptySubject, Field::Subject, false, {}, AddressFault::None, 0, 0}});
    QVERIFY(!m_window->isLocked());
    QTest::mouseClick(button(u"Send anyway"_s), Qt::LeftButton);
    QCOMPARE(sent.size(), 2);
    QVERIFY(m_window->warningsSeen());
    m_window->unlock();
    QTest::keyClick(subject(), Qt::Key_X); // another mail, other warnings
    QVERIFY(!m_window->warningsSeen());
}

void TestComposeWindow::findingsShareTheBarOfTheWarnings()
{
    const Problem noSubject{ProblemKind::EmptySubject, Field::Subject, false, {}, AddressFault::None, 0, 0};
    const Problem wrongOne{ProblemKind::UnreadableRecipient, Field::To, true, u"carl@"_s, AddressFault::NoDomain, 0, 0};
    const Compose::Finding file{Compose::FindingKind::ForgottenAttachment, u"attached"_s, {}, {}, 0};
    const Compose::Finding name{Compose::FindingKind::PlaceholderLeft, u"[NAME]"_s, {}, {}, 0};
    m_window->setMessage(offer());
    part<QAction>("actionSend")->trigger();
    m_window->showProblems({}, {file, name});
    QVERIFY(!m_window->isLocked());
    const Notice both = bar(u"problems"_s)->notice();
    QCOMPARE(both.kind, Notice::Kind::Warning);
    QVERIFY(both.text.contains(u"“attached”"));
    QVERIFY(both.more.contains(u"“[NAME]”"));
    QCOMPARE(both.buttons.size(), 2);
    QCOMPARE(both.buttons.front().action, Action::AttachFiles);
    QCOMPARE(both.buttons.back().action, Action::SendAnyway);

    m_window->showProblems({noSubject}, {name});
    QCOMPARE(bar(u"problems"_s)->notice().buttons.front().action, Action::CheckSubject);
    QVERIFY(bar(u"problems"_s)->notice().more.contains(u"[NAME]"));
    m_window->showProblems({wrongOne, noSubject}, {name}); // first things first
    QCOMPARE(bar(u"problems"_s)->notice().kind, Notice::Kind::Error);
    QVERIFY(!bar(u"problems"_s)->notice().more.contains(u"[NAME]"));
    QVERIFY(!button(u"Send anyway"_s));

    m_window->showProblems({}, {name});
    QVERIFY(bar(u"problems"_s)->notice().more.isEmpty()); // one line
    QSignalSpy sent(m_window, &ComposeWindow::sendRequested);
    QTest::mouseClick(button(u"Send anyway"_s), Qt::LeftButton);
    QCOMPARE(sent.size(), 1);
    QVERIFY(m_window->warningsSeen());
    QVERIFY(!bar(u"problems"_s));
}

void TestComposeWindow::aForgottenFileCanBeAttached()
{
    m_window->setMessage(offer());
    m_dialogs.files = {u"/tmp/offer.pdf"_s};
    QSignalSpy chosen(m_window, &ComposeWindow::filesChosen);
    m_window->showProblems({}, {{Compose::FindingKind::ForgottenAttachment, u"attached"_s, {}, {}, 0}});
    QTest::mouseClick(button(u"Attach files…"_s), Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toStringList(), m_dialogs.files);
    QVERIFY(!bar(u"problems"_s));
}

void TestComposeWindow::theWordsMeantAreShown_data()
{
    QTest::addColumn<Body>("written");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("selected");
    QTest::addColumn<int>("at");
    QTest::newRow("text") << Body{BodyKind::Text, u"for [NAME]\n"_s} << u"[NAME]"_s << u"[NAME]"_s << 4;
    QTest::newRow("not the quoted one") << Body{BodyKind::Text, u"> [NAME]\n[NAME]\n"_s} << u"[NAME]"_s << u"[NAME]"_s
                                        << 9;
    QTest::newRow("not the quoted one, formatted")
        << Body{BodyKind::Html, u"<blockquote><p><b>[NAME]</b></p></blockquote><p>[NAME]</p>"_s} << u"[NAME]"_s
        << u"[NAME]"_s << 7;
    QTest::newRow("in two lines") << Body{BodyKind::Text, u"Dear Ann\nMora\n"_s} << u"Ann Mora"_s << u"Ann"_s << 5;
    QTest::newRow("gone by now") << Body{BodyKind::Text, u"Dear\n"_s} << u"[NAME]"_s << QString() << 0;
}

void TestComposeWindow::theWordsMeantAreShown()
{
    QFETCH(const Body, written);
    QFETCH(const QString, words);
    QFETCH(const int, at);
    Message message = offer();
    message.body = written;
    m_window->setMessage(message);
    if (body()->isSource())
        body()->showFormatted();
    to()->line()->setFocus();
    m_window->showProblems({}, {{Compose::FindingKind::PlaceholderLeft, words, {}, {}, 0}});
    QTest::mouseClick(button(u"Go to it"_s), Qt::LeftButton);
    QVERIFY(body()->hasFocus());
    QTEST(body()->textCursor().selectedText(), "selected");
    QCOMPARE(body()->textCursor().selectionStart(), at);
}

void TestComposeWindow::everybodyMovesToBcc()
{
    Message message = offer();
    const Recipient ana = person({}, u"ana@example.org"_s);
    const Recipient ben = person(u"Ben Ode"_s, u"ben@example.org"_s);
    const Recipient carl = person({}, u"carl@example.org"_s);
    message.recipients = {{ben}, {carl, ben}, {ana}};
    m_window->setMessage(message);
    QSignalSpy changed(m_window, &ComposeWindow::messageChanged);
    m_window->showProblems({}, {{Compose::FindingKind::ManyPeople, {}, {}, {}, 16}});
    QTest::mouseClick(button(u"Move them to Bcc"_s), Qt::LeftButton);
    QCOMPARE(m_window->message().recipients, (Recipients{{}, {}, {ana, ben, carl}}));
    QVERIFY(!bar(u"problems"_s));
    QTRY_COMPARE(changed.size(), 1); // it is saved
}

void TestComposeWindow::outsidersAreTakenOff()
{
    Message message = offer();
    const Recipient ana = person({}, u"ana@contoso.com"_s);
    const Recipient ben = person(u"Ben Ode"_s, u"Ben@example.org"_s);
    const Recipient carl = person({}, u"carl@example.org"_s);
    message.recipients = {{ana, ben}, {carl}, {ben}};
    m_window->setMessage(message);
    m_window->showProblems(
        {}, {{Compose::FindingKind::OutsidePeople, {}, {}, {u"ben@example.org"_s, u"carl@example.org"_s}, 0}});
    QVERIFY(bar(u"problems"_s)->notice().more.contains(u"carl@example.org"));
    QTest::mouseClick(button(u"Remove these recipients"_s), Qt::LeftButton);
    QCOMPARE(m_window->message().recipients, (Recipients{{ana}, {}, {}}));
    QVERIFY(!bar(u"problems"_s));
}

void TestComposeWindow::statesLockAndUnlock()
{
    m_window->setMessage(offer());
    const auto isEditable = [this] {
        const QString before = body()->text();
        QTest::keyClick(body(), Qt::Key_Y);
        QTest::keyClick(subject(), Qt::Key_Y);
        const bool changed = body()->text() != before;
        m_window->setMessage(offer());
        return changed && m_window->message() == offer();
    };
    QVERIFY(isEditable());
    m_window->showState(Outbox::Sending{});
    QVERIFY(!isEditable());
    QCOMPARE(m_window->message(), offer()); // still to be read
    m_window->showState(refused(Graph::ErrorKind::MessageTooLarge));
    QVERIFY(isEditable());
    m_window->showState(uncertain());
    QVERIFY(!isEditable());
    m_window->showState(Outbox::Cancelled{});
    QVERIFY(isEditable());
    m_window->showState(waiting(Outbox::WaitReason::Offline, 60));
    QVERIFY(!isEditable());
    m_window->unlock();
    QVERIFY(isEditable());
}

void TestComposeWindow::acceptedClosesByItself()
{
    QSignalSpy closing(m_window, &ComposeWindow::closing);
    m_window->showState(accepted());
    QVERIFY(m_window->isVisible()); // one can read it
    QTRY_VERIFY_WITH_TIMEOUT(!m_window, 10'000);
    QCOMPARE(closing.size(), 1);
}

void TestComposeWindow::acceptedStaysWhereThatIsWanted()
{
    m_window->setClosesWhenAccepted(false);
    m_window->showState(accepted());
    QTest::qWait(0);
    QVERIFY(m_window && m_window->isVisible());
    QVERIFY(m_window->isLocked());
}

void TestComposeWindow::curesDoWhatTheySay()
{
    m_window->setMessage(offer());
    QSignalSpy again(m_window, &ComposeWindow::retryRequested);
    QSignalSpy signIn(m_window, &ComposeWindow::signInAgainRequested);
    m_window->showState(refused(Graph::ErrorKind::Throttled));
    QTest::mouseClick(button(u"Try again"_s), Qt::LeftButton);
    QCOMPARE(again.size(), 1);
    m_window->showState(refused(Graph::ErrorKind::TokenRefused));
    QTest::mouseClick(button(u"Sign in again"_s), Qt::LeftButton);
    QCOMPARE(signIn.size(), 1);
    QCOMPARE(signIn.front().front().toString(), work().id);
    m_window->showState(refused(Graph::ErrorKind::MessageTooLarge));
    QTest::mouseClick(button(u"Show attachments"_s), Qt::LeftButton);
    QVERIFY(part<AttachmentBar>()->cards().front()->hasFocus());
    m_window->setAccounts({personal()}, personal().id);
    m_window->showState(uncertain());
    QTest::mouseClick(button(u"Open Sent Items"_s), Qt::LeftButton);
    QCOMPARE(m_dialogs.opened, QList<QUrl>{QUrl(u"https://outlook.live.com/mail/0/sentitems"_s)});
    m_window->showState(refused(Graph::ErrorKind::NoMailbox));
    m_window->setAccounts({guest()}, guest().id);
    m_window->showState(refused(Graph::ErrorKind::NoMailbox));
    QTest::mouseClick(button(u"Sign in as personal"_s), Qt::LeftButton);
    QVERIFY(m_window->isSignInOpen());
}

// ---- Files -------------------------------------------------------------------------------------------------------

void TestComposeWindow::filesAreTakenAnywhere_data()
{
    QTest::addColumn<QString>("where");
    QTest::newRow("window") << u"window"_s;
    QTest::newRow("body") << u"body"_s;
    QTest::newRow("subject") << u"subject"_s;
    QTest::newRow("to") << u"to"_s;
}

void TestComposeWindow::filesAreTakenAnywhere()
{
    QFETCH(QString, where);
    QWidget *target = where == u"window" ? static_cast<QWidget *>(m_window.data())
        : where == u"body"               ? body()->viewport()
        : where == u"subject"            ? static_cast<QWidget *>(subject())
                                         : to()->line();
    QSignalSpy chosen(m_window, &ComposeWindow::filesChosen);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/tmp/offer.pdf"_s), QUrl::fromLocalFile(u"/tmp"_s)});
    data.setText(u"file:///tmp/offer.pdf"_s);
    drop(target, data, true);
    QVERIFY(named(u"Attach"_s)); // the zone is seen before one lets go
    drop(target, data);
    QVERIFY(!named(u"Attach"_s));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toStringList(), (QStringList{u"/tmp/offer.pdf"_s, u"/tmp"_s}));
    QCOMPARE(m_window->message(), Message());
    // Let go on the zone itself, as a real drag does.
    drop(target, data, true);
    drop(named(u"Attach"_s), data);
    QCOMPARE(chosen.size(), 2);
    QVERIFY(!named(u"Attach"_s));
}

void TestComposeWindow::textDropsStayText()
{
    QSignalSpy chosen(m_window, &ComposeWindow::filesChosen);
    QMimeData data;
    data.setText(u"hello"_s);
    drop(body()->viewport(), data);
    QCOMPARE(body()->text(), u"hello"_s);
    QVERIFY(!named(u"Attach"_s));
    QCOMPARE(chosen.size(), 0);
}

void TestComposeWindow::lockedTakesNoFiles()
{
    m_window->showState(Outbox::Sending{});
    QSignalSpy chosen(m_window, &ComposeWindow::filesChosen);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/tmp/offer.pdf"_s)});
    drop(m_window, data);
    drop(body()->viewport(), data);
    part<QAction>("actionAttach")->trigger();
    QCOMPARE(chosen.size(), 0);
    QVERIFY(!named(u"Attach"_s));
}

void TestComposeWindow::pastedFilesAreAttached()
{
    QSignalSpy chosen(m_window, &ComposeWindow::filesChosen);
    QSignalSpy pictures(m_window, &ComposeWindow::imagePasted);
    const QList<QWidget *> fields{to()->line(), subject(), body()};
    for (QWidget *each : fields) {
        auto *data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(u"/tmp/offer.pdf"_s)});
        data->setText(u"/tmp/offer.pdf"_s);
        QApplication::clipboard()->setMimeData(data);
        QTest::keyClick(each, Qt::Key_V, Qt::ControlModifier);
        QImage image(2, 2, QImage::Format_RGB32);
        image.fill(Qt::red);
        QApplication::clipboard()->setImage(image);
        QTest::keyClick(each, Qt::Key_V, Qt::ControlModifier);
    }
    QCOMPARE(chosen.size(), 3);
    QCOMPARE(pictures.size(), 3);
    QVERIFY(pictures.front().front().toByteArray().startsWith("\x89PNG"));
    QCOMPARE(pictures.front().at(1).toString(), u"Picture.png"_s);
    QCOMPARE(m_window->message(), Message());
}

void TestComposeWindow::pickedFilesAreAttached()
{
    QSignalSpy chosen(m_window, &ComposeWindow::filesChosen);
    QTest::mouseClick(named(u"Attach files"_s), Qt::LeftButton); // the person changes their mind
    QCOMPARE(chosen.size(), 0);
    m_dialogs.files = {u"/tmp/a"_s};
    QTest::keyClick(body(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(chosen.size(), 1);
}

void TestComposeWindow::attachmentsComeAndGoByKey()
{
    m_window->addAttachment(attachment(u"a.pdf"_s, u"application/pdf"_s, 10));
    m_window->addAttachment(attachment(u"b.zip"_s, u"application/zip"_s, 20));
    m_window->addAttachment(attachment(u"c"_s, {}, 0));
    auto *attachments = part<AttachmentBar>();
    QVERIFY(attachments->isVisible());
    QCOMPARE(attachments->cards().size(), 3);
    attachments->cards().front()->setFocus();
    QTest::keyClick(attachments->cards().at(0), Qt::Key_Right);
    QVERIFY(attachments->cards().at(1)->hasFocus());
    QTest::keyClick(attachments->cards().at(1), Qt::Key_Delete);
    QCOMPARE(m_window->message().attachments.size(), 2);
    QCOMPARE(m_window->message().attachments.at(1).name, u"c"_s);
    QVERIFY(attachments->cards().at(1)->hasFocus());
    QTest::mouseClick(named(u"Remove c"_s), Qt::LeftButton);
    QTest::mouseClick(named(u"Remove a.pdf"_s), Qt::LeftButton);
    QVERIFY(m_window->message().attachments.isEmpty());
    QVERIFY(!attachments->isVisible());
}

void TestComposeWindow::refusedFilesShareOneBar()
{
    m_window->showFileRefused({Store::StoreError::Kind::NotARegularFile, u"/home/a/Photos"_s, {}});
    QVERIFY(bar(u"files"_s)->notice().text.contains(u"Photos"));
    for (int i = 0; i < 50; ++i)
        m_window->showFileRefused({Store::StoreError::Kind::Missing, u"/home/a/%1"_s.arg(i), {}});
    QCOMPARE(part<MessageStack>()->bars().size(), 1);
    QVERIFY(bar(u"files"_s)->notice().text.contains(u"51"));
    QVERIFY(bar(u"files"_s)->notice().details.contains(u"/home/a/49"));
    QTest::keyClick(m_window, Qt::Key_Escape);
    m_window->showFileRefused({Store::StoreError::Kind::Missing, u"/home/a/new"_s, {}});
    QVERIFY(bar(u"files"_s)->notice().text.contains(u"new")); // those that were read are forgotten
}

// ---- Accounts and the rest ---------------------------------------------------------------------------------------

void TestComposeWindow::accountsAreChosenInTheFromLine()
{
    QSignalSpy chosen(m_window, &ComposeWindow::accountChosen);
    QSignalSpy out(m_window, &ComposeWindow::signOutRequested);
    auto *from = part<Button>("account");
    QCOMPARE(from->text(), u"adele@contoso.com"_s);
    QTest::mouseClick(from, Qt::LeftButton);
    auto *menu = part<QMenu>();
    QVERIFY(menu);
    menu->actions().at(1)->trigger();
    QCOMPARE(chosen.front().front().toString(), personal().id);
    QCOMPARE(m_window->currentAccount(), personal().id);
    QCOMPARE(from->text(), u"adele@outlook.com"_s);
    for (QAction *each : menu->actions()) {
        if (each->text().startsWith(u"Sign out"))
            each->trigger();
    }
    QCOMPARE(m_dialogs.asked.size(), 1);
    QCOMPARE(out.size(), 1);
    menu->close();
}

void TestComposeWindow::withoutAChoiceThereIsNoListOfSenders()
{
    const auto hasList = [this] {
        QTest::mouseClick(part<Button>("account"), Qt::LeftButton);
        QMenu *menu = m_window->findChildren<QMenu *>().constLast();
        const QList<QAction *> actions = menu->actions();
        const bool has = std::any_of(actions.begin(), actions.end(), [](QAction *each) { return each->isCheckable(); });
        menu->close();
        return has;
    };
    m_window->setAccounts({work()}, work().id);
    QVERIFY(!hasList());
    Message message = offer();
    message.from = Address{{}, u"sales@contoso.com"_s};
    m_window->setMessage(message); // one's own address must be there to go back to
    QVERIFY(hasList());
    m_window->setMessage({});
    QVERIFY(!hasList());
    Auth::Account two = work();
    two.senders = {{u"sales@contoso.com"_s, {}, true}};
    m_window->setAccounts({two}, two.id);
    QVERIFY(hasList());
}

void TestComposeWindow::aSignInThatIsOverShowsInTheFromLine()
{
    QSignalSpy again(m_window, &ComposeWindow::signInAgainRequested);
    auto *from = part<Button>("account");
    m_window->setSignedOut({personal().id});
    QCOMPARE(from->text(), u"adele@contoso.com"_s); // that is another account
    m_window->setSignedOut({work().id, personal().id});
    QVERIFY(from->text().contains(u"must sign in again"));
    QVERIFY(from->accessibleName().contains(u"must sign in again"));
    QTest::mouseClick(from, Qt::LeftButton);
    auto *menu = part<QMenu>();
    QVERIFY(menu);
    QVERIFY(menu->actions().at(0)->text().contains(u"must sign in again"));
    QVERIFY(menu->actions().at(1)->text().contains(u"must sign in again"));
    QAction *signIn = nullptr;
    for (QAction *each : menu->actions()) {
        QVERIFY(!each->text().startsWith(u"Sign out")); // there is nothing to sign out of
        if (each->text().startsWith(u"Sign in again"))
            signIn = each;
    }
    QVERIFY(signIn);
    signIn->trigger();
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.front().front().toString(), work().id);
    menu->close();
    m_window->setSignedOut({});
    QCOMPARE(from->text(), u"adele@contoso.com"_s);
}

void TestComposeWindow::aMissingRightCanBeAskedForAtOnce()
{
    m_window->setMessage(offer());
    Outbox::NeedsUser missing;
    missing.why = Outbox::NeedsUser::Why::RightMissing;
    missing.detail = u"Mail.ReadWrite"_s;
    m_window->showState(missing);
    QSignalSpy asked(m_window, &ComposeWindow::sendRequested);
    QVERIFY(button(u"Allow…"_s));
    QTest::mouseClick(button(u"Allow…"_s), Qt::LeftButton);
    QCOMPARE(asked.size(), 1); // answered with the sheet
}

void TestComposeWindow::whatTheWindowDoesNotShowIsKept()
{
    Message message = offer();
    message.body = {BodyKind::Html, u"<p>x</p>"_s};
    message.textAlternative = true;
    message.inReplyTo = u"<a@example.org>"_s;
    message.references = u"<r@example.org> <a@example.org>"_s;
    m_window->setMessage(message);
    QTest::keyClicks(part<BodyEdit>("body"), u"more"_s);
    QVERIFY(m_window->message().textAlternative);
    QCOMPARE(m_window->message().inReplyTo, message.inReplyTo);
    QCOMPARE(m_window->message().references, message.references);
    QCOMPARE(m_window->message().body.kind, BodyKind::Html);
}

void TestComposeWindow::sendersAreChosenInTheFromLine()
{
    QSignalSpy chosen(m_window, &ComposeWindow::accountChosen);
    Auth::Account first = work();
    first.senders = {{u"sales@contoso.com"_s, u"Sales & Co"_s, true}, {u"boss@contoso.com"_s, {}, false}};
    m_window->setAccounts({first, personal()}, first.id);
    auto *from = part<Button>("account");
    const auto choose = [this, from](int at) {
        QTest::mouseClick(from, Qt::LeftButton);
        const QList<QMenu *> menus = m_window->findChildren<QMenu *>();
        menus.constLast()->actions().at(at)->trigger();
        menus.constLast()->close();
    };
    choose(1);
    QCOMPARE(chosen.constLast().front().toString(), first.id);
    QVERIFY(m_window->message().from);
    QCOMPARE(m_window->message().from->mailbox, u"sales@contoso.com"_s);
    QVERIFY(m_window->message().asMailbox);
    QVERIFY(from->text().contains(u"sales@contoso.com"));
    choose(2);
    QCOMPARE(m_window->message().from->mailbox, u"boss@contoso.com"_s);
    QVERIFY(!m_window->message().asMailbox);
    choose(0);
    QVERIFY(!m_window->message().from);
    choose(2);
    choose(3); // another account is nobody's substitute
    QVERIFY(!m_window->message().from);
    QCOMPARE(m_window->currentAccount(), personal().id);
}

void TestComposeWindow::aMissingRightIsExplained()
{
    QSignalSpy asked(m_window, &ComposeWindow::consentAsked);
    RightNeed need;
    need.right = u"Mail.ReadWrite"_s;
    need.account = work();
    need.ways = {RightNeed::WayOut::FewerFiles};
    m_window->showConsent(need);
    QVERIFY(m_window->consentSheet());
    QVERIFY(!m_window->isLocked());
    for (Button *each : m_window->consentSheet()->findChildren<Button *>()) {
        if (each->text() == u"Allow…")
            each->click();
    }
    QCOMPARE(asked.value(0).value(0).toString(), need.right);
    m_window->showConsentPage(ConsentInBrowser{QUrl(u"https://a.example"_s)});
    QSignalSpy givenUp(m_window, &ComposeWindow::consentGivenUp);
    QTest::keyClick(m_window->consentSheet(), Qt::Key_Escape);
    QCOMPARE(givenUp.size(), 1);
    m_window->hideConsent();
    QVERIFY(!m_window->consentSheet());
}

void TestComposeWindow::signedOutOpensTheSheet()
{
    m_window->setAccounts({}, {});
    QSignalSpy opened(m_window, &ComposeWindow::signInOpened);
    QSignalSpy requested(m_window, &ComposeWindow::signInRequested);
    QTest::mouseClick(part<Button>("account"), Qt::LeftButton);
    QCOMPARE(opened.size(), 1);
    QVERIFY(m_window->isSignInOpen());
    QVERIFY(m_window->rect().contains(part<SignInPanel>()->geometry()));
    part<Button>("work")->click();
    QCOMPARE(requested.size(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!m_window->isSignInOpen());
    // One can write without signing in.
    QTest::keyClicks(subject(), u"x"_s);
    QCOMPARE(m_window->message().subject, u"x"_s);
}

void TestComposeWindow::aClosedSheetStaysClosed()
{
    m_window->setAccounts({}, {});
    m_window->showSignIn(SignInInBrowser{QUrl(u"https://login.example/"_s), {}});
    connect(m_window, &ComposeWindow::signInCancelled, m_window, [this] { m_window->showSignIn(SignInChoosing{}); });
    QSignalSpy cancelled(m_window, &ComposeWindow::signInCancelled);
    QTest::keyClick(m_window, Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
    QVERIFY(!m_window->isSignInOpen());
    m_window->showSignIn(SignInChoosing{});
    QVERIFY(m_window->isSignInOpen());
}

void TestComposeWindow::practiceIsUnmistakable()
{
    const QUrl mailbox(u"http://localhost:7777/mailbox"_s);
    m_window->setPractice(mailbox);
    const QList<QLabel *> labels = m_window->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](QLabel *each) {
        return each->isVisible() && each->text() == u"Practice: nothing leaves this computer";
    }));
    QTest::mouseClick(button(u"Open the practice mailbox"_s), Qt::LeftButton);
    m_window->showState(uncertain());
    QTest::mouseClick(button(u"Open Sent Items"_s), Qt::LeftButton); // never the real one
    QCOMPARE(m_dialogs.opened, (QList<QUrl>{mailbox, mailbox}));
    m_window->setPractice({});
    QVERIFY(!button(u"Open the practice mailbox"_s));
}

void TestComposeWindow::escapeClosesTheNewestBar()
{
    m_window->showNotice({Notice::Kind::Info, u"a"_s, u"one"_s, {}, {}, {}});
    m_window->showNotice({Notice::Kind::Warning, u"b"_s, u"two"_s, {}, {}, {{u"Do"_s, Action::KeepWriting}}});
    m_window->showNotice({Notice::Kind::Warning, u"a"_s, u"three"_s, {}, {}, {}}); // takes the place of the first
    QCOMPARE(part<MessageStack>()->bars().size(), 2);
    QSignalSpy answered(m_window, &ComposeWindow::noticeAnswered);
    QTest::mouseClick(button(u"Do"_s), Qt::LeftButton);
    QCOMPARE(answered.front().front().toString(), u"b"_s);
    QTest::keyClick(m_window, Qt::Key_Escape);
    QVERIFY(!bar(u"b"_s));
    QVERIFY(bar(u"a"_s));
    QTest::keyClick(m_window, Qt::Key_Escape);
    QVERIFY(!part<MessageStack>()->isVisible());
    QVERIFY(m_window->isVisible());
}

void TestComposeWindow::closingCanBeStopped()
{
    QTest::keyClicks(to()->line(), u"ben@example.org"_s);
    const auto stop = connect(m_window, &ComposeWindow::closing, m_window, [this] {
        QCOMPARE(m_window->message().recipients.to.size(), 1);
        m_window->keepOpen({Store::StoreError::Kind::DiskFull, {}, {}});
    });
    QTest::keyClick(m_window, Qt::Key_W, Qt::ControlModifier);
    QVERIFY(m_window->isVisible());
    QVERIFY(bar(u"store"_s));
    disconnect(stop);
    QTest::keyClick(m_window, Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(!m_window);
}

void TestComposeWindow::linkNotesAreTold()
{
    m_window->showLinkNotes({}, {});
    QVERIFY(!bar(u"link"_s));
    m_window->showLinkNotes({u"attach"_s}, {u"bcc-from-link"_s, u"not a code"_s});
    QVERIFY(bar(u"link"_s)->notice().more.contains(u"attach"));
    QVERIFY(bar(u"link"_s)->notice().more.contains(u"Bcc"));
}

QTEST_MAIN(TestComposeWindow)
#include "tst_composewindow.moc"
