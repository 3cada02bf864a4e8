// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs.h"
#include "samples.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestDialogs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(anyWarning()); }
    void theQuitQuestionFitsWhatIsUnderWay_data();
    void theQuitQuestionFitsWhatIsUnderWay();
    void aMailBeingSentIsNotCalledStoppable();
    void theAnswerIsTheButtonThatWasPressed_data();
    void theAnswerIsTheButtonThatWasPressed();
};

void TestDialogs::theQuitQuestionFitsWhatIsUnderWay_data()
{
    QTest::addColumn<QuitFacts>("facts");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("buttons");
    QTest::newRow("one is being sent") << QuitFacts{1, 0, 0} << u"A mail is being sent"_s
                                       << QStringList{u"Quit when it is sent"_s, u"Quit in the middle"_s, u"Stay"_s};
    QTest::newRow("several, and more waits")
        << QuitFacts{3, 0, 2} << u"3 mails are being sent"_s
        << QStringList{u"Quit when it is sent"_s, u"Quit in the middle"_s, u"Stay"_s};
    QTest::newRow("held back") << QuitFacts{0, 1, 0} << u"A mail has not left yet"_s
                               << QStringList{u"Send now, then quit"_s, u"Keep for the next start"_s, u"Stay"_s};
    QTest::newRow("both") << QuitFacts{1, 2, 0} << u"A mail is being sent"_s
                          << QStringList{u"Send now, then quit"_s, u"Quit in the middle"_s, u"Stay"_s};
    QTest::newRow("only waiting") << QuitFacts{0, 0, 4} << u"4 mails wait in the outbox"_s
                                  << QStringList{u"Quit"_s, u"Stay"_s};
    QTest::newRow("waits for its time") << QuitFacts{0, 0, 1, 1} << u"A mail waits in the outbox"_s
                                        << QStringList{u"Go on in the background"_s, u"Quit"_s, u"Stay"_s};
    QTest::newRow("two wait for their time")
        << QuitFacts{0, 0, 0, 2} << u"2 mails wait on this computer for their time"_s
        << QStringList{u"Go on in the background"_s, u"Quit"_s, u"Stay"_s};
    QTest::newRow("held back, and one for later")
        << QuitFacts{0, 1, 0, 1} << u"A mail has not left yet"_s
        << QStringList{u"Send now, then quit"_s, u"Keep for the next start"_s, u"Stay"_s};
}

void TestDialogs::theQuitQuestionFitsWhatIsUnderWay()
{
    QFETCH(QuitFacts, facts);
    const QuitQuestion question = questionFor(facts);
    QTEST(question.text, "text");
    QVERIFY(!question.more.isEmpty());
    QVERIFY(!question.more.contains(u'%'));
    QStringList labels;
    for (const auto &[label, choice] : question.buttons)
        labels.append(label);
    QTEST(labels, "buttons");
    QCOMPARE(question.buttons.back().second, QuitChoice::Stay);
}

void TestDialogs::aMailBeingSentIsNotCalledStoppable()
{
    QVERIFY(questionFor({1, 0, 0}).more.contains(u"nobody here will know"));
    QVERIFY(!questionFor({0, 1, 3}).more.contains(u"nobody here will know"));
    QVERIFY(questionFor({0, 1, 3}).more.contains(u"What waits is safe"));
}

void TestDialogs::theAnswerIsTheButtonThatWasPressed_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QuitChoice>("choice");
    QTest::newRow("send") << u"Send now, then quit"_s << QuitChoice::QuitWhenSent;
    QTest::newRow("keep") << u"Keep for the next start"_s << QuitChoice::QuitNow;
    QTest::newRow("stay") << u"Stay"_s << QuitChoice::Stay;
    QTest::newRow("escape") << QString() << QuitChoice::Stay;
}

void TestDialogs::theAnswerIsTheButtonThatWasPressed()
{
    QFETCH(QString, button);
    QWidget parent;
    parent.show();
    QList<QuitChoice> answers;
    DesktopDialogs().askQuit(&parent, {0, 1, 0}, [&answers](QuitChoice choice) { answers.append(choice); });
    auto *box = parent.findChild<QMessageBox *>();
    QVERIFY(box);
    QCOMPARE(box->textFormat(), Qt::PlainText);
    QCOMPARE(box->defaultButton()->text(), u"Send now, then quit"_s);
    QVERIFY(answers.isEmpty());
    if (button.isEmpty())
        QTest::keyClick(box, Qt::Key_Escape);
    const QList<QAbstractButton *> all = box->buttons();
    for (QAbstractButton *each : all) {
        if (each->text() == button)
            each->click();
    }
    QTRY_COMPARE(answers.size(), 1);
    QTEST(answers.front(), "choice");
}

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
