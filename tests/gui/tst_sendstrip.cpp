// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/button.h"
#include "gui/messagebar.h"
#include "gui/sendstrip.h"
#include "samples.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestSendStrip : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_strip.reset(); }
    void writingOffersSend();
    void handedOverOffersNothingToPressTwice();
    void copyingAndSendingTellHowFar();
    void waitingTellsWhyAndHowLong_data();
    void waitingTellsWhyAndHowLong();
    void cancelIsOfferedWhileItHelps();
    void acceptedIsNotCalledDelivered();
    void refusedOffersTheNextStep();
    void uncertainHasThreeAnswersAndItsOwnColour();
    void theNextStateTakesTheOutcomeAway();
    void theStatusIsToldToAssistiveTechnology();
    void serverTextIsNotMarkup();

private:
    Button *button(const QString &text) const;
    QString state(const Outbox::SendState &state);

    std::unique_ptr<SendStrip> m_strip;
};

void TestSendStrip::init()
{
    QTest::failOnWarning(anyWarning());
    m_strip = std::make_unique<SendStrip>();
    m_strip->resize(640, 60);
    m_strip->show();
}

Button *TestSendStrip::button(const QString &text) const
{
    const QList<Button *> all = m_strip->findChildren<Button *>();
    for (Button *each : all) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

QString TestSendStrip::state(const Outbox::SendState &state)
{
    m_strip->showState(state, nullptr);
    return m_strip->status();
}

void TestSendStrip::writingOffersSend()
{
    QSignalSpy pressed(m_strip.get(), &SendStrip::sendPressed);
    m_strip->showIdle(u"Saved at 10:02"_s);
    QCOMPARE(m_strip->status(), u"Saved at 10:02"_s);
    QVERIFY(!button(u"Cancel"_s));
    QTest::mouseClick(button(u"Send"_s), Qt::LeftButton);
    QCOMPARE(pressed.size(), 1);
}

void TestSendStrip::handedOverOffersNothingToPressTwice()
{
    m_strip->showHandedOver();
    QVERIFY(!button(u"Send"_s));
    QVERIFY(!m_strip->attachButton()->isEnabled());
}

void TestSendStrip::copyingAndSendingTellHowFar()
{
    m_strip->showCopying(1, 4);
    QVERIFY(m_strip->status().contains(u"25 %"));
    state(Outbox::Sending{});
    m_strip->showProgress(43, 100);
    QVERIFY(m_strip->status().contains(u"43 %"));
    m_strip->showProgress(100, 100);
    QVERIFY(!m_strip->status().contains(u"100"));
    m_strip->showProgress(0, 0); // nothing known: says what it said
    QVERIFY(!m_strip->status().isEmpty());
}

void TestSendStrip::waitingTellsWhyAndHowLong_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<QString>("words");
    QTest::newRow("queued") << int(Outbox::WaitReason::Queued) << u"Sending in"_s;
    QTest::newRow("undo") << int(Outbox::WaitReason::Undo) << u"Sending in"_s;
    QTest::newRow("offline") << int(Outbox::WaitReason::Offline) << u"No connection"_s;
    QTest::newRow("throttled") << int(Outbox::WaitReason::Throttled) << u"Microsoft asks to wait"_s;
    QTest::newRow("busy") << int(Outbox::WaitReason::ServiceBusy) << u"busy"_s;
    QTest::newRow("sign-in") << int(Outbox::WaitReason::SignInTrouble) << u"Signing in"_s;
    QTest::newRow("renewal") << int(Outbox::WaitReason::TokenRenewal) << u"Renewing"_s;
}

void TestSendStrip::waitingTellsWhyAndHowLong()
{
    QFETCH(int, reason);
    QFETCH(QString, words);
    const QString later = state(waiting(static_cast<Outbox::WaitReason>(reason), 3600));
    QVERIFY2(later.contains(words), qUtf8Printable(later));
    QVERIFY2(later.contains(u"1\u00a0h"), qUtf8Printable(later));
    // A time that the service has named cannot be cut short, so nothing pretends that it could.
    const bool isNamed = static_cast<Outbox::WaitReason>(reason) == Outbox::WaitReason::Throttled;
    QCOMPARE(button(u"Send now"_s) != nullptr, !isNamed);
    const QString now = state(waiting(static_cast<Outbox::WaitReason>(reason), -1));
    QVERIFY2(!now.contains(u"Next try"), qUtf8Printable(now));
    QVERIFY(!now.isEmpty());
    QVERIFY(!button(u"Send now"_s));
}

void TestSendStrip::cancelIsOfferedWhileItHelps()
{
    QSignalSpy cancelled(m_strip.get(), &SendStrip::cancelPressed);
    state(Outbox::Preparing{});
    QTest::mouseClick(button(u"Cancel"_s), Qt::LeftButton);
    QCOMPARE(cancelled.size(), 1);
    state(Outbox::Sending{});
    m_strip->setCancellable(false);
    QVERIFY(!button(u"Cancel"_s));
    m_strip->setCancellable(true);
    QVERIFY(button(u"Cancel"_s));
    state(accepted());
    m_strip->setCancellable(true); // said about something that is over
    QVERIFY(!button(u"Cancel"_s));
}

void TestSendStrip::acceptedIsNotCalledDelivered()
{
    const QString words = state(accepted());
    QVERIFY(words.startsWith(u"Accepted by Microsoft at "));
    QVERIFY(!words.contains(u"elivered"));
    QVERIFY(!button(u"Send"_s));
    Outbox::Accepted said = accepted();
    said.saidByPerson = true;
    QVERIFY(!state(said).contains(u"Microsoft"));
}

void TestSendStrip::refusedOffersTheNextStep()
{
    QSignalSpy actions(m_strip.get(), &SendStrip::actionPressed);
    QSignalSpy back(m_strip.get(), &SendStrip::backToDraft);
    const Outbox::NeedsUser refusal = refused(Graph::ErrorKind::NoMailbox);
    state(refusal);
    const Wording words = wordingFor(refusal);
    QCOMPARE(m_strip->outcome()->notice().text, words.title);
    QTest::mouseClick(button(words.button), Qt::LeftButton);
    QCOMPARE(actions.size(), 1);
    QCOMPARE(actions.front().front().value<Action>(), words.action);
    QTest::mouseClick(button(u"Back to draft"_s), Qt::LeftButton);
    QCOMPARE(back.size(), 1);
    QVERIFY(button(u"Send"_s)); // after it was mended

    // Codes only behind "Details", and there to be copied.
    QVERIFY(!m_strip->outcome()->notice().text.contains(u"MailboxNot"));
    QTest::mouseClick(button(u"Details"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"Copy details"_s), Qt::LeftButton);
    QVERIFY(QApplication::clipboard()->text().contains(refusal.error.requestId));
}

void TestSendStrip::uncertainHasThreeAnswersAndItsOwnColour()
{
    QSignalSpy sent(m_strip.get(), &SendStrip::saidSent);
    QSignalSpy again(m_strip.get(), &SendStrip::retryPressed);
    QSignalSpy back(m_strip.get(), &SendStrip::backToDraft);
    state(uncertain());
    QCOMPARE(m_strip->outcome()->notice().kind, Notice::Kind::Uncertain);
    QVERIFY(!button(u"Send"_s));
    QTest::mouseClick(button(u"It was sent"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"Send again"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"Back to draft"_s), Qt::LeftButton);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(again.size(), 1);
    QCOMPARE(back.size(), 1);
}

void TestSendStrip::theNextStateTakesTheOutcomeAway()
{
    state(uncertain());
    state(Outbox::Sending{});
    QVERIFY(!m_strip->outcome());
    QVERIFY(!button(u"It was sent"_s));
    state(uncertain());
    state(uncertain());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(m_strip->findChildren<MessageBar *>().size(), 1);
}

void TestSendStrip::theStatusIsToldToAssistiveTechnology()
{
    const auto *label = m_strip->findChild<QLabel *>(u"status"_s);
    QCOMPARE(label->accessibleName(), u"Status"_s);
    const QString words = state(accepted());
    QCOMPARE(label->accessibleDescription(), words);
    QAccessibleInterface *heard = QAccessible::queryAccessibleInterface(m_strip->findChild<QLabel *>(u"status"_s));
    QVERIFY(heard);
    QCOMPARE(heard->text(QAccessible::Name), u"Status"_s);
    QVERIFY(heard->textInterface());
    QCOMPARE(heard->textInterface()->text(0, heard->textInterface()->characterCount()), words);
    QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestSendStrip::serverTextIsNotMarkup()
{
    Outbox::NeedsUser refusal = refused(Graph::ErrorKind::BadRequest);
    refusal.error.serverText = u"<img src='file:///etc/passwd'><b>x</b>"_s;
    state(refusal);
    QTest::mouseClick(button(u"Details"_s), Qt::LeftButton);
    const QList<QLabel *> labels = m_strip->findChildren<QLabel *>();
    for (const QLabel *each : labels)
        QCOMPARE(each->textFormat(), Qt::PlainText);
}

QTEST_MAIN(TestSendStrip)
#include "tst_sendstrip.moc"
